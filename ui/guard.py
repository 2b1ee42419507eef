"""Notices a build of Qt for Python that loses references to None.

PySide6 6.12.0 on a Python below 3.12 drops one reference to None with every
call that returns nothing; after some thousand calls the interpreter aborts.
A display would die within hours while short tests stay green.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import PySide6
from PySide6.QtCore import QObject

from core.care import Finding, Lamp
from core.errors import Exit, Problem

_CALLS = 500


def loses_references(
    call: Callable[[], object] | None = None,
    count: Callable[[object], int] = sys.getrefcount,
) -> bool:
    """Whether calls into Qt cost references to None (about 0.1 ms)."""
    thing = QObject()
    touch = call or (lambda: thing.setObjectName("probe"))
    before = count(None)
    for _ in range(_CALLS):
        touch()
    # A sound build moves the count by a handful at most.
    return before - count(None) > _CALLS // 2


def require_sound_qt() -> None:
    """Raise `Problem` command.qt_unsound for a build that would crash later."""
    if loses_references():
        import PySide6

        version = ".".join(str(part) for part in sys.version_info[:2])
        raise Problem(
            "command.qt_unsound", Exit.ENVIRONMENT, qt=PySide6.__version__, python=version
        )


def qt_finding() -> Finding:
    """What `check` says of this build of Qt."""
    facts: dict[str, str | int] = {"version": PySide6.__version__}
    if loses_references():
        return Finding("qt", Lamp.RED, "finding.qt_unsound", facts)
    return Finding("qt", Lamp.GREEN, "finding.qt_sound", facts)
