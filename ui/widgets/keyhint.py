"""Key hints: the key that does it, beside what it does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import SEMIBOLD, Theme


class KeyHint(QWidget):
    """A drawn key cap such as F9, with an optional word after it."""

    def __init__(
        self, theme: Theme, key: str, word: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self._word = word
        self.setFont(theme.font("small", SEMIBOLD))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{key} {word}".strip())

    def sizeHint(self) -> QSize:
        word = self._advance(self._word) + self._theme.space("near") if self._word else 0
        return QSize(round(self._cap_width() + word + 1), self._theme.space("wide"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        cap = QRectF(0.5, 0.5, self._cap_width() - 1, self.height() - 1)
        painter.setPen(QPen(self._theme.color("edge"), 1))
        painter.setBrush(self._theme.color("sunken"))
        painter.drawRoundedRect(cap, self._theme.radius("field"), self._theme.radius("field"))
        painter.setPen(self._theme.color("ink_soft"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        words = QRectF(self.rect()).adjusted(cap.right() + self._theme.space("near"), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._word)

    def _cap_width(self) -> float:
        return max(
            self._theme.space("wide"),
            self._advance(self._key) + self._theme.space("near") * 2,
        )

    def _advance(self, text: str) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance(text)
