"""A curator's path, looked at in a browser: write an entry with a mistake, be told, mend it, ask, be answered."""

import time

import pytest

from dialogs.languages import say
from tests.browser import looks
from tests.browser.browsing import Window, browser, executable
from tests.browser.screens import Chat
from tests.support.running import ROOT, Running

pytestmark = pytest.mark.browser

WITHIN = 60.0
"""Seconds that the whole path may take."""
OUT = ROOT / "tests" / "out" / "curator"
FIRST = """# Where is the key?
<!-- id: key -->

Under the mat.
"""
WRONG = f"""{FIRST}
# Where do I leave the umbrella?
<!--
id: umbrella
visibilty: public
-->

In the **blue stand** by the door.
"""
RIGHT = WRONG.replace("visibilty", "visibility")
ASKED = "- {ask: Where is the key?, expect: key}\n- {ask: Where do I leave my umbrella?, expect: umbrella}\n"
MISTAKE = "desk/faq.md:9"


@pytest.fixture(scope="module")
def path():
    found = executable()
    if found is None:
        pytest.skip("no Chromium, Chrome or Edge found: the curator's path was not looked at in a browser")
    return found


@pytest.fixture
def desk(tmp_path):
    folder = tmp_path / "content" / "desk"
    folder.mkdir(parents=True)
    (folder / "faq.md").write_text(FIRST)
    (folder / "asked.yaml").write_text(ASKED)
    (folder / "partner.yaml").write_text("name: The desk\nowner: desk@harbor.example\n")
    return folder


class Curator:
    """Somebody with the chat and the console open beside their editor."""

    def __init__(self, spot, chromium):
        self.chat = Chat(Window(chromium), spot.url)
        self.console = Window(chromium)
        self.console.page.goto(spot.facts["review"])
        self.url = f"{spot.url}/console/knowledge"

    def is_told_in_the_chat(self, text):
        self.chat.page.locator(".live").get_by_text(text).first.wait_for()

    def reads_in_the_console(self, text):
        self.console.page.goto(self.url)
        self.console.page.get_by_text(text).first.wait_for()

    def looks(self, name):
        """Take a picture of both windows, and return what is wrong with either."""
        windows = (("chat", self.chat.window), ("console", self.console))
        seen = [looks.look(each.page, f"{name}-{which}", 1280, "light", OUT) for which, each in windows]
        return [str(look) for look in seen if look.faults]


@pytest.mark.slow
def test_a_mistake_is_told_mended_and_the_answer_given_within_a_minute(path, desk, tmp_path):
    OUT.mkdir(parents=True, exist_ok=True)
    content = str(desk.parent)
    with Running(tmp_path / "data", SPOT_KNOWLEDGE=content) as spot, browser(path) as chromium:
        curator, began = Curator(spot, chromium), time.monotonic()

        (desk / "faq.md").write_text(WRONG)
        curator.is_told_in_the_chat(MISTAKE)
        curator.is_told_in_the_chat("did you mean visibility?")
        curator.is_told_in_the_chat("its last good version is used")
        curator.reads_in_the_console(MISTAKE)
        assert curator.looks("1-told") == []
        curator.chat.asks("Where is the key?", "Under the mat.")

        (desk / "faq.md").write_text(RIGHT)
        curator.is_told_in_the_chat("1 added")
        curator.reads_in_the_console("Every file is used as it was last saved.")
        curator.chat.asks("Where do I leave the umbrella?", "blue stand")
        curator.chat.sees(say("en", "helped"))
        curator.is_told_in_the_chat("2 / 2")
        curator.reads_in_the_console("labelled questions: 2 of 2 as expected")
        assert time.monotonic() - began < WITHIN

        assert curator.looks("2-mended") == []
        (desk / "faq.md").write_text(FIRST)
        curator.is_told_in_the_chat("1 removed")
        curator.is_told_in_the_chat("Newly wrong")
        curator.reads_in_the_console("newly wrong")
        assert curator.looks("3-newly-wrong") == []
        assert curator.console.complaints == []
