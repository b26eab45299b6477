"""The Microsoft 365 Agents Playground, a real Teams-like client, against the real server, which has no app id there."""

import os
import shutil
import signal
import subprocess

import pytest

from tests.browser.browsing import Window, browser, executable
from tests.support.running import ROOT, Running, free_port, wait_for

CLI = ROOT / ".cache" / "playground" / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
BOX = 'div[role="textbox"][contenteditable="true"]'
STRANGE = "the moon elevator makes a grinding noise"

pytestmark = pytest.mark.playground


@pytest.fixture(scope="module")
def spot(tmp_path_factory):
    with Running(tmp_path_factory.mktemp("playground") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def playground(spot, tmp_path_factory):
    """Start the Playground with its telemetry off and give its address; end it by its process id."""
    if not CLI.is_file() or not shutil.which("node"):
        pytest.skip(
            "no Agents Playground found: npm install --prefix .cache/playground @microsoft/m365agentsplayground"
        )
    folder, port = tmp_path_factory.mktemp("recordings"), free_port()
    command = ["node", str(CLI), "start", "-e", f"{spot.url}/api/messages", "-c", "msteams", "-p", str(port)]
    environment = {**os.environ, "BROWSER": "none", "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / "log")}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [*command, "--disable-telemetry"], cwd=folder, env=environment, stdout=said, stderr=said
        )
        try:
            yield f"http://localhost:{port}/"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


class Chat:
    """Somebody at the Playground's personal chat."""

    def __init__(self, window, url):
        self.page = window.page
        wait_for(lambda: self._reaches(url), 30)
        self.page.locator(BOX).last.wait_for()

    def _reaches(self, url):
        try:
            return self.page.goto(url)
        except Exception:
            return None

    def says(self, text):
        box = self.page.locator(BOX).last
        box.click()
        box.press_sequentially(text, delay=2)
        self.page.get_by_label("Send Message").click()

    def presses(self, label):
        self.page.get_by_role("button", name=label, exact=True).last.click()

    def sees(self, text):
        self.page.get_by_text(text).last.wait_for()


@pytest.fixture(scope="module")
def chat(playground):
    path = executable()
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge found: the Playground was not driven")
    with browser(path) as chromium:
        yield Chat(Window(chromium, 1500, 1000), playground)


def test_a_customer_is_welcomed_answered_and_heard(chat):
    chat.sees("a person, please")
    chat.says("is there an outage?")
    chat.sees("status.fernwind.example")
    chat.sees("Did this help?")
    chat.presses("Yes")
    chat.sees("Glad that helped")


@pytest.mark.slow
def test_what_nobody_knows_becomes_a_case_in_one_tap(chat):
    chat.says(STRANGE)
    chat.sees("Yes, open a case")
    chat.presses("Yes, open a case")
    chat.sees("Case C-1001 is open.")


@pytest.mark.slow
def test_a_lead_s_reply_arrives_in_the_chat_though_spot_was_killed(chat, spot):
    from tests.support.leading import Lead

    lead = Lead(spot)
    lead.replies("C-1001", "We oil the elevator tonight.")
    spot.kill()
    spot.start()
    chat.sees("We oil the elevator tonight.")
