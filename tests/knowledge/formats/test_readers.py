"""The registry of readers: the ending and the content of a file say who reads it, and how big it may be."""

from importlib import import_module

import pytest

from knowledge.formats import readers
from knowledge.formats.readers import ASKED, ENTRIES, ContentFormat
from knowledge.formats.reading import FilePlace
from knowledge.formats.source import MEBIBYTE, FileSource
from knowledge.problems.report import Refused, Report


def read(file, data, formats=ENTRIES):
    return readers.read(FileSource(data), FilePlace("harbor", file), Report(file), formats)


@pytest.mark.parametrize("formats", [ENTRIES, ASKED])
def test_every_file_with_a_known_ending_has_a_reader(formats):
    for ending in readers.endings(formats):
        last = readers.formats_of(f"harbor/x{ending}", formats)[-1]
        module = import_module(f"knowledge.formats.{last.module}")
        assert callable(module.read), ending
        assert not hasattr(module, "recognises"), ending


def test_the_content_decides_between_readers_of_one_ending():
    faq = b"### YamlMime:FAQ\nsections:\n  - name: x\n    questions:\n      - {question: A?, answer: b}\n"
    assert [each.entry.tags for each in read("harbor/x.YML", faq)] == [("x",)]
    assert [each.entry.tags for each in read("harbor/x.yml", b"entries: [{question: A?, answer: b}]")] == [()]


def test_each_format_has_its_own_limit():
    formats = (ContentFormat("markdown", (".md",), largest=5), ContentFormat("yaml_entries", (".yaml",)))
    assert (readers.largest("x.md", formats), readers.largest("x.yaml", formats)) == (5, MEBIBYTE)
    with pytest.raises(Refused, match="6 bytes"):
        read("x.md", b"# A?\nb", formats)


def test_a_binary_format_is_given_the_bytes(monkeypatch):
    monkeypatch.setattr("knowledge.formats.markdown.read", lambda data, place, report: [data])
    assert read("x.md", b"\xff", (ContentFormat("markdown", (".md",), is_binary=True),)) == [b"\xff"]
