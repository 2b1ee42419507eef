"""One answer of the pad: a face and its words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.rating.faces import draw_face
from ui.theme import SEMIBOLD, Theme
from ui.widgets.lettering import draw_setting, fit_text

_TONES = {3: "good", 2: "info", 1: "warn"}
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_WORDS_SHARE = 0.24


class FaceButton(QAbstractButton):
    """A tile with a face; pale and mute-looking while the pad is at rest."""

    def __init__(self, theme: Theme, level: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.level = level
        self._theme = theme
        self._is_armed = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_state(self, theme: Theme, words: str, *, armed: bool) -> None:
        """Words in the citizen's language; `armed` lights the tile."""
        if (theme, words, armed) == (self._theme, self.text(), self._is_armed):
            return
        self._theme, self._is_armed = theme, armed
        self.setText(words)
        self.setAccessibleName(words)
        self.update()

    def face_px(self) -> float:
        """The diameter of the face."""
        pad = self.height() * 0.06
        return min(self.width() * 0.78, self.height() * (1 - _WORDS_SHARE) - 1.5 * pad)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, ground = self._colours()
        self._draw_tile(painter, ink)
        side, pad = self.face_px(), self.height() * 0.06
        face = QRectF(0, 0, side, side)
        words_top = self.height() * (1 - _WORDS_SHARE)
        face.moveCenter(QRectF(0, pad, self.width(), words_top - pad).center())
        draw_face(painter, face, self.level, self._theme.color(ink), self._theme.color(ground))
        words = QRectF(
            pad / 2, words_top, self.width() - pad, self.height() * _WORDS_SHARE - pad / 2
        )
        font = self._theme.font_px(words.height() * 0.62, SEMIBOLD)
        setting = fit_text(self.text(), font, QSizeF(words.size()))
        draw_setting(painter, words, setting, self._theme.color("ink_soft" if not self._is_armed
                                                                else "ink"), _CENTRE)  # fmt: skip

    def _colours(self) -> tuple[str, str]:
        if not self._is_armed:
            return "off", "off_soft"
        tone = _TONES[self.level]
        return tone, f"{tone}_soft"

    def _draw_tile(self, painter: QPainter, ink: str) -> None:
        if not self._is_armed:
            return
        pressed = self.isDown()
        width = self.height() * (0.018 if pressed else 0.008)
        painter.setPen(QPen(self._theme.color(ink), width))
        painter.setBrush(self._theme.color("sunken" if pressed else "surface"))
        half = width / 2
        radius = self.height() * 0.06
        rect = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(rect, radius, radius)
