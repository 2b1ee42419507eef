"""A staff button that shows its key: icon, words, key cap."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.buttons import Touchable
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import LINE, draw_setting, fit_text

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class KeyButton(Touchable):
    """One action with its key beside it; `large` is the window's one main action.

    `step` sets the words in another step of the type scale.  The key is
    shown, not bound: shortcuts belong to the window.
    """

    def __init__(
        self,
        theme: Theme,
        words: str,
        key: str = "",
        icon: str = "",
        *,
        large: bool = False,
        step: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "action" if large else "plain", parent)
        self._large = large
        self._key = key
        self._icon = icon
        self._marked = False
        face = step or ("headline" if large else "body")
        self._face = theme.font(face, BOLD if large else SEMIBOLD)
        self._cap_face = theme.font("body" if large else "small", SEMIBOLD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._least_height())
        self.show_words(words)

    def show_words(self, words: str, icon: str | None = None) -> None:
        name = f"{words} ({self._key})" if self._key else words
        face = self._icon if icon is None else icon
        if (words, face, name) == (self.text(), self._icon, self.accessibleName()):
            return
        self._icon = face
        self.setText(words)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def show_key(self, key: str) -> None:
        self._key = key
        self.show_words(self.text())

    def set_marked(self, marked: bool) -> None:
        """An hourglass in place of the icon: the last press is still being carried out."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    @property
    def marked(self) -> bool:
        return self._marked

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self._face).horizontalAdvance(self.text())
        return QSize(round(words + self._icon_room() + self._cap_room() + 24), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(64, self.height())

    def draw_content(self, painter: QPainter) -> None:
        gap = self.theme.space("gap")
        room = QRectF(self.rect()).adjusted(gap, 2, -gap, -2)
        side = self._icon_side()
        if side:
            square = QRectF(room.left(), room.center().y() - side / 2, side, side)
            icon = "hourglass" if self._marked else self._icon
            draw_icon(painter, square, icon, self.ink())
        words = room.adjusted(self._icon_room(), 0, -self._cap_room(), 0)
        setting = fit_text(self.text(), self._face, words.size(), 13)
        draw_setting(painter, words, setting, self.ink(), _LEFT)
        if self._key:
            self._draw_cap(painter, room)

    def _draw_cap(self, painter: QPainter, room: QRectF) -> None:
        height = self._cap_face.pixelSize() * 1.6
        width = self._cap_width()
        cap = QRectF(room.right() - width, room.center().y() - height / 2, width, height)
        painter.setPen(QPen(self.ink() if self._large else self.theme.color("edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if self._large else self.theme.color("sunken"))
        radius = self.theme.radius("field")
        painter.drawRoundedRect(cap, radius, radius)
        painter.setFont(self._cap_face)
        painter.setPen(self.ink())
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)

    def _least_height(self) -> int:
        return max(36, round(self._face.pixelSize() * LINE) + (28 if self._large else 14))

    def _icon_side(self) -> float:
        return self._face.pixelSize() * 1.25 if self._icon else 0.0

    def _icon_room(self) -> float:
        return self._icon_side() + self.theme.space("gap") if self._icon else 0.0

    def _cap_width(self) -> float:
        advance = QFontMetricsF(QFont(self._cap_face)).horizontalAdvance(self._key)
        return max(self._cap_face.pixelSize() * 1.8, advance + self.theme.space("gap"))

    def _cap_room(self) -> float:
        return self._cap_width() + self.theme.space("near") if self._key else 0.0
