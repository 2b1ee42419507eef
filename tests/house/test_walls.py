"""The walls between the rooms, down to the outside libraries each may use.

import-linter holds the rooms apart in the same run; here stands who may use
which library, and what a start without an environment may import.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT, name_of, sources, tree

# Library -> the folders or files that may import it.
LIBRARIES = {
    "PySide6": ("ui/", "devices/slip.py"),
    "shiboken6": ("ui/",),
    "av": ("ui/board/",),
    "pynput": ("ui/counter/",),
    "Xlib": ("ui/counter/",),
    "sqlalchemy": ("db/",),
    "alembic": ("db/migrations/",),
    "psycopg": ("db/postgres", "db/feed.py", "db/moving.py"),
    "filelock": ("db/lock.py",),
    "serial": ("devices/",),
    "miniaudio": ("devices/",),
    "escpos": ("devices/",),
    "babel": ("core/texts.py",),
    "qrcode": ("core/qr.py",),
    "argon2": ("core/people/",),
    "python_calamine": ("core/exchange/",),
    "xlsxwriter": ("core/forms/", "core/exchange/"),
    "reportlab": ("core/forms/",),
}
ROOMS_SEEN = {
    "core": {"core"},
    "db": {"db", "core"},
    "ui": {"ui", "core"},
    "devices": {"devices", "core"},
}
CORE_SEEN_BY_DEVICES = {
    "core.ports",
    "core.events",
    "core.settings",
    "core.errors",
    "core.clock",
    "core.texts",
    "core.qr",
    "core.resources",
    "core.wire",
    "core.queue.model",
}


def imported(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_imports_stay_inside_the_walls() -> None:
    assert [
        f"{name_of(file)} imports {module}"
        for file in sources(*ROOMS_SEEN)
        for module in imported(file)
        if not _may_import(name_of(file), module)
    ] == []


def _may_import(file: str, module: str) -> bool:
    top = module.partition(".")[0]
    if top in ROOMS_SEEN:
        return top in ROOMS_SEEN[file.partition("/")[0]]
    return top in sys.stdlib_module_names or file.startswith(LIBRARIES.get(top, ()))


def test_devices_see_little_of_core() -> None:
    assert [
        f"{name_of(file)} imports {module}"
        for file in sources("devices")
        for module in imported(file)
        if module.startswith("core.") and module not in CORE_SEEN_BY_DEVICES
    ] == []


def test_every_allowed_library_is_used() -> None:
    used = {m.partition(".")[0] for file in sources(*ROOMS_SEEN) for m in imported(file)}
    # escpos is reached through importlib in the printer's protocol.
    assert set(LIBRARIES) - {"escpos"} <= used


def test_a_machine_without_packages_can_prepare_itself() -> None:
    """Everything before the environment imports the standard library alone."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "import core.preparation, core.machine;"
        "print([m for m in sys.modules if 'site-packages' in"
        " str(getattr(sys.modules[m], '__file__', ''))])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(ROOT)], capture_output=True, text=True
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


@pytest.mark.parametrize("version", [(3, 6), (3, 8), (3, 10)])
def test_main_parses_on_old_pythons(version: tuple[int, int]) -> None:
    ast.parse((ROOT / "main.py").read_text("utf-8"), feature_version=version)
