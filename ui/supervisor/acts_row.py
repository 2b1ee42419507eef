"""The foot of the supervisor's window: its acts by button and key, each opening a sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.clock import local_day
from core.dossiers.views import DueLists, due_lists
from core.supervision import Overview
from ui.bridge import Office
from ui.supervisor.acts import CounterSheet, NoticeSheet, PaperSheet, TakeSheet
from ui.supervisor.arrange.sheet import ArrangeSheet
from ui.supervisor.day_close import DayCloseSheet
from ui.supervisor.due_sheet import DueSheet
from ui.supervisor.go_live import GoLiveSheet
from ui.supervisor.sign_in import Watch
from ui.supervisor.staff_sheet import StaffSheet
from ui.supervisor.what_if import WhatIfSheet
from ui.theme import Theme
from ui.widgets.buttons import StaffButton

# name, icon, key; in their order
_ACTS = (
    ("take", "ticket", "F2"),
    ("paper", "printer", "F3"),
    ("notice", "megaphone", "F4"),
    ("due", "file-text", "F6"),
    ("what_if", "shuffle", "F7"),
    ("staff", "users", "F8"),
    ("arrange", "settings", "F9"),
    ("close", "calendar-check", "F10"),
)
_OPEN_TO_ALL = frozenset({"due", "what_if"})
"""Looking needs no password; what changes the centre does."""

Tell = Callable[[str], None]


class ActsRow(QWidget):
    """Acts on the picture it was shown last."""

    def __init__(
        self, office: Office, theme: Theme, window: QWidget, watch: Watch, tell: Tell
    ) -> None:
        super().__init__()
        self._office = office
        self._theme = theme
        self._window = window
        self._watch = watch
        self._tell = tell
        self._view: Overview | None = None
        self.buttons: dict[str, StaffButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("near"))
        for name, icon, key in _ACTS:
            button = self._make_button(name, icon, key)
            if name == "close":
                row.addStretch(1)
            row.addWidget(button)

    def show_view(self, view: Overview) -> None:
        self._view = view

    def sign_in(self, go: Callable[[], None]) -> None:
        """Do it when somebody with the right is signed in, else sign in first."""
        if self._view is not None:
            self._watch.as_supervisor(self._theme, self._view.staff, go)

    def open_counter(self, counter_id: str) -> None:
        """The sheet of a counter: open, hand over, pause, close."""
        self.sign_in(partial(self._with_view, partial(self._open_counter, counter_id)))

    def open_go_live(self) -> None:
        """The sheet that ends the practice."""
        self.sign_in(lambda: GoLiveSheet(*self._means()).open())

    def _make_button(self, name: str, icon: str, key: str) -> StaffButton:
        word = f"{self._office.texts(f'supervisor.act.{name}')}  {key}"
        kind = "action" if name == "close" else "plain"
        button = StaffButton(self._theme, word, icon, kind=kind, key=key)
        go = partial(self._with_view, getattr(self, f"_open_{name}"))
        button.clicked.connect(go if name in _OPEN_TO_ALL else partial(self.sign_in, go))
        self.buttons[name] = button
        return button

    def _with_view(self, open_sheet: Callable[[Overview], None]) -> None:
        if self._view is not None:
            open_sheet(self._view)

    def _open_counter(self, counter_id: str, view: Overview) -> None:
        for counter in view.hall.counters:
            if counter.counter_id == counter_id:
                CounterSheet(*self._means(), counter, view.staff).open()

    def _open_take(self, view: Overview) -> None:
        sectors = tuple(one.sector for one in view.hall.sectors if one.sector.active)
        categories = view.settings.text("kiosk.priority_categories").split()
        TakeSheet(*self._means(), sectors, tuple(categories)).open()

    def _open_paper(self, _view: Overview) -> None:
        PaperSheet(*self._means()).open()

    def _open_notice(self, view: Overview) -> None:
        NoticeSheet(*self._means(), view.settings.text("board.notice")).open()

    def _open_due(self, _view: Overview) -> None:
        self._office.ask(due_lists, then=self._show_due)

    def _show_due(self, due: DueLists) -> None:
        DueSheet(self._office, self._theme, self._window, due).open()

    def _open_what_if(self, view: Overview) -> None:
        WhatIfSheet(self._office, self._theme, self._window, view.settings).open()

    def _open_staff(self, _view: Overview) -> None:
        StaffSheet(*self._means()).open()

    def _open_arrange(self, _view: Overview) -> None:
        ArrangeSheet(*self._means()).open()

    def _open_close(self, _view: Overview) -> None:
        DayCloseSheet(*self._means(), local_day(self._office.clock.now())).open()

    def _means(self) -> tuple[Office, Theme, QWidget, str, Tell]:
        return self._office, self._theme, self._window, self._watch.actor, self._tell
