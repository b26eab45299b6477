"""The schemas: held to the readers' own tables, to every sample file, and to what the readers refuse."""

import json
import re
from datetime import date
from io import StringIO

import pytest
from ruamel.yaml import YAML

from knowledge.commands.schema import run
from knowledge.formats import fields, organisations, partner_yaml, words_yaml
from knowledge.formats.asked import asked_yaml
from knowledge.formats.described import DESCRIBED
from knowledge.formats.nodes import TextNode
from knowledge.formats.schema import DIALECT, KINDS, LINE, schema, shape
from tests.json_schema import faults, fits
from tests.printing import same_as

TABLES = {
    "entries": [fields.ENTRY, fields.DEFAULTS],
    "partner": [partner_yaml.KEYS],
    "asked": [asked_yaml.KEYS],
    "words": [words_yaml.KEYS],
    "directory": [organisations.PERSON, organisations.AGREEMENT, *organisations.KEYS.values()],
}


def parsed(text):
    """Give YAML 1.2 as an editor's language server reads it: dates are text."""
    return plain(YAML(typ="safe", pure=True).load(StringIO(text)))


def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def kind_of(path):
    if path.parent.name == "directory":
        return "directory"
    return path.stem if path.stem in ("partner", "asked", "words") else "entries"


def sample_files(root):
    """Give the YAML files of the content, of the golden conversations, and of the examples in the docs."""
    for folder in (root / "knowledge" / "content", root / "tests" / "conversations" / "knowledge"):
        for path in sorted(folder.rglob("*.y*ml")):
            text = path.read_text(encoding="utf-8")
            if not text.startswith("### YamlMime"):
                yield path.relative_to(root).as_posix(), kind_of(path), text
    page = (root / "docs" / "knowledge-files.md").read_text(encoding="utf-8")
    for file, text in re.findall(r"<!-- example: (\S+\.yaml) -->\n```yaml\n(.*?)\n```\n", page, re.DOTALL):
        path = root / file
        yield file, kind_of(path), text


def test_every_sample_file_fits_its_schema(root):
    files = list(sample_files(root))
    wrong = [f"{file}: {fault}" for file, name, text in files for fault in faults(schema(name), parsed(text))]
    assert wrong == []
    assert {name for _, name, _ in files} == set(KINDS)
    assert len(files) > 25


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_names_its_dialect_and_says_what_every_key_of_the_readers_is_for(name):
    made = schema(name)
    assert made["$schema"] == DIALECT
    told = json.dumps(made)
    for key in {key for table in TABLES[name] for key in table}:
        assert f'"{key}": {{"description": {json.dumps(DESCRIBED[key])}' in told


def test_nothing_is_described_that_no_reader_knows():
    known = {key for tables in TABLES.values() for table in tables for key in table} | {"entries"}
    assert set(DESCRIBED) == known | set(organisations.SECTIONS)


WORDS = (
    "a A-1 nobody -x ü a/b a/b/c true maybe public publc draft de de-AT german jp deu 0 0.5 1.5 2026-01-31 31.1.2026"
)
VALUES = (*WORDS.split(), "2026-13-31", "x y", "x" * 101)


def as_an_editor_reads(value):
    return float(value) if re.fullmatch(r"[\d.]+", value) and value.count(".") < 2 else value


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("key", fields.ENTRY)
def test_what_a_schema_lets_pass_the_reader_reads(key, value):
    read = fields.ENTRY[key]
    if fits(shape(read), as_an_editor_reads(value)):
        assert read(TextNode(value, 1)) is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("entries", "entries:\n  - {question: One?}"),
        ("entries", "entries:\n  - {question: One?, answer: x, visibility: publc}"),
        ("entries", "entries:\n  - {question: One?, answer: x, vsibility: public}"),
        ("entries", "entries:\n  - {question: One?, answer: x, threshold: 2}"),
        ("entries", "entries:\n  - {question: One?, answer: x, id: nobody}"),
        ("entries", "entries:\n  - {question: One?, answer: x, review: tomorrow}"),
        ("entries", "entries:\n  - {question: One?, answer: x, language: german}"),
        ("entries", "id: a\nentries: []"),
        ("partner", "languages: [english]"),
        ("asked", "- {ask: one}"),
        ("words", "synonyms: [[bill]]"),
        ("words", "abbreviations: [MX]"),
        ("directory", "partners: [{name: Harbor}]"),
        ("directory", "partners: [{id: harbor, agreement: {signed: 2026-01-01}}]"),
    ],
)
def test_what_the_reader_refuses_an_editor_underlines(name, text):
    assert not fits(schema(name), parsed(text))


def test_the_line_that_names_a_schema_is_no_fault_in_a_file(tmp_path):
    from knowledge.load import load

    (tmp_path / "faq.yaml").write_text(f"{LINE}entries.schema.json\nentries:\n  - {{question: One?, answer: x}}\n")
    assert load(tmp_path).problems == ()


def test_the_command_prints_a_schema_or_says_which_there_are(capsys):
    assert run("asked") == 0
    assert json.loads(capsys.readouterr().out) == schema("asked")
    assert run(None) == 0
    same_as("schema", capsys.readouterr().out)
    assert run("entires") == 2
    assert "did you mean entries?" in capsys.readouterr().err
