"""Policy files: plans, calendars, routing, the ladder, limits."""

import subprocess
import sys
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.agreed.calendar import MIDNIGHT, WEEKDAYS, Span
from knowledge.agreed.policy import DEFAULT, Entitlement, KnownIssue, Limits, Route, Rule, Rung, Target
from knowledge.agreed.setting import policy_of
from knowledge.formats.nodes import TextNode
from knowledge.formats.policy import policy_yaml, spans
from knowledge.problems.mention import NameKind
from knowledge.problems.report import Refused, Report

HOUR = timedelta(hours=1)
ALL = """severities:
  A: {duty: Stay by the telephone., reachable: 90 min}
plans:
  standard:
    targets:
      B: {partner: {first: 2 h, update: 4 h, solve: 8 h}}
  gold:
    escalates-to: product group
    severities: [A, b]
    targets:
      A:
        product group: {first: 30 min, update: 1 h, solve: 1 h 30 min}
calendars:
  desk:
    zone: Europe/Berlin
    week:
      monday-thursday: [13:00-17:00, 08:00-12:00]
      saturday: 22:00-24:00
    holidays: [2026-12-25]
  always:
    week: {monday-sunday: 00:00-24:00}
routing:
  - {product: [Backup, Drive], group: storage}
  - {account: bakery, language: de, owner: harbor/mara, team: harbor}
ladder:
  - {after: 0, tell: Owner}
  - {after: 20 minutes, tell: harbor/mara}
warn-before: 10 min
silence: 14 d
agreement-warning: 60 days
straight-through: harbor
limits: {open-cases: 3}
known-issue: {similar: 5}
"""


def read(text):
    report = Report("policy/all.yaml")
    return policy_of(policy_yaml.read(text, report)), report


def test_all_of_it_is_read_and_the_rest_stays_as_it_was():
    policy, report = read(ALL)
    assert report.problems == []
    assert policy.severities["A"].duty == "Stay by the telephone."
    assert policy.severities["A"].reachable == 1.5 * HOUR
    assert policy.severities["A"].definition == DEFAULT.severities["A"].definition
    assert policy.severities["B"] == DEFAULT.severities["B"]
    assert policy.target("standard", "B", "partner") == Target(2 * HOUR, 4 * HOUR, 8 * HOUR)
    assert policy.target("gold", "A", "product group") == Target(HOUR / 2, HOUR, 1.5 * HOUR)
    assert policy.target("gold", "A", "vendor") == DEFAULT.target("standard", "A", "vendor")
    assert policy.entitlement("gold") == Entitlement(severities=("A", "B"))
    assert policy.routing == (
        Rule(products=("Backup", "Drive"), route=Route(group="storage")),
        Rule(accounts=("bakery",), languages=("de",), route=Route("harbor", "harbor/mara")),
    )
    assert policy.ladder == (Rung(timedelta(), "owner"), Rung(HOUR / 3, "harbor/mara"))
    assert (policy.warn_before, policy.silence) == (HOUR / 6, timedelta(days=14))
    assert (policy.agreement_warning, policy.straight_through) == (timedelta(days=60), {"harbor"})
    assert (policy.limits, policy.known_issue) == (Limits(open_cases=3), KnownIssue(similar=5))


def test_a_calendar_has_its_hours_by_day_in_order():
    policy, _ = read(ALL)
    desk = policy.calendar("desk")
    assert (desk.zone, desk.holidays) == ("Europe/Berlin", {date(2026, 12, 25)})
    long = (Span(time(8), time(12)), Span(time(13), time(17)))
    assert desk.week == (long, long, long, long, (), (Span(time(22), MIDNIGHT),), ())
    assert policy.calendar("always").week == DEFAULT.calendar("always").week
    assert policy.calendar("office") == DEFAULT.calendar("office")


def desk_with(holidays):
    policy, report = read(f"calendars:\n  desk:\n    week: {{monday-sunday: 08:00-17:00}}\n    holidays: {holidays}\n")
    assert report.problems == []
    return policy.calendar("desk")


UNITY, REFORMATION, CHRISTMAS_EVE = date(2026, 10, 3), date(2026, 10, 31), date(2026, 12, 24)
WOMENS_DAY = date(2026, 3, 8)
"""A holiday in Berlin alone."""


def test_a_country_s_public_holidays_have_no_hours_in_any_year():
    desk = desk_with("{country: DE}")
    assert all(not desk.spans(UNITY.replace(year=year)) for year in (2020, 2026, 2040))
    assert desk.spans(WOMENS_DAY)


def test_a_region_adds_its_own_holidays():
    assert not desk_with("{country: de, region: be}").spans(WOMENS_DAY)


def test_dates_written_by_hand_win_over_the_public_holidays():
    desk = desk_with("{country: DE, region: BB, dates: [2026-12-24], working: [2026-10-31]}")
    assert (desk.is_holiday(CHRISTMAS_EVE), desk.is_holiday(REFORMATION), desk.is_holiday(UNITY)) == (True, False, True)
    assert desk.is_holiday(REFORMATION.replace(year=2028))


def test_holidays_between_two_days_are_those_that_each_day_is():
    desk = desk_with("{country: DE, region: BB, dates: [2026-12-24], working: [2026-10-31]}")
    first, until = date(2026, 5, 1), date(2028, 1, 1)
    days = {first + timedelta(days=each) for each in range((until - first).days)}
    assert desk.holidays_between(first, until) == {day for day in days if desk.is_holiday(day)}


def test_norway_is_a_country_and_not_a_refusal():
    assert desk_with("{country: NO}").is_holiday(date(2026, 5, 17))


def test_dates_alone_import_no_public_holidays():
    code = (
        "import sys\nfrom pathlib import Path\nfrom knowledge.load import load\n"
        "load(Path('knowledge/content'))\nassert 'holidays' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_must_stand_elsewhere_is_noted_with_its_line():
    _, report = read(ALL)
    assert {(each.named, each.name, each.line) for each in report.mentions} == {
        (NameKind.SEVERITY, "B", 6),
        (NameKind.SEVERITY, "A", 9),
        (NameKind.SEVERITY, "B", 9),
        (NameKind.SEVERITY, "A", 11),
        (NameKind.PRODUCT, "Backup", 23),
        (NameKind.PRODUCT, "Drive", 23),
        (NameKind.GROUP, "storage", 23),
        (NameKind.ACCOUNT, "bakery", 24),
        (NameKind.PERSON, "harbor/mara", 24),
        (NameKind.TEAM, "harbor", 24),
        (NameKind.PERSON, "harbor/mara", 27),
        (NameKind.PARTNER, "harbor", 31),
    }


CALENDAR = "calendars:\n  desk:\n    zone: Europe/Berlin\n    week:\n"
HOLIDAYS = "calendars:\n  desk:\n    week: {monday: 08:00-17:00}\n    holidays:\n"
TARGETS = "plans:\n  gold:\n    targets:\n      A:\n"


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("[a]\n", "KB208", 1, "where keys belong"),
        ("lader: []\n", "KB301", 1, "did you mean ladder?"),
        ("plans: gold\n", "KB208", 1, "write names below plans:"),
        ("plans:\n  gold plan: {escalates-to: vendor}\n", "KB306", 2, "cannot be a name"),
        ("plans:\n  gold: [a]\n", "KB208", 2, "where a plan belongs"),
        ("plans:\n  gold: {escalates-to: vender}\n", "KB304", 2, "did you mean vendor?"),
        ("plans:\n  gold: {severities: [D!]}\n", "KB304", 2, "letters, digits and hyphens"),
        ("plans:\n  gold: {targets: {not so bad: {}}}\n", "KB304", 2, "letters, digits and hyphens"),
        ("severities: {D: {definition: x}, d: {definition: y}}\n", "KB205", 1, "keep one of the two"),
        (f"{TARGETS}        vendor: {{first: 1 h, update: 1 h}}\n", "KB636", 5, "a target without solve"),
        (f"{TARGETS}        vendor: {{first: -1 h, update: 1 h, solve: 2 h}}\n", "KB636", 5, "less than nothing"),
        (f"{TARGETS}        vendor: {{first: 0, update: 1 h, solve: 2 h}}\n", "KB636", 5, "no time at all"),
        (f"{TARGETS}        vendor: {{first: 3 h, update: 1 h, solve: 2 h}}\n", "KB636", 5, "later than the solution"),
        (f"{TARGETS}        vendor: {{first: 1 h, update: 1 h, solve: 2 d}}\n", "KB636", 5, "write hours"),
        (f"{TARGETS}        vendor: {{first: 1 h, update: 1 h, solve: 2}}\n", "KB304", 5, "30 min, 4 h or 7 d"),
        (f"{TARGETS}        vendor: {{first: 1 h, updates: 1 h, solve: 2 h}}\n", "KB301", 5, "did you mean update?"),
        (f"{TARGETS}        customer: {{}}\n", "KB301", 5, "the keys here are partner"),
        ("calendars:\n  desk: {zone: UTC}\n", "KB633", 2, "the calendar desk never opens"),
        (f"{CALENDAR}      monday: []\n", "KB633", 2, "never opens"),
        (f"{CALENDAR}      monday: 08:00-07:00\n", "KB634", 5, "end at 24:00 and write 00:00-07:00 into the next day"),
        (f"{CALENDAR}      monday: 08:00-08:00\n", "KB634", 5, "ends before it begins"),
        (f"{CALENDAR}      monday: 00:00-00:00\n", "KB634", 5, "ends before it begins"),
        (f"{CALENDAR}      monday: [08:00-12:00, 11:59-13:00]\n", "KB634", 5, "overlap others of monday"),
        (f"{CALENDAR}      monday: 8-17\n", "KB304", 5, "write it like 08:00-17:00"),
        (f"{CALENDAR}      monday: 08:00-25:00\n", "KB304", 5, "no time of day"),
        (f"{CALENDAR}      mondays: 08:00-17:00\n", "KB301", 5, "did you mean monday?"),
        (f"{CALENDAR}      monday-friday: 08:00-17:00\n      friday: 08:00-12:00\n", "KB205", 6, "hours of friday"),
        ("calendars:\n  desk: {zone: Europe/Berln, week: {monday: 08:00-17:00}}\n", "KB632", 2, "Europe/Berlin?"),
        ("calendars:\n  desk: {zone: ../etc/passwd, week: {monday: 08:00-17:00}}\n", "KB632", 2, "is unknown"),
        ("calendars:\n  desk: {zone: Europe, week: {monday: 08:00-17:00}}\n", "KB632", 2, "is unknown"),
        ("calendars:\n  desk: {week: {monday: 08:00-17:00}, holidays: [2026-02-30]}\n", "KB304", 2, "the calendar"),
        (f"{HOLIDAYS}      country: DX\n", "KB304", 5, "write one of DE, DJ, DK"),
        (f"{HOLIDAYS}      country: Germany\n", "KB304", 5, "write its two letters, such as DE"),
        (f"{HOLIDAYS}      region: BE\n", "KB304", 5, "write country: DE"),
        (f"{HOLIDAYS}      country: DE\n      region: XX\n", "KB304", 6, "write one of Augsburg, BB, BE, BW"),
        (f"{HOLIDAYS}      country: US\n      region: CX\n", "KB304", 6, "CA"),
        (f"{HOLIDAYS}      country: SE\n      region: AB\n", "KB304", 6, "leave region: out"),
        (f"{HOLIDAYS}      country: DE\n      date: [2026-12-24]\n", "KB301", 6, "did you mean dates?"),
        (f"{HOLIDAYS}      country: DE\n      dates: [2026-12-32]\n", "KB304", 6, "the calendar"),
        (
            f"{HOLIDAYS}      country: DE\n      dates: [2026-12-24]\n      working: [2026-12-24]\n",
            "KB304",
            7,
            "below dates: and below working:",
        ),
        ("routing:\n  product: Backup\n", "KB208", 2, "start each rule with a hyphen"),
        ("routing:\n  - {product: Backup}\n", "KB638", 2, "write owner:, team: or group:"),
        ("routing:\n  - {product: Backup, owner: mara}\n", "KB306", 2, "write organisation/id"),
        ("ladder: []\n", "KB635", 1, "a ladder without a rung"),
        ("ladder: later\n", "KB208", 1, "start each rung with a hyphen"),
        ("ladder:\n  - {after: 1 h, tell: team}\n", "KB635", 2, "the ladder has no end"),
        ("ladder:\n  - {after: 1 h}\n", "KB635", 2, "a rung without tell"),
        ("ladder:\n  - {after: 1 h, tell: lead}\n", "KB304", 2, "did you mean leads?"),
        ("ladder:\n  - {after: 1 h, tell: owner}\n  - {after: 60 min, tell: leads}\n", "KB635", 3, "sort them"),
        ("limits: {open-cases: 0}\n", "KB304", 1, "no number from 1"),
        ("limits: {open-cases: many}\n", "KB304", 1, "no number from 1"),
        ("limits: {open-cases: 21}\n", "KB304", 1, "no number from 1 to 20"),
        ("silence: 0\n", "KB636", 1, "no time at all"),
        ("silence: 5000 d\n", "KB636", 1, "longer than ten years"),
        ("warn-before: soon\n", "KB304", 1, "no length of time"),
        ("severities: {D: {duty: none}}\n", "KB641", 1, "write definition: when a case has it"),
        ("severities: {A: none}\n", "KB208", 1, "where a severity belongs"),
        ("known-issue: {similar: 3, windows: 2 h}\n", "KB301", 1, "did you mean"),
    ],
)
def test_each_mistake_is_named_with_line_and_remedy(text, code, line, said):
    try:
        _, report = read(text)
    except Refused as fault:
        report = Report("policy/all.yaml")
        report.refused(fault)
    assert [(each.code, each.line) for each in report.problems] == [(code, line)]
    assert said in str(report.problems[0])


def test_an_empty_file_changes_nothing():
    policy, report = read("# later\n")
    assert (policy, report.problems) == (DEFAULT, [])


MINUTES = some.integers(0, 24 * 60)


@given(some.lists(some.tuples(MINUTES, MINUTES), max_size=6), some.sampled_from(WEEKDAYS))
def test_the_hours_that_are_read_are_sorted_and_never_overlap_or_else_there_is_no_calendar(pairs, day):
    written = ", ".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in pairs)
    policy, report = read(f"calendars:\n  desk:\n    week:\n      {day}: [{written}]\n")
    desk = policy.calendars.get("desk")
    assert (desk is None) == bool(report.problems)
    if desk is not None:
        ends = [
            0,
            *((each.start.hour * 60 + each.start.minute, end_of(each)) for each in desk.week[WEEKDAYS.index(day)]),
        ]
        flat = [ends[0], *(minute for pair in ends[1:] for minute in pair)]
        assert flat == sorted(flat)


def end_of(span):
    return span.end.hour * 60 + span.end.minute or 24 * 60


@given(some.integers(0, 999), some.integers(0, 59))
def test_a_length_of_time_is_what_was_written(hours, minutes):
    written = TextNode(f"{hours} h {minutes} min", 1)
    assert spans.duration(written) == timedelta(hours=hours, minutes=minutes)


@given(some.text(max_size=30))
def test_no_text_is_a_negative_time(text):
    try:
        read_of_it = spans.duration(TextNode(text, 1))
    except Refused:
        return
    assert read_of_it >= timedelta()
