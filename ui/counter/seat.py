"""Taking a seat at a counter: a name from the list and a PIN."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from core.people.model import RANK, Role, Staff
from core.texts import Texts
from ui.theme import BOLD, Theme
from ui.widgets.keybutton import KeyButton
from ui.widgets.pads import PinPad
from ui.widgets.picklist import PickList
from ui.widgets.table import Column
from ui.widgets.words import Words

_LIST_PX = 460
_PAD_PX = 296
_ENTER_PX = 64
_HEIGHT_PX = 440


class SecretEntry(QStackedWidget):
    """Digits on a pad for a PIN, a field for the password of a supervisor."""

    entered = Signal(str)

    def __init__(
        self, theme: Theme, texts: Texts, enter_word: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.pin = PinPad(theme, enter_word, side_px=52)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaxLength(200)
        self.password.setAccessibleName(texts("counter.sign_in.password"))
        enter = KeyButton(theme, enter_word, "Enter", "log-in", large=True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gap"))
        column.addWidget(Words(theme, theme.font("body"), texts("counter.sign_in.password")))
        column.addWidget(self.password)
        column.addWidget(enter)
        column.addStretch(1)
        self.pin.enter.setMaximumHeight(_ENTER_PX)
        self.addWidget(self.pin)
        self.addWidget(page)
        self.pin.entered.connect(self.entered)
        self.password.returnPressed.connect(self._enter_password)
        enter.clicked.connect(self._enter_password)

    def ask(self, member: Staff) -> None:
        """Ask for the kind of secret that the member's role has."""
        by_password = RANK[member.role] >= RANK[Role.SUPERVISOR]
        self.setCurrentIndex(1 if by_password else 0)

    def focus_now(self) -> None:
        (self.password if self.currentIndex() else self.pin).setFocus()

    def _enter_password(self) -> None:
        secret = self.password.text()
        self.password.clear()
        self.entered.emit(secret)


class SignInCard(QWidget):
    """Who sits down here; `entered` carries (staff id, secret).

    The name is typed without marks or picked with the arrows; Enter goes on
    to the PIN.  A wrong one is said in one sentence under the keys.
    """

    entered = Signal(str, str)

    def __init__(
        self, theme: Theme, texts: Texts, enter_word: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._member: Staff | None = None
        self._title = Words(theme, theme.font("headline", BOLD))
        self._told = Words(theme, theme.font("body"), color="bad")
        self._told.setMinimumHeight(theme.space("vast"))
        columns: Sequence[Column[Staff]] = (
            Column(texts("counter.column.officer"), lambda member: member.name, stretch=True),
            Column(texts("counter.column.role"), lambda m: texts(f"people.role.{m.role.value}")),
        )
        self.names = PickList(
            theme, columns, lambda member: member.name, texts("counter.sign_in.search")
        )
        self.names.setFixedWidth(_LIST_PX)
        self.secret = SecretEntry(theme, texts, enter_word)
        self.secret.setFixedWidth(_PAD_PX)
        row = QHBoxLayout()
        row.setSpacing(theme.space("wide"))
        row.addWidget(self.names)
        row.addWidget(self.secret)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gap"))
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self._told)
        self.names.chosen.connect(self._choose)
        self.names.picked.connect(lambda _member: self.secret.focus_now())
        self.secret.entered.connect(self._enter)
        self.names.setFixedHeight(_HEIGHT_PX)
        self.secret.setFixedHeight(_HEIGHT_PX)
        self.setFocusProxy(self.names)

    def show_people(self, title: str, people: Sequence[Staff], chosen_id: str = "") -> None:
        """Show who may sit down; `chosen_id` is picked beforehand, as when unlocking."""
        self._title.setText(title)
        self._told.setText("")
        self.names.field.clear()
        self.names.show_rows(people)
        if chosen_id:
            self.names.choose(lambda member: member.staff_id == chosen_id)
        self._choose(self.names.current())

    def tell(self, sentence: str) -> None:
        """Say why not; the cursor stands at the secret again."""
        self._told.setText(sentence)
        self.secret.focus_now()

    def told(self) -> str:
        return self._told.text()

    def set_waiting(self, *, waiting: bool) -> None:
        """While the secret is checked nothing can be typed."""
        self.secret.setEnabled(not waiting)
        if waiting:
            self._told.setText("")

    def _choose(self, member: Staff | None) -> None:
        self._member = member
        self.secret.setEnabled(member is not None)
        if member is not None:
            self.secret.ask(member)

    def _enter(self, secret: str) -> None:
        if self._member is not None and secret:
            self.entered.emit(self._member.staff_id, secret)
