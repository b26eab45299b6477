"""The vendored style sheet is the one that was published, unchanged."""

import tomllib
from hashlib import sha256

import pytest

from bot.console.assets import STATIC

VENDOR = STATIC / "vendor"
SOURCES = tomllib.loads((VENDOR / "SOURCES.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SOURCES)
def test_a_vendored_file_has_its_checksum(name):
    assert sha256((VENDOR / name).read_bytes()).hexdigest() == SOURCES[name]["sha256"]


def test_every_vendored_file_has_a_source_and_a_licence():
    files = {path.name for path in VENDOR.iterdir()} - {"SOURCES.toml"}
    assert files == set(SOURCES)
    assert all({"package", "version", "integrity", "licence"} <= source.keys() for source in SOURCES.values())
