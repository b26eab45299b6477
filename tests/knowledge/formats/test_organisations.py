"""Directory files: the vendor, partners, accounts and their people."""

from datetime import date

import pytest

from knowledge.audience import Role
from knowledge.files.report import Report
from knowledge.formats import organisations
from knowledge.organisation import Agreement

TENANT = "00000000-0000-4000-8000-00000000001{}"
ALL = f"""vendor:
  id: northsky
  name: Northsky Cloud
  tenants: [{TENANT.format(0)}]
  people:
    - {{id: ines, name: Ines Duarte, object: {TENANT.format(1)}}}
partners:
  - id: harbor
    name: Harbor IT
    tenants: [{TENANT.format(2)}]
    agreement: {{signed: 2026-01-15, expires: 2026-12-31}}
accounts:
  - id: bakery
    partners: [harbor]
    people:
      - id: olu
"""


def read(text):
    report = Report("directory/all.yaml")
    return organisations.read(text, report), report.problems


def test_all_of_it_is_read():
    found, problems = read(ALL)
    assert problems == []
    assert [(each.role, each.id, each.name, each.line) for each in found] == [
        (Role.VENDOR, "northsky", "Northsky Cloud", 2),
        (Role.PARTNER, "harbor", "Harbor IT", 8),
        (Role.CUSTOMER, "bakery", "bakery", 13),
    ]
    assert found[1].agreement == Agreement(date(2026, 1, 15), date(2026, 12, 31))
    assert found[2].partners == ("harbor",)
    assert [person.name for each in found for person in each.people] == ["Ines Duarte", "olu"]


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("partner:\n  - id: a\n", "KB301", 1, "did you mean partners?"),
        ("partners:\n  - id: a\n    tennants: [x]\n", "KB301", 3, "did you mean tenants?"),
        ("partners:\n  - name: A\n", "KB601", 2, "a partner without an id"),
        ("accounts:\n  - id: stranger\n", "KB601", 2, "choose another id"),
        ("partners:\n  - id: vendor\n", "KB601", 2, "choose another id"),
        ("partners:\n  - id: directory\n", "KB601", 2, "choose another id"),
        ("partners:\n  id: a\n", "KB208", 2, "start each with a hyphen"),
        (
            "partners:\n  - id: a\n    agreement: {signed: 2026-02-01, expires: 2026-01-01}\n",
            "KB606",
            3,
            "before it is signed",
        ),
        ("partners:\n  - id: a\n    agreement: {signed: 2026-02-01}\n", "KB606", 3, "a date missing"),
        ("partners:\n  - id: a\n    agreement: {signed: yesterday, expires: 2026-01-01}\n", "KB304", 3, "no date"),
        ("partners:\n  - id: a\n    agreement: yes\n", "KB208", 3, "write signed: and expires:"),
        ("accounts:\n  - id: a\n    people:\n      - name: A\n", "KB601", 4, "a person without an id"),
        ("accounts:\n  - id: a\n    people:\n      - id: b\n      - id: b\n", "KB603", 5, "on line 4"),
        ("accounts:\n  - id: a\n    people: b\n", "KB208", 3, "start each person with a hyphen"),
        ("accounts:\n  - id: a\n    people: [b]\n", "KB208", 3, "write id:, name:, object:"),
        ("accounts:\n  - id: a\n    tenants: [contoso]\n", "KB607", 3, "is no tenant id"),
        ("accounts:\n  - id: a\n    people: [{id: b, object: b@a.example}]\n", "KB607", 3, "is no object id"),
        ("accounts: [a]\n", "KB208", 1, "an organisation belongs"),
    ],
)
def test_each_mistake_is_named_with_line_and_remedy(text, code, line, said):
    _, problems = read(text)
    assert [(each.code, each.line) for each in problems] == [(code, line)]
    assert said in str(problems[0])


def test_two_people_with_one_object_id_are_refused():
    people = f"[{{id: a, object: {TENANT.format(1)}}}, {{id: b, object: {TENANT.format(1)}}}]"
    _, problems = read(f"accounts:\n  - id: a\n    people: {people}\n")
    assert [each.code for each in problems] == ["KB603"]


def test_an_empty_file_holds_nobody():
    assert read("# later\n") == ([], [])
