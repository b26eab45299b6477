"""A lead at the console of a running Spot, over plain HTTP: the link that was printed, the cookie, the forms."""

import html
import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

FORM = re.compile(r'<form method="post" action="(?P<action>[^"]+)">(?P<body>.*?)</form>', re.S)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Lead:
    """Enters by the one-time link; `pages` maps a path to the page that was read last."""

    def __init__(self, spot):
        self.spot = spot
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self.reads(spot.facts["review"].removeprefix(spot.url))

    def reads(self, path):
        """Return the text of a page."""
        with self._open(self.spot.url + path, timeout=10) as answer:
            return answer.read().decode()

    def replies(self, number, text):
        """Answer the customer of a case."""
        self._submits(number, "reply", text)

    def resolves(self, number, text=""):
        """Consider a case solved."""
        self._submits(number, "resolve", text)

    def _submits(self, number, act, text):
        page = self.reads(f"/console/cases/{number}")
        form = next(found for found in FORM.finditer(page) if found["action"].endswith(f"/{act}"))
        fields = {name: html.unescape(value) for name, value in HIDDEN.findall(form["body"])}
        data = urllib.parse.urlencode(fields | {"text": text}).encode()
        request = urllib.request.Request(self.spot.url + form["action"], data, {"Origin": self.spot.url})
        with self._open(request, timeout=10) as answer:
            assert answer.status == 200, answer.status
