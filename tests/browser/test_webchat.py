"""The official Web Chat client in a real browser, against the real server with the example knowledge."""

from dataclasses import dataclass

import pytest

from dialogs.languages import say
from dialogs.languages.en.webchat import SENTENCES as PAGE
from knowledge.base import KnowledgeBase
from knowledge.entry import Entry
from knowledge.match import Verdict
from tests.browser import looks
from tests.browser.browsing import Window, browser, executable
from tests.support.running import ROOT, Running

pytestmark = pytest.mark.browser

NONSENSE = "xylophone quarks on mars"
BOX = '[data-id="webchat-sendbox-input"]'


@pytest.fixture(scope="module")
def chromium():
    path = executable()
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge found: the web chat was not looked at in a browser")
    with browser(path) as found:
        yield found


@pytest.fixture(scope="module")
def spot(tmp_path_factory):
    with Running(tmp_path_factory.mktemp("webchat") / "data") as running:
        yield running


@dataclass(frozen=True)
class Asked:
    """What to ask: a question that is answered, one that is offered a choice, and the first that is offered."""

    clear: Entry
    vague: str
    offered: Entry


@pytest.fixture(scope="module")
def asked():
    """Return what a stranger asks; a stranger is somebody new in every window, so no limit is ever met."""
    base = KnowledgeBase.open(ROOT / "knowledge" / "content")
    audience = base.directory.stranger("", "anybody").audience
    view = base.view(audience)
    entries = [entry for entry in base.entries if audience.admits(entry) and entry.language == "en"]
    clear = next(entry for entry in entries if view.ask(entry.question).verdict is Verdict.ANSWER)
    words = {word.strip("?,.").lower() for entry in entries for word in entry.question.split()}
    vague = next(word for word in sorted(words) if view.ask(word).verdict is Verdict.CLARIFY)
    return Asked(clear, vague, view.ask(vague).offered[0].entry)


class Chat:
    """A person at the chat page."""

    def __init__(self, chromium, url, **window):
        self.window = Window(chromium, **window)
        self.page = self.window.page
        self.page.goto(url)
        self.sees(say("en", "welcome_title"))
        self.becomes("")

    def becomes(self, person):
        """Pick somebody, and wait for the conversation that this begins."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/v3/directline/conversations")):
            self.page.select_option("#as", person)
        self.page.locator("body[data-connection='2']").wait_for()
        self.sees(say("en", "welcome_title"))

    def says(self, text):
        self.page.locator(BOX).fill(text)
        self.page.locator(BOX).press("Enter")

    def presses(self, label):
        self.page.locator("#chat").get_by_role("button", name=label, exact=True).last.click()

    def sees(self, text):
        self.page.locator("#chat").get_by_text(text).last.wait_for()

    def forgets(self, text):
        self.page.wait_for_function("text => !document.getElementById('chat').innerText.includes(text)", arg=text)

    def explained(self, text):
        self.page.locator("#why .reasons").get_by_text(text).first.wait_for()

    def text(self):
        return self.page.locator("#chat").inner_text()

    def close(self):
        complaints = [text for text in self.window.complaints if "ERR_" not in text and " 403 " not in text]
        self.window.close()
        assert complaints == []
        assert self.window.strayed == []


@pytest.fixture
def chat(chromium, spot):
    chat = Chat(chromium, spot.url)
    yield chat
    chat.close()


def beginning(markdown):
    """Return the first plain words of an answer, as they are shown."""
    return markdown.replace("**", "").split("[")[0].split("`")[0].split("\n")[0][:30].strip()


def test_a_question_is_answered_with_its_source_and_the_panel_says_why(chat, asked):
    chat.says(asked.clear.question)
    chat.sees(beginning(asked.clear.answer))
    chat.sees(say("en", "helped"))
    chat.explained(PAGE["answer"])
    chat.explained(f"{asked.clear.file}:{asked.clear.line}")
    chat.presses(say("en", "button_yes"))
    chat.sees(say("en", "confirmed"))


@pytest.mark.slow
def test_a_card_is_updated_in_its_place(chat, asked):
    chat.says(asked.clear.question)
    chat.sees(say("en", "helped"))
    chat.says("hello")
    chat.presses(say("en", "button_yes"))
    chat.sees(say("en", "confirmed"))
    text = chat.text()
    assert text.index(say("en", "confirmed")) < text.rindex("hello")
    assert say("en", "helped") not in text


@pytest.mark.slow
def test_a_vague_question_is_offered_a_choice_and_the_pick_is_answered(chat, asked):
    chat.says(asked.vague)
    chat.explained(PAGE["clarify"])
    chat.presses(asked.offered.question)
    chat.sees(say("en", "chosen", question=asked.offered.question))
    chat.sees(beginning(asked.offered.answer))


@pytest.mark.slow
def test_nonsense_becomes_a_case_with_a_number_in_one_tap(chat):
    chat.says(NONSENSE)
    chat.explained(PAGE["handoff"])
    chat.presses(say("en", "button_open"))
    chat.sees("C-10")


@pytest.mark.slow
def test_a_conversation_outlives_a_restart_of_the_server(chat, spot, asked):
    chat.says(asked.vague)
    chat.page.locator("#chat").get_by_role("button", name=asked.offered.question, exact=True).last.wait_for()
    spot.stop()
    spot.start()
    chat.presses(asked.offered.question)
    chat.sees(say("en", "chosen", question=asked.offered.question))
    chat.sees(beginning(asked.offered.answer))


@pytest.mark.slow
def test_a_conversation_outlives_a_reload_of_the_page(chat):
    chat.says(NONSENSE)
    chat.sees(say("en", "no_answer"))
    chat.page.reload()
    chat.sees(NONSENSE)
    chat.presses(say("en", "button_open"))
    chat.sees("C-10")


@pytest.mark.slow
def test_a_conversation_that_has_ended_begins_anew_and_says_so(chat):
    chat.says(NONSENSE)
    chat.sees(say("en", "no_answer"))
    held = "JSON.stringify({...JSON.parse(sessionStorage['spot.chat']), token: 'a.b.c'})"
    chat.page.evaluate("addEventListener('pagehide', () => { sessionStorage['spot.chat'] = " + held + "; })")
    chat.page.reload()
    chat.page.get_by_text(PAGE["renewed"]).wait_for()
    chat.sees(say("en", "welcome_title"))
    assert NONSENSE not in chat.text()


@pytest.mark.slow
def test_whoever_is_picked_asks_in_a_new_conversation(chat):
    chat.says(NONSENSE)
    chat.sees(say("en", "no_answer"))
    chat.becomes(chat.page.locator("#as option").first.get_attribute("value"))
    chat.forgets(NONSENSE)


@pytest.mark.slow
def test_new_conversation_begins_anew(chat):
    chat.says(NONSENSE)
    chat.sees(say("en", "no_answer"))
    chat.page.get_by_role("button", name=PAGE["new"]).click()
    chat.forgets(NONSENSE)
    chat.sees(say("en", "welcome_title"))


@pytest.mark.slow
def test_the_keyboard_reaches_everything(chat):
    chat.page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(12):
        chat.page.keyboard.press("Tab")
        reached.add(chat.page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert {"as", "new", "SUMMARY"} <= reached
    chat.page.locator(BOX).focus()
    chat.page.keyboard.type(NONSENSE)
    chat.page.keyboard.press("Enter")
    chat.sees(say("en", "no_answer"))


@pytest.mark.slow
@pytest.mark.parametrize("scheme", looks.SCHEMES)
@pytest.mark.parametrize("width", looks.WIDTHS)
def test_nothing_is_cut_off_or_hard_to_read(chromium, spot, asked, width, scheme):
    chat = Chat(chromium, spot.url, width=width, scheme=scheme)
    for text, shown in ((asked.clear.question, "helped"), (asked.vague, "clarify_how"), (NONSENSE, "no_answer")):
        chat.says(text)
        chat.sees(say("en", shown))
    chat.presses(say("en", "button_open"))
    chat.sees("C-10")
    if width < 1000:
        chat.page.locator("#why > summary").click()
    chat.explained(PAGE["handoff"])
    assert chat.page.evaluate(looks.FAULTS) == []
    chat.close()
