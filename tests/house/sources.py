"""The program's own sources, as the house's tests read them."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("core", "db", "devices", "ui")


@cache
def sources(*rooms: str) -> tuple[Path, ...]:
    """Python files of the rooms (all of them and main.py without an argument)."""
    found = [file for room in rooms or ROOMS for file in (ROOT / room).rglob("*.py")]
    return tuple(sorted(found)) if rooms else (ROOT / "main.py", *sorted(found))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def docstrings(module: ast.Module) -> set[int]:
    """Identities of the string nodes that are documentation."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
    return found


def strings(file: Path) -> Iterator[ast.Constant]:
    """String constants that run, also those inside f-strings; documentation is left out."""
    module = tree(file)
    skipped = docstrings(module)
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in skipped
        ):
            yield node


@cache
def tracked() -> tuple[str, ...]:
    """Every file of the checkout that git knows; without git, what lies in the rooms."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return tuple(_lying_about())
    line = ["git", "ls-files", "-z"]
    listed = subprocess.run(line, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(name for name in listed.split("\0") if name and (ROOT / name).is_file())


def _lying_about() -> Iterator[str]:
    for room in (*ROOMS, "resources", "tests", "docs"):
        for file in sorted((ROOT / room).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                yield name_of(file)
    yield from (file.name for file in sorted(ROOT.glob("*.*")) if file.is_file())
