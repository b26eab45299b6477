"""What the product imports is declared: nothing comes only by way of another package."""

import ast
import re
import sys
from functools import cache
from importlib import metadata
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("knowledge", "dialogs", "bot")
FILES = [ROOT / "app.py", *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))]
RUNNING = ("requirements.in", "requirements-docx.in", "requirements-semantic.in")
"""What runs Spot, and its extras."""
OWN = {"onnxruntime", "tokenizers"}
"""What runs an encoder of the operator's own, and builds the word table; who lacks it is told to install it."""


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*files):
    lines = [line for file in files for line in (ROOT / file).read_text(encoding="utf-8").splitlines()]
    return {canonical(found[0]) for line in lines if (found := re.match(r"[A-Za-z0-9][\w.-]*", line))}


def imports(tree):
    """Yield (line, dotted module) for every import, those inside functions and by name too."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, each.name) for each in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield node.lineno, module
            case ast.Call(func=ast.Name("import_module" | "find_spec"), args=[ast.Constant(str(module)), *_]):
                yield node.lineno, module
            case ast.Call(func=ast.Attribute(attr="import_module" | "find_spec"), args=[ast.Constant(str(module)), *_]):
                yield node.lineno, module


@cache
def files_of(name):
    return metadata.files(name) or ()


def distributions_of(module, providers):
    """Return the distributions that a module comes from: of several that share a package, those that hold its part."""
    found = providers.get(module.partition(".")[0], ())
    part = "/".join(module.split(".")[:2])
    holding = [name for name in found if len(found) > 1 and any(str(file).startswith(part) for file in files_of(name))]
    return {canonical(each) for each in holding or found}


def undeclared(tree, names, providers):
    """Yield (line, module) for every third-party import whose distribution is not among the names."""
    for line, module in imports(tree):
        first = module.partition(".")[0]
        is_ours = first in sys.stdlib_module_names or first in (*ROOMS, "app")
        if not is_ours and not names & distributions_of(module, providers):
            yield line, module


def test_every_package_that_is_imported_is_declared():
    names, providers = declared(*RUNNING) | OWN, packages_distributions()
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
    assert [
        f"{path.relative_to(ROOT)}:{line}: {module}"
        for path, tree in trees.items()
        for line, module in undeclared(tree, names, providers)
    ] == []


def test_what_an_encoder_of_one_s_own_needs_is_pinned_for_the_tests():
    assert declared("requirements-dev.in") >= OWN


def test_of_distributions_that_share_a_package_the_one_is_asked_for_that_holds_the_module():
    assert distributions_of("botbuilder.schema", packages_distributions()) == {"botbuilder-schema"}


def test_an_import_that_is_not_declared_is_found_wherever_it_stands():
    tree = ast.parse(
        "import os\nimport yaml.nodes\ndef f():\n    from multidict import CIMultiDict\n"
        "def g():\n    importlib.import_module('attr')\n"
    )
    providers = {"yaml": ["PyYAML"], "multidict": ["multidict"], "attr": ["attrs"]}
    assert list(undeclared(tree, {"pyyaml"}, providers)) == [(4, "multidict"), (6, "attr")]


def test_no_module_of_a_package_is_imported_that_it_does_not_publish():
    private = re.compile(r"(^|\.)_[a-z]|^dotenv\.")
    found = [
        f"{path.relative_to(ROOT)}:{line}: {module}"
        for path in FILES
        for line, module in imports(ast.parse(path.read_text(encoding="utf-8")))
        if module.partition(".")[0] not in (*ROOMS, "__future__") and private.search(module)
    ]
    assert found == []
