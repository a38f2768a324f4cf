"""What statute says needs no framework, no clock, no disk and no chance."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.drawing import PACKAGE

RULES = sorted(path for path in (PACKAGE / "rules").rglob("*.py") if "tests" not in path.parts)

# The part of the standard library that is not a plain calculation.
IMPURE = {
    *("asyncio", "http", "io", "locale", "logging", "multiprocessing", "os", "pathlib", "random"),
    *("secrets", "shutil", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading"),
    *("time", "urllib"),
}
ALLOWED = sys.stdlib_module_names - IMPURE
CLOCKS = frozenset({"now", "today", "utcnow"})
DOORS = frozenset({"__import__", "eval", "exec", "input", "open", "print"})


def offences(source: str) -> list[str]:
    """Return what a file of rules may not do: foreign imports, and calls that look outside."""
    found = []
    for node in ast.walk(ast.parse(source)):
        found += [
            f"line {node.lineno}: imports {module}"
            for module in _imported(node)
            if module.split(".")[0] not in ALLOWED and not module.startswith("roundtable.rules")
        ]
        if isinstance(node, ast.Call) and (name := _called(node)):
            found.append(f"line {node.lineno}: calls {name}")
    return found


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield "." * node.level + (node.module or "")


def _called(call: ast.Call) -> str | None:
    match call.func:
        case ast.Name(id=name) if name in DOORS:
            return name
        case ast.Attribute(attr=name) if name in CLOCKS:
            return name
    return None


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_rules_use_only_plain_python(path: Path) -> None:
    assert offences(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        "import django",
        "from django.db import models",
        "from roundtable.foundation.core import clock",
        "from . import sources",
        "import os",
        "import datetime\ndatetime.date.today()",
        "from datetime import datetime\ndatetime.now()",
        "open('settings')",
    ],
)
def test_anything_else_is_found(source: str) -> None:
    assert offences(source) != []


def test_plain_python_is_allowed() -> None:
    source = "from datetime import date\nfrom roundtable.rules import sources\ndate(2026, 1, 1)"

    assert offences(source) == []
