"""What we were asked for, and the tests that prove it: `docs/requirements.toml`."""

import ast
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# One test that proves everything proves nothing.
MOST_FOR_ONE_TEST = 4


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement; it is met if tests prove it."""

    key: str
    text: str
    source: str
    tests: tuple[str, ...]


def read_requirements(path: Path) -> list[Requirement]:
    """Return the requirements in the order of the file."""
    tables = tomllib.loads(path.read_text())
    return [
        Requirement(key, one["text"], one["source"], tuple(one["tests"]))
        for key, one in tables.items()
    ]


def problems(requirements: list[Requirement], root: Path) -> list[str]:
    """Return what is wrong: words missing, a test that does not exist, one that proves too much."""
    found = []
    for one in requirements:
        if not one.text.strip() or not one.source.strip():
            found.append(f"{one.key}: say what it asks, and where it comes from")
        found += [
            f"{one.key}: there is no test {node}" for node in one.tests if not _exists(node, root)
        ]
    proved = Counter(node for one in requirements for node in set(one.tests))
    found += [
        f"{node} is cited for {times} requirements, {MOST_FOR_ONE_TEST} at most"
        for node, times in proved.items()
        if times > MOST_FOR_ONE_TEST
    ]
    return found


def _exists(node: str, root: Path) -> bool:
    path, _, name = node.partition("::")
    file = root / path
    return file.is_file() and name.partition("[")[0] in _tests_in(file)


@cache
def _tests_in(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text())
    return frozenset(_names(tree.body, ""))


def _names(body: list[ast.stmt], prefix: str) -> list[str]:
    names = []
    for node in body:
        match node:
            case ast.FunctionDef(name=name) if name.startswith("test"):
                names.append(prefix + name)
            case ast.ClassDef(name=name):
                names += _names(node.body, f"{prefix}{name}::")
            case ast.Assign(targets=[ast.Name(id=name)]) if name.startswith("Test"):
                # A state machine of Hypothesis is run by a class that is assigned.
                names.append(f"{prefix}{name}::runTest")
    return names
