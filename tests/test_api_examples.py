"""The examples of docs/api.md, run as they stand against a real server with the sample knowledge."""

import json
import os
import re
import shlex
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.support.running import Running

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "api.md"
EXAMPLE = re.compile(r"```sh\n(curl .*?)```(.*?)(?=```sh\n|\Z)", re.S)
JSON = re.compile(r"```json\n(.*?)```", re.S)
EXPORT = re.compile(r"^ +export (\w+)=\$\(python (app\.py token new .+)\)$", re.M)
WITH_VALUE = {"-H", "-d", "-X"}
WITHOUT = {"-i"}
CHANGING = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+")


@pytest.fixture(scope="module")
def spot(tmp_path_factory):
    with Running(tmp_path_factory.mktemp("api") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def names(spot):
    """Return what the page exports: where Spot is, and tokens made beside it while it runs."""
    environment = {**os.environ, **spot.settings}
    found = {"SPOT": f"{spot.url}/api/v1"}
    for name, command in EXPORT.findall(PAGE.read_text(encoding="utf-8")):
        run = [sys.executable, *shlex.split(command)]
        made = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        found[name] = made.stdout.strip()
    return found


def examples():
    for command, rest in EXAMPLE.findall(PAGE.read_text(encoding="utf-8")):
        [told] = JSON.findall(rest)[:1]
        yield command, json.loads(told)


def curl(command, names):
    """Do what curl would, for the options that the page uses; return the body."""
    words = [
        re.sub(r"\$(\w+)", lambda found: names[found[1]], word) for word in shlex.split(command.replace("\\\n", " "))
    ][1:]
    url, given = "", []
    while words:
        word = words.pop(0)
        if word in WITH_VALUE:
            given.append((word, words.pop(0)))
        elif word not in WITHOUT:
            assert not word.startswith("-"), f"{word} is not an option that this test knows"
            url = word
    headers = dict(value.split(": ", 1) for option, value in given if option == "-H")
    data = next((value.encode() for option, value in given if option == "-d"), None)
    method = next((value for option, value in given if option == "-X"), "POST" if data else "GET")
    request = urllib.request.Request(url, data=data, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        return json.load(refused)


def holds(told, answered):
    """Return whether an answer holds what the page tells of it; times and durations change."""
    if isinstance(told, dict):
        return all(name in answered and holds(value, answered[name]) for name, value in told.items())
    if isinstance(told, list):
        return all(holds(*pair) for pair in zip(told, answered, strict=False)) and len(told) <= len(answered)
    if isinstance(told, str) and CHANGING.fullmatch(told):
        return CHANGING.fullmatch(answered) is not None
    return told == answered


@pytest.fixture(scope="module")
def ran(names):
    """Run every example, in order, and return each with what the page tells and what was answered."""
    return [(command, told, curl(command, names)) for command, told in examples()]


def test_every_example_is_answered_as_the_page_says(ran):
    assert len(ran) >= 6
    for command, told, answered in ran:
        assert holds(told, answered), f"{command}\n{json.dumps(answered, indent=2)}"


def test_the_whole_case_on_the_page_has_every_field(ran):
    [(whole, read)] = [(told, answered) for _, told, answered in ran if "booked" in told]
    assert whole.keys() == read.keys()
    assert whole["legs"][0].keys() == read["legs"][0].keys()
    assert whole["events"][0].keys() == read["events"][0].keys()


def test_nothing_of_a_token_or_of_what_was_written_reaches_the_log(spot, names, ran):
    said = "\n".join(spot.lines)
    assert names["PARTNER"] not in said
    assert "booking page" not in said
