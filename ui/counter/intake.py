"""The way from the counter to the intake: the visit that stands here goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.dossiers.model import Dossier
from ui.bridge import Office
from ui.counter.desk import Desk
from ui.counter.desks import Desks
from ui.counter.picture import Stage
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.intake.entry import Visit
    from ui.intake.window import IntakeWindow


class IntakeDoor(QObject):
    """Opens one intake for each counter of this PC, and keeps it for the next visit.

    Its code is imported when it is first wanted, so that a counter starts quickly.
    `left` says that the officer comes back to the counter.
    """

    left = Signal()

    def __init__(self, office: Office, theme: Theme, desks: Desks, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._theme = theme
        self._desks = desks
        self.windows: dict[str, IntakeWindow] = {}

    def open(self) -> IntakeWindow | None:
        """Write down for whoever is served at the shown counter, or without a ticket."""
        desk = self._desks.current
        if desk is None or desk.officer is None or desk.locked:
            return None
        visit = _visit_of(desk)
        window = self.windows.get(desk.counter_id)
        if window is None:
            window = self._made(desk, visit)
        else:
            window.begin(visit)
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def open_dossier(self, dossier: Dossier | None) -> None:
        """Show a dossier of this visit among those that were found."""
        window = self.open() if dossier is not None else None
        if window is not None and dossier is not None:
            window.finding.open(dossier.local_number)

    def close(self) -> None:
        """The counter is closed, and its intakes with it; drafts stay on the disk."""
        for window in self.windows.values():
            window.close()

    def _made(self, desk: Desk, visit: Visit) -> IntakeWindow:
        from ui.intake.window import IntakeWindow

        window = IntakeWindow(self._office, self._theme, visit)
        window.setWindowTitle(self._office.texts("intake.title"))
        window.worked.connect(desk.touch)
        window.has_home = True
        window.show_page(window.page)
        window.home_wanted.connect(self.left)
        self.windows[desk.counter_id] = window
        return window


def _visit_of(desk: Desk) -> Visit:
    """The visit of the ticket being served; of nobody else's."""
    from ui.intake.entry import Visit

    officer = desk.officer
    staff_id, name = (officer.staff_id, officer.name) if officer else ("", "")
    ticket = desk.picture.view.ticket if desk.picture else None
    if ticket is None or desk.stage not in (Stage.CALLED, Stage.SERVING):
        return Visit(desk.counter_id, staff_id, name)
    return Visit(desk.counter_id, staff_id, name, ticket.ticket_id, ticket.label, ticket.sector_id)
