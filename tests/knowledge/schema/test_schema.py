"""The schemas: held to the readers' own tables, to every sample file, and to what the readers refuse."""

import json
import re
from datetime import date
from io import StringIO

import pytest
from ruamel.yaml import YAML

from knowledge.commands.schema import run
from knowledge.formats import fields, partner_yaml, words_yaml
from knowledge.formats.asked import asked_yaml
from knowledge.formats.directory import accounts, agreements, groups, organisations, people, reached
from knowledge.formats.nodes import TextNode
from knowledge.formats.policy import calendars, days_off, plans, policy_yaml, routing
from knowledge.schema import directory_descriptions as described_directory
from knowledge.schema import policy_descriptions as described_policy
from knowledge.schema.descriptions import DESCRIBED
from knowledge.schema.schema import DIALECT, KINDS, LINE, schema
from knowledge.schema.shapes import shape
from tests.support.json_schema import faults, fits
from tests.support.printing import same_as

TABLES = {
    "entries": [fields.ENTRY, fields.DEFAULTS],
    "partner": [partner_yaml.KEYS],
    "asked": [asked_yaml.KEYS],
    "words": [words_yaml.KEYS],
    "directory": [
        people.PERSON,
        agreements.AGREEMENT,
        groups.GROUP,
        reached.WEBHOOK,
        accounts.TOUCH_POINT,
        accounts.ITEM,
        organisations.SECTIONS,
        *organisations.KEYS.values(),
    ],
    "policy": [
        policy_yaml.KEYS,
        policy_yaml.SEVERITY,
        policy_yaml.LIMITS,
        policy_yaml.KNOWN_ISSUE,
        plans.PLAN,
        plans.TARGET,
        calendars.CALENDAR,
        days_off.HOLIDAYS,
        routing.RULE,
        routing.RUNG,
    ],
}
PAGES = ("knowledge-files.md", "directory-and-policy.md")
TOLD = {"directory": described_directory.DESCRIBED, "policy": described_policy.DESCRIBED}


def parsed(text):
    """Return YAML 1.2 as an editor's language server reads it: dates are text."""
    return plain(YAML(typ="safe", pure=True).load(StringIO(text)))


def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def kind_of(path):
    if path.parent.name in ("directory", "policy"):
        return path.parent.name
    return path.stem if path.stem in ("partner", "asked", "words") else "entries"


def sample_files(root):
    """Yield the YAML files of the content, of the golden conversations, and of the examples in the docs."""
    for folder in (root / "knowledge" / "content", root / "tests" / "conversations" / "knowledge"):
        for path in sorted(folder.rglob("*.y*ml")):
            text = path.read_text(encoding="utf-8")
            if not text.startswith("### YamlMime"):
                yield path.relative_to(root).as_posix(), kind_of(path), text
    pages = [(root / "docs" / name).read_text(encoding="utf-8") for name in PAGES]
    page = "\n".join(pages)
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
        assert f'"{key}": {{"description": {json.dumps(TOLD.get(name, DESCRIBED)[key])}' in told


@pytest.mark.parametrize("described", [DESCRIBED, *TOLD.values()])
def test_nothing_is_described_that_no_reader_knows(described):
    known = {key for name in KINDS if TOLD.get(name, DESCRIBED) is described for table in TABLES[name] for key in table}
    assert set(described) == known | ({"entries"} if described is DESCRIBED else set())


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
        ("directory", "partners: [{id: harbor, webhook: http://harbor.example/}]"),
        ("directory", "accounts: [{id: bakery, touch_point: olu}]"),
        ("directory", "accounts: [{id: bakery, plan-items: [{what: A review, owner: harbor/mara}]}]"),
        ("policy", "plans: {gold: {targets: {A: {partner: {first: 1 h, update: 2 h}}}}}"),
        ("policy", "plans: {gold: {targets: {A: {partner: {first: 1 d, update: 2 h, solve: 8 h}}}}}"),
        ("policy", "plans: {gold: {targets: {D!: {}}}}"),
        ("policy", "plans: {gold plan: {}}"),
        ("policy", "plans: {gold: {severities: [D!]}}"),
        ("policy", "calendars: {desk: {zone: UTC, week: {monday: 8-17}}}"),
        ("policy", "calendars: {desk: {zone: UTC, week: {mondays: 08:00-17:00}}}"),
        ("policy", "calendars: {desk: {week: {monday: 08:00-17:00}, holidays: {region: BE}}}"),
        ("policy", "calendars: {desk: {week: {monday: 08:00-17:00}, holidays: {country: Germany}}}"),
        ("policy", "calendars: {desk: {week: {monday: 08:00-17:00}, holidays: {country: DE, date: [2026-12-24]}}}"),
        ("policy", "ladder: []"),
        ("policy", "ladder: [{after: -1 h, tell: leads}]"),
        ("policy", "ladder: [{after: 1 h, tell: nobody}]"),
        ("policy", "limits: {open_cases: 0}"),
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
