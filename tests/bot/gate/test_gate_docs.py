"""The pages about the gate say what the gate does."""

from bot.activities.clean_text import LONGEST
from bot.channel.mailbox import MOST_WAITING
from bot.gate import activity, reading, refusal, strict_json, watchdog


def statuses(kind):
    """Yield the status of a refusal and of every kind of it."""
    yield kind.status
    for more in (each for each in kind.__subclasses__() if each.__module__.startswith("bot.gate")):
        yield from statuses(more)


def test_every_status_that_the_gate_refuses_with_stands_in_its_table(root):
    page = (root / "docs" / "life-of-a-message.md").read_text(encoding="utf-8")
    table = page[page.index("| step |") : page.index("Every other refusal is final")]
    assert {status for status in statuses(refusal.Refusal) if str(status) not in table} == set()


def test_every_bound_on_the_page_is_the_one_in_the_code(root):
    page = (root / "docs" / "security.md").read_text(encoding="utf-8")
    assert f"{watchdog.SECONDS:.0f} seconds, then the connection is closed" in page
    assert f"{reading.MOST_BYTES // 1024} KiB" in page
    assert f"{strict_json.DEEPEST} levels" in page
    assert f"{activity.LONGEST_ID:,} and {activity.LONGEST_NAME} characters" in page
    assert f"| entities, attachments, members | {activity.MOST_ITEMS} each |" in page
    assert f"| a text | {LONGEST:,} characters |" in page
    assert f"| turns that wait in one conversation | {MOST_WAITING} |" in page
