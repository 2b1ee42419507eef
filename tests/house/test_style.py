"""Habits that no linter knows: sizes, names, words and time in the sources."""

from __future__ import annotations

import ast
import unicodedata
from pathlib import Path

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
_PIECES = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)

own = [file for file in sources() if "versions" not in file.parts]


def test_no_words_for_users_in_code() -> None:
    """Vietnamese lives in the catalogue: code holds no letters beyond ASCII."""
    assert [
        f"{name_of(file)}:{node.lineno}: {node.value!r}"
        for file in own
        for node in strings(file)
        if _has_foreign_letters(str(node.value))
    ] == []


def test_only_the_clock_asks_for_the_time() -> None:
    files = [file for file in own if name_of(file) not in TIME_IS_HERE]
    assert [
        f"{name_of(file)}:{node.lineno}: {ast.unparse(node)}"
        for file in files
        for node in ast.walk(tree(file))
        if _asks_for_time(node, timers=name_of(file) in TIMERS_ARE_HERE)
    ] == []


def test_pieces_are_small() -> None:
    large = [
        name_of(file)
        for file in own
        if file.read_text("utf-8").count("\n") > MAX_FILE and name_of(file) not in LISTS
    ]
    large += [
        f"{name_of(file)}: {node.name} {_size(node)}"
        for file in own
        for node in ast.walk(tree(file))
        if isinstance(node, _PIECES) and _size(node) > _most(node)
    ]
    assert large == []


def test_every_module_says_what_it_is() -> None:
    assert [name_of(file) for file in own if not ast.get_docstring(tree(file))] == []
    named = [file for file in own if {file.stem, *file.parent.parts} & FORBIDDEN_NAMES]
    assert [name_of(file) for file in named] == []


def test_broad_excepts_say_why() -> None:
    """Catching everything needs a reason on its line or the lines above."""
    assert [
        f"{name_of(file)}:{node.lineno}"
        for file in own
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _is_explained(file, node)
    ] == []


def test_the_house_has_only_its_rooms() -> None:
    """As git sees it: what is ignored, such as a demo's pictures, is no room."""
    tops = {name.partition("/")[0] for name in tracked() if "/" in name}
    assert {top for top in tops if top[0] != "."} == {*ROOMS, "resources", "tests", "docs"}


def test_no_generated_file_is_tracked() -> None:
    ignored = ("__pycache__", "mot-cua-demo/", "out/", ".venv/", ".sqlite3")
    made = [name for name in tracked() if any(part in name for part in ignored)]
    assert [name for name in made if not name.startswith("tests/upgrades/stores/")] == []


def _has_foreign_letters(text: str) -> bool:
    if len(text) == 1:
        return False  # a letter in a rule is no word
    return any(ord(c) > 127 and unicodedata.category(c)[0] == "L" for c in text)


def _asks_for_time(node: ast.AST, *, timers: bool) -> bool:
    if isinstance(node, ast.Attribute):
        return ast.unparse(node) in SYSTEM_TIME
    return isinstance(node, ast.Name) and node.id == "QTimer" and not timers


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = "" if handler.type is None else ast.unparse(handler.type)
    return caught in ("", "Exception", "BaseException") and not _raises_on(handler)


def _is_explained(file: Path, handler: ast.ExceptHandler) -> bool:
    lines = file.read_text("utf-8").splitlines()
    return "#" in "\n".join(lines[max(0, handler.lineno - 4) : handler.lineno + 1])


def _raises_on(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _most(node: ast.AST) -> int:
    return MAX_CLASS if isinstance(node, ast.ClassDef) else MAX_FUNCTION


def _size(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1
