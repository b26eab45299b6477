"""The rooms and the one arrow, as tests: who may import whom, and what stays where."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOG_EVENT = r"[a-z]+(_[a-z]+)*_([a-z]+ed|timed_out|found|lost|written|served_untrained)"
ROOMS = ("knowledge", "dialogs", "bot")
FILES = [ROOT / "app.py", *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))]
ALLOWED = {
    "knowledge": {"knowledge"},
    "dialogs": {"knowledge", "dialogs"},
    "bot": {"knowledge", "dialogs", "bot"},
    "app.py": {"knowledge", "dialogs", "bot"},
}
PURE = {
    "knowledge": {"botbuilder", "aiohttp", "sqlite3", "sqlite_utils"},
    "dialogs": {"botbuilder", "aiohttp", "sqlite3", "sqlite_utils", "time", "random", "os", "pathlib", "socket"},
    "bot/desk": {"botbuilder", "aiohttp", "sqlite3", "sqlite_utils", "time", "os", "pathlib", "asyncio"},
    "bot/report": {"botbuilder", "aiohttp", "sqlite3", "sqlite_utils", "time", "os", "pathlib", "asyncio"},
}
SUB_ROOMS = {
    "knowledge": [
        "languages",
        *("entry", "match", "identity_cache", "loopback", "printable", "slug", "filenames", "asked"),
        *("problems", "people", "agreed", "judgement", "wordbook"),
        *("matching", "formats", "checking", "files", "schema", "load", "base", "changes"),
        *("writing", "evaluation", "improve", "commands"),
    ],
    "knowledge/matching": [
        *("confidence", "index", "arrays", "newton_fits", "meaning", "encoder", "query"),
        *("sense", "alignment", "evidence", "vocabulary", "rank", "large", "prepared", "training"),
        *("twins", "merged", "fingerprint", "matched_terms", "context", "verdict", "explain", "view"),
    ],
    "knowledge/formats": [
        *(
            "nodes",
            "parts",
            "reading",
            "language_codes",
            "yaml",
            "values",
            "entry_keys",
            "fields",
            "source",
            "archive",
            "sections",
        ),
        *("front_matter", "markdown", "faq_yml", "yaml_entries", "words_yaml", "partner_yaml", "readers"),
        *("tables", "asked", "exports", "html", "directory", "policy", "editing"),
    ],
    "knowledge/improve": [
        *("progress", "logs", "wordings", "likeness", "clusters", "coverage", "gaps"),
        *("replay", "suggestions", "applying", "drafting"),
    ],
    "dialogs": [
        *("incoming", "cleaning", "effects", "replies", "state", "matter", "memory", "ports"),
        *("languages", "understanding", "cards", "turn", "topic", "cases", "answering", "conversation"),
    ],
    "bot": [
        *("logging", "tasks", "secret", "settings"),
        *("gate", "activities", "desk", "store", "live", "hooks", "casework", "report"),
        *("channel", "webchat", "api", "console"),
        *("health", "assembly", "web", "commands"),
    ],
    "bot/desk": [
        *("actor", "rules", "leg", "case", "events", "commands", "moves", "refusals", "visibility", "recipients"),
        *("promises", "wait_times", "case_data", "problem", "time", "verbs", "packages", "handlers"),
    ],
    "bot/store": [
        *("engine", "audit", "access_conditions", "tenant_condition"),
        *("chat", "desk", "knowledge", "report", "edges", "sqlite"),
    ],
    "bot/store/engine": ["rows", "store", "columns", "migrations", "connection", "writer", "health"],
    "bot/live": ["serving", "learning", "semantic_extra", "watcher", "current_knowledge", "judgements", "receipts"],
    "bot/api": [
        *("shapes", "bodies", "refusals", "desk_refusals", "scopes", "minting", "bearer"),
        *("request_data", "responses", "idempotency", "operations", "openapi", "api"),
        *("resources", "callbacks", "assembly"),
    ],
    "bot/console": [
        *("speech", "times", "markup", "assets", "forms", "access", "guard"),
        *("rendering", "pages", "console"),
    ],
    "bot/commands": [
        *("terminal", "question_log", "judging", "deployment"),
        *(
            "serving",
            "judge",
            "preview",
            "questions",
            "transcript",
            "report",
            "case",
            "draft",
            "account",
            "token",
            "webhook",
        ),
        *("table", "group"),
    ],
}
"""What a room consists of, in the order in which it is built: each imports only what stands before it."""
MOST_MODULES = 20
SQL = re.compile(r"\b(select\s.+?\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|create\s+table)\b", re.I | re.S)


def name(path):
    return path.relative_to(ROOT).as_posix()


def imports(path):
    """Yield (line, dotted module) for every import, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or "."


def offences(paths, forbidden):
    return [
        f"{name(path)}:{line}: {module}" for path in paths for line, module in imports(path) if forbidden(path, module)
    ]


def strings(path):
    """Yield (line, text) of every string that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def test_imports_follow_the_one_arrow():
    def against(path, module):
        first, room = module.split(".")[0], name(path).split("/")[0]
        return first in (*ROOMS, "app", "tests") and first not in ALLOWED[room]

    assert offences(FILES, against) == []


def module_of(path):
    """Return the dotted name by which a file is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path) for path in FILES}


def imported_modules(path):
    """Yield (line, dotted module) for every import, a module that is taken out of a package by its own name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield node.lineno, inside if inside in MODULES else str(node.module)


def part_of(room, module):
    """Return the sub-room or module of a room that a dotted name lies in; None outside the room."""
    inside = module.removeprefix(room.replace("/", ".") + ".")
    return None if inside == module else inside.split(".")[0]


@pytest.mark.parametrize("room", SUB_ROOMS)
def test_the_order_of_a_room_names_every_part_of_it(room):
    parts = {part_of(room, module) for module in MODULES} - {None}
    assert parts == set(SUB_ROOMS[room])
    assert len(parts) == len(SUB_ROOMS[room])


@pytest.mark.parametrize("room", SUB_ROOMS)
def test_no_import_runs_back_up_between_sub_rooms(room):
    place = {part: number for number, part in enumerate(SUB_ROOMS[room])}
    back = [
        f"{name(path)}:{line}: {module}"
        for path in FILES
        if (here := part_of(room, module_of(path)))
        for line, module in imported_modules(path)
        if (there := part_of(room, module)) and place[there] > place[here]
    ]
    assert back == []


def test_a_folder_holds_few_modules_beside_its_sub_folders():
    folders = {path.parent for room in (*ROOMS, "tests") for path in (ROOT / room).rglob("*.py")}
    counts = {name(each): len([path for path in each.glob("*.py") if path.stem != "__init__"]) for each in folders}
    assert {folder: count for folder, count in counts.items() if count > MOST_MODULES} == {}


def test_botbuilder_stays_in_the_channels():
    homes = ("bot/activities/", "bot/channel/")
    assert (
        offences(
            FILES,
            lambda path, module: module.startswith(("botbuilder", "botframework")) and not name(path).startswith(homes),
        )
        == []
    )


@pytest.mark.parametrize("room", PURE)
def test_what_must_be_plain_imports_nothing_of_the_edge(room):
    inside = [path for path in FILES if name(path).startswith(f"{room}/")]
    assert offences(inside, lambda _path, module: module.split(".")[0] in PURE[room]) == []


def test_sqlite3_is_imported_in_one_file_only():
    homes = {name(path) for path in FILES for _, module in imports(path) if module == "sqlite3"}
    assert homes <= {"bot/store/engine/connection.py"}


RUNS_WHAT_IT_READS = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib"}


def test_nothing_that_runs_what_it_reads_is_imported():
    assert offences(FILES, lambda _path, module: module.split(".")[0] in RUNS_WHAT_IT_READS) == []


def test_sql_stands_only_in_the_store():
    found = [
        f"{name(path)}:{line}"
        for path in FILES
        if not name(path).startswith("bot/store/")
        for line, text in strings(path)
        if SQL.search(text)
    ]
    assert found == []


READS = re.compile(r"os\.(environ(?!\[[^]]+\] = )|getenv)")


def test_only_the_settings_read_the_environment():
    readers = {name(path) for path in FILES if READS.search(path.read_text(encoding="utf-8"))}
    assert readers <= {"bot/settings.py"}


def test_no_module_is_longer_than_one_sitting():
    long = {name(path): lines for path in FILES if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300}
    assert long == {}


def test_every_module_says_what_lives_in_it():
    assert [name(path) for path in FILES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_the_top_level_holds_the_rooms_and_nothing_else():
    import subprocess

    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    packages = {path.split("/")[0] for path in tracked if path.endswith(".py") and "/" in path}
    assert packages <= {"bot", "dialogs", "knowledge", "tests"}


def test_no_docstring_begins_with_give():
    paths = [*FILES, *sorted((ROOT / "tests").rglob("*.py"))]
    found = [
        f"{name(path)}:{getattr(node, 'lineno', 1)}"
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if (ast.get_docstring(node) or "").startswith("Give ")
    ]
    assert found == []


def test_a_log_event_is_a_noun_and_a_verb_without_values():
    levels = {"debug", "info", "warning", "error", "exception", "critical"}
    wrong = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in levels):
                continue
            if not re.fullmatch(r"_?log(ger)?|structlog\.get_logger\(.*\)", ast.unparse(node.func.value)):
                continue
            event = node.args[0] if node.args else None
            names = [event.body, event.orelse] if isinstance(event, ast.IfExp) else [event]
            wrong += [
                f"{path.relative_to(ROOT)}:{node.lineno}"
                for name in names
                if not (isinstance(name, ast.Constant) and re.fullmatch(LOG_EVENT, str(name.value)))
            ]
    assert wrong == []


OUR_OWN_WORDS = {
    *("teacher", "lesson", "pupil", "elder", "kept", "hearing", "heard", "shelf", "courier", "asides", "slips"),
    *("grounds", "met", "politeness", "whose", "sight", "crossing", "tending"),
}
"""Words that had a meaning in this code only; the field has another word for each."""


def classes(path):
    """Return the names of all classes of a file, nested ones too."""
    return [
        node.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)
    ]


def words_in(identifier):
    """Return the words of a name in snake_case or CamelCase, in small letters."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", identifier)}


def test_a_name_is_cut_into_its_words():
    assert words_in("ChildTeacher") == {"child", "teacher"}
    assert words_in("_HTTPMetrics") == {"http", "metrics"}
    assert words_in("test_lesson_plan") == {"test", "lesson", "plan"}


def test_no_module_or_class_is_named_by_a_word_of_our_own():
    names = {part for path in FILES for part in path.relative_to(ROOT).with_suffix("").parts}
    names |= {each for path in FILES for each in classes(path)}
    assert {each for each in names if words_in(each) & OUR_OWN_WORDS} == set()


def test_the_name_of_a_public_class_exists_once():
    homes = {}
    for path in FILES:
        for each in classes(path):
            if not each.startswith("_"):
                homes.setdefault(each, []).append(name(path))
    assert {each: found for each, found in homes.items() if len(found) > 1} == {}
