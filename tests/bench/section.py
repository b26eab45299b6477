"""Puts what a measuring command prints into its own marked section of a page, and leaves the rest of the page alone.

A section stands between `<!-- NAME -->` and `<!-- /NAME -->`, each on a line of its own. A name belongs to one command.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path


def add_write(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the page."""
    parser.add_argument("--write", type=Path, help="the page that has this command's section, such as docs/figures.md")


def replace_section(page: Path, name: str, text: str) -> None:
    """Replace the section of a page, or exit when the page does not have it exactly once."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    old = page.read_text(encoding="utf-8")
    if old.count(begin) != 1 or old.count(end) != 1 or old.index(begin) > old.index(end):
        raise SystemExit(f"{page}: there must be one section between {begin.strip()} and {end}; nothing was written")
    before, _, rest = old.partition(begin)
    page.write_text(before + begin + text.strip() + "\n" + end + rest.partition(end)[2], encoding="utf-8")


@contextmanager
def printed(name: str, page: Path | None) -> Iterator[None]:
    """Print as usual, and write the same into the section when all of it has been printed."""
    both = _Both(sys.stdout)
    with redirect_stdout(both):
        yield
    if page is not None:
        replace_section(page, name, both.getvalue())


class _Both(io.StringIO):
    """Keeps what is printed and shows it at once."""

    def __init__(self, screen: io.TextIOBase | object) -> None:
        super().__init__()
        self._screen = screen

    def write(self, text: str) -> int:
        print(text, end="", file=self._screen, flush=True)  # type: ignore[call-overload]
        return super().write(text)
