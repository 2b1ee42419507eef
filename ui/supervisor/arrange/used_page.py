"""A page of rows that are never deleted, only taken out of use and brought back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from ui.supervisor.arrange.page import ArrangePage
from ui.widgets.buttons import StaffButton
from ui.widgets.table import Column


class UsedPage(ArrangePage):
    """Its rows have `active`; saving keeps that, the second button turns it round."""

    def write(self, *, active: bool) -> None:
        """Write down what the fields say, in use or out of it."""
        raise NotImplementedError

    def save(self) -> None:
        self.write(active=self.chosen is None or self.chosen.active)

    def state_column(self) -> Column[Any]:
        return Column(
            self.texts("supervisor.arrange.state"),
            lambda one: self.texts(f"supervisor.arrange.{'used' if one.active else 'unused'}"),
            color=lambda one: "good" if one.active else "off",
        )

    def add_buttons(self, new: str) -> None:
        """A new row, and taking the chosen one out of use or back."""
        row = QHBoxLayout()
        row.setSpacing(self.theme.space("near"))
        self.new = StaffButton(self.theme, self.texts(new), "plus")
        self.new.clicked.connect(self._begin)
        self.toggle = StaffButton(self.theme, self.texts("supervisor.arrange.take_out"), "ban")
        self.toggle.clicked.connect(self._toggle)
        row.addWidget(self.new)
        row.addWidget(self.toggle)
        row.addStretch(1)
        self.column.addLayout(row)

    def show_toggle(self) -> None:
        """Name the button by what it would do to the chosen row."""
        self.toggle.setEnabled(self.chosen is not None)
        is_used = self.chosen is None or self.chosen.active
        word = "supervisor.arrange.take_out" if is_used else "supervisor.arrange.bring_back"
        self.toggle.setText(self.texts(word))

    def _begin(self) -> None:
        self.table.clearSelection()
        self.choose(None)

    def _toggle(self) -> None:
        if self.chosen is not None:
            self.write(active=not self.chosen.active)
