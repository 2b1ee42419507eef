"""Who waits, by sector: bars, and the longest wait beside each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.queue.views import SectorNow
from core.texts import Texts
from ui.theme import SEMIBOLD, Theme
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import draw_setting, fit_text

LONG_WAIT_MIN = 30
_LEAST_SCALE = 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SectorBars(QWidget):
    """One line per sector: icon, name, bar with the number waiting, longest wait.

    All bars share one scale of at least eight people, so that a quiet hall
    looks quiet.
    """

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = texts
        self._sectors: tuple[SectorNow, ...] = ()
        self._name = theme.font("body")
        self._figure = theme.font("body", SEMIBOLD)
        self._small = theme.font("small")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_sectors(self, sectors: Sequence[SectorNow]) -> None:
        if tuple(sectors) == self._sectors:
            return
        if len(sectors) != len(self._sectors):
            self.updateGeometry()
        self._sectors = tuple(sectors)
        self.setAccessibleName(
            "; ".join(f"{one.sector.name}: {self._words(one)}" for one in sectors)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(460, self._theme.size("row") * max(4, len(self._sectors)))

    def minimumSizeHint(self) -> QSize:
        return QSize(360, 24 * max(4, len(self._sectors)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._sectors:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = min(self.height() / len(self._sectors), self._theme.size("row") * 1.5)
        scale = max(_LEAST_SCALE, max(one.waiting for one in self._sectors))
        for index, sector in enumerate(self._sectors):
            self._draw(painter, QRectF(0, index * step, self.width(), step), sector, scale)

    def _draw(self, painter: QPainter, room: QRectF, now: SectorNow, scale: int) -> None:
        theme, near = self._theme, self._theme.space("near")
        side = theme.size("icon") - 2
        quiet = "ink" if now.waiting or now.open_counters else "ink_soft"
        icon = QRectF(room.left(), room.center().y() - side / 2, side, side)
        draw_icon(painter, icon, now.sector.icon, theme.color("info"))
        name = QRectF(icon.right() + near, room.top(), room.width() * 0.34, room.height())
        setting = fit_text(now.sector.name, self._name, QSizeF(name.width(), name.height()), 12)
        draw_setting(painter, name, setting, theme.color(quiet), _LEFT)
        wait_width = QFontMetricsF(self._small).horizontalAdvance(self._longest_words()) + near
        bar = QRectF(name.right() + near, room.center().y() - 8, 0, 16)
        whole = room.right() - wait_width - bar.left() - 3 * near
        self._draw_bar(painter, bar, whole, now, scale)
        wait = QRectF(room.right() - wait_width, room.top(), wait_width, room.height())
        late = now.longest_wait_min >= LONG_WAIT_MIN
        painter.setFont(theme.font("small", SEMIBOLD) if late else self._small)
        painter.setPen(theme.color("warn" if late else "ink_soft"))
        painter.drawText(wait.adjusted(0, 0, -2, 0), _RIGHT, self._words(now))

    def _draw_bar(
        self, painter: QPainter, bar: QRectF, whole: float, now: SectorNow, scale: int
    ) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), whole, bar.height()), 4, 4)
        length = whole * now.waiting / scale
        if now.waiting:
            late = now.longest_wait_min >= LONG_WAIT_MIN
            painter.setBrush(theme.color("warn" if late else "info"))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), length, bar.height()), 4, 4)
        figure = str(now.waiting)
        width = QFontMetricsF(self._figure).horizontalAdvance(figure)
        inside = length > width + 2 * theme.space("near")
        left = bar.left() + (length - width - 6 if inside else length + 6)
        painter.setFont(self._figure)
        painter.setPen(theme.color("surface" if inside else "ink" if now.waiting else "ink_faint"))
        painter.drawText(QRectF(left, bar.top() - 2, width + 2, bar.height() + 4), _LEFT, figure)

    def _words(self, now: SectorNow) -> str:
        if now.waiting and not now.open_counters:
            return self._texts("supervisor.sector.no_counter")
        if now.waiting:
            return self._texts("supervisor.sector.longest", minutes=now.longest_wait_min)
        return self._texts("supervisor.sector.nobody")

    def _longest_words(self) -> str:
        return max((self._words(one) for one in self._sectors), key=len)
