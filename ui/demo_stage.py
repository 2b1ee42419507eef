"""The whole centre in one window: every screen live, side by side, scaled down.

A demonstration has one monitor and wants to show seven.  The windows are the
real ones at their real sizes, put into a scene; they can be touched, clicked
and typed into as if they stood in the hall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsProxyWidget,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)
from shiboken6 import isValid

from core.clock import Timer
from ui.bridge import Office
from ui.theme import Theme
from ui.windows import window_of_role

_SCENE = QRectF(0, 0, 1920, 1080)
_FRAME_PX = 1.5
_EDGE = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a role stands in the scene of 1920 x 1080, and the size its window has."""

    role: str
    size: tuple[int, int]
    place: tuple[float, float, float, float]

    @property
    def scale(self) -> float:
        return min(self.place[2] / self.size[0], self.place[3] / self.size[1])

    @property
    def shown(self) -> QRectF:
        """What the window covers of its place."""
        rect = QRectF(0, 0, self.size[0] * self.scale, self.size[1] * self.scale)
        rect.moveCenter(QRectF(*self.place).center())
        return rect


SPOTS: tuple[Spot, ...] = (
    Spot("kiosk", (1080, 1920), (20, 20, 585, 1040)),
    Spot("board", (1920, 1080), (625, 20, 640, 360)),
    Spot("supervisor", (1366, 768), (1280, 20, 620, 360)),
    Spot("counter:q1", (1366, 768), (625, 395, 640, 360)),
    Spot("workshop", (1366, 768), (1280, 395, 620, 360)),
    Spot("rating:q1", (1280, 800), (625, 770, 640, 290)),
    Spot("sign:q1", (800, 480), (1280, 770, 620, 290)),
)


class _Screen(QGraphicsProxyWidget):
    """One window, kept as a picture at the size in which it is shown.

    Only what changed in it is drawn anew, and letters stay crisp because no
    picture is scaled.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        /,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a little more than changed.

        The edge of what changed lies within a pixel of the picture; Qt empties
        all of that pixel and would leave a part of it so.
        """
        wider = QStyleOptionGraphicsItem(option)
        wider.exposedRect = option.exposedRect.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
        # Qt itself hands over no widget where it draws into a picture.
        super().paint(painter, wider, widget)  # type: ignore[arg-type]


class DemoStage(QGraphicsView):
    """Opens a window for each spot and shows them all.

    A call moves five windows at once; drawing them together would hold up a
    touch, so each gets a turn of the event loop for itself.
    """

    def __init__(self, office: Office, theme: Theme, spots: Sequence[Spot] = SPOTS) -> None:
        super().__init__()
        self.setObjectName("stage")
        self.setWindowTitle(office.texts("rehearsal.stage_title"))
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.NoViewportUpdate)
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self.setBackgroundBrush(theme.color("line"))
        self._timers = office.timers
        self._moved: dict[int, QRectF] = {}
        self._pending: Timer | None = None
        scene = QGraphicsScene(_SCENE, self)
        self.setScene(scene)
        self._unseen: list[QGraphicsProxyWidget] = []
        self.windows = {spot.role: self._put(scene, office, theme, spot) for spot in spots}
        self._places = [QRectF(*spot.place) for spot in spots]
        scene.changed.connect(self._note)
        self._timers.after(0, self._reveal)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fitInView(_SCENE, Qt.AspectRatioMode.KeepAspectRatio)
        self.viewport().update()

    def _reveal(self) -> None:
        """Show the next window; the first sight of one costs the most."""
        if isValid(self) and self._unseen:
            self._unseen.pop(0).show()
            self._timers.after(0, self._reveal)

    def _note(self, regions: Sequence[QRectF]) -> None:
        for index, place in enumerate(self._places):
            for region in regions:
                moved = region.intersected(place)
                if not moved.isEmpty():
                    self._moved[index] = self._moved.get(index, QRectF()).united(moved)
        self._go_on()

    def _go_on(self) -> None:
        if self._moved and self._pending is None:
            self._pending = self._timers.after(0, self._draw_next)

    def _draw_next(self) -> None:
        """Draw what moved in one window: the one that has waited longest."""
        self._pending = None
        if not isValid(self):
            return
        moved = self._moved.pop(next(iter(self._moved)))
        area = self.mapFromScene(moved).boundingRect().adjusted(-2, -2, 2, 2)
        self.viewport().repaint(area)
        self._go_on()

    def _put(self, scene: QGraphicsScene, office: Office, theme: Theme, spot: Spot) -> QWidget:
        role, _, subject = spot.role.partition(":")
        window = window_of_role(role)
        widget = window.open(office, theme, subject)
        widget.resize(*spot.size)
        widget.setFixedSize(*spot.size)
        proxy = _Screen()
        proxy.setWidget(widget)
        proxy.setScale(spot.scale)
        proxy.setPos(spot.shown.topLeft())
        proxy.hide()
        self._unseen.append(proxy)
        scene.addItem(proxy)
        frame = QPainterPath()
        frame.addRect(spot.shown)
        scene.addPath(frame, QPen(theme.color("edge"), _FRAME_PX))
        return widget


def overview(theme: Theme, pictures: Mapping[str, QImage]) -> QImage:
    """The stage made of its windows' pictures, by role; any thread may make it."""
    stage = QImage(_SCENE.size().toSize(), QImage.Format.Format_RGB32)
    stage.fill(theme.color("line"))
    painter = QPainter(stage)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(QPen(theme.color("edge"), _FRAME_PX))
    for spot in SPOTS:
        if spot.role in pictures:
            size = spot.shown.size().toSize()
            smooth = Qt.TransformationMode.SmoothTransformation
            small = pictures[spot.role].scaled(size, mode=smooth)
            painter.drawImage(spot.shown.topLeft(), small)
            painter.drawRect(spot.shown)
    painter.end()
    return stage
