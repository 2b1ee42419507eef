"""Slips as they come out of the printer: the newest at the slot, the others below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.clock import local
from core.ports import BenchPaper
from core.texts import Texts
from ui.theme import SEMIBOLD, Theme

_PAPER = QColor("#FCFBF7")
_INK = QColor("#2A2A2E")
_EDGE = QColor("#C9C5BB")
_TOOTH = 6.0
_SLOT = 34
_FOOT = 22
_KEPT = 30


class PaperRoll(QWidget):
    """The printer's face with its slot, and a scroll of papers below it."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slot = _Slot(theme)
        self._papers = _Papers(theme, texts)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._papers)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._slot)
        column.addWidget(self._scroll, 1)

    def show_papers(self, papers: Sequence[BenchPaper]) -> None:
        """The last papers of all printers, newest on top."""
        self._papers.show_papers(papers)

    @property
    def shown(self) -> int:
        return self._papers.shown


class _Slot(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(_SLOT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised"))
        painter.drawRoundedRect(QRectF(0, 0, self.width(), _SLOT - 6), 8, 8)
        painter.setBrush(self._theme.color("sunken"))
        painter.drawRoundedRect(QRectF(14, _SLOT - 18, self.width() - 28, 8), 4, 4)


class _Papers(QWidget):
    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._papers: list[BenchPaper] = []
        self._pictures: dict[tuple[str, int], QPixmap] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def shown(self) -> int:
        return len(self._papers)

    def show_papers(self, papers: Sequence[BenchPaper]) -> None:
        self._papers = list(reversed(papers))[:_KEPT]
        keys = {(paper.device_id, paper.number) for paper in self._papers if paper.cut}
        self._pictures = {key: one for key, one in self._pictures.items() if key in keys}
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, round(sum(self._height(paper) + 10 for paper in self._papers)) + 20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        if not self._papers:
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.color("ink_soft"))
            words = self._texts("workshop.paper.none")
            painter.drawText(QRectF(0, 12, self.width(), 30), Qt.AlignmentFlag.AlignHCenter, words)
            return
        seen, fresh = QRectF(self.visibleRegion().boundingRect()), QRectF(event.rect())
        for paper, room in self._rooms():
            if room.intersects(fresh):
                self._draw(painter, paper, room)
            elif not room.intersects(seen):
                # A picture is two megabytes: only those in sight are kept.
                self._pictures.pop((paper.device_id, paper.number), None)

    def _rooms(self) -> Iterator[tuple[BenchPaper, QRectF]]:
        """Each paper and where it lies."""
        y = 0.0
        for paper in self._papers:
            height = self._height(paper)
            yield paper, QRectF(self._left(), y, self._width(), height)
            y += height + 10

    def _draw(self, painter: QPainter, paper: BenchPaper, room: QRectF) -> None:
        shape = _torn(room) if paper.cut else QPolygonF(room)
        painter.setPen(_EDGE)
        painter.setBrush(_PAPER)
        painter.drawPolygon(shape)
        picture = QRectF(room.left() + 6, room.top() + 6, room.width() - 12, 0)
        picture.setHeight(room.height() - _FOOT - 6)
        pixmap = self._picture(paper)
        painter.drawPixmap(picture, pixmap, QRectF(pixmap.rect()))
        painter.setFont(self._theme.font("small", SEMIBOLD))
        painter.setPen(_INK)
        foot = QRectF(room.left() + 10, room.bottom() - _FOOT - 4, room.width() - 20, _FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, f"{local(paper.at):%H:%M:%S}")
        said = "workshop.paper.stray" if paper.stray else "workshop.paper.number"
        words = self._texts(said, n=paper.number)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, words)

    def _picture(self, paper: BenchPaper) -> QPixmap:
        """The paper's picture; one that still grows is read anew each time."""
        key = (paper.device_id, paper.number)
        if key not in self._pictures or not paper.cut:
            pixmap = QPixmap()
            pixmap.loadFromData(paper.png, "PNG")
            # In the width it is shown in: to shrink two megabytes at every sight is dear.
            shown_px = round((self._width() - 12) * self.devicePixelRatioF())
            self._pictures[key] = pixmap.scaledToWidth(
                min(shown_px, pixmap.width()), Qt.TransformationMode.SmoothTransformation
            )
        return self._pictures[key]

    def _width(self) -> float:
        return min(400.0, self.width() - 16.0)

    def _left(self) -> float:
        return (self.width() - self._width()) / 2

    def _height(self, paper: BenchPaper) -> float:
        scale = (self._width() - 12) / max(1, paper.width)
        return paper.height * scale + _FOOT + 12

    def _fit(self) -> None:
        self.setFixedHeight(max(60, self.sizeHint().height()))


def _torn(room: QRectF) -> QPolygonF:
    """A paper with the teeth of the cutter at its lower edge."""
    points = [room.topLeft(), room.topRight()]
    steps = int(room.width() // _TOOTH)
    for index in range(steps + 1):
        x = room.right() - room.width() * index / steps
        points.append(QPointF(x, room.bottom() - (_TOOTH / 2 if index % 2 else 0)))
    return QPolygonF(points)
