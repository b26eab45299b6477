"""What judges the pictures sees what a person would: `make screens` fails for good reason only."""

import pytest

from tests.browser import looks
from tests.browser.browsing import Window, browser, executable

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def window():
    path = executable()
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge found: nothing was looked at in a browser")
    with browser(path) as chromium:
        yield Window(chromium, width=390, height=600)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<div style='width: 500px'>wide</div>", "wider than the window"),
        ("<p style='overflow: hidden; width: 3em; white-space: nowrap'>more than fits in here</p>", "cut off"),
        ("<p style='color: #999'>pale</p>", "contrast 2.85 < 4.5: “pale”"),
        ("<p style='color: #999; font-size: 30px'>pale and large</p>", "contrast 2.85 < 3"),
        ("<div style='background: #333'><p style='color: rgba(255, 255, 255, 0.3)'>faint</p></div>", "contrast"),
        ("<select style='width: 4em'><option>a choice that does not fit</option></select>", "cut off"),
    ],
)
def test_a_fault_is_named(window, html, fault):
    window.page.set_content(f"<body style='background: white; color: black'>{html}")
    assert any(found.startswith(fault) for found in window.page.evaluate(looks.FAULTS))


@pytest.mark.slow
@pytest.mark.parametrize(
    "html",
    [
        "<p style='color: #767676'>just dark enough</p>",
        "<p style='color: #949494; font-size: 30px'>large, and dark enough for that</p>",
        "<div style='overflow: auto; width: 5em; white-space: nowrap'>what is cut off can be scrolled to</div>",
        "<p style='position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)'>unseen</p>",
        "<p hidden style='color: white'>not there</p>",
        "<p style='background: #333; color: white'>light on dark</p>",
    ],
)
def test_what_is_fine_is_not_complained_of(window, html):
    window.page.set_content(f"<body style='background: white; color: black'>{html}")
    assert window.page.evaluate(looks.FAULTS) == []
