"""The end of the wizard: what was done, ticked off, and the officers' PINs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.texts import Texts
from ui.setup.answers import Officer
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.check_line import CheckLine
from ui.widgets.labels import FittedLabel, plain_label

_COLUMNS = 2
_SPACED = " "


class DonePage(QWidget):
    """Grows line by line while the work goes on."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("near"))
        self.title = plain_label(theme, texts("setup.work.title"), "headline", SEMIBOLD)
        column.addWidget(self.title)
        column.addSpacing(theme.space("near"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.space("tight"))
        column.addLayout(self._lines)
        column.addStretch(1)

    def tick(self, step: str, /, **facts: object) -> None:
        """A step is done."""
        self._add(step, self._texts(f"setup.work.{step}.more", **facts))

    def warn(self, step: str, sentence: str) -> None:
        """A step failed that the centre can do without."""
        self._add(step, sentence, good=False)

    def finish(self, officers: Sequence[Officer], kind: str) -> None:
        """Everything is done; `kind` is practice, live or station."""
        self.title.setText(self._texts("setup.work.done"))
        if officers:
            self._show_pins(officers)
        words = self._texts(f"setup.work.{kind}")
        self._lines.addSpacing(self._theme.space("near"))
        self._lines.addWidget(
            FittedLabel(self._theme, self._theme.font("body", SEMIBOLD), words, color="info")
        )

    def _add(self, step: str, more: str, *, good: bool = True) -> None:
        title = self._texts(f"setup.work.{step}")
        self._lines.addWidget(CheckLine(self._theme, good, title, more, tone="warn"))

    def _show_pins(self, officers: Sequence[Officer]) -> None:
        theme = self._theme
        self._lines.addSpacing(theme.space("near"))
        self._lines.addWidget(
            FittedLabel(theme, theme.font("body"), self._texts("setup.work.pins"))
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("broad"))
        grid.setVerticalSpacing(theme.space("tight"))
        rows = -(-len(officers) // _COLUMNS)
        for index, officer in enumerate(officers):
            at, side = index % rows, index // rows * 2
            grid.addWidget(plain_label(theme, officer.name), at, side)
            pin = plain_label(theme, _SPACED.join(officer.pin), "lead", BOLD)
            grid.addWidget(pin, at, side + 1)
        grid.setColumnStretch(_COLUMNS * 2, 1)
        self._lines.addLayout(grid)
