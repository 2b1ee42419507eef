"""A sheet with a title, fields, one confirming button and room for what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.texts import Texts
from ui.theme import SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.labels import FittedLabel, plain_label
from ui.widgets.sheet import Sheet


class FormSheet(Sheet):
    """Put fields into `form`; Enter or the main button emits `confirmed`.

    The sheet stays open until its owner closes it, so that a refused act
    leaves everything typed where it is.
    """

    confirmed = Signal()

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        window: QWidget,
        title: str,
        confirm: str = "",
        *,
        icon: str = "",
        width_px: int = 480,
    ) -> None:
        super().__init__(theme, window, width_px=width_px)
        self._theme = theme
        self.body.addWidget(plain_label(theme, title, "title", SEMIBOLD))
        self.form = QVBoxLayout()
        self.form.setSpacing(theme.space("near"))
        self.body.addLayout(self.form)
        self.trouble = FittedLabel(theme, theme.font("body"), color="bad")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.space("near"))
        self.foot.addStretch(1)
        self.leave = StaffButton(theme, texts("common.cancel" if confirm else "common.close"))
        self.leave.clicked.connect(self.close_sheet)
        self.foot.addWidget(self.leave)
        self.confirm: StaffButton | None = None
        if confirm:
            self.confirm = StaffButton(theme, confirm, icon, kind="action")
            self.confirm.clicked.connect(self.confirmed)
            self.foot.addWidget(self.confirm)
        self.body.addLayout(self.foot)

    def add_field(self, word: str, field: QWidget) -> None:
        """A field under its word."""
        label = plain_label(self._theme, word, "small", SEMIBOLD, color="ink_soft")
        self.form.addWidget(label)
        self.form.addWidget(field)
        field.setAccessibleName(word)

    def tell_trouble(self, sentence: str) -> None:
        """Say what went wrong, above the buttons; an empty sentence clears it."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        self.fit()

    def rest(self) -> None:
        """While something is under way the main button rests."""
        if self.confirm is not None:
            self.confirm.setEnabled(False)

    def ready(self) -> None:
        """The main button may be pressed."""
        if self.confirm is not None:
            self.confirm.setEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.confirm is not None:
            self.confirm.click()
            return
        super().keyPressEvent(event)
