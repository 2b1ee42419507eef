"""The right side of the report window: the paper, its size, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.texts import Texts
from ui.reports.paper_view import PaperView
from ui.theme import Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.labels import FittedLabel
from ui.widgets.table import Column, DataTable

# name, icon, key
_ACTS = (
    ("open", "eye", "Ctrl+O"),
    ("print", "printer", "Ctrl+P"),
    ("save", "file-down", "Ctrl+S"),
    ("close", "lock", ""),
)


@dataclass(frozen=True, slots=True)
class Guilty:
    """A dossier by which a sum does not come out."""

    identity: str
    dossier: str


class ReportDesk(QWidget):
    """Holds the buttons `acts`; while no report is made a hint stands in its place."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self.paper = PaperView(theme)
        self.state = FittedLabel(theme, theme.font("body"), " ", color="ink_soft")
        self.hint = FittedLabel(
            theme,
            theme.font("lead"),
            texts("report_window.empty"),
            color="ink_soft",
            align=Qt.AlignmentFlag.AlignCenter,
        )
        columns: list[Column[Guilty]] = [
            Column(texts("report_window.identities"), lambda row: row.identity, stretch=True),
            Column(texts("report_window.cell.code"), lambda row: row.dossier),
        ]
        self.guilty = DataTable(theme, columns)
        self.guilty.hide()
        self.zooms: list[StaffButton] = []
        self.acts: dict[str, StaffButton] = {}
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("near"))
        column.addLayout(self._make_bar())
        column.addWidget(self.hint, 1)
        column.addWidget(self.paper, 1)
        column.addWidget(self.guilty, 1)
        column.addLayout(self._make_foot())

    def show_made(self, *, made: bool) -> None:
        """Whether there is a report to look at."""
        for button in (*self.acts.values(), *self.zooms):
            button.setEnabled(made)
        self.paper.setVisible(made)
        self.hint.setVisible(not made)
        self.guilty.hide()

    def show_refusal(self, refused: dict[str, Any]) -> None:
        """Which dossiers break which sum, instead of a paper."""
        rows = [
            Guilty(self._texts(f"report_window.identity.{one['identity'].lower()}"), dossier)
            for one in refused["violations"]
            for dossier in one["dossiers"]
        ]
        self.hint.hide()
        self.guilty.show()
        self.guilty.show_rows(rows)

    def _make_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(self._theme.space("near"))
        bar.addWidget(self.state, 1)
        for name, icon, act in (
            ("smaller", "zoom-out", partial(self.paper.zoom_by, -1)),
            ("fit", "file-text", self.paper.fit_width),
            ("larger", "zoom-in", partial(self.paper.zoom_by, 1)),
        ):
            word = self._texts(f"report_window.{name}")
            button = StaffButton(self._theme, word, icon, kind="quiet")
            button.clicked.connect(lambda _checked=False, act=act: act())
            bar.addWidget(button)
            self.zooms.append(button)
        return bar

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(self._theme.space("near"))
        for name, icon, key in _ACTS:
            button = StaffButton(self._theme, self._texts(f"report_window.{name}"), icon, key=key)
            if name == "close":
                foot.addStretch(1)
            foot.addWidget(button)
            self.acts[name] = button
        return foot
