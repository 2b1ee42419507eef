"""Habits that no linter knows: sizes, names, words and time in the sources."""

from __future__ import annotations

import ast
import unicodedata
from pathlib import Path

import pytest

from tests.house.sources import ROOMS, name_of, sources, strings, tracked, tree

MAX_FUNCTION = 60
MAX_CLASS = 200
MAX_FILE = 450
# Long lists of declarations, where splitting would hide the whole.
LISTS = {"core/events.py", "core/ports.py", "db/tables.py"}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "managers", "manager", "misc", "common"}
SYSTEM_TIME = {
    "time.time",
    "time.time_ns",
    "time.sleep",
    "time.monotonic",
    "time.perf_counter",
    "time.localtime",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "datetime.datetime.now",
    "datetime.date.today",
    "QDateTime.currentDateTime",
    "QDate.currentDate",
    "QTime.currentTime",
    "QThread.sleep",
    "QThread.msleep",
}
TIME_IS_HERE = {"core/clock.py"}
TIMERS_ARE_HERE = {"ui/timers.py", "ui/bridge.py"}

own = [file for file in sources() if "versions" not in file.parts]


@pytest.mark.parametrize("file", own, ids=name_of)
def test_no_words_for_users_in_code(file: Path) -> None:
    """Vietnamese lives in the catalogue: code holds no letters beyond ASCII."""
    for node in strings(file):
        if len(str(node.value)) == 1:
            continue  # a letter in a rule is no word
        letters = [c for c in str(node.value) if ord(c) > 127 and unicodedata.category(c)[0] == "L"]
        assert not letters, f"{name_of(file)}:{node.lineno}: {node.value!r}"


@pytest.mark.parametrize("file", own, ids=name_of)
def test_only_the_clock_asks_for_the_time(file: Path) -> None:
    if name_of(file) in TIME_IS_HERE:
        return
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Attribute):
            assert ast.unparse(node) not in SYSTEM_TIME, f"{name_of(file)}:{node.lineno}"
        if isinstance(node, ast.Name) and name_of(file) not in TIMERS_ARE_HERE:
            assert node.id != "QTimer", f"{name_of(file)}:{node.lineno}"


@pytest.mark.parametrize("file", own, ids=name_of)
def test_pieces_are_small(file: Path) -> None:
    lines = file.read_text("utf-8").count("\n")
    assert lines <= MAX_FILE or name_of(file) in LISTS, f"{lines} lines"
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ClassDef):
            assert _size(node) <= MAX_CLASS, f"{name_of(file)}: class {node.name}"
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert _size(node) <= MAX_FUNCTION, f"{name_of(file)}: {node.name}"


@pytest.mark.parametrize("file", own, ids=name_of)
def test_every_module_says_what_it_is(file: Path) -> None:
    assert ast.get_docstring(tree(file)), name_of(file)
    assert file.stem not in FORBIDDEN_NAMES
    assert not set(file.parent.parts) & FORBIDDEN_NAMES


@pytest.mark.parametrize("file", own, ids=name_of)
def test_broad_excepts_say_why(file: Path) -> None:
    """Catching everything needs a reason on its line or the line above."""
    text = file.read_text("utf-8").splitlines()
    for node in ast.walk(tree(file)):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = "" if node.type is None else ast.unparse(node.type)
        if caught in ("", "Exception", "BaseException") and not _raises_on(node):
            near = "\n".join(text[max(0, node.lineno - 4) : node.lineno + 1])
            assert "#" in near, f"{name_of(file)}:{node.lineno}"


def test_the_house_has_only_its_rooms() -> None:
    """As git sees it: what is ignored, such as a demo's pictures, is no room."""
    tops = {name.partition("/")[0] for name in tracked() if "/" in name}
    assert {top for top in tops if top[0] != "."} == {*ROOMS, "resources", "tests", "docs"}


def test_no_generated_file_is_tracked() -> None:
    ignored = ("__pycache__", "mot-cua-demo/", "out/", ".venv/", ".sqlite3")
    made = [name for name in tracked() if any(part in name for part in ignored)]
    assert [name for name in made if not name.startswith("tests/upgrades/stores/")] == []


def _raises_on(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _size(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1
