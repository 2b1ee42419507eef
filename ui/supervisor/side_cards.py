"""Beside the hall: ratings of today, dossiers due, devices, copies."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.ports import DeviceState
from core.ratings.model import LEVELS, RatingTally
from core.texts import Texts
from ui.theme import SEMIBOLD, Theme
from ui.widgets.icon import draw_icon
from ui.widgets.lamps import LOOKS

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FACES = {3: ("smile", "good"), 2: ("meh", "info"), 1: ("frown", "bad")}


class RatingBar(QWidget):
    """Today's ratings as one bar of three parts, with face, number and word each."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = texts
        self._tally = RatingTally(0, {}, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tally(self, tally: RatingTally) -> None:
        if tally == self._tally and self.accessibleName():
            return
        self._tally = tally
        words = (
            f"{self._texts(f'supervisor.rating.{level}')} {tally.by_value.get(level, 0)}"
            for level in LEVELS
        )
        self.setAccessibleName(", ".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, 12 + 3 * 26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        counts = [self._tally.by_value.get(level, 0) for level in LEVELS]
        self._draw_bar(painter, counts)
        for index, level in enumerate(LEVELS):
            self._draw_line(painter, QRectF(0, 12 + index * 26, self.width(), 26), level, counts)

    def _draw_bar(self, painter: QPainter, counts: Sequence[int]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("sunken"))
        painter.drawRoundedRect(QRectF(0, 0, self.width(), 8), 4, 4)
        whole, left = sum(counts), 0.0
        for level, count in zip(LEVELS, counts, strict=True):
            width = self.width() * count / whole if whole else 0
            painter.setBrush(self._theme.color(_FACES[level][1]))
            painter.drawRect(QRectF(left, 0, max(0.0, width - 2), 8))
            left += width

    def _draw_line(
        self, painter: QPainter, room: QRectF, level: int, counts: Sequence[int]
    ) -> None:
        icon, color = _FACES[level]
        count, whole = counts[LEVELS.index(level)], sum(counts)
        square = QRectF(room.left(), room.center().y() - 9, 18, 18)
        draw_icon(painter, square, icon, self._theme.color(color))
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("ink"))
        words = room.adjusted(26, 0, 0, 0)
        painter.drawText(words, _LEFT, self._texts(f"supervisor.rating.{level}"))
        painter.setFont(self._theme.font("small", SEMIBOLD))
        share = f"{(200 * count + whole) // (2 * whole)} %" if whole else "–"
        painter.drawText(room.adjusted(0, 0, -2, 0), _RIGHT, share)
        painter.drawText(room.adjusted(0, 0, -52, 0), _RIGHT, str(count))


class DeviceLamps(QWidget):
    """A line per device: lamp, name, the word of its health; the worst first."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = texts
        self._states: tuple[DeviceState, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_states(self, states: Sequence[DeviceState]) -> None:
        ordered = tuple(sorted(states, key=lambda one: (-int(one.health), one.name)))
        if ordered == self._states:
            return
        self._states = ordered
        self.setAccessibleName(", ".join(f"{one.name}: {self._word(one)}" for one in self._states))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, 24 * max(1, len(self._states)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._states:
            painter.setFont(self._theme.font("small"))
            painter.setPen(self._theme.color("ink_soft"))
            painter.drawText(self.rect(), _LEFT, self._texts("supervisor.devices.none"))
        for index, state in enumerate(self._states):
            room = QRectF(0, index * 24, self.width(), 24)
            ink, _, icon = LOOKS[state.health]
            square = QRectF(0, room.center().y() - 8, 16, 16)
            draw_icon(painter, square, icon, self._theme.color(ink))
            painter.setFont(self._theme.font("small"))
            painter.setPen(self._theme.color("ink"))
            painter.drawText(room.adjusted(24, 0, 0, 0), _LEFT, self._fitted(state, room.width()))
            painter.setFont(self._theme.font("small", SEMIBOLD))
            painter.setPen(self._theme.color(ink))
            painter.drawText(room.adjusted(0, 0, -2, 0), _RIGHT, self._word(state))

    def _fitted(self, state: DeviceState, width: float) -> str:
        """The name, by whole words, as far as the health's word leaves room."""
        metrics = QFontMetricsF(self._theme.font("small"))
        strong = QFontMetricsF(self._theme.font("small", SEMIBOLD))
        room = width - 32 - strong.horizontalAdvance(self._word(state))
        words = state.name.split(" ")
        while len(words) > 1 and metrics.horizontalAdvance(" ".join(words)) > room:
            words.pop()
        return " ".join(words)

    def _word(self, state: DeviceState) -> str:
        return self._texts(f"common.health.{state.health.name.lower()}")
