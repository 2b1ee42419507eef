"""Icons: one set, one weight, tinted with a colour of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.errors import Bug
from core.resources import resource


def draw_icon(painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """Draw an icon of `resources/icons` inside a square, on whole pixels."""
    ratio = painter.device().devicePixelRatioF()
    side = max(1, round(rect.width()))
    image = _drawn(name, color.name(), side, ratio)
    painter.drawImage(QPointF(round(rect.left()), round(rect.top())), image)


def icon_pixmap(name: str, size_px: int, color: QColor, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size_px` logical pixels."""
    return QPixmap.fromImage(_drawn(name, color.name(), size_px, ratio))


def qicon(name: str, color: QColor, size_px: int = 20) -> QIcon:
    """The icon for a standard button or menu."""
    return QIcon(icon_pixmap(name, size_px * 2, color))


def has_icon(name: str) -> bool:
    """Whether an icon of that name ships with the program."""
    return resource("icons", f"{name}.svg").is_file()


class Icon(QWidget):
    """A widget that shows one icon in the middle of itself."""

    def __init__(
        self, name: str, size_px: int, color: QColor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size_px
        self._color = color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, color: QColor | None = None) -> None:
        self._name = name
        self._color = color or self._color
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, top = (self.width() - self._size) / 2, (self.height() - self._size) / 2
        draw_icon(painter, QRectF(left, top, self._size, self._size), self._name, self._color)


@lru_cache(maxsize=512)
def _drawn(name: str, color: str, side: int, ratio: float) -> QImage:
    """The icon drawn once for a size and colour; pages draw it many times."""
    pixels = round(side * ratio)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _renderer(name, color).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


@lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    path = resource("icons", f"{name}.svg")
    if not path.is_file():
        raise Bug(f"no icon {name!r}")
    drawing = path.read_text(encoding="utf-8").replace("currentColor", color)
    return QSvgRenderer(QByteArray(drawing.encode("utf-8")))
