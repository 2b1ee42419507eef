"""What the kiosk knows of the centre, asked anew whenever something moved."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.events import CARE, CATALOGUE, COUNTERS, SETTINGS, TICKETS, Changes
from core.queue.views import KioskView, kiosk_view
from ui.bridge import Office

_WATCHED = frozenset({TICKETS, COUNTERS, CATALOGUE, SETTINGS, CARE})
_TURN_S = 60


class KioskFeed(QObject):
    """The newest view; `moved` says that another picture should stand.

    `stale_since` is the instant since when no answer came; the last view
    stands until then.  `error` is set while there has never been a view.
    """

    moved = Signal()

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self.view: KioskView | None = None
        self.stale_since: int | None = None
        self.error: Exception | None = None
        self._office = office
        self._asking = self._ask_again = False
        office.changed.connect(self._hear)
        self._turn()

    def refresh(self) -> None:
        """Ask for the view; what changes meanwhile is asked once more."""
        if self._asking:
            self._ask_again = True
            return
        self._asking = True
        self._office.ask(kiosk_view, then=self._take, failed=self._miss)

    def _hear(self, changes: Changes) -> None:
        if changes.kinds & _WATCHED:
            self.refresh()

    def _take(self, view: KioskView) -> None:
        moved = view != self.view or self.stale_since is not None
        self.view, self.stale_since, self.error = view, None, None
        self._asked(moved=moved)

    def _miss(self, error: Exception) -> None:
        first = self.stale_since is None
        self.error = error
        self.stale_since = self.stale_since or self._office.clock.now()
        self._asked(moved=first)

    def _asked(self, *, moved: bool) -> None:
        self._asking = False
        if moved:
            self.moved.emit()
        if self._ask_again:
            self._ask_again = False
            self.refresh()

    def _turn(self) -> None:
        """Hours begin and end, estimates move: look once a minute."""
        self.refresh()
        self._pending = self._office.timers.after(_TURN_S, self._turn)

    def close(self) -> None:
        """Look no more."""
        self._pending.cancel()
        self._office.changed.disconnect(self._hear)
