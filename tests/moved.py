"""Write down where every test function of an earlier commit is now: tests/moved_tests.tsv.

`.venv/bin/python tests/moved.py`, after test files were moved or tests renamed. A function is looked for in its own
file, then in a file of the same name, then anywhere, the nearest file first. What another assertion replaced is written
into the table by hand, as the function that holds it, and stays as long as that function is there.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "moved_tests.tsv"
COMMIT = "c2d0f9c"
HEAD = f"at {COMMIT}\tnow\n"
SAME = "="
"""In the second column: where it was."""
NOWHERE = "?"
"""There too: write by hand which function holds it now."""


def functions(path: str, source: str) -> Iterator[str]:
    """Yield the test functions of a file as pytest names them, without their parameters."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield f"{path}::{node.name}"
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).startswith("Test"):
            yield f"{path}::{ast.unparse(node.targets[0])}"
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from (f"{path}::{node.name}::{each}" for each in _methods(node))


def _methods(found: ast.ClassDef) -> list[str]:
    return [each.name for each in found.body if getattr(each, "name", "").startswith("test_")]


def now() -> list[str]:
    """Return every test function of the working tree."""
    paths = sorted((ROOT / "tests").rglob("test_*.py"))
    return [
        each
        for path in paths
        for each in functions(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    ]


def then() -> list[str] | None:
    """Return every test function of the commit; None where the history does not reach back so far."""
    try:
        listed = _git("ls-tree", "-r", "--name-only", COMMIT, "tests").split("\n")
    except subprocess.CalledProcessError:
        return None
    paths = [path for path in listed if PurePosixPath(path).match("test_*.py")]
    return [each for path in paths for each in functions(path, _git("show", f"{COMMIT}:{path}"))]


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def table() -> dict[str, str]:
    """Return the table as it is written: where each function was, and where it is."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {old: old if new == SAME else new for old, new in rows}


def place(old: str, known: str | None, there: list[str]) -> str | None:
    """Return where a function is now, or None."""
    if old in there or known in there:
        return old if old in there else known
    path, _, name = old.partition("::")
    same = [each for each in there if each.partition("::")[2] == name]
    best = [each for each in same if PurePosixPath(each.partition("::")[0]).name == PurePosixPath(path).name]
    return max(best or same, key=lambda each: _shared(each, old), default=None)


def _shared(one: str, other: str) -> int:
    """Count the folders that two paths begin with together."""
    pairs = zip(one.split("/"), other.split("/"), strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def main() -> int:
    """Write the table, and name what is nowhere."""
    there, known = now(), table() if TABLE.exists() else {}
    found = {old: place(old, known.get(old), there) for old in then() or known}
    lost = [old for old, new in found.items() if new is None]
    lines = [f"{old}\t{SAME if old == new else new or NOWHERE}\n" for old, new in sorted(found.items())]
    TABLE.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{len(found)} tests, {sum(old != new for old, new in found.items())} of them elsewhere")
    print("".join(f"nowhere any more: {old}\n" for old in lost), end="", file=sys.stderr)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
