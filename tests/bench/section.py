"""A measuring command's own section of a page, between two marks; the rest of the page is others'."""

from pathlib import Path


def write(page: Path, name: str, text: str) -> None:
    """Put the text between `<!-- name -->` and `<!-- /name -->`; raise SystemExit where the page lacks a mark."""
    whole, begin, end = page.read_text(encoding="utf-8"), f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, first, rest = whole.partition(begin)
    _, last, after = rest.partition(end)
    if not first or not last:
        raise SystemExit(f"{page}: there is no section between {begin.strip()} and {end}: write both marks into it")
    page.write_text(f"{before}{first}{text.rstrip()}\n{last}{after}", encoding="utf-8")
