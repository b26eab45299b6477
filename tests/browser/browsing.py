"""A headless browser of this machine, for the tests that look at Spot as a person does; nothing leaves loopback."""

import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge", "chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 15_000
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def executable():
    """Return the path of Chromium, Chrome or Edge, None where there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


@contextmanager
def browser(path):
    """Yield a browser; it lives as long as the block."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield chromium
        finally:
            chromium.close()


class Window:
    """One window of its own, with what it complained of and whom it tried to reach beyond this machine."""

    def __init__(self, chromium, width=1280, height=900, scheme="light", **more):
        size = {"width": width, "height": height}
        self.context = chromium.new_context(viewport=size, color_scheme=scheme, locale="en-GB", **more)
        self.context.set_default_timeout(PATIENCE_MS)
        self.page = self.context.new_page()
        self.complaints = []
        self.strayed = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.page.route("**/*", self._guard)

    def _hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _guard(self, route):
        if urlsplit(route.request.url).hostname in LOOPBACK or route.request.url.startswith(("data:", "blob:")):
            route.continue_()
            return
        self.strayed.append(route.request.url)
        route.abort()

    def close(self):
        self.context.close()
