"""A tile: one icon, one name, one small figure."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from ui.theme import CAP_HEIGHT, SEMIBOLD, Theme
from ui.widgets.buttons import Touchable
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import draw_setting, fit_text, set_text

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WIDE = 2.6
"""From this ratio of its sides on a tile is set as one row."""
_TIGHT = 1.72 * CAP_HEIGHT
"""Line of the figures, in em: their words carry no capital with two marks."""
_SILL = 0.16
"""Air below the figures of a card, in em."""
_MOST_FACTS = 0.45
"""The figures of a wide tile take at most this share of it."""


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
        self._strong_font = QFont(fact_font)
        self._strong_font.setWeight(SEMIBOLD)
        self._icon = icon
        self._least_px = least_px
        self.name_px: int | None = None
        """Size of the name that all tiles beside this one share; None: as large as fits."""
        self.brief = False
        """Set the figures short, as the tiles beside this one do."""
        self._facts: tuple[Fact, ...] = ()
        self._notice: Fact | None = None
        self.setText(name)
        self.setAccessibleName(name)

    def show_facts(self, *facts: Fact) -> None:
        """Figures, the first one strong; they replace a notice."""
        if (facts, None) == (self._facts, self._notice):
            return
        self._facts, self._notice = facts, None
        self.setAccessibleName(" ".join((self.text(), *(fact.words for fact in facts))))
        self.update()

    def show_notice(self, notice: Fact) -> None:
        """A sentence instead of the figures."""
        if notice == self._notice:
            return
        self._notice = notice
        self.setAccessibleName(f"{self.text()} {notice.words}")
        self.update()

    def sizeHint(self) -> QSize:
        em = self._name_font.pixelSize()
        return QSize(em * 12, em * 4)

    def holds(self, size: QSize) -> bool:
        """Whether everything can be set at its least size in a tile of this size."""
        rect = QRectF(0, 0, size.width(), size.height())
        font = QFont(self._name_font)
        font.setPixelSize(self._least_px)
        name_room, fact_room = self._name_room(rect), self._fact_room(rect)
        name = set_text(self.text(), font, name_room.width())
        if _is_wide(rect):
            lines = 2 if self._notice else len(self._facts)
            facts_fit = lines * self._fact_font.pixelSize() * _TIGHT <= fact_room.height()
            facts_fit = facts_fit and self._fact_width() <= fact_room.width()
        else:
            facts_fit = self._row_width() <= fact_room.width()
        return facts_fit and name.width <= name_room.width() and name.height <= name_room.height()

    def fitting_px(self, size: QSize) -> int:
        """The largest size of the name in a tile of this size, in pixels."""
        room = self._name_room(QRectF(0, 0, size.width(), size.height()))
        return fit_text(self.text(), self._name_font, room.size(), self._least_px).font.pixelSize()

    def draw_content(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        _draw_badge(painter, self._badge_room(rect), self._icon, *self._badge_inks())
        name_room, fact_room = self._name_room(rect), self._fact_room(rect)
        font = QFont(self._name_font)
        font.setPixelSize(self.name_px or font.pixelSize())
        setting = fit_text(self.text(), font, name_room.size(), self._least_px)
        draw_setting(painter, name_room, setting, self.ink(), _LEFT)
        if self._notice is not None:
            self._draw_notice(painter, fact_room, self._notice)
        elif _is_wide(rect):
            self._draw_column(painter, fact_room)
        else:
            self._draw_row(painter, fact_room)

    # Where things stand in a tile of any size.

    def _room(self, rect: QRectF) -> QRectF:
        across = min(self._name_font.pixelSize() * 0.55, rect.width() * 0.05)
        down = min(across * 0.7, rect.height() * 0.02)
        return rect.adjusted(across, down, -across, -down)

    def _badge_room(self, rect: QRectF) -> QRectF:
        room = self._room(rect)
        if _is_wide(rect):
            side = min(room.height() * 0.8, self._name_font.pixelSize() * 2.4, room.width() * 0.14)
            return QRectF(room.left(), room.center().y() - side / 2, side, side)
        side = min(self._name_font.pixelSize() * 1.5, room.width() * 0.2)
        top = room.top() + (self._card_split(room) - room.top() - side) / 2
        return QRectF(room.left(), top, side, side)

    def _name_room(self, rect: QRectF) -> QRectF:
        room, badge = self._room(rect), self._badge_room(rect)
        gap = self._name_font.pixelSize() * 0.4
        left = badge.right() + gap
        if _is_wide(rect):
            right, bottom = self._fact_room(rect).left() - gap, room.bottom()
        else:
            right, bottom = room.right(), self._card_split(room)
        return QRectF(left, room.top(), right - left, bottom - room.top())

    def _fact_room(self, rect: QRectF) -> QRectF:
        room = self._room(rect)
        if not _is_wide(rect):
            height = self._fact_font.pixelSize() * _TIGHT
            return QRectF(room.left(), self._card_split(room), room.width(), height)
        width = min(self._fact_width(), room.width() * _MOST_FACTS)
        return QRectF(room.right() - width, room.top(), width, room.height())

    def _card_split(self, room: QRectF) -> float:
        return room.bottom() - self._fact_font.pixelSize() * (_TIGHT + _SILL)

    def _fact_width(self) -> float:
        """Width of the figures, or of the notice, of a wide tile."""
        if self._notice is not None:
            return max(map(self._advance, self._notice.words.split("\n")))
        if self.brief:
            return max(map(self._short_width, self._facts), default=0.0)
        return max((self._advance(fact.words) for fact in self._facts), default=0.0)

    def _short_width(self, fact: Fact) -> float:
        return self._fact_font.pixelSize() + self._advance(fact.short)

    def _row_width(self) -> float:
        if self._notice is not None:
            return 0.0
        gaps = self._fact_font.pixelSize() * 0.5 * (len(self._facts) - 1)
        return sum(map(self._short_width, self._facts)) + gaps

    def _advance(self, words: str) -> float:
        return QFontMetricsF(self._strong_font).horizontalAdvance(words) + 1

    def _badge_inks(self) -> tuple[QColor, QColor]:
        ground, ink = ("info_soft", "info") if self.isEnabled() else ("off_soft", "off")
        return self.theme.color(ground), self.theme.color(ink)

    def _draw_column(self, painter: QPainter, room: QRectF) -> None:
        for index, (fact, rect) in enumerate(zip(self._facts, self._lines(room), strict=False)):
            if self.brief:
                self._draw_short(painter, rect, fact, self._font_of(index))
            else:
                words = set_text(fact.words, self._font_of(index), 1_000_000)
                draw_setting(painter, rect, words, self._ink_of(fact), _RIGHT)

    def _lines(self, room: QRectF) -> list[QRectF]:
        """One rectangle for each line beside the name."""
        count = len(self._notice.words.split("\n")) if self._notice else len(self._facts)
        height = self._fact_font.pixelSize() * _TIGHT
        top = room.center().y() - height * count / 2
        return [QRectF(room.left(), top + i * height, room.width(), height) for i in range(count)]

    def _draw_row(self, painter: QPainter, room: QRectF) -> None:
        left = room.left()
        for index, fact in enumerate(self._facts):
            width = self._short_width(fact)
            rect = QRectF(left, room.top(), width, room.height())
            self._draw_short(painter, rect, fact, self._font_of(index))
            left += width + self._fact_font.pixelSize() * 0.5

    def _draw_short(self, painter: QPainter, rect: QRectF, fact: Fact, font: QFont) -> None:
        em = self._fact_font.pixelSize()
        icon = QRectF(rect.left(), rect.center().y() - em * 0.4, em * 0.8, em * 0.8)
        draw_icon(painter, icon, fact.icon, self._ink_of(fact))
        words = set_text(fact.short, font, 1_000_000)
        draw_setting(painter, rect.adjusted(em, 0, 0, 0), words, self._ink_of(fact), _LEFT)

    def _font_of(self, index: int) -> QFont:
        return self._fact_font if index else self._strong_font

    def _draw_notice(self, painter: QPainter, room: QRectF, notice: Fact) -> None:
        ink = self.theme.color(notice.color)
        if not _is_wide(QRectF(self.rect())):
            size = QSizeF(room.width(), room.height() * 2)
            setting = fit_text(notice.short, self._fact_font, size, self._least_px)
            draw_setting(painter, room, setting, ink, _LEFT)
            return
        for words, rect in zip(notice.words.split("\n"), self._lines(room), strict=True):
            size = QSizeF(rect.width(), rect.height() * 2)
            draw_setting(painter, rect, fit_text(words, self._fact_font, size), ink, _RIGHT)

    def _ink_of(self, fact: Fact) -> QColor:
        return self.theme.color(fact.color if self.isEnabled() else "off")


def _draw_badge(painter: QPainter, badge: QRectF, icon: str, ground: QColor, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(badge, badge.width() * 0.24, badge.width() * 0.24)
    inset = badge.width() * 0.17
    draw_icon(painter, badge.adjusted(inset, inset, -inset, -inset), icon, ink)


def _is_wide(rect: QRectF) -> bool:
    return rect.width() >= rect.height() * _WIDE
