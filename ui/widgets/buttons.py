"""Buttons that are drawn whole: ground, icon, words, and what they answer to a touch."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.icon import draw_icon, qicon
from ui.widgets.lettering import LINE, draw_setting, fit_text, set_text

# kind -> (ground, pressed ground, ink, outline)
_KINDS: dict[str, tuple[str, str, str, str]] = {
    "action": ("action", "action_pressed", "on_action", "action"),
    "plain": ("surface", "sunken", "ink", "edge"),
    "quiet": ("paper", "sunken", "ink", "paper"),
    "accent": ("accent_soft", "accent", "ink", "accent"),
    "chosen": ("info_soft", "sunken", "info", "info"),
}


class Touchable(QAbstractButton):
    """A button with rounded ground; subclasses draw what stands on it."""

    def __init__(self, theme: Theme, kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.kind = kind
        self.radius_px = float(theme.radius("button"))
        self.outline_px = 1.0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def ink(self) -> QColor:
        return self.theme.color(_KINDS[self.kind][2] if self.isEnabled() else "off")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        self.draw_content(painter)

    def draw_content(self, painter: QPainter) -> None:
        """Draw what stands on the ground."""
        raise NotImplementedError

    def _draw_ground(self, painter: QPainter) -> None:
        ground, pressed, _, outline = _KINDS[self.kind]
        width = self.theme.size("focus") + self.outline_px if self.hasFocus() else self.outline_px
        color = "focus" if self.hasFocus() else outline
        if not self.isEnabled():
            ground, color = "off_soft", "line"
        painter.setBrush(self.theme.color(pressed if self.isDown() else ground))
        painter.setPen(QPen(self.theme.color(color), width))
        inset = width / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset),
            self.radius_px,
            self.radius_px,
        )


class BigButton(Touchable):
    """A button of public screens: an icon and words, fitted into what room there is.

    `stacked` sets the icon above the words.
    """

    def __init__(
        self,
        theme: Theme,
        font: QFont,
        text: str,
        icon: str = "",
        *,
        kind: str = "plain",
        stacked: bool = False,
        least_px: int = 13,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, kind, parent)
        self._font = font
        self._icon = icon
        self.stacked = stacked
        self._least_px = least_px
        self.setText(text)
        self.setAccessibleName(text)

    def show_words(self, text: str, icon: str | None = None) -> None:
        face = self._icon if icon is None else icon
        if (text, face) == (self.text(), self._icon):
            return
        self._icon = face
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        em = self._font.pixelSize()
        words = set_text(self.text(), self._font, 1_000_000)
        icon = em * 1.8 if self._icon else 0
        if self.stacked:
            return QSize(round(words.width + em), round(words.height + icon + em))
        return QSize(
            round(words.width + icon + em * 1.6), round(max(words.height, icon) + em * 0.6)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self._font.pixelSize() * 2, round(self._font.pixelSize() * LINE))

    def draw_content(self, painter: QPainter) -> None:
        em = self._font.pixelSize()
        pad = min(em * 0.4, self.width() * 0.035)
        room = QRectF(self.rect()).adjusted(pad, pad * 0.5, -pad, -pad * 0.5)
        if self.stacked:
            self._draw_stacked(painter, room, em)
        else:
            self._draw_beside(painter, room, em)

    def _draw_beside(self, painter: QPainter, room: QRectF, em: float) -> None:
        share = 0.2 if self.text() else 0.6
        side = min(em * 1.15, room.height(), room.width() * share) if self._icon else 0.0
        gap = side * 0.28 if self._icon and self.text() else 0.0
        words_room = QSizeF(room.width() - side - gap, room.height())
        words = fit_text(self.text(), self._font, words_room, self._least_px)
        width = side + gap + (words.width if self.text() else 0)
        left = room.left() + (room.width() - width) / 2
        if self._icon:
            top = room.center().y() - side / 2
            draw_icon(painter, QRectF(left, top, side, side), self._icon, self.ink())
        rect = QRectF(left + side + gap, room.top(), words.width, room.height())
        draw_setting(painter, rect, words, self.ink(), Qt.AlignmentFlag.AlignCenter)

    def _draw_stacked(self, painter: QPainter, room: QRectF, em: float) -> None:
        side = min(em * 1.5, room.height() * 0.42) if self._icon else 0.0
        words = fit_text(
            self.text(), self._font, QSizeF(room.width(), room.height() - side), self._least_px
        )
        top = room.top() + (room.height() - side - words.height) / 2
        if self._icon:
            left = room.center().x() - side / 2
            draw_icon(painter, QRectF(left, top, side, side), self._icon, self.ink())
        rect = QRectF(room.left(), top + side, room.width(), words.height)
        draw_setting(painter, rect, words, self.ink(), Qt.AlignmentFlag.AlignCenter)


class StaffButton(QPushButton):
    """A button of staff windows.  `kind` is action (one a window), plain or quiet.

    `key` is the shortcut; it is shown in the tool tip and acts.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        icon: str = "",
        *,
        kind: str = "plain",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setFont(theme.font("body", BOLD if kind == "action" else SEMIBOLD))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            ink = {"action": "on_action", "quiet": "info"}.get(kind, "ink")
            self.setIcon(qicon(icon, theme.color(ink), theme.size("icon")))
            self.setIconSize(QSize(theme.size("icon"), theme.size("icon")))
        if key:
            self.setShortcut(key)
            self.setToolTip(key)
