"""Adds phrasings to an entry where it stands, changing nothing else: comments, order and spelling stay as they are."""

from collections.abc import Callable, Sequence

from knowledge.entry import Entry
from knowledge.formats.editing import adding_markdown, adding_yaml
from knowledge.formats.editing.cannot_add import CannotAdd

BOM = "\ufeff"
Add = Callable[[str, Entry, Sequence[str]], str]
ADDS: dict[str, Add] = {
    ".md": adding_markdown.add,
    ".markdown": adding_markdown.add,
    ".yaml": adding_yaml.add,
    ".yml": adding_yaml.add,
}
LINES: dict[str, Callable[[str], str]] = {".md": adding_markdown.line, ".markdown": adding_markdown.line}


def ending(file: str) -> str:
    """Return the ending of a file's name."""
    return "." + file.casefold().rpartition(".")[2]


def line(phrasing: str, file: str) -> str:
    """Return the line that adds a phrasing to a list in such a file; Markdown and YAML lists begin alike."""
    return LINES.get(ending(file), adding_yaml.line)(phrasing)


def can_add(file: str) -> bool:
    """Return whether phrasings can be added to such a file."""
    return ending(file) in ADDS


def added(data: bytes, entry: Entry, phrasings: Sequence[str]) -> bytes:
    """Return the file's bytes with the phrasings added to the entry; raise CannotAdd when there is no safe place."""
    add = ADDS.get(ending(entry.file))
    if add is None:
        raise CannotAdd("files of this kind are not edited: add it by hand")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise CannotAdd("the file is not UTF-8: save it as UTF-8") from None
    mark, text = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    if "\r" in plain or (ends == "\r\n" and plain.count("\n") != text.count(ends)):
        raise CannotAdd("its lines end in different ways: save it with one kind of line end")
    plain = add(plain, entry, phrasings)
    return (mark + plain.replace("\n", ends)).encode("utf-8")
