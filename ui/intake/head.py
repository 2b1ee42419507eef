"""The head of the intake: what is done, for whom, by whom, when, and the three lamps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.ports import Reader
from ui.bridge import Office
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.labels import ClockLabel
from ui.widgets.lamps import StatusStrip
from ui.widgets.words import Words

_MARKED = ("practice", "demo", "simulated")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HEIGHT_PX = 44


class IntakeHead(QWidget):
    """`leave_wanted` signs the officer out."""

    leave_wanted = Signal()

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = office.texts
        self._title = Words(theme, theme.font("title", BOLD))
        self._visit = Words(theme, theme.font("lead", SEMIBOLD), color="info")
        self._draft = Words(theme, theme.font("body"), color="ink_soft")
        self._mark = Words(theme, theme.font("body", BOLD), color="warn")
        self._officer = Words(theme, theme.font("body", SEMIBOLD), align=_RIGHT)
        self._leave = StaffButton(theme, self._texts("intake.leave"), "log-out", kind="quiet")
        self._leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._leave.clicked.connect(self.leave_wanted)
        clock = ClockLabel(
            theme, theme.font("lead", SEMIBOLD), office.clock, office.timers, self._texts
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("gap"))
        row.addWidget(self._title)
        row.addSpacing(theme.space("near"))
        row.addWidget(self._visit)
        row.addWidget(self._draft)
        row.addStretch(1)
        for widget in (self._mark, self._officer, self._leave, clock):
            row.addWidget(widget)
        row.addWidget(StatusStrip(office, theme))
        self.setFixedHeight(_HEIGHT_PX)
        self.show_officer("", may_leave=False)
        office.ask(_mark, then=self._show_mark)

    def show_work(self, title: str, visit: str) -> None:
        """What is done here, and for which visit (empty = it does not matter now)."""
        self._title.setText(title)
        self._visit.setText(visit)
        self._visit.setVisible(bool(visit))

    def show_draft(self, *, kept: bool) -> None:
        """Whether what stands in the fields is on the disk of this PC."""
        self._draft.setText(self._texts("intake.draft.kept") if kept else "")

    def show_officer(self, name: str, *, may_leave: bool) -> None:
        self._officer.setText(name)
        self._officer.setVisible(bool(name))
        self._leave.setVisible(may_leave)

    def title(self) -> str:
        return self._title.text()

    def visit(self) -> str:
        return self._visit.text()

    def draft(self) -> str:
        return self._draft.text()

    def _show_mark(self, mark: str) -> None:
        self._mark.setText(self._texts(f"common.mark.{mark}") if mark in _MARKED else "")
        self._mark.setVisible(mark in _MARKED)


def _mark(reader: Reader) -> str:
    return reader.mark
