"""The day in five figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import SEMIBOLD, Theme


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its word; `color` is a token that says how it stands."""

    number: str
    word: str
    color: str = "ink"


class FigureStrip(QWidget):
    """Figures side by side: large numbers of equal width, a small word under each."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._figures: tuple[Figure, ...] = ()
        self._large = theme.font("display", SEMIBOLD)
        self._small = theme.font("small")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        if tuple(figures) == self._figures:
            return
        self._figures = tuple(figures)
        self.setAccessibleName(", ".join(f"{one.word} {one.number}" for one in figures))
        self.update()

    def sizeHint(self) -> QSize:
        height = self._large.pixelSize() * 1.15 + self._small.pixelSize() * 1.9
        return QSize(self._theme.size("row") * 20, round(height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._figures:
            return
        painter = QPainter(self)
        column = self.width() / len(self._figures)
        split = self._large.pixelSize() * 1.15
        for index, figure in enumerate(self._figures):
            left = index * column
            if index:
                painter.setPen(self._theme.color("line"))
                painter.drawLine(round(left), 6, round(left), self.height() - 6)
                left += self._theme.space("room")
            width = column - self._theme.space("room")
            painter.setPen(self._theme.color(figure.color))
            painter.setFont(self._large)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(QRectF(left, 0, width, split), flags, figure.number)
            painter.setPen(self._theme.color("ink_soft"))
            painter.setFont(self._small)
            below = QRectF(left, split, width, self.height() - split)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, figure.word)
