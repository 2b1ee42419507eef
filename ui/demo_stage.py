"""The whole centre in one window: every screen live, side by side, scaled down.

A demonstration has one monitor and wants to show seven.  The windows are the
real ones at their real sizes, put into a scene; they can be touched, clicked
and typed into as if they stood in the hall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsProxyWidget,
    QGraphicsScene,
    QGraphicsView,
    QWidget,
)

from ui.bridge import Office
from ui.theme import Theme
from ui.windows import window_of_role

_SCENE = QRectF(0, 0, 1920, 1080)
_FRAME_PX = 1.5


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a role stands in the scene of 1920 x 1080, and the size its window has."""

    role: str
    size: tuple[int, int]
    place: tuple[float, float, float, float]


SPOTS: tuple[Spot, ...] = (
    Spot("kiosk", (1080, 1920), (20, 20, 585, 1040)),
    Spot("board", (1920, 1080), (625, 20, 640, 360)),
    Spot("supervisor", (1366, 768), (1280, 20, 620, 360)),
    Spot("counter:q1", (1366, 768), (625, 395, 640, 360)),
    Spot("workshop", (1366, 768), (1280, 395, 620, 360)),
    Spot("rating:q1", (1280, 800), (625, 770, 640, 290)),
    Spot("sign:q1", (800, 480), (1280, 770, 620, 290)),
)


class DemoStage(QGraphicsView):
    """Opens a window for each spot and shows them all."""

    def __init__(self, office: Office, theme: Theme, spots: Sequence[Spot] = SPOTS) -> None:
        super().__init__()
        self.setObjectName("stage")
        self.setWindowTitle(office.texts("rehearsal.stage_title"))
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self.setBackgroundBrush(theme.color("line"))
        scene = QGraphicsScene(_SCENE, self)
        self.setScene(scene)
        self.windows = {spot.role: self._put(scene, office, theme, spot) for spot in spots}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fitInView(_SCENE, Qt.AspectRatioMode.KeepAspectRatio)

    def _put(self, scene: QGraphicsScene, office: Office, theme: Theme, spot: Spot) -> QWidget:
        role, _, subject = spot.role.partition(":")
        widget = window_of_role(role).open(office, theme, subject)
        widget.resize(*spot.size)
        widget.setFixedSize(*spot.size)
        proxy = QGraphicsProxyWidget()
        proxy.setWidget(widget)
        left, top, width, height = spot.place
        scale = min(width / spot.size[0], height / spot.size[1])
        proxy.setScale(scale)
        shown = QRectF(0, 0, spot.size[0] * scale, spot.size[1] * scale)
        shown.moveCenter(QRectF(left, top, width, height).center())
        proxy.setPos(shown.topLeft())
        # Drawn once at the size it is seen; afterwards only what changed is drawn anew.
        proxy.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        scene.addItem(proxy)
        frame = QPainterPath()
        frame.addRect(shown)
        scene.addPath(frame, QPen(theme.color("edge"), _FRAME_PX))
        return widget
