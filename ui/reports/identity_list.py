"""The identities of a report, each with its sum written out, green or red."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.reporting.figures import WHOLES
from core.texts import Texts
from ui.theme import Theme
from ui.widgets.check_line import CheckLine


class IdentityList(QWidget):
    """One line per identity: A1 to A4."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self.lines: list[CheckLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space("tight"))
        self._column.addStretch(1)

    def clear(self) -> None:
        for line in self.lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self.lines = []

    def show_total(self, total: dict[str, int]) -> None:
        """The sums of a report that was made: all of them hold."""
        self.clear()
        for name, (whole, parts) in WHOLES.items():
            numbers = " + ".join(str(total[part]) for part in parts)
            holds = total[whole] == sum(total[part] for part in parts)
            sign = "=" if holds else "\N{NOT EQUAL TO}"
            self._add(holds, name, f"{total[whole]} {sign} {numbers}")

    def show_refusal(self, refused: dict[str, Any]) -> None:
        """What does not hold, and through how many dossiers."""
        self.clear()
        guilty = {one["identity"]: one["dossiers"] for one in refused["violations"]}
        for name in WHOLES:
            codes = guilty.get(name, [])
            more = self._texts("report_window.identity.holds")
            if codes:
                more = self._texts("report_window.identity.guilty", n=len(codes))
            self._add(not codes, name, more)

    def _add(self, holds: bool, name: str, more: str) -> None:
        title = self._texts(f"report_window.identity.{name.lower()}")
        line = CheckLine(self._theme, holds, title, more)
        self.lines.append(line)
        self._column.insertWidget(len(self.lines) - 1, line)
        line.show()
