"""Drafts: an unfinished entry outlives a crash.

Two seconds after the first change the entry is written to this PC, and again
two seconds after the next; nothing is written on the UI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.clock import Timer
from ui.bridge import Office

KEEP_S = 2.0


class DraftKeeper(QObject):
    """Keeps one draft; `kept` says that it is on the disk, `failed` that it could not be."""

    kept = Signal()
    failed = Signal(str)

    def __init__(
        self,
        office: Office,
        name: str,
        facts: Callable[[], dict[str, Any]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._name = name
        self._facts = facts
        self._timer: Timer | None = None

    def load(self, then: Callable[[dict[str, Any] | None], None]) -> None:
        """The draft that was left, or None."""
        staff = self._office.staff
        if staff is not None:
            self._office.follow(staff.notes.load(self._name), then=then)

    def note_change(self) -> None:
        """Something was typed: it will be on the disk within two seconds."""
        if self._timer is None:
            self._timer = self._office.timers.after(KEEP_S, self.keep_now)

    def keep_now(self) -> None:
        """Write what is there now."""
        self._rest()
        staff = self._office.staff
        if staff is not None:
            kept = staff.notes.keep(self._name, self._facts())
            self._office.follow(kept, then=self._tell, failed=self._tell_failure)

    def drop(self) -> None:
        """The entry is saved, or nobody wants it."""
        self._rest()
        staff = self._office.staff
        if staff is not None:
            staff.notes.drop(self._name)

    def close(self) -> None:
        """Write at once what was still to be written."""
        if self._timer is not None:
            self.keep_now()

    def _tell(self, _nothing: None) -> None:
        self.kept.emit()

    def _tell_failure(self, _error: Exception) -> None:
        self.failed.emit(self._office.texts("intake.draft.failed"))

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
