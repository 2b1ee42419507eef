"""Who supervises: signed in by name and password, locked again when nobody works here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from core.clock import Timer
from core.people.model import RANK, Role, Staff
from core.people.rights import staff_actor
from ui.bridge import Office
from ui.theme import Theme
from ui.widgets.form_sheet import FormSheet

_STIRS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class SignInSheet(FormSheet):
    """Name and password; `signed_in` carries the member of staff."""

    signed_in = Signal(object)

    def __init__(
        self, office: Office, theme: Theme, window: QWidget, staff: Sequence[Staff]
    ) -> None:
        texts = office.texts
        super().__init__(
            theme,
            texts,
            window,
            texts("supervisor.sign_in.title"),
            texts("supervisor.sign_in.do"),
            icon="lock",
            width_px=420,
        )
        self._office = office
        self.who = QComboBox()
        for member in staff:
            if RANK[member.role] >= RANK[Role.SUPERVISOR]:
                self.who.addItem(member.name, member)
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setMaxLength(200)
        self.add_field(texts("supervisor.sign_in.who"), self.who)
        self.add_field(texts("supervisor.sign_in.secret"), self.secret)
        self.confirmed.connect(self._try)

    def open(self) -> None:
        super().open()
        self.secret.setFocus()

    def _try(self) -> None:
        member = self.who.currentData()
        if member is None or self._office.staff is None:
            self.tell_trouble(self._office.texts("supervisor.sign_in.nobody"))
            return
        self.rest()
        future = self._office.staff.sign_in(member.staff_id, self.secret.text())
        self._office.follow(future, then=self._welcome, failed=self._refuse)

    def _welcome(self, member: Staff) -> None:
        self.signed_in.emit(member)
        self.close_sheet()

    def _refuse(self, error: Exception) -> None:
        self.ready()
        self.secret.clear()
        self.secret.setFocus()
        self.tell_trouble(self._office.sentence(error))


class Watch(QObject):
    """Who is signed in at a window; `changed` tells when somebody comes or goes.

    An office that acts for a member of staff from the start (the living
    centre) needs no password.  After `idle_s` without key or mouse the
    person is signed out.
    """

    changed = Signal()

    def __init__(self, office: Office, window: QWidget) -> None:
        super().__init__(window)
        self._office = office
        self._window = window
        self.member: Staff | None = None
        self._given = office.actor if office.actor.startswith("staff:") else ""
        self._idle_s = 300
        self._stirred_s = 0.0
        self._pending: Timer | None = None

    @property
    def actor(self) -> str:
        """The actor of what is done here; empty while nobody is signed in."""
        return staff_actor(self.member.staff_id) if self.member else self._given

    @property
    def may_leave(self) -> bool:
        return self.member is not None

    def set_idle(self, seconds: int) -> None:
        self._idle_s = seconds

    def come(self, member: Staff) -> None:
        self.member = member
        # Children take their own keys: only the application sees every stir.
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._stir()
        self._wait()
        self.changed.emit()

    def leave(self) -> None:
        self.member = None
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None
        self.changed.emit()

    def name_in(self, staff: Sequence[Staff]) -> str:
        """The name of who is signed in, of the staff as it stands."""
        known = {staff_actor(one.staff_id): one.name for one in staff}
        return known.get(self.actor, "")

    def as_supervisor(self, theme: Theme, staff: Sequence[Staff], go: Callable[[], None]) -> None:
        """Do it now when somebody is signed in, else after signing in."""
        if self.actor:
            go()
            return
        sheet = SignInSheet(self._office, theme, self._window, staff)
        sheet.signed_in.connect(self.come)
        sheet.signed_in.connect(lambda _member: go())
        sheet.open()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _STIRS:
            self._stir()
        return False

    def _stir(self) -> None:
        self._stirred_s = self._office.clock.monotonic_s()

    def _wait(self) -> None:
        rest_s = self._stirred_s + self._idle_s - self._office.clock.monotonic_s()
        self._pending = self._office.timers.after(rest_s, self._look)

    def _look(self) -> None:
        if self._office.clock.monotonic_s() - self._stirred_s >= self._idle_s:
            self.leave()
        else:
            self._wait()
