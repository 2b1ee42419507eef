"""Cards: a titled ground for one subject of a staff window."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import SEMIBOLD, Theme
from ui.widgets.labels import plain_label


class Card(QFrame):
    """A white ground with a title; put widgets into `body`, a remark into `remark`."""

    def __init__(self, theme: Theme, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        room = theme.space("room")
        self.body.setContentsMargins(room, theme.space("gap"), room, theme.space("gap"))
        self.body.setSpacing(theme.space("near"))
        self.title = plain_label(theme, title, "body", SEMIBOLD)
        self.remark = plain_label(theme, "", "small", color="ink_soft")
        if title:
            head = QHBoxLayout()
            head.setSpacing(theme.space("near"))
            head.addWidget(self.title)
            head.addStretch(1)
            head.addWidget(self.remark)
            self.body.addLayout(head)
            self.setAccessibleName(title)
