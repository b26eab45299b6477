"""The timing of the suite: it reads what pytest says."""

import pytest

from tests.bench.suite import Run, counts_of, section, spoken


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("....\n6312 passed in 171.20s (0:02:51)\n", {"passed": 6312}),
        ("===== 1 failed, 20 passed, 3 skipped in 1.20s =====", {"failed": 1, "passed": 20, "skipped": 3}),
        ("make: *** [test] Error 2", {}),
    ],
)
def test_what_pytest_counted_is_read(said, counts):
    assert counts_of(said) == counts


def test_a_time_is_told_in_minutes_and_seconds():
    assert (spoken(171.4), spoken(59.9), spoken(3.2)) == ("2 min 51 s", "1 min 00 s", "0 min 03 s")


def test_each_command_has_a_line():
    told = section([Run("test", {"passed": 9}, 61, 100, is_green=True)], 0.1)
    assert "| `make test` | 9 | 0 | 1 min 01 s | 1 min 40 s |" in told
