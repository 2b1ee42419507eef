"""The lock of an idle counter: its number stays in sight, its keys do nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.texts import Texts
from ui.counter.desk import Desk
from ui.counter.seat import SignInCard
from ui.theme import Theme
from ui.widgets.words import Words


class LockCard(QFrame):
    """Asks for the PIN of whoever sat here, or of a colleague who takes over.

    It stands where the lists were, beside the number at the counter.
    """

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._texts = texts
        self._desk: Desk | None = None
        self.card = SignInCard(theme, texts, texts("counter.lock.button"))
        column = QVBoxLayout()
        column.setSpacing(theme.space("near"))
        column.addStretch(1)
        column.addWidget(self.card)
        column.addWidget(Words(theme, theme.font("body"), texts("counter.lock.help")))
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        self.card.entered.connect(self._try)

    def lock(self, desk: Desk) -> None:
        """Ask for the officer of the desk; nothing typed is lost when asked again."""
        if self._desk is desk:
            return
        self._desk = desk
        officers = desk.picture.officers if desk.picture else ()
        own = desk.officer.staff_id if desk.officer else ""
        self.card.set_waiting(waiting=False)
        self.card.show_people(self._texts("counter.lock.title"), officers, own)
        self.card.secret.focus_now()

    def unlock(self) -> None:
        self._desk = None

    def _try(self, staff_id: str, secret: str) -> None:
        if self._desk is not None:
            self.card.set_waiting(waiting=True)
            self._desk.sign_in(staff_id, secret, self._refused)

    def _refused(self, error: Exception) -> None:
        if self._desk is not None:
            self.card.set_waiting(waiting=False)
            self.card.tell(self._desk.office.sentence(error))
