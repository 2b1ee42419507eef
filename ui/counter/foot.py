"""The foot of the counter's window: what was said, what can be taken back, three keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.bridge import Office
from ui.counter.desk import Desk
from ui.counter.undo import UndoOffer
from ui.counter.verbs import VERBS
from ui.theme import Theme
from ui.widgets.keybutton import KeyButton
from ui.widgets.notices import Toast, UndoBar

_HEIGHT_PX = 52
_UNDO_PX = 400


class CounterFoot(QWidget):
    """`wanted` carries the verb of one of its buttons."""

    wanted = Signal(str)

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toast = Toast(theme, office.timers)
        self.undo = UndoBar(theme, office.timers, office.texts)
        self.undo.setFixedWidth(_UNDO_PX)
        self._offer = UndoOffer(self.undo)
        self.setFixedHeight(_HEIGHT_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("near"))
        row.addWidget(self.toast, 1)
        row.addStretch(0)
        row.addWidget(self.undo)
        for name in ("lock", "strip", "help"):
            verb = VERBS[name]
            words = office.texts(f"counter.verb.{name}")
            button = KeyButton(theme, words, verb.key, verb.icon)
            button.clicked.connect(partial(self.wanted.emit, name))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setFixedWidth(button.sizeHint().width() + theme.space("near"))
            row.addWidget(button)

    def tell(self, tone: str, words: str) -> None:
        self.toast.tell(words, tone)

    def clear(self) -> None:
        self._offer.clear()
        self.toast.clear()

    def offer_undo(self, desk: Desk) -> None:
        """Offer the counter's last action for as long as it can be taken back."""
        self._offer.show_desk(desk)
