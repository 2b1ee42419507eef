"""The quiet parts of the board: head, who waits, notices."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.clock import Timer, Timers, local
from core.queue.model import Sector
from ui.board.panel import CENTRE, LEFT, RIGHT, BoardPanel, Words
from ui.theme import REGULAR, Theme
from ui.widgets.figures import draw_figure, figure_font
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import draw_setting, fit_text, set_text

_SECTORS_A_ROW = 5
_PAGE_S = 10.0
_TWO_ROWS = 120


class HeaderStrip(BoardPanel):
    """The centre's name, a mark when this is not the real thing, date and time."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self._centre = ""
        self._mark = ""
        self._lost = ""
        self._at = 0

    def show_facts(self, *, centre: str, mark: str, lost: str) -> None:
        """`lost` says since when the board hears nothing."""
        if (centre, mark, lost) == (self._centre, self._mark, self._lost):
            return
        self._centre, self._mark, self._lost = centre, mark, lost
        self.setAccessibleName(" · ".join(filter(None, (centre, mark, lost))))
        self.update()

    def show_time(self, at: int) -> None:
        self._at = at
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name, facts = self._rows()
        right = self._draw_time(painter, facts)
        if self._lost:
            right = self._draw_chip(painter, facts, right, self._lost, "warn", "wifi-off")
        if self._mark:
            right = self._draw_chip(painter, facts, right, self._mark, "warn", "")
        if name.top() == facts.top():
            name.setRight(right - 32 * self.unit)
        self.line(painter, name, self._centre, 46, strong=True)

    def _rows(self) -> tuple[QRectF, QRectF]:
        """The name beside the facts, or above them on an upright screen."""
        whole = QRectF(self.rect())
        if whole.height() < _TWO_ROWS * self.unit:
            return QRectF(whole), whole
        half = whole.height() / 2
        return whole.adjusted(0, 0, 0, -half), whole.adjusted(0, half, 0, 0)

    def _draw_time(self, painter: QPainter, room: QRectF) -> float:
        now = local(self._at)
        clock = QRectF(room.right() - 200 * self.unit, room.top(), 200 * self.unit, room.height())
        font = figure_font(self.theme, "00:00", clock, fill=0.62)
        width = draw_figure(
            painter,
            clock,
            f"{now:%H:%M}",
            font,
            self.theme.color("ink"),
            Qt.AlignmentFlag.AlignRight,
        )
        weekday = self.words.vi(f"common.weekday.{now.weekday()}")
        date = QRectF(0, room.top(), room.right() - width - 28 * self.unit, room.height())
        text = f"{weekday}, {now:%d/%m/%Y}"
        used = self.line(painter, date, text, 38, color="ink_soft", align=RIGHT)
        return date.right() - used

    def _draw_chip(
        self, painter: QPainter, room: QRectF, right: float, text: str, tone: str, icon: str
    ) -> float:
        """A coloured word left of `right`; returns its own left edge."""
        pad = 20 * self.unit
        side = 34 * self.unit if icon else 0.0
        around = side + pad * (3 if icon else 2)
        space = QSizeF(right - 32 * self.unit - room.left() - around, 58 * self.unit)
        setting = fit_text(text, self.theme.font_px(34 * self.unit, REGULAR), space)
        width = setting.width + around
        chip = QRectF(right - 32 * self.unit - width, 0, width, space.height())
        chip.moveTop(room.center().y() - chip.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(f"{tone}_soft"))
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        ink = self.theme.color(tone)
        if icon:
            top = chip.center().y() - side / 2
            draw_icon(painter, QRectF(chip.left() + pad, top, side, side), icon, ink)
        draw_setting(painter, chip.adjusted(0, 0, -pad, 0), setting, ink, RIGHT)
        return chip.left()


def sector_rows(count: int) -> int:
    """How many rows so many sectors need."""
    return math.ceil(count / _SECTORS_A_ROW)


class SectorStrip(BoardPanel):
    """People waiting, by sector."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self._waiting: tuple[tuple[Sector, int], ...] = ()

    def show_waiting(self, waiting: tuple[tuple[Sector, int], ...]) -> None:
        if waiting == self._waiting:
            return
        self._waiting = waiting
        self.setAccessibleName(", ".join(f"{sector.name}: {n}" for sector, n in waiting))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._waiting:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows = round((self.height() + 12 * self.unit) / (116 * self.unit))
        columns = math.ceil(len(self._waiting) / max(1, rows))
        gap = 12 * self.unit
        width = (self.width() - gap * (columns - 1)) / columns
        height = (self.height() - gap * (rows - 1)) / rows
        for index, (sector, waiting) in enumerate(self._waiting):
            row, column = divmod(index, columns)
            cell = QRectF(column * (width + gap), row * (height + gap), width, height)
            self._draw_cell(painter, cell, sector, waiting)

    def _draw_cell(self, painter: QPainter, cell: QRectF, sector: Sector, waiting: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("surface"))
        painter.drawRoundedRect(cell, 14 * self.unit, 14 * self.unit)
        inside = cell.adjusted(18 * self.unit, 4 * self.unit, -18 * self.unit, -4 * self.unit)
        figure = inside.adjusted(inside.width() - 84 * self.unit, 0, 0, 0)
        font = figure_font(self.theme, "000", figure, fill=0.5)
        ink = self.theme.color("ink" if waiting else "ink_soft")
        width = draw_figure(painter, figure, str(waiting), font, ink, Qt.AlignmentFlag.AlignRight)
        side = 34 * self.unit
        width += side + 10 * self.unit
        people = QRectF(inside.right() - width, inside.center().y() - side / 2, side, side)
        draw_icon(painter, people, "users", self.theme.color("edge"))
        words = inside.adjusted(0, 0, -width - 14 * self.unit, 0)
        upper = words.adjusted(0, 0, 0, -words.height() * 0.38)
        lower = words.adjusted(0, words.height() * 0.62, 0, 0)
        self.line(painter, upper, sector.name, 34, align=LEFT, strong=True)
        self.line(painter, lower, sector.name_en, 25, color="ink_soft", align=LEFT)


class NoticeStrip(BoardPanel):
    """What the centre has to say: two lines a page, and a calm turn of the page.

    Paragraphs are pages of their own; a longer one goes on on the next page.
    """

    def __init__(self, theme: Theme, words: Words, timers: Timers, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self._timers = timers
        self._text = ""
        self._page = 0
        self._timer: Timer | None = None

    def show_notice(self, text: str) -> None:
        if text != self._text:
            self._text, self._page = text, 0
            self.setAccessibleName(text)
            self._wait()
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._wait()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def pages(self) -> list[str]:
        """The notice cut into pages of two lines."""
        pages: list[str] = []
        font = self.theme.font_px(34 * self.unit)
        for paragraph in filter(None, map(str.strip, self._text.splitlines())):
            lines = set_text(paragraph, font, self._room().width()).lines
            pages += [" ".join(lines[first : first + 2]) for first in range(0, len(lines), 2)]
        return pages

    def paintEvent(self, event: QPaintEvent) -> None:
        pages = self.pages()
        if not pages:
            return
        painter = QPainter(self)
        self.card(painter, "sunken")
        side = 40 * self.unit
        icon = QRectF(24 * self.unit, self.height() / 2 - side / 2, side, side)
        draw_icon(painter, icon, "megaphone", self.theme.color("accent"))
        font = self.theme.font_px(34 * self.unit)
        room = self._room()
        setting = fit_text(pages[self._page % len(pages)], font, QSizeF(room.size()))
        draw_setting(painter, room, setting, self.theme.color("ink"), LEFT)
        if len(pages) > 1:
            mark = QRectF(room.right(), 0, self.width() - room.right(), self.height())
            text = f"{self._page % len(pages) + 1}/{len(pages)}"
            self.line(painter, mark, text, 24, color="ink_soft", align=CENTRE)

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(
            88 * self.unit, 2 * self.unit, -84 * self.unit, -2 * self.unit
        )

    def _wait(self) -> None:
        """A notice of one page needs no timer."""
        self.stop()
        if len(self.pages()) > 1:
            self._timer = self._timers.after(_PAGE_S, self._turn)

    def _turn(self) -> None:
        self._page += 1
        self._wait()
        self.update()
