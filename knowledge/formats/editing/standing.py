"""Says of an entry where it stands that it is published, or retired: one word is different, everything else stays."""

from knowledge.entry import Entry, Status
from knowledge.formats.editing import adding
from knowledge.formats.editing.adding_yaml import as_line, entry_at, value_of
from knowledge.formats.editing.cannot_add import CannotAdd

EDITED = (".yaml", ".yml")


def standing(data: bytes, entry: Entry, status: Status) -> bytes:
    """Return the file's bytes with the entry of this status; raise CannotAdd where it is not plain how it
    is written.
    """
    if adding.ending(entry.file) not in EDITED:
        raise CannotAdd(
            f"files of this kind are not edited: open {entry.file}:{entry.line} and change the status there"
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise CannotAdd("the file is not UTF-8: save it as UTF-8") from None
    mark, text = (adding.BOM, text[1:]) if text.startswith(adding.BOM) else ("", text)
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    if ends == "\r\n" and plain.count("\n") != text.count(ends):
        raise CannotAdd("its lines end in different ways: save it with one kind of line end")
    return (mark + changed(plain, entry, status).replace("\n", ends)).encode("utf-8")


def changed(text: str, entry: Entry, status: Status) -> str:
    """Return the text with the status as the entry's own."""
    found = entry_at(text, entry)
    given = value_of(found, "status")
    if given is None:
        pair = value_of(found, "question")
        assert pair is not None
        key, question = pair
        if found.flow_style:
            place, new = question.end_mark.index, f", status: {status.value}"
        else:
            place, new = as_line(text, question, f"{' ' * key.start_mark.column}status: {status.value}")
        return text[:place] + new + text[place:]
    _, value = given
    if value.id != "scalar" or value.style in ("|", ">") or not value.value:
        raise CannotAdd("status: is written in an unusual way: change it by hand")
    return text[: value.start_mark.index] + status.value + text[value.end_mark.index :]
