"""The gate of a counter: who sits down here, and the PIN after an idle time.

It stands where the lists are otherwise, beside the number at the counter,
which stays in sight while its keys do nothing.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.texts import Texts
from ui.counter.desk import Desk
from ui.counter.seat import SignInCard
from ui.theme import Theme
from ui.widgets.words import Words


class Gate(QFrame):
    """Asks for a name and a PIN; when locked the name is chosen beforehand."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._texts = texts
        self._asked: tuple[str, bool] | None = None
        self._desk: Desk | None = None
        self.card = SignInCard(theme, texts, texts("counter.sign_in.enter"))
        self._help = Words(theme, theme.font("body"), color="ink_soft")
        column = QVBoxLayout()
        column.setSpacing(theme.space("near"))
        column.addStretch(1)
        column.addWidget(self.card)
        column.addWidget(self._help)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        self.card.entered.connect(self._try)

    def ask(self, desk: Desk) -> None:
        """Ask for the officer of the desk; what is typed stays when asked again."""
        asked = (desk.counter_id, desk.locked)
        if self._asked == asked or desk.picture is None:
            return
        self._asked, self._desk = asked, desk
        view = desk.picture.view
        key = "lock" if desk.locked else "sign_in"
        own = desk.officer.staff_id if desk.officer else view.counter.officer_id
        self.card.set_waiting(waiting=False)
        title = self._texts(f"counter.{key}.title", n=view.counter.number)
        self.card.show_people(title, desk.picture.officers, own)
        self._help.setText(self._texts(f"counter.{key}.help"))
        if desk.locked:
            self.card.secret.focus_now()
        else:
            self.card.setFocus()

    def forget(self) -> None:
        """Somebody sits here now, or another counter is shown."""
        self._asked = None

    def _try(self, staff_id: str, secret: str) -> None:
        if self._desk is not None:
            self.card.set_waiting(waiting=True)
            self._desk.sign_in(staff_id, secret, self._refused)

    def _refused(self, error: Exception) -> None:
        if self._desk is not None:
            self.card.set_waiting(waiting=False)
            self.card.tell(self._desk.office.sentence(error))
