"""The head of the counter's window: which counter, who, when, and the three lamps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.bridge import Office
from ui.counter.desk import Desk
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.labels import ClockLabel
from ui.widgets.lamps import StatusStrip
from ui.widgets.words import Words

_MARKED = ("practice", "demo", "simulated")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HEIGHT_PX = 44


class CounterHead(QWidget):
    """`desk_wanted` carries a desk, `leave_wanted` signs the officer out."""

    desk_wanted = Signal(object)
    another_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = office.texts
        self._theme = theme
        self._tabs: list[StaffButton] = []
        self._number = Words(theme, theme.font("title", BOLD))
        self._name = Words(theme, theme.font("body"), color="ink_soft")
        self._mark = Words(theme, theme.font("body", BOLD), color="warn")
        self._officer = Words(theme, theme.font("body", SEMIBOLD), align=_RIGHT)
        self._leave = StaffButton(theme, self._texts("counter.leave"), "log-out", kind="quiet")
        self._another = StaffButton(theme, self._texts("counter.another"), "plus", kind="quiet")
        clock = ClockLabel(
            theme, theme.font("lead", SEMIBOLD), office.clock, office.timers, self._texts
        )
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space("gap"))
        self._row.addWidget(self._number)
        self._row.addWidget(self._name, 1)
        for widget in (self._another, self._mark, self._officer, self._leave, clock):
            self._row.addWidget(widget)
        self._row.addWidget(StatusStrip(office, theme))
        for button in (self._leave, self._another):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._leave.clicked.connect(self.leave_wanted)
        self._another.clicked.connect(self.another_wanted)
        self.setFixedHeight(_HEIGHT_PX)

    def show_desks(self, desks: Sequence[Desk], current: Desk | None) -> None:
        """Show the current desk, and a tab for each when there are several."""
        self._show_tabs(desks, current)
        view = current.picture.view if current and current.picture else None
        self._number.setText(self._texts("counter.number", n=view.counter.number) if view else "")
        self._name.setText(view.counter.name if view else "")
        mark = view.mark if view else ""
        self._mark.setText(self._texts(f"common.mark.{mark}") if mark in _MARKED else "")
        officer = current.officer if current else None
        self._officer.setText(officer.name if officer else "")
        self._leave.setVisible(officer is not None)
        self._another.setVisible(current is not None and officer is None)
        for widget in (self._number, self._mark, self._officer):  # the name keeps its room
            widget.setVisible(bool(widget.text()))

    def _show_tabs(self, desks: Sequence[Desk], current: Desk | None) -> None:
        if len(desks) < 2:
            return
        while len(self._tabs) < len(desks):
            self._add_tab(desks[len(self._tabs)])
        for tab, desk in zip(self._tabs, desks, strict=True):
            view = desk.picture.view if desk.picture else None
            words = self._texts("counter.number", n=view.counter.number) if view else ""
            here = view.ticket.label if view and view.ticket else ""
            tab.setText(f"{words} · {here}" if here else words)
            tab.setChecked(desk is current)

    def _add_tab(self, desk: Desk) -> None:
        number = len(self._tabs) + 1
        tab = StaffButton(self._theme, "")
        tab.setCheckable(True)
        tab.setToolTip(f"Ctrl+{number}")
        tab.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tab.clicked.connect(lambda: self.desk_wanted.emit(desk))
        self._row.insertWidget(1 + len(self._tabs), tab)
        self._tabs.append(tab)
