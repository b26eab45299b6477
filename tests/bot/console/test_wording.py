"""Every sentence of the console is said somewhere, and every one that is said is written."""

import re
from pathlib import Path

import pytest

from bot.console import wording
from bot.console.pages.case_actions import ACTS
from bot.console.wording_reports import REPORTS

CONSOLE = Path(wording.__file__).parent
SOURCES = [
    path for path in CONSOLE.rglob("*") if path.suffix in {".py", ".html"} and not path.name.startswith("wording")
]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
FAMILIES = set(re.findall(r"""(?:named|chip)\(['"](\w+)['"]|f"(\w+)_\{""", TEXT))
PREFIXES = {name for pair in FAMILIES for name in pair if name} | {
    "filter",
    "sort",
    "by",
    "field",
    "notice",
    *ACTS,
}
SUFFIXES = {"_this"}


@pytest.mark.parametrize("key", wording.WORDS)
def test_every_sentence_is_said_somewhere(key):
    assert (
        f"'{key}'" in TEXT
        or f'"{key}"' in TEXT
        or key.partition("_")[0] in PREFIXES
        or any(key.endswith(suffix) for suffix in SUFFIXES)
    )


@pytest.mark.parametrize("key", sorted(set(re.findall(r"""\bsay\(\s*['"](\w+)['"]\s*[,)]""", TEXT))))
def test_every_sentence_that_is_said_is_written(key):
    assert key in wording.WORDS


def test_no_sentence_of_the_figures_is_hidden_by_another_of_its_name():
    assert {key: wording.WORDS[key] for key in REPORTS} == dict(REPORTS)
