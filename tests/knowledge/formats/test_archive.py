"""The gate before archives: what is too big, broken or locked is refused before it costs anything."""

import io
import time
import zipfile
from xml.sax.handler import ContentHandler

import pytest

from knowledge.formats import archive
from knowledge.formats.archive import Archive
from knowledge.problems.report import Refused


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as written:
        for name, data in members.items():
            written.writestr(name, data)
    return out.getvalue()


def refusal(data, name="a"):
    began = time.process_time()
    with pytest.raises(Refused) as fault:
        Archive(data, "save it as .xlsx").read(name)
    assert time.process_time() - began < 0.1
    return fault.value


def test_a_member_is_what_was_put_in():
    opened = Archive(zipped({"a": b"x" * 1000, "b": b""}), "")
    assert (opened.read("a"), opened.read("b"), opened.read("c")) == (b"x" * 1000, b"", b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"a": bytes(21_000_000)}), "KB105"),
        (zipped({"a": bytes(11_000_000), "b": bytes(11_000_000)}), "KB105"),
        (zipped({"a": bytes(2_000_000)}), "KB105"),
        (zipped({str(each): b"" for each in range(1_001)}), "KB105"),
        (zipped({"a": b"x" * 100}, zipfile.ZIP_LZMA), "KB338"),
        (zipped({"a": b"x" * 100})[:-30], "KB338"),
        (archive.OLD_OFFICE, "KB338"),
        (b"", "KB338"),
    ],
    ids=["one huge", "huge together", "inflated", "too many", "lzma", "cut off", "old office", "empty"],
)
def test_what_cannot_be_let_in_is_refused_at_once(data, code):
    fault = refusal(data)
    assert (fault.code, fault.line) == (code, 1)
    assert fault.remedy


def test_members_are_counted_together_while_they_are_unpacked(monkeypatch):
    monkeypatch.setattr(archive, "MOST_INFLATED", 150_000)
    monkeypatch.setattr(Archive, "check_declared", lambda self, members: None)
    opened = Archive(zipped({"a": bytes(100_000), "b": bytes(100_000)}, zipfile.ZIP_STORED), "")
    opened.read("a")
    with pytest.raises(Refused, match="unpacked"):
        opened.read("b")


def test_more_tags_than_a_workbook_needs_are_refused_unparsed(monkeypatch):
    monkeypatch.setattr(archive, "MOST_TAGS", 5)
    opened = Archive(zipped({"a": b"<a><b/></a>"}), "")
    opened.parse("a", ContentHandler())
    with pytest.raises(Refused, match="tags"):
        opened.parse("a", ContentHandler())


def test_a_locked_member_is_told_as_a_password():
    data = bytearray(zipped({"a": b"x"}))
    data[data.index(archive.MEMBER) + 8] |= archive.ENCRYPTED
    assert "password" in refusal(bytes(data)).what


def test_every_byte_flipped_is_a_refusal_or_harmless():
    whole = zipped({"a": b"some text that is long enough to be packed, packed, packed", "b": b"y"})
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        fault = opened_whole(bytes(changed))
        assert fault is None or (fault.code, fault.line) in {("KB338", 1), ("KB105", 1)}


def opened_whole(data):
    try:
        opened = Archive(data, "")
        for name in opened.names:
            opened.read(name)
    except Refused as fault:
        return fault
    return None
