"""The gate of the intake: who writes dossiers down here, and the lock after an idle time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.errors import Problem
from core.people.model import RANK, Role, Staff
from core.ports import Reader
from ui.bridge import Office
from ui.counter.idle import IdleWatch
from ui.counter.seat import SignInCard
from ui.theme import Theme
from ui.widgets.words import Words

_IDLE_S = 300
_WORKS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Wheel}
)


class IntakeGate(QFrame):
    """Asks for a name and a secret; `entered` carries the member of staff.

    `worked` says that a key or a finger was at work in the window, `locked`
    that nobody worked here for the idle time of the accounts.
    """

    entered = Signal(object)
    locked = Signal()
    worked = Signal()

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._office = office
        self._texts = office.texts
        self._people: Sequence[Staff] = ()
        self._chosen_id = ""
        self._limit_s = _IDLE_S
        self._idle = IdleWatch(office.clock, office.timers, lambda: self._limit_s, self.locked.emit)
        self.card = SignInCard(theme, self._texts, self._texts("intake.sign_in.enter"))
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
        self.setFocusProxy(self.card)
        self.card.entered.connect(self._try)
        office.ask(_people, then=self._know)

    def ask(self, chosen_id: str = "", *, locked: bool = False) -> None:
        """Ask who sits here; `chosen_id` is picked beforehand, as when unlocking."""
        self._chosen_id = chosen_id
        self.card.set_waiting(waiting=False)
        self._help.setText(
            self._texts("intake.sign_in.locked" if locked else "intake.sign_in.help")
        )
        self._show_people()

    def watch(self, window: QObject) -> None:
        """From now on keys and touches of the window keep it open."""
        window.installEventFilter(self)

    def start(self) -> None:
        """Somebody sits here: the idle time begins."""
        self._idle.start()

    def stop(self) -> None:
        self._idle.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _WORKS:
            self._idle.touch()
            self.worked.emit()
        return super().eventFilter(watched, event)

    def _know(self, known: tuple[Sequence[Staff], int]) -> None:
        self._people, self._limit_s = known
        self._show_people()

    def _show_people(self) -> None:
        self.card.show_people(self._texts("intake.sign_in.title"), self._people, self._chosen_id)
        if not self.isVisible():
            return
        if self._chosen_id:
            self.card.secret.focus_now()
        else:
            self.card.setFocus()

    def _try(self, staff_id: str, secret: str) -> None:
        staff = self._office.staff
        if staff is None:
            self.card.tell(self._office.sentence(Problem("intake.no_sign_in")))
            return
        self.card.set_waiting(waiting=True)
        future = staff.sign_in(staff_id, secret)
        self._office.follow(future, then=self._welcome, failed=self._refuse)

    def _welcome(self, member: Staff) -> None:
        self.card.set_waiting(waiting=False)
        self.entered.emit(member)

    def _refuse(self, error: Exception) -> None:
        self.card.set_waiting(waiting=False)
        self.card.tell(self._office.sentence(error))


def _people(reader: Reader) -> tuple[Sequence[Staff], int]:
    """Who may receive dossiers, and after how many seconds the intake locks."""
    officers = [
        member
        for member in reader.staff.list_all()
        if member.active and RANK[member.role] >= RANK[Role.OFFICER]
    ]
    return officers, reader.settings.integer("accounts.idle_lock_s")
