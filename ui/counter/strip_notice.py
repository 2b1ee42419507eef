"""What was said to a strip, and what can be taken back: a line that comes and goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.counter.desk import Desk
from ui.counter.undo import UndoOffer
from ui.theme import Theme
from ui.widgets.notices import Toast, UndoBar

_COMES_OR_GOES = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)


class StripNotice(QWidget):
    """Below the strip's buttons while there is something; `turned` when it comes or goes."""

    turned = Signal()

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.toast = Toast(theme, desk.office.timers)
        self.undo = UndoBar(theme, desk.office.timers, desk.office.texts)
        self._offer = UndoOffer(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("tight"))
        for part in (self.toast, self.undo):
            column.addWidget(part)
            part.installEventFilter(self)
        desk.told.connect(self._tell)
        desk.changed.connect(self.show_desk)
        self.show_desk()
        self.setVisible(self._speaks())

    def show_desk(self) -> None:
        """Offer what can be taken back now."""
        self._offer.show_desk(self._desk)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _COMES_OR_GOES:
            self.setVisible(self._speaks())
            self.turned.emit()
        return super().eventFilter(watched, event)

    def _tell(self, tone: str, sentence: str) -> None:
        self.toast.tell(sentence, tone)
        self.turned.emit()

    def _speaks(self) -> bool:
        return not (self.toast.isHidden() and self.undo.isHidden())
