"""Three faces, told apart by eyes and mouth first and by colour second."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_STROKE = 0.055


def draw_face(painter: QPainter, place: QRectF, level: int, ink: QColor, ground: QColor) -> None:
    """Draw the face of a level (3 laughs, 2 smiles, 1 frowns) as a disc filling the square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.center())
    painter.scale(place.width() / 2, place.height() / 2)
    rim = _STROKE
    painter.setPen(QPen(ink, rim))
    painter.setBrush(ground)
    painter.drawEllipse(QRectF(-1 + rim / 2, -1 + rim / 2, 2 - rim, 2 - rim))
    _EYES[level](painter, ink)
    _MOUTHS[level](painter, ink, ground)
    painter.restore()


def _pen(ink: QColor, width: float) -> QPen:
    return QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


def _round_eyes(painter: QPainter, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for side in (-1, 1):
        painter.drawEllipse(QPointF(0.34 * side, -0.22), 0.105, 0.135)


def _laughing_eyes(painter: QPainter, ink: QColor) -> None:
    painter.setPen(_pen(ink, 0.1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for side in (-1, 1):
        arch = QPainterPath(QPointF(0.34 * side - 0.17, -0.14))
        arch.quadTo(QPointF(0.34 * side, -0.46), QPointF(0.34 * side + 0.17, -0.14))
        painter.drawPath(arch)


def _sad_eyes(painter: QPainter, ink: QColor) -> None:
    _round_eyes(painter, ink)
    painter.setPen(_pen(ink, 0.085))
    for side in (-1, 1):
        painter.drawLine(QPointF(0.50 * side, -0.42), QPointF(0.22 * side, -0.52))


def _open_mouth(painter: QPainter, ink: QColor, ground: QColor) -> None:
    mouth = QPainterPath(QPointF(-0.52, 0.10))
    mouth.quadTo(QPointF(0, 0.22), QPointF(0.52, 0.10))
    mouth.cubicTo(QPointF(0.46, 0.72), QPointF(-0.46, 0.72), QPointF(-0.52, 0.10))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPath(mouth)
    teeth = QPainterPath(QPointF(-0.40, 0.185))
    teeth.quadTo(QPointF(0, 0.275), QPointF(0.40, 0.185))
    teeth.quadTo(QPointF(0, 0.40), QPointF(-0.40, 0.185))
    painter.setBrush(ground)
    painter.drawPath(teeth)


def _smile(painter: QPainter, ink: QColor, _ground: QColor) -> None:
    painter.setPen(_pen(ink, 0.105))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    mouth = QPainterPath(QPointF(-0.42, 0.24))
    mouth.quadTo(QPointF(0, 0.66), QPointF(0.42, 0.24))
    painter.drawPath(mouth)


def _frown(painter: QPainter, ink: QColor, _ground: QColor) -> None:
    painter.setPen(_pen(ink, 0.105))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    mouth = QPainterPath(QPointF(-0.38, 0.56))
    mouth.quadTo(QPointF(0, 0.14), QPointF(0.38, 0.56))
    painter.drawPath(mouth)


_EYES = {3: _laughing_eyes, 2: _round_eyes, 1: _sad_eyes}
_MOUTHS = {3: _open_mouth, 2: _smile, 1: _frown}
