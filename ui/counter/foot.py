"""The foot of the counter's window: what was said, what can be taken back, three keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.clock import SECOND
from ui.bridge import Office
from ui.counter.desk import Desk
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
        self._office = office
        self._offered: tuple[str, int] = ("", 0)
        self.toast = Toast(theme, office.timers)
        self.undo = UndoBar(theme, office.timers, office.texts)
        self.undo.setFixedWidth(_UNDO_PX)
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
        self._offered = ("", 0)
        self.undo.clear()
        self.toast.clear()

    def offer_undo(self, desk: Desk) -> None:
        """Offer the counter's last action for as long as it can be taken back."""
        picture = desk.picture
        until = picture.view.undo_until if picture else None
        if picture is None or until is None or desk.locked or desk.officer is None:
            self._offered = ("", 0)
            self.undo.clear()
        elif self._offered != (desk.counter_id, until):
            self._offered = (desk.counter_id, until)
            seconds = max(1, round((until - self._office.clock.now()) / SECOND))
            key = f"counter.did.{picture.view.undo_action}"
            words = self._office.texts(key, label=picture.undo_label)
            self.undo.offer(words, desk.undo, seconds)
