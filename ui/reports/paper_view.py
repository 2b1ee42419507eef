"""Pages on a desk: true to the paper, in any size, each number open to the touch."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from core.forms.sheet import Sheet
from core.reporting.profiles import Profile
from ui.reports.pages import PAGE_HEIGHT, PAGE_WIDTH, CellFact, draw_page, pages_of
from ui.reports.type_setting import Ink, Page
from ui.theme import Theme

ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)
_POINT_PX = 96 / 72 / 10  # one tenth of a point, in pixels at true size


class PaperView(QScrollArea):
    """The pages below each other; without a zoom they fit the width."""

    touched = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = _Pages(theme)
        self._pages.touched.connect(self.touched)
        self.setWidget(self._pages)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._zoom: float | None = None

    @property
    def page_count(self) -> int:
        return len(self._pages.pages)

    @property
    def zoom(self) -> float:
        return self._zoom or self._fitting()

    def show_sheet(self, sheet: Sheet, profile: Profile) -> None:
        self._pages.show_sheet(sheet, profile)
        self._resize_pages()

    def clear(self) -> None:
        self._pages.clear()
        self._resize_pages()

    def zoom_by(self, steps: int) -> None:
        """The next larger or smaller size of the scale."""
        larger = [one for one in ZOOMS if one > self.zoom + 0.01]
        smaller = [one for one in ZOOMS if one < self.zoom - 0.01]
        if steps > 0 and larger:
            self._zoom = larger[0]
        elif steps < 0 and smaller:
            self._zoom = smaller[-1]
        self._resize_pages()

    def fit_width(self) -> None:
        self._zoom = None
        self._resize_pages()

    def facts(self) -> list[CellFact]:
        """Every number of the table that may be opened."""
        return [fact for _, fact in self._pages.cells()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize_pages()

    def _fitting(self) -> float:
        room = self.viewport().width() - 2 * self._pages.margin - 14
        return max(0.3, room / (PAGE_WIDTH * _POINT_PX))

    def _resize_pages(self) -> None:
        self._pages.set_zoom(self.zoom)


class _Pages(QWidget):
    touched = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ink = Ink(theme.document_family, theme.color("ink"), theme.color("ink_soft"))
        self._sheet: Sheet | None = None
        self._scale = _POINT_PX
        self.pages: list[Page] = []
        self.margin = theme.space("gap")
        self.setMouseTracking(True)

    def show_sheet(self, sheet: Sheet, profile: Profile) -> None:
        self._sheet = sheet
        self.pages = pages_of(sheet, profile, self._ink)
        self.setAccessibleName(" ".join((*sheet.title, *sheet.period)))
        self.update()

    def clear(self) -> None:
        self._sheet = None
        self.pages = []
        self.update()

    def set_zoom(self, zoom: float) -> None:
        self._scale = zoom * _POINT_PX
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        if not self.pages:
            return QSize(0, 0)
        width = PAGE_WIDTH * self._scale + 2 * self.margin
        height = len(self.pages) * (PAGE_HEIGHT * self._scale + self.margin) + self.margin
        return QSize(round(width), round(height))

    def cells(self) -> list[tuple[QRectF, CellFact]]:
        """Where the numbers are, in pixels of this widget."""
        found = []
        for index, page in enumerate(self.pages):
            corner = self._corner(index)
            for rect, fact in page.cells():
                scaled = QRectF(rect.topLeft() * self._scale, rect.size() * self._scale)
                if isinstance(fact, CellFact):
                    found.append((scaled.translated(corner), fact))
        return found

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position())
        shape = Qt.CursorShape.PointingHandCursor if hit else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (hit := self._hit(event.position())) is not None:
            self.touched.emit(hit)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        for index, page in enumerate(self.pages):
            corner = self._corner(index)
            size = QRectF(corner.x(), corner.y(), PAGE_WIDTH * self._scale, 0)
            size.setHeight(PAGE_HEIGHT * self._scale)
            if not size.intersects(QRectF(event.rect())) or self._sheet is None:
                continue
            painter.setPen(QPen(self._theme.color("line"), 1))
            painter.setBrush(self._theme.color("surface"))
            painter.drawRect(size)
            painter.save()
            painter.translate(corner)
            painter.scale(self._scale, self._scale)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            draw_page(painter, page, index + 1, self._sheet, self._ink)
            painter.restore()

    def _corner(self, index: int) -> QPointF:
        step = PAGE_HEIGHT * self._scale + self.margin
        return QPointF(self.margin, self.margin + index * step)

    def _hit(self, place: QPointF) -> CellFact | None:
        for rect, fact in self.cells():
            if rect.contains(place) and fact.number:
                return fact
        return None
