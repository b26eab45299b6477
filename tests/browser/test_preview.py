"""The preview of an entry, in a browser: it looks as the chat does, and reaches nobody."""

from datetime import UTC, datetime

import pytest

from bot.commands import preview
from tests.browser import looks
from tests.browser.browsing import Window, browser, executable

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def window():
    path = executable()
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge found: nothing was looked at in a browser")
    with browser(path) as chromium:
        yield Window(chromium, width=900, height=700)


def test_an_entry_is_seen_as_a_customer_sees_it(window, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(preview.tempfile, "tempdir", str(tmp_path))
    (tmp_path / "harbor").mkdir()
    text = "# Where is the desk?\n<!-- id: desk -->\n\nIn the **hall**: `</script>`.\n"
    (tmp_path / "harbor" / "desk.md").write_text(text, encoding="utf-8")
    assert preview.run(tmp_path / "harbor", "desk", datetime.now(UTC), opens=False) == 0
    path = capsys.readouterr().out.strip().rpartition(": ")[2]
    window.page.unroute("**/*")
    strayed = []
    window.page.on("request", lambda asked: strayed.append(asked.url))
    window.page.goto(f"file://{path}")
    window.page.locator(".ac-pushButton", has_text="Talk to a person").wait_for()
    assert window.page.get_by_text("Where is the desk?", exact=True).last.is_visible()
    assert window.page.locator("strong", has_text="hall").is_visible()
    assert window.page.locator("code", has_text="</script>").is_visible()
    assert window.page.evaluate(looks.FAULTS) == []
    assert window.complaints == []
    assert [url for url in strayed if not url.startswith((f"file://{path}", "data:", "blob:"))] == []
