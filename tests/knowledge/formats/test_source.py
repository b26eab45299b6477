"""Reading a file: only plain, small, UTF-8 files are text."""

import os

import pytest

from knowledge.formats import source
from knowledge.formats.source import MEBIBYTE, contents, decode
from knowledge.problems.report import Refused


def refusal(act, *values):
    with pytest.raises(Refused) as fault:
        act(*values)
    return fault.value


def test_a_byte_order_mark_is_dropped():
    assert decode(b"\xef\xbb\xbfentries:") == "entries:"


@pytest.mark.parametrize("ending", [b"\r\n", b"\r", b"\n"])
def test_every_line_ending_becomes_a_line_feed(ending):
    assert decode(b"a" + ending + b"b") == "a\nb"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised_with_and_without_a_mark(encoding):
    fault = refusal(decode, "entries:\n  - {id: a}\n".encode(encoding))
    assert (fault.code, fault.what) == ("KB106", "the file is UTF-16")


def test_a_byte_that_is_not_utf_8_is_named_with_its_line():
    fault = refusal(decode, "one\r\nzwei\r\ngrün".encode("latin-1"))
    assert (fault.code, fault.line, fault.what) == ("KB106", 3, "byte 14 (0xFC) is not UTF-8")


def test_a_nul_is_named_with_its_line():
    fault = refusal(decode, b"entries:\n  - question: a\x00b, and a good deal of other text\n")
    assert (fault.code, fault.line) == ("KB107", 2)


def test_a_file_of_exactly_one_mebibyte_is_read(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * MEBIBYTE)
    assert len(contents(tmp_path / "a")) == MEBIBYTE


def test_one_byte_more_is_refused(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * (MEBIBYTE + 1))
    fault = refusal(contents, tmp_path / "a")
    assert (fault.code, "1,048,577 bytes" in fault.what) == ("KB105", True)


@pytest.fixture
def saved_meanwhile(tmp_path, monkeypatch):
    """Return a file that is saved while it is read, each time with the next of these texts."""
    path, texts, limited = tmp_path / "faq.md", [], source.limited

    def meanwhile(descriptor, read, largest):
        def read_and_save(size):
            data = read(size)
            if texts:
                path.write_bytes(texts.pop(0))
            return data

        return limited(descriptor, read_and_save, largest)

    monkeypatch.setattr(source, "limited", meanwhile)

    def saved(*saves):
        path.write_bytes(saves[0])
        texts.extend(saves[1:])
        return path

    return saved


def test_a_file_that_changes_while_it_is_read_is_read_again(saved_meanwhile):
    assert contents(saved_meanwhile(b"# When?", b"# When?\n\nAt", b"# When?\n\nAt noon.")) == b"# When?\n\nAt noon."


def test_a_file_that_does_not_stop_changing_is_refused_with_a_remedy(saved_meanwhile):
    fault = refusal(contents, saved_meanwhile(*(b"x" * size for size in range(1, 2 * source.READINGS))))
    assert (fault.code, fault.what) == ("KB102", "the file changes while it is read")
    assert fault.remedy == "save it once more when it is whole"


def test_a_file_that_is_gone_is_a_problem_and_no_crash(tmp_path):
    assert refusal(contents, tmp_path / "gone").code == "KB102"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal(contents, tmp_path / "pipe").code == "KB102"


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="no O_NOFOLLOW here")
def test_a_link_is_not_followed_even_when_it_appears_late(tmp_path):
    (tmp_path / "real").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert refusal(contents, tmp_path / "link").code == "KB102"


def test_the_marks_of_a_slot_are_refused_for_a_reply_would_take_them_for_its_own():
    fault = refusal(decode, "# Is it open?\nYes, \ue000opened\ue001.\n".encode())
    assert (fault.code, fault.line) == ("KB107", 2)
