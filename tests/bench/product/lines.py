"""Count the lines of product code by room and kind, at a commit and now.

`.venv/bin/python tests/bench/product/lines.py [--before c2d0f9c] [--write docs/figures.md]`. Product code is app.py
and the Python of the three rooms. Sentences and phrases are counted by themselves (`dialogs/languages`; wording and
phrases before). Data are the lines of word lists, templates, styles, scripts and schemas; the partners' files and what
others wrote are left out.
"""

import argparse
import ast
import io
import re
import subprocess
import sys
import tokenize
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from tests.bench.page import table  # noqa: E402 - the path comes first
from tests.bench.section import add_write, printed  # noqa: E402

ROOMS = ("app.py", "knowledge", "dialogs", "bot")
KINDS = ("code", "docstrings", "comments", "blank", "data")
SAID = re.compile(r"dialogs/(languages|wording|phrases)/|bot/(webchat|console)/wording")
"""Files that hold what is said to people."""
DATA = (".txt", ".html", ".css", ".js", ".json", ".yaml", ".toml")
OF_OTHERS = re.compile(r"knowledge/content/|.*/vendor/")
"""Files that are not the product's own lines."""
OF_TOOLS = "knowledge/matching/meaning/building/"
"""The builder of the word table, which was among product code once."""


def counted(source: str) -> Counter[str]:
    """Return how many lines of a module are of each kind."""
    lines = source.splitlines()
    kinds = ["code" if line.strip() else "blank" for line in lines]
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and token.line.strip().startswith("#"):
            kinds[token.start[0] - 1] = "comments"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            kinds[node.lineno - 1 : node.end_lineno] = ["docstrings"] * (node.end_lineno - node.lineno + 1)
    return Counter(kinds)


def at(commit: str) -> dict[str, Counter[str]]:
    """Return the lines of each room by kind, at a commit."""
    found = {room: Counter[str]() for room in (*ROOMS, "sentences")}
    for path in _git("ls-tree", "-r", "--name-only", commit).split("\n"):
        room = path.split("/")[0]
        if room not in ROOMS or path.startswith(OF_TOOLS) or OF_OTHERS.match(path):
            continue
        if path.endswith(".py"):
            found["sentences" if SAID.match(path) else room] += counted(_git("show", f"{commit}:{path}"))
        elif path.endswith(DATA):
            found[room]["data"] += _git("show", f"{commit}:{path}").count("\n")
    return found


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Print the table; with --write, keep it in its section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", default="c2d0f9c", help="the commit to compare with")
    add_write(parser)
    wanted = parser.parse_args()
    before, now = at(wanted.before), at("HEAD")
    with printed("lines", wanted.write):
        print("## How much code there is\n")
        print(f"Lines of product code at {wanted.before} → now, counted by `tests/bench/product/lines.py`.\n")
        rooms = {**{room: (before[room], now[room]) for room in now}}
        rooms["all"] = (sum(before.values(), Counter()), sum(now.values(), Counter()))
        rows = [
            (room, *(f"{then[kind]:,} → {today[kind]:,}" for kind in KINDS)) for room, (then, today) in rooms.items()
        ]
        print(table(("", *KINDS), rows))


if __name__ == "__main__":
    main()
