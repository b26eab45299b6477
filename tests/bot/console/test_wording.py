"""Every sentence of the console is said somewhere, and every one that is said is written."""

import re
from pathlib import Path

import bot.console
from bot.console.pages.case_actions import ACTS
from dialogs.languages.en.console import SENTENCES
from dialogs.languages.en.console_reports import REPORTS

CONSOLE = Path(bot.console.__file__).parent
SOURCES = [path for path in CONSOLE.rglob("*") if path.suffix in {".py", ".html"}]
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


def test_every_sentence_is_said_somewhere():
    quoted = set(re.findall(r"""(?=(?:'(\w+)'|"(\w+)"))""", TEXT))
    said = {name for pair in quoted for name in pair if name}
    assert {key for key in SENTENCES if key not in said and not named_by_its_parts(key)} == set()


def named_by_its_parts(key):
    return key.partition("_")[0] in PREFIXES or any(key.endswith(suffix) for suffix in SUFFIXES)


def test_every_sentence_that_is_said_is_written():
    said = set(re.findall(r"""\bsay\(\s*['"](\w+)['"]\s*[,)]""", TEXT))
    assert said
    assert said - SENTENCES.keys() == set()


def test_no_sentence_of_the_figures_is_hidden_by_another_of_its_name():
    assert {key: SENTENCES[key] for key in REPORTS} == dict(REPORTS)
