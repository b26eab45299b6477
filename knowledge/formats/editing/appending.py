"""Appends a draft to a file of entries, changing nothing that stands in it; a file that is empty is begun."""

from collections.abc import Callable

from knowledge.formats import faq_yml
from knowledge.formats.editing import appending_markdown, appending_yaml
from knowledge.formats.editing.draft import CannotAppend, EntryDraft

APPENDS: dict[str, Callable[[str, EntryDraft], str]] = {
    ".md": appending_markdown.append,
    ".markdown": appending_markdown.append,
    ".yaml": appending_yaml.append,
    ".yml": appending_yaml.append,
}
BOM = "\ufeff"


def can_append(file: str) -> bool:
    """Return whether entries can be appended to a file of such a name."""
    return ending(file) in APPENDS


def appended(data: bytes, file: str, draft: EntryDraft) -> bytes:
    """Return the file's bytes with the draft at the end; raise CannotAppend when there is no safe place for it."""
    append = APPENDS.get(ending(file))
    if append is None:
        raise CannotAppend(f"files of this kind are not edited: name one that ends with {' or '.join(APPENDS)}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise CannotAppend("the file is not UTF-8: save it as UTF-8") from None
    mark, text = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    if faq_yml.recognises(text):
        raise CannotAppend("a FAQ page of a documentation site is not edited: name another file")
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = append(text.replace("\r\n", "\n"), draft)
    return (mark + plain.replace("\n", ends)).encode("utf-8")


def ending(file: str) -> str:
    """Return the ending of a file's name, with its dot."""
    return "." + file.casefold().rpartition(".")[2]
