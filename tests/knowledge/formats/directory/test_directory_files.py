"""Directory files: the vendor, partners, accounts and their people."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.formats.directory import organisations
from knowledge.formats.directory.reached import address
from knowledge.formats.nodes import TextNode
from knowledge.people.audience import Role
from knowledge.people.organisation import (
    Agreement,
    PlanItem,
    ProductGroup,
    Progress,
    TouchPoint,
    Webhook,
    WebhookFormat,
)
from knowledge.problems.mention import NameKind
from knowledge.problems.report import Refused, Report

TENANT = "00000000-0000-4000-8000-00000000001{}"
ITEMS = "accounts:\n  - id: a\n    plan-items:\n"
ITEM = "      - {what: Talk, owner: b/c, due: 2026-01-01}\n"
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
        ("accounts:\n  - id: a\n    webhook: https://a.example/\n", "KB301", 3, "is unknown"),
        ("partners:\n  - id: product-group\n", "KB601", 2, "choose another id"),
        (
            "partners:\n  - id: a\n    agreement: {signed: 2026-01-01, expires: 2026-02-01, renewed-by: b}\n",
            "KB306",
            3,
            "no person",
        ),
        ("partners:\n  - id: a\n    webhook: http://a.example/\n", "KB628", 3, "write https://"),
        ("partners:\n  - id: a\n    webhook: ftp://a.example/\n", "KB628", 3, "no web address"),
        ("partners:\n  - id: a\n    webhook: https://b:c@a.example/\n", "KB628", 3, "user or password"),
        ("partners:\n  - id: a\n    webhook: https://[a.example/\n", "KB628", 3, "no web address"),
        ("partners:\n  - id: a\n    webhook: {format: spot}\n", "KB628", 3, "without an address"),
        ("partners:\n  - id: a\n    webhook: [https://a.example]\n", "KB208", 3, "where an address belongs"),
        ("partners:\n  - id: a\n    webhook: {url: https://a.example/, format: json}\n", "KB304", 3, "spot or handoff"),
        ("vendor:\n  product-groups:\n    - name: Post\n", "KB601", 3, "without an id"),
        ("vendor:\n  product-groups: post\n", "KB208", 2, "start each group with a hyphen"),
        (
            "vendor:\n  product-groups:\n    - {id: a, products: [Post]}\n    - {id: b, products: [Drive, post]}\n",
            "KB629",
            4,
            "is a's already",
        ),
        ("accounts:\n  - id: a\n    touch-point: {role: sales}\n", "KB601", 3, "a touch point without a person"),
        ("accounts:\n  - id: a\n    deputy: mara\n", "KB306", 3, "write organisation/id"),
        ("accounts:\n  - id: a\n    managed: perhaps\n", "KB304", 3, "write true or false"),
        ("accounts:\n  - id: a\n    languages: [german]\n", "KB304", 3, "did you mean de?"),
        (f"{ITEMS}      - {{what: Talk, due: 2026-01-01}}\n", "KB627", 4, "without an owner"),
        (f"{ITEMS}      - {{what: Talk, owner: b/c}}\n", "KB627", 4, "without a day on which it is due"),
        (f"{ITEMS}      - {{owner: b/c, due: 2026-01-01}}\n", "KB627", 4, "without what is to be done"),
        (f"{ITEMS}      - {{what: Talk, owner: b/c, due: soon}}\n", "KB304", 4, "no date"),
        (f"{ITEMS}      - {{what: Talk, owner: b/c, due: 2026-01-01, state: begun}}\n", "KB304", 4, "open, underway"),
        (f"{ITEMS}      - {{what: '?', owner: b/c, due: 2026-01-01}}\n", "KB306", 4, "give it an id"),
        (f"{ITEMS}{ITEM}{ITEM}", "KB627", 5, "is there already"),
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


FULL = """vendor:
  id: northsky
  hours: always
  webhook: https://northsky.example/spot
  support: ines
  account-team: [ole]
  people:
    - {id: ines, roles: [engineer]}
    - {id: ole}
  product-groups:
    - id: storage
      name: Storage
      products: [Backup]
      members: [ines]
      hours: desk
      channel: 19:abc@thread.tacv2
      webhook: {url: "http://127.0.0.1:8080/", format: handoff}
partners:
  - id: harbor
    plan: premium
    agreement: {signed: 2026-01-15, expires: 2026-12-31, opens: [storage], renewed-by: northsky/ole}
accounts:
  - id: bakery
    partners: [harbor]
    plan: basic
    products: [Backup]
    managed: yes
    languages: [en, de-AT]
    touch-point: {person: harbor/mara, role: sales, contact: m@harbor.example}
    deputy: harbor/ned
    plan-items:
      - {what: Talk of winter, owner: harbor/mara, due: 2026-12-01, state: underway}
"""


def test_what_a_team_a_group_and_an_account_are_described_by_is_read():
    (vendor, partner, account), problems = read(FULL)
    assert problems == []
    assert (vendor.hours, vendor.support, vendor.account_team) == ("always", ("ines",), ("ole",))
    assert vendor.webhook == Webhook("https://northsky.example/spot")
    assert vendor.people[0].roles == ("engineer",)
    hook = Webhook("http://127.0.0.1:8080/", WebhookFormat.HANDOFF)
    wanted = ProductGroup("storage", "Storage", ("Backup",), ("ines",), "desk", "19:abc@thread.tacv2", hook, 11)
    assert vendor.groups == (wanted,)
    dates = date(2026, 1, 15), date(2026, 12, 31)
    assert (partner.plan, partner.agreement) == ("premium", Agreement(*dates, ("storage",), "northsky/ole"))
    assert (account.plan, account.products, account.managed, account.languages) == (
        "basic",
        ("Backup",),
        True,
        ("en", "de-at"),
    )
    assert account.touch_point == TouchPoint("harbor/mara", "", "sales", "m@harbor.example")
    assert account.deputy == TouchPoint("harbor/ned")
    item = PlanItem("talk-of-winter", "Talk of winter", "harbor/mara", date(2026, 12, 1), Progress.UNDERWAY)
    assert account.items == (item,)


def test_everything_that_must_stand_elsewhere_is_noted_with_its_line():
    report = Report("directory/all.yaml")
    organisations.read(FULL, report)
    assert [(each.named, each.name, each.line) for each in sorted(report.mentions, key=lambda one: one.line)] == [
        (NameKind.CALENDAR, "always", 3),
        (NameKind.PERSON, "northsky/ines", 5),
        (NameKind.PERSON, "northsky/ole", 6),
        (NameKind.PERSON, "northsky/ines", 14),
        (NameKind.CALENDAR, "desk", 15),
        (NameKind.PLAN, "premium", 20),
        (NameKind.GROUP, "storage", 21),
        (NameKind.PERSON, "northsky/ole", 21),
        (NameKind.PLAN, "basic", 25),
        (NameKind.PRODUCT, "Backup", 26),
        (NameKind.PERSON, "harbor/mara", 29),
        (NameKind.PERSON, "harbor/ned", 30),
        (NameKind.PERSON, "harbor/mara", 32),
    ]


def test_a_name_in_a_list_over_several_lines_is_noted_at_its_own():
    report = Report("directory/all.yaml")
    organisations.read("accounts:\n  - id: a\n    products:\n      - Mail\n      - Drive\n", report)
    assert [(each.name, each.line) for each in report.mentions] == [("Mail", 4), ("Drive", 5)]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "127.8.8.8", "[::1]:80"])
def test_a_webhook_on_this_machine_may_be_plain(host):
    assert address(TextNode(f"http://{host}/x", 1)) == f"http://{host}/x"


@given(some.text(max_size=60))
def test_no_address_is_taken_that_would_be_sent_in_the_open(text):
    try:
        taken = address(TextNode(f"http://{text}", 1))
    except Refused:
        return
    host = taken.removeprefix("http://").partition("/")[0].casefold()
    assert host.startswith(("localhost", "127.", "[::1]", "[0", "[::ffff:127"))
