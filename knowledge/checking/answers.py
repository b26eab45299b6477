"""What must not stand in an answer: things that run, HTML, pictures, links that lead nowhere from a chat."""

import html
import re
from collections.abc import Iterable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.formats.entry_keys import KEYS
from knowledge.formats.nodes import TextNode
from knowledge.problems.nearest import shown
from knowledge.problems.report import Report

WORTH_PARSING = re.compile(r"[<!]|\]\(|\]:|\]\[|script\s*:|data:|&#|&colon", re.IGNORECASE)
RUNS = re.compile(
    r"<\s*/?\s*(script|iframe|object|embed|applet|frame|base|meta|link)\b|[\s/\"']on[a-z]+\s*=", re.IGNORECASE
)
SPELLED = sorted({name for each in KEYS for name in (each.name, each.hyphenated)})
KEY_IN_COMMENT = re.compile(rf"<!--\s*({'|'.join(SPELLED)})\s*:", re.IGNORECASE)
SCRIPT_SCHEMES = ("javascript:", "vbscript:", "data:text/html", "data:image/svg", "livescript:")
ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
DEAD_LINK = "KB408"
INVISIBLE = re.compile(r"[\s\x00-\x20\u200b-\u200f\u2028\u2029\ufeff]")


def check_answers(answers: Iterable[TextNode], report: Report) -> None:
    """Report what must not stand in the answers: each kind once an answer, dead links once for all."""
    dead: list[tuple[int, str, str]] = []
    for answer in answers:
        seen: set[str] = set()
        for line, code, what, remedy in faults_in(answer):
            if code == DEAD_LINK:
                dead.append((line, what, remedy))
            elif code not in seen:
                report.add(code, line, what, remedy)
            seen.add(code)
    if dead:
        line, what, remedy = dead[0]
        others = f" (and {len(dead) - 1} more in this file)" if len(dead) > 1 else ""
        report.add(DEAD_LINK, line, what + others, remedy)


def faults_in(answer: TextNode) -> Iterator[tuple[int, str, str, str]]:
    """Yield what must not stand in an answer: line, code, what, remedy."""
    if WORTH_PARSING.search(answer.value):
        for line, token in tokens(answer):
            for code, what, remedy in faults(token):
                yield line, code, what, remedy


@cache
def parser() -> MarkdownIt:
    """Return a parser that keeps every link, also those a browser must not follow."""
    markdown = MarkdownIt("commonmark").enable("table")
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


def tokens(answer: TextNode) -> Iterator[tuple[int, Token]]:
    """Yield the answer's tokens, inline ones included, each with the line of the block it stands in."""
    for token in parser().parse(answer.value):
        offset = token.map[0] if token.map else 0
        yield answer.line_of(offset), token
        for child in token.children or ():
            offset += child.type in ("softbreak", "hardbreak")
            yield answer.line_of(offset), child


def faults(token: Token) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with one token: code, what, remedy."""
    if token.type in ("html_block", "html_inline"):
        yield from faults_of_html(token.content)
    elif token.type == "link_open":
        yield from faults_of_link(str(token.attrs.get("href", "")))
    elif token.type == "image":
        source = str(token.attrs.get("src", ""))
        if is_script(source):
            yield "KB310", f"a picture that runs: {shown(source)}", "delete it"
        yield "KB403", f"a picture: {shown(source)}", "chats do not load it; link to it or describe it"


def faults_of_html(content: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with raw HTML."""
    if found := KEY_IN_COMMENT.search(content):
        what = f"the key {found[1]} in a comment that does not count here"
        yield "KB301", what, "put the comment on a line of its own, right below the heading"
    elif RUNS.search(content) or any(scheme in squeezed(content) for scheme in SCRIPT_SCHEMES):
        yield "KB310", f"HTML that runs: {shown(content)}", "delete it, or put it between backticks to show it"
    else:
        yield "KB402", f"HTML: {shown(content)}", "it is shown as text; write Markdown, or put it between backticks"


def faults_of_link(target: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a link."""
    if is_script(target):
        yield "KB310", f"a link that runs: {shown(target)}", "link to a page"
    elif not ABSOLUTE.match(target):
        yield DEAD_LINK, f"the link {shown(target)} leads nowhere from a chat", "write the whole address, https://…"


def is_script(target: str) -> bool:
    """Return whether a browser would run the link."""
    return squeezed(target).startswith(SCRIPT_SCHEMES)


def squeezed(text: str) -> str:
    """Return the text as a lenient browser reads a link: entities and percent signs resolved, blanks dropped."""
    plain = html.unescape(re.sub(r"%([0-7][0-9a-fA-F])", lambda found: chr(int(found[1], 16)), text))
    return INVISIBLE.sub("", plain).casefold()
