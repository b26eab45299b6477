"""Take a picture of every page at two widths, light and dark, and say what is wrong with any: `make screens`."""

import argparse
import itertools
import json
import sys
import tempfile
import urllib.request
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # `python tests/browser/screens.py` starts in tests/

from dialogs.languages import say  # noqa: E402
from tests.browser import looks  # noqa: E402
from tests.browser.browsing import Window, browser, executable  # noqa: E402
from tests.support.running import Running  # noqa: E402

HEIGHTS = {390: 844, 1280: 900}
LONG = "My laptop " + "has shown the same blue screen with the same long code every morning since the update. " * 30
HOSTILE = "<script>alert(1)</script> \u202etxet siht \u202c Z" + "\u0336\u0341\u0310" * 40 + " " + "x" * 300
STRANGE = "the moon elevator makes a grinding noise"
REPLY = "Thank you. We are looking into it, and write to you here by noon."
MATTERS = {
    "saltmarsh/nell": ("Where do I find my invoice?", "invoice", LONG),
    "oakline/bea": ("hello", "How do I reset my password?", "zebra crossing paint for the warehouse floor"),
    "mohnfelden/heike": ("Hallo", "Wie setze ich mein Passwort zurück?", "Der Fahrstuhl zum Mond macht Geräusche"),
    "stranger/x": (HOSTILE, "What can you do?"),
}
"""What people ask before the pictures are taken, so that there is something of everything to see."""


class Talk:
    """Somebody's conversation over the bot's own endpoint, as the Emulator speaks."""

    ids = itertools.count(1)

    def __init__(self, spot, person, directory):
        self.spot, self.name = spot, person.replace("/", "-")
        self.person = directory.get(person, {"tenant": "", "object": "x"})
        self.buttons = {}

    def say(self, text):
        self._send({"text": text})

    def press(self, title):
        if title in self.buttons:
            self._send({"value": self.buttons[title]})

    def _send(self, said):
        body = {
            "type": "message",
            "id": str(next(self.ids)),
            "channelId": "emulator",
            "serviceUrl": self.spot.url,
            "from": {"id": f"29:{self.name}", "aadObjectId": self.person["object"]},
            "recipient": {"id": "28:spot"},
            "conversation": {"id": self.name, "conversationType": "personal"},
            "channelData": {"tenant": {"id": self.person["tenant"]}},
            "deliveryMode": "expectReplies",
        }
        data = json.dumps(body | said).encode()
        request = urllib.request.Request(
            self.spot.url + "/api/messages", data=data, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            for activity in json.load(answer)["activities"]:
                for attachment in activity.get("attachments", ()):
                    for action in attachment["content"].get("actions", ()):
                        self.buttons[action.get("title")] = action.get("data")


def people():
    """Return everybody in the directory of the example knowledge, by how they are written."""
    from datetime import UTC, datetime

    from knowledge.base import KnowledgeBase

    everybody = KnowledgeBase.open(ROOT / "knowledge" / "content").directory.everybody(datetime.now(UTC).date())
    return {each.written: {"tenant": each.tenant, "object": each.object} for each in everybody}


def converse(spot):
    """Have everybody ask what they ask, and open a case where they are offered one."""
    directory = people()
    for person, matters in MATTERS.items():
        talk = Talk(spot, person, directory)
        for matter in matters:
            talk.say(matter)
        for language in ("en", "de"):
            talk.press(say(language, "button_open"))


AT_THE_END = """() => {
  const scrolled = document.querySelector("#chat .webchat__basic-transcript__scrollable");
  return scrolled.scrollTop + scrolled.clientHeight >= scrolled.scrollHeight - 2;
}"""
"""Web Chat scrolls to the end smoothly; this is so when it has."""


class Chat:
    """A person at the chat page."""

    def __init__(self, window, url):
        self.window, self.page = window, window.page
        self.page.goto(url)
        self.sees(say("en", "welcome_title"))

    def asks(self, text, answer):
        """Write something, and wait for what it is answered and for the reason beside it."""
        box = self.page.locator('[data-id="webchat-sendbox-input"]')
        box.fill(text)
        box.press("Enter")
        self.sees(text)
        self.sees(answer)
        self.page.locator("#why .reasons").get_by_text(text).first.wait_for(state="attached")
        self.page.wait_for_function(AT_THE_END)

    def sees(self, text):
        self.page.locator("#chat").get_by_text(text).last.wait_for()


class Tour:
    """The pages to look at, with windows to look through."""

    def __init__(self, spot, chromium, out):
        self.spot, self.chromium, self.out = spot, chromium, out
        self.seen = []
        self.cookies = ()

    def window(self, width, scheme):
        return Window(self.chromium, width=width, height=HEIGHTS[width], scheme=scheme)

    def take(self, window, name, width, scheme):
        """Look at what a window shows; that it wanted something that it may not have is a fault too."""
        seen = looks.look(window.page, name, width, scheme, self.out)
        refused = [text for text in window.complaints if "Content Security Policy" in text] + window.strayed
        window.complaints.clear()
        self.seen.append(replace(seen, faults=(*seen.faults, *refused)))
        print(self.seen[-1], flush=True)

    def chat(self, width, scheme):
        """Look at the chat as somebody new; the first of them gets a case, and a lead's reply to it."""
        chat = Chat(self.window(width, scheme), self.spot.url)
        self.take(chat.window, "chat-welcome", width, scheme)
        chat.asks("Where do I find my invoice?", say("en", "helped"))
        self.take(chat.window, "chat-answer", width, scheme)
        chat.asks(STRANGE, say("en", "button_open"))
        if not self.cookies:
            chat.page.get_by_role("button", name=say("en", "button_open")).last.click()
            chat.sees("C-1001")
            self.reply()
            chat.sees(REPLY)
        self.take(chat.window, "chat-handoff", width, scheme)
        chat.window.close()

    def reply(self):
        """Sign in, and reply to the case that was opened; later windows get this one's cookie."""
        window = self.window(1280, "light")
        window.page.goto(self.spot.facts["review"])
        self.cookies = window.context.cookies()
        window.page.goto(f"{self.spot.url}/console/cases/C-1001")
        window.page.get_by_label("Your reply to").fill(REPLY)
        window.page.get_by_role("button", name="Send reply").click()
        window.page.get_by_role("status").wait_for()
        window.close()

    def console(self, width, scheme):
        """Look at every page of the console."""
        window = self.window(width, scheme)
        for name, path in self.pages():
            window.page.goto(self.spot.url + path)
            self.take(window, name, width, scheme)
            if name == "console-door":
                window.context.add_cookies(self.cookies)
            if name == "console-case":
                window.page.locator("details").evaluate_all("all => all.forEach((each) => (each.open = true))")
                self.take(window, "console-case-open", width, scheme)
                window.page.get_by_role("link", name="Whole conversation").click()
                self.take(window, "console-conversation", width, scheme)
        window.close()

    def pages(self):
        """Return every page of the console by name."""
        keys = [quote(f"emulator/{person.replace('/', '-')}", safe="") for person in MATTERS]
        return [
            ("console-door", "/console"),
            ("console", "/console"),
            ("console-conversations", "/console/conversations"),
            ("console-none-found", "/console/conversations?q=nobody+asked+this"),
            *((f"console-conversation-{n}", f"/console/conversations/{key}") for n, key in enumerate(keys, 1)),
            ("console-cases", "/console/cases?show=all"),
            ("console-case", "/console/cases/C-1001?done=replied"),
            ("console-problems", "/console/problems"),
            ("console-notices", "/console/notices"),
            ("console-accounts", "/console/accounts"),
            ("console-account", "/console/accounts/saltmarsh"),
            ("console-report", "/console/report?by=partner"),
            ("console-knowledge", "/console/knowledge"),
            ("console-nothing-here", "/console/nothing"),
        ]


def picture(path, readme):
    """Take the README's two pictures: an answer in the chat, and the page where a lead reviews it."""
    readme.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Running(Path(folder) / "data") as spot, browser(path) as chromium:
        window = Window(chromium, width=1280, height=900)
        chat = Chat(window, spot.url)
        chat.asks("guest wifi", say("en", "helped"))
        window.page.screenshot(path=readme / "chat.png")
        chat.asks("invoice", say("en", "helped"))
        chat.asks(STRANGE, say("en", "button_open"))
        chat.page.get_by_role("button", name=say("en", "button_open")).last.click()
        chat.sees("C-1001")
        window.page.goto(spot.facts["review"])
        window.page.goto(f"{spot.url}/console/cases/C-1001")
        window.page.get_by_role("link", name="Whole conversation").click()
        window.page.screenshot(path=readme / "review.png")


def tour(path, out):
    """Return how everything looks; `path` is the browser's, and the pictures go to the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Running(Path(folder) / "data") as spot, browser(path) as chromium:
        going = Tour(spot, chromium, out)
        for turn, (width, scheme) in enumerate(itertools.product(looks.WIDTHS, looks.SCHEMES)):
            going.chat(width, scheme)
            if turn == 0:
                converse(spot)
            going.console(width, scheme)
        return going.seen


def main():
    """Take the pictures; the exit code is 1 when something is wrong with one, 2 when there is no browser."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=ROOT / "tests" / "out" / "screens", help="where the pictures go")
    options.add_argument("--readme", type=Path, help="take only the README's two pictures, into this folder")
    given = options.parse_args()
    out = given.out
    path = executable()
    if path is None:
        print("no Chromium, Chrome or Edge found: install one to take the pictures", file=sys.stderr)
        return 2
    if given.readme:
        picture(path, given.readme)
        return 0
    seen = tour(path, out)
    faulty = [look for look in seen if look.faults]
    print(f"{len(seen)} pictures in {out}, {len(faulty)} with faults")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
