"""Whatever bytes stand in a file: loading never raises, and every problem names a line inside the file."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.load import load
from knowledge.problems.report import Refused
from tests.properties import examples

SNIPPETS = [
    "entries:", "\n", "  - ", "question: ", "answer: |\n", "id: a", "also: [", "]", "{", "}", ": ", "- ",
    "&a ", "*a", "!!x ", "<<: ", "---\n", "...\n", "'", "\"", "\\", "#", "# How?\n", "## Why?\n",
    "<!-- id: x -->\n", "<!-- ", "-->", "<!--\n", "Also asked as:\n", "- one\n", "```\n", "    ", "\t", "> ",
    "How?\n===\n", "---", "visibility: public\n", "\r\n", "\r", "\u2028", "\x85", "\x00", "\x0c",
    "### YamlMime:FAQ\n", "sections:\n", "questions:\n", "vendor: ", "partners:\n", "people:\n",
    "abbreviations:\n", "  csp: Cloud\n", "synonyms:\n", "  - [a1, b1]\n", "ignored_acronyms: [csp]\n",
    "agreement: {signed: 2026-01-01}", "ask: x\n", "expect: nobody\n", "<script>", "[x](javascript:y)", "![",
    "question,answer\n", "Frage;Antwort;id\n", "Question\tAnswer\tSource\tMetadata\tPrompts\tQnaId\n", "sep=;\n", ",",
    ";", "|", '[{"QnaId":1}]', "region:x|nda:y", "visibility", "# ? A\n", "**Prompts:**\n", "- [x](#?y)\n", 
    "> !# @kb.name = x\n", "](", "é", "\u202e", "%YAML 1.1\n",
    '[{"id": 1, "questions": ["', '"], "answer": "', '"}]', '{"qna": [', "? ", "|\n", ">\n", "~", "null", "2026-13-45",
    "accounts:\n", "touch-point: ", "a/b", "plan-items:\n", "product-groups:\n", "webhook: https://a.example/\n",
    "plan: gold\n", "calendars:\n", "  desk:\n", "week: ", "{monday: 08:00-12:00}", "zone: Europe/", "ladder:\n",
    "{after: 1 h, tell: leads}\n", "plans:\n", "  gold:\n", "targets:\n", "A:\n", "partner: ", "routing:\n",
    "{first: 1 h, update: 2 h, solve: ", "{owner: ", "-1 h", "24:00", "silence: ", "limits:\n", "severities:\n",
    "straight-through: ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(SNIPPETS), max_size=40).map("".join)
BYTES = st.one_of(st.binary(max_size=400), TEXTS.map(lambda text: text.encode("utf-8")))
FILES = [
    "harbor/page.md",
    "harbor/faq.yaml",
    "harbor/partner.yaml",
    "harbor/asked.yaml",
    "harbor/asked.tsv",
    "harbor/words.yaml",
    "harbor/export.json",
    "harbor/page.html",
    "harbor/word.docx",
    "directory/d.yaml",
    "policy/p.yaml",
    "harbor/table.csv",
    "harbor/table.tsv",
    "harbor/kb.qna",
    "harbor/asked.csv",
    "harbor/sheet.xlsx",
]


def lines_of(data):
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


@pytest.mark.parametrize("file", FILES)
@examples(80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=BYTES)
def test_no_bytes_crash_the_loader_and_every_line_is_inside_the_file(tmp_path, file, data):
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    (tmp_path / "harbor").mkdir(exist_ok=True)
    (tmp_path / "harbor" / "good.md").write_text("# Good?\nYes.\n")
    loaded = load(tmp_path, None)
    assert any(each.file == "harbor/good.md" for each in loaded.entries)
    settings_of_it = [one for each in loaded.records.values() for one in each.content.settings]
    for each in (*loaded.problems, *loaded.entries, *loaded.asked, *loaded.directory.organisations, *settings_of_it):
        if each.file == file:
            assert 1 <= each.line <= lines_of(data)
    assert load(tmp_path, loaded) == loaded


@given(text=st.one_of(st.text(max_size=200), TEXTS))
@examples(300)
def test_the_yaml_reader_gives_nodes_or_a_refusal(text):
    fault = refusal(text)
    assert fault is None or (1 <= fault.line <= text.count("\n") + 1 and fault.what and fault.remedy)


def refusal(text):
    try:
        read_yaml(text)
    except Refused as fault:
        return fault
    return None
