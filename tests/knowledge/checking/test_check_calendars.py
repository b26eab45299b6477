"""Calendars whose listed holidays end."""

from datetime import date

import pytest

from knowledge.load import load

TODAY = date(2026, 11, 25)


def problems(tmp_path, holidays, today=TODAY):
    text = f"calendars:\n  desk:\n    week: {{monday: 08:00-17:00}}\n    holidays: {holidays}\n"
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "all.yaml").write_text(text, encoding="utf-8")
    return load(tmp_path, today=today).problems


@pytest.mark.parametrize("holidays", ["[2025-12-25, 2026-11-24]", "2025-12-25", "[2025-12-25, 2029-01-01]"])
def test_a_calendar_without_a_holiday_in_the_year_to_come_is_named(tmp_path, holidays):
    [found] = problems(tmp_path, holidays)
    assert (found.code, found.file, found.line, found.level) == ("KB639", "policy/all.yaml", 2, "warning")
    assert "the calendar desk" in found.what
    assert "country: DE" in found.remedy


@pytest.mark.parametrize(
    "holidays",
    ["[]", "[2020-12-25, 2026-11-25]", "[2027-11-25]", "{country: DE}", "{country: DE, dates: [2020-01-02]}"],
)
def test_a_calendar_with_one_to_come_or_of_a_country_or_without_any_is_not(tmp_path, holidays):
    assert problems(tmp_path, holidays) == ()


def test_without_a_today_nothing_is_out_of_date(tmp_path):
    assert problems(tmp_path, "[2020-12-25]", today=None) == ()
