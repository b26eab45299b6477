"""The console in a real browser, over the real server: by keyboard, without JavaScript, at every width."""

import pytest

from dialogs.languages import say
from tests.browser import screens
from tests.browser.browsing import Window, browser, executable
from tests.support.running import Running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def path():
    found = executable()
    if found is None:
        pytest.skip("no Chromium, Chrome or Edge found: the console was not looked at in a browser")
    return found


@pytest.mark.slow
def test_every_page_looks_right_at_two_widths_light_and_dark(path, tmp_path):
    seen = screens.tour(path, tmp_path / "screens")
    assert [str(look) for look in seen if look.faults] == []
    assert len({look.name for look in seen}) >= 12


def test_a_lead_answers_by_keyboard_and_without_javascript_and_the_customer_reads_it_at_once(path, tmp_path):
    with Running(tmp_path / "data") as spot, browser(path) as chromium:
        chat = screens.Chat(Window(chromium), spot.url)
        chat.asks(screens.STRANGE, say("en", "button_open"))
        chat.page.get_by_role("button", name=say("en", "button_open")).last.click()
        chat.sees("C-1001")

        lead = Window(chromium, java_script_enabled=False)
        lead.page.goto(spot.facts["review"])
        lead.page.keyboard.press("Tab")
        assert lead.page.evaluate("document.activeElement.textContent") == "Skip to the content"
        lead.page.keyboard.press("Enter")
        lead.page.get_by_role("link", name="C-1001").first.focus()
        lead.page.keyboard.press("Enter")
        lead.page.get_by_label("Your reply to").focus()
        lead.page.keyboard.type("We have ordered a new motor.")
        lead.page.keyboard.press("Tab")
        lead.page.keyboard.press("Enter")
        lead.page.get_by_role("status").get_by_text("Sent.").wait_for()

        chat.sees("We have ordered a new motor.")
        assert (lead.complaints, lead.strayed) == ([], [])
