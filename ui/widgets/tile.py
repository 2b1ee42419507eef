"""A tile: one icon, one name, one small figure."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets.buttons import Touchable
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import LINE, draw_setting, fit_text, set_text

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WIDE = 2.6
"""From this ratio of its sides on a tile is set as one row."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A small figure: whole words where there is room, icon and `short` where not."""

    icon: str
    words: str
    short: str
    color: str = "ink_soft"


class Tile(Touchable):
    """A large choice.

    A wide tile is one row: icon, name, and the figures at the right.  A
    narrow one is a card: icon and name above, the figures below.  A notice
    (such as no numbers left) stands in place of the figures.
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
        self._facts: tuple[Fact, ...] = ()
        self._notice: Fact | None = None
        self.setText(name)
        self.setAccessibleName(name)

    def show_facts(self, *facts: Fact) -> None:
        """Figures; they replace a notice."""
        self._facts, self._notice = facts, None
        self.setAccessibleName(" ".join((self.text(), *(fact.words for fact in facts))))
        self.update()

    def show_notice(self, notice: Fact) -> None:
        """A sentence instead of the figures."""
        self._notice = notice
        self.setAccessibleName(f"{self.text()} {notice.words}")
        self.update()

    def sizeHint(self) -> QSize:
        em = self._name_font.pixelSize()
        return QSize(em * 12, em * 4)

    def holds(self, size: QSize) -> bool:
        """Whether the name can be set at its least size in a tile of this size."""
        font = QFont(self._name_font)
        font.setPixelSize(self._least_px)
        room = self._name_room(QRectF(0, 0, size.width(), size.height()))
        setting = set_text(self.text(), font, room.width())
        return setting.width <= room.width() and setting.height <= room.height()

    def draw_content(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        self._draw_badge(painter, self._badge_room(rect))
        name_room = self._name_room(rect)
        setting = fit_text(self.text(), self._name_font, name_room.size(), self._least_px)
        draw_setting(painter, name_room, setting, self.ink(), _LEFT)
        fact_room = self._fact_room(rect)
        if self._notice is not None:
            self._draw_notice(painter, fact_room, self._notice)
        elif _is_wide(rect):
            self._draw_column(painter, fact_room)
        else:
            self._draw_row(painter, fact_room)

    # Where things stand in a tile of any size.

    def _room(self, rect: QRectF) -> QRectF:
        across = min(self._name_font.pixelSize() * 0.55, rect.width() * 0.05)
        down = min(across * 0.7, rect.height() * 0.08)
        return rect.adjusted(across, down, -across, -down)

    def _badge_room(self, rect: QRectF) -> QRectF:
        room = self._room(rect)
        if _is_wide(rect):
            side = min(room.height() * 0.86, self._name_font.pixelSize() * 2.6)
            return QRectF(room.left(), room.center().y() - side / 2, side, side)
        side = min(self._name_font.pixelSize() * 1.5, room.width() * 0.24)
        top = room.top() + (self._card_split(room) - room.top() - side) / 2
        return QRectF(room.left(), top, side, side)

    def _name_room(self, rect: QRectF) -> QRectF:
        room, badge = self._room(rect), self._badge_room(rect)
        left = badge.right() + self._name_font.pixelSize() * 0.4
        if not _is_wide(rect):
            return QRectF(
                left, room.top(), room.right() - left, self._card_split(room) - room.top()
            )
        gap = self._name_font.pixelSize() * 0.4
        return QRectF(
            left, room.top(), room.right() - self._fact_width(rect) - gap - left, room.height()
        )

    def _fact_room(self, rect: QRectF) -> QRectF:
        room = self._room(rect)
        if _is_wide(rect):
            width = self._fact_width(rect)
            return QRectF(room.right() - width, room.top(), width, room.height())
        split = self._card_split(room)
        return QRectF(room.left(), split, room.width(), room.bottom() - split)

    def _card_split(self, room: QRectF) -> float:
        return room.bottom() - self._fact_font.pixelSize() * LINE

    def _fact_width(self, rect: QRectF) -> float:
        return rect.width() * 0.36

    def _draw_badge(self, painter: QPainter, badge: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("info_soft" if self.isEnabled() else "off_soft"))
        painter.drawRoundedRect(badge, badge.width() * 0.24, badge.width() * 0.24)
        inset = badge.width() * 0.17
        ink = self.theme.color("info" if self.isEnabled() else "off")
        draw_icon(painter, badge.adjusted(inset, inset, -inset, -inset), self._icon, ink)

    def _draw_column(self, painter: QPainter, room: QRectF) -> None:
        lines = [
            (
                fact,
                fit_text(
                    fact.words,
                    self._fact_font,
                    QSizeF(room.width(), room.height() / 2),
                    self._least_px,
                ),
            )
            for fact in self._facts
        ]
        top = room.center().y() - sum(setting.height for _, setting in lines) / 2
        for fact, setting in lines:
            rect = QRectF(room.left(), top, room.width(), setting.height)
            draw_setting(painter, rect, setting, self._ink_of(fact), _RIGHT)
            top += setting.height

    def _draw_row(self, painter: QPainter, room: QRectF) -> None:
        em = self._fact_font.pixelSize()
        left = room.left()
        for fact in self._facts:
            ink = self._ink_of(fact)
            side = em * 0.8
            draw_icon(
                painter, QRectF(left, room.center().y() - side / 2, side, side), fact.icon, ink
            )
            words = set_text(fact.short, self._fact_font, 1_000_000)
            rect = QRectF(left + side + em * 0.2, room.top(), words.width, room.height())
            draw_setting(painter, rect, words, ink, _LEFT)
            left = rect.right() + em * 0.5

    def _draw_notice(self, painter: QPainter, room: QRectF, notice: Fact) -> None:
        wide = _is_wide(QRectF(self.rect()))
        words = notice.words if wide else notice.short
        setting = fit_text(words, self._fact_font, room.size(), self._least_px)
        draw_setting(
            painter, room, setting, self.theme.color(notice.color), _RIGHT if wide else _LEFT
        )

    def _ink_of(self, fact: Fact) -> QColor:
        return self.theme.color(fact.color if self.isEnabled() else "off")


def _is_wide(rect: QRectF) -> bool:
    return rect.width() >= rect.height() * _WIDE
