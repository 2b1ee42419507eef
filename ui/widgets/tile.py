"""A tile: one icon, one line, one small figure."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets.buttons import Touchable
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import draw_setting, fit_text

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Tile(Touchable):
    """A large choice: icon, name, and beside them a figure with its word, or a notice.

    A notice (such as "no numbers left this morning") takes the figure's place.
    """

    def __init__(
        self,
        theme: Theme,
        name_font: QFont,
        fact_font: QFont,
        *,
        icon: str,
        name: str,
        least_px: int = 13,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "plain", parent)
        self._name_font = name_font
        self._fact_font = fact_font
        self._icon = icon
        self._least_px = least_px
        self._facts: tuple[str, ...] = ()
        self._notice = ""
        self._notice_color = "warn"
        self.setText(name)
        self.setAccessibleName(name)

    def show_facts(self, *facts: str) -> None:
        """Small lines at the right, the first one strong; they replace a notice."""
        self._facts, self._notice = facts, ""
        self.setAccessibleName(" ".join((self.text(), *facts)))
        self.update()

    def show_notice(self, notice: str, color: str = "warn") -> None:
        """A sentence instead of the figures."""
        self._notice, self._notice_color = notice, color
        self.setAccessibleName(f"{self.text()} {notice}")
        self.update()

    def sizeHint(self) -> QSize:
        em = self._name_font.pixelSize()
        return QSize(em * 12, em * 4)

    def draw_content(self, painter: QPainter) -> None:
        em = self._name_font.pixelSize()
        pad = min(em * 0.6, self.height() * 0.14)
        room = QRectF(self.rect()).adjusted(pad, pad * 0.6, -pad, -pad * 0.6)
        side = min(em * 1.9, room.height() * 0.62, room.width() * 0.22)
        ground = QRectF(room.left(), room.center().y() - side * 0.75, side * 1.5, side * 1.5)
        self._draw_badge(painter, ground)
        words = room.adjusted(ground.width() + pad, 0, 0, 0)
        if self._notice:
            self._draw_with_notice(painter, words)
        else:
            self._draw_with_facts(painter, words, pad)

    def _draw_badge(self, painter: QPainter, ground: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("info_soft" if self.isEnabled() else "off_soft"))
        painter.drawRoundedRect(ground, ground.width() * 0.28, ground.width() * 0.28)
        inset = ground.width() * 0.2
        ink = self.theme.color("info" if self.isEnabled() else "off")
        draw_icon(painter, ground.adjusted(inset, inset, -inset, -inset), self._icon, ink)

    def _draw_with_facts(self, painter: QPainter, room: QRectF, pad: float) -> None:
        facts_width = 0.0
        if self._facts:
            half = QSizeF(room.width() * 0.42, room.height() / 2)
            settings = [
                fit_text(fact, self._fact_font, half, self._least_px) for fact in self._facts
            ]
            facts_width = max(setting.width for setting in settings)
            height = sum(setting.height for setting in settings)
            top = room.center().y() - height / 2
            for index, setting in enumerate(settings):
                rect = QRectF(room.right() - facts_width, top, facts_width, setting.height)
                ink = self.ink() if index == 0 else self._soft()
                draw_setting(painter, rect, setting, ink, _RIGHT)
                top += setting.height
        self._draw_name(painter, room.adjusted(0, 0, -facts_width - (pad if facts_width else 0), 0))

    def _draw_with_notice(self, painter: QPainter, room: QRectF) -> None:
        name_room = QRectF(room.left(), room.top(), room.width(), room.height() * 0.55)
        self._draw_name(painter, name_room)
        below = QRectF(room.left(), name_room.bottom(), room.width(), room.height() * 0.45)
        setting = fit_text(self._notice, self._fact_font, below.size(), self._least_px)
        draw_setting(painter, below, setting, self.theme.color(self._notice_color), _LEFT)

    def _draw_name(self, painter: QPainter, room: QRectF) -> None:
        setting = fit_text(self.text(), self._name_font, room.size(), self._least_px)
        draw_setting(painter, room, setting, self.ink(), _LEFT)

    def _soft(self) -> QColor:
        return self.theme.color("ink_soft" if self.isEnabled() else "off")
