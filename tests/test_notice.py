"""LICENSE and NOTICE: the licence is named where tools look, and nothing of others' work is left out."""

import subprocess
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from tests.bench.sets import SETS

ROOT = Path(__file__).resolve().parent.parent
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
TRACKED = [
    ROOT / name
    for name in subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
]
VENDORED = [path for path in TRACKED if path.parent.name == "vendor" and "static" in path.parts]
TRAINED = [path for path in TRACKED if path.suffix == ".npz"]
OFFICIAL = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
"""The sha256 of the text of the Apache License 2.0, as its authors publish it."""


def test_the_licence_is_the_official_text():
    assert sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == OFFICIAL


def test_the_project_names_its_licence():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    assert set(project["license-files"]) == {"LICENSE", "NOTICE"}


@pytest.mark.parametrize(
    "path",
    [path for path in (*VENDORED, *TRAINED) if path.name != "SOURCES.toml"],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_everything_vendored_or_trained_is_named_with_its_checksum(path):
    assert f"  {path.name}, " in NOTICE
    assert f"sha256 {sha256(path.read_bytes()).hexdigest()}\n" in NOTICE


@pytest.mark.parametrize(
    "path", [path for path in VENDORED if path.name == "SOURCES.toml"], ids=lambda path: path.parent.parent.parent.name
)
def test_every_vendored_package_is_named_with_its_version_and_folder(path):
    sources = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = [
        name
        for name, source in sources.items()
        if f"  {name}, from {source['package']} {source['version']}" not in NOTICE
    ]
    assert missing == []
    assert f"\n{path.parent.relative_to(ROOT).as_posix()}, " in NOTICE


def test_the_folder_of_the_word_table_is_named():
    table = next(path for path in TRAINED if path.name == "english.npz")
    assert f"\n{table.parent.relative_to(ROOT).as_posix()} holds " in NOTICE


@pytest.mark.parametrize("name", [name for name, _ in SETS])
def test_every_data_set_that_weights_were_trained_on_is_named(name):
    assert f"\n  {name}, " in NOTICE
