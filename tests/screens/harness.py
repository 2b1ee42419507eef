"""Approved pictures, and what must be true of every picture.

A window is drawn off the screen at a given size and compared, pixel by pixel,
with `approved/<name>.png` (`--approve` rewrites them).  Besides, every text
that is really drawn is recorded by a paint engine of our own, so the tests
know its words, its place, its clip and its colour, whoever draws it.
"""

from __future__ import annotations

import math
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPaintDevice,
    QPaintEngine,
    QPainter,
    QRegion,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.scale import READABLE_DEGREES, Scale
from ui.theme import CAP_HEIGHT

APPROVED = Path(__file__).parent / "approved"
OUT = Path(__file__).parents[2] / "out" / "screens"

STAFF_SIZES = ((1366, 768), (1920, 1080))
PUBLIC_CONTRAST = 7.0
STAFF_CONTRAST = 4.5
TARGET_MM = 20.0
GAP_MM = 3.0
_PALETTE = 256
_EDGE = 56  # of 255: more than the edges of letters change by themselves
_SPECKS = 8
_EXACTLY = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither
_ELLIPSIS = "\u2026"


@dataclass(frozen=True)
class Drawn:
    """One text as it was drawn; rectangles in pixels of the window."""

    text: str
    ink: QRectF
    clip: QRectF
    color: QColor
    pixel_size: int


def check_screen(
    widget: QWidget,
    name: str,
    size: QSize | tuple[int, int],
    *,
    public: bool = False,
    scale: Scale | None = None,
    least_cap_mm: float = 0.0,
    part: QWidget | None = None,
    approve: bool = False,
    elided: tuple[str, ...] = (),
) -> None:
    """Draw a window, hold it against its approved picture, and measure it.

    `public` asks for 7:1 and, with `scale`, for touch targets of 20 mm with
    3 mm between; else 4.5:1.  `part` measures only that child, such as the
    panel over a dimmed window.  `elided` names texts that carry an ellipsis
    of their own.
    """
    image = render(widget, size)
    measured = part or widget
    faults = text_faults(
        drawn_texts(measured),
        image,
        offset=measured.mapTo(widget, QPoint(0, 0)) if part else QPoint(0, 0),
        contrast=PUBLIC_CONTRAST if public else STAFF_CONTRAST,
        scale=scale,
        least_cap_mm=least_cap_mm,
        own_ellipsis=elided,
    )
    if public and scale is not None:
        faults += target_faults(measured, scale)
    if approve:
        save(few_colors(image), APPROVED / f"{name}.png")
    else:
        faults += picture_faults(image, name)
    assert not faults, f"{name}:\n  " + "\n  ".join(faults)


def render(widget: QWidget, size: QSize | tuple[int, int]) -> QImage:
    """The widget's picture at that size, laid out but never shown on a screen."""
    settle(widget, size)
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    widget.render(image)
    return image


def settle(widget: QWidget, size: QSize | tuple[int, int]) -> None:
    """Lay the widget out at that size."""
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.resize(size if isinstance(size, QSize) else QSize(*size))
    widget.show()
    for _ in range(3):  # layouts ask for a second round after words have wrapped
        QApplication.sendPostedEvents()
        QApplication.processEvents()


# --- Pictures ----------------------------------------------------------------


def picture_faults(image: QImage, name: str) -> list[str]:
    """What differs from the approved picture; the present one is left in `out/screens`."""
    path = APPROVED / f"{name}.png"
    approved = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    present = _rough(image)
    if approved == present:
        return []
    left = OUT / f"{name}.png"
    if approved.isNull():
        save(few_colors(image), left)
        return [f"no approved picture; the present one is {left}"]
    if approved.size() != present.size():
        save(few_colors(image), left)
        return [
            f"size {present.size().toTuple()} instead of {approved.size().toTuple()}; see {left}"
        ]
    different = _different(approved, present)
    if different <= _SPECKS:
        return []
    save(few_colors(image), left)
    return [f"{different} pixels differ; see {left}"]


def few_colors(image: QImage) -> QImage:
    """The picture with 16 steps a colour: small to keep, and each pixel for itself."""
    plain = _rough(image)
    table = sorted(_pixels(plain))
    if len(table) > _PALETTE:
        return plain
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, _EXACTLY)


def _rough(image: QImage) -> QImage:
    rough = image.convertToFormat(QImage.Format.Format_RGB444, _EXACTLY)
    return rough.convertToFormat(QImage.Format.Format_RGB32)


def save(image: QImage, path: Path) -> None:
    """Write a PNG as small as it gets."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = QImageWriter(str(path), b"png")
    writer.setQuality(0)  # the most zipped, not a worse picture
    assert writer.write(image), writer.errorString()


def _pixels(image: QImage, rect: QRect | None = None) -> Counter[int]:
    area = (image.copy(rect) if rect else image).convertToFormat(QImage.Format.Format_RGB32)
    return Counter(memoryview(area.constBits()).cast("I"))


def _different(one: QImage, other: QImage) -> int:
    """Pixels that differ more than the edge of a letter may from one run to the next.

    Qt draws a large text a part of a pixel off when a font of another size
    has just been made: which tests ran before must not matter.  At half size
    such an edge is within the limit, and whatever a person would see is not.
    """
    apart = _half(one)
    painter = QPainter(apart)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, _half(other))
    painter.end()
    return sum(
        many
        for pixel, many in _pixels(apart).items()
        if max(pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255) > _EDGE
    )


def _half(image: QImage) -> QImage:
    half = image.scaled(image.size() / 2, mode=Qt.TransformationMode.SmoothTransformation)
    return half.convertToFormat(QImage.Format.Format_RGB32)


# --- Texts -------------------------------------------------------------------


def drawn_texts(widget: QWidget) -> list[Drawn]:
    """Every text that the widget and its children draw now."""
    device = _Recorder(widget.size())
    widget.render(device)
    return device.engine.texts


def text_faults(
    texts: list[Drawn],
    image: QImage,
    *,
    offset: QPoint,
    contrast: float,
    scale: Scale | None,
    least_cap_mm: float,
    own_ellipsis: tuple[str, ...] = (),
) -> list[str]:
    """Texts elided, clipped, too faint, too small, or drawn over each other."""
    faults = []
    for drawn in texts:
        if _ELLIPSIS in drawn.text and drawn.text not in own_ellipsis:
            faults.append(f"elided: {drawn.text!r}")
        if not drawn.clip.adjusted(-0.6, -0.6, 0.6, 0.6).contains(drawn.ink):
            faults.append(f"clipped: {drawn.text!r} ink {_box(drawn.ink)} in {_box(drawn.clip)}")
        else:
            faults += _contrast_faults(drawn, image, offset, contrast)
        cap_mm = drawn.pixel_size * CAP_HEIGHT / scale.px_per_mm if scale else math.inf
        if cap_mm < least_cap_mm - 0.01:
            faults.append(f"too small: {drawn.text!r} {cap_mm:.2f} mm, wanted {least_cap_mm:.2f}")
    return faults + _overlaps(texts)


def _contrast_faults(drawn: Drawn, image: QImage, offset: QPoint, least: float) -> list[str]:
    area = drawn.ink.toAlignedRect().adjusted(-2, -2, 2, 2).translated(offset)
    colors = _pixels(image, area.intersected(image.rect()))
    ink = luminance(drawn.color)
    ground = max(
        (color for color, _ in colors.most_common(3)),
        key=lambda color: ratio(luminance(QColor(color)), ink),
    )
    # The commonest colour that is not the ink itself is the ground.
    for color, _ in colors.most_common(3):
        if QColor(color).rgb() != drawn.color.rgb():
            ground = color
            break
    found = ratio(luminance(QColor(ground)), ink)
    if found >= least - 0.005:
        return []
    names = f"{drawn.color.name()} on {QColor(ground).name()}"
    return [f"faint: {drawn.text!r} {names} {found:.2f}:1, wanted {least}:1"]


def _overlaps(texts: list[Drawn]) -> list[str]:
    faults = []
    for index, one in enumerate(texts):
        for other in texts[index + 1 :]:
            common = one.ink.intersected(other.ink)
            if common.width() > 2 and common.height() > 2:
                faults.append(f"over each other: {one.text!r} and {other.text!r}")
    return faults


def luminance(color: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""

    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(v) for v in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: float, other: float) -> float:
    """Contrast ratio of two luminances (WCAG 2.2)."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


# --- Touch and distance --------------------------------------------------------


def target_faults(widget: QWidget, scale: Scale) -> list[str]:
    """Buttons that are too small for a fingertip or too near to each other."""
    faults = []
    places = {}
    for button in widget.findChildren(QAbstractButton):
        if not button.isVisibleTo(widget) or not button.isEnabled():
            continue
        rect = QRect(button.mapTo(widget, QPoint(0, 0)), button.size())
        places[button.accessibleName() or button.objectName()] = rect
        if scale.to_mm(min(rect.width(), rect.height())) < TARGET_MM - 0.01:
            sides = (round(scale.to_mm(rect.width()), 1), round(scale.to_mm(rect.height()), 1))
            faults.append(f"hard to hit: {button.accessibleName()!r} {sides} mm")
    least = math.floor(GAP_MM * scale.px_per_mm)
    names = list(places)
    for index, one in enumerate(names):
        near = places[one].adjusted(-least + 1, -least + 1, least - 1, least - 1)
        faults += [
            f"too near: {one!r} and {b!r}" for b in names[index + 1 :] if near.intersects(places[b])
        ]
    return faults


def degrees(cap_px: float, scale: Scale, distance_m: float) -> float:
    """The angle at which a capital of that height is seen; 0.7 is readable (EN 301 549)."""
    return math.degrees(2 * math.atan(cap_px / scale.px_per_mm / 1000 / 2 / distance_m))


def assert_readable(font: QFont, scale: Scale, distance_m: float) -> None:
    """Capitals of the font are at least 0.7 degrees high from the far seat."""
    seen = degrees(font.pixelSize() * CAP_HEIGHT, scale, distance_m)
    assert seen >= READABLE_DEGREES - 0.001, f"{seen:.2f} degrees at {distance_m} m"


# --- The recording paint engine -------------------------------------------------


class _Engine(QPaintEngine):
    """Keeps texts, forgets everything else."""

    def __init__(self, size: QSize) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._size = size
        self.texts: list[Drawn] = []

    def drawTextItem(self, point: QPointF, item: QTextItem) -> None:
        painter = self.painter()
        if not item.text().strip() or painter.pen().color().alpha() == 0:
            return
        # Rows of a table are drawn in one go; each text has its own transform.
        transform = painter.deviceTransform()
        metrics = QFontMetricsF(item.font())
        ink = metrics.tightBoundingRect(item.text()).translated(point)
        self.texts.append(
            Drawn(
                item.text(),
                transform.mapRect(ink),
                self._clip(painter, transform),
                painter.pen().color(),
                item.font().pixelSize(),
            )
        )

    def _clip(self, painter: QPainter, transform: QTransform) -> QRectF:
        clip = QRectF(0, 0, self._size.width(), self._size.height())
        system: QRegion = self.systemClip()
        if not system.isEmpty():
            clip = clip.intersected(QRectF(system.boundingRect()))
        if painter.hasClipping():
            clip = clip.intersected(transform.mapRect(painter.clipBoundingRect()))
        return clip

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def updateState(self, _state: Any) -> None: ...

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def drawPixmap(self, *_what: Any) -> None: ...

    def drawTiledPixmap(self, *_what: Any) -> None: ...

    def drawImage(self, *_what: Any) -> None: ...

    def drawPath(self, *_what: Any) -> None: ...

    def drawPolygon(self, *_what: Any) -> None: ...

    def drawRects(self, *_what: Any) -> None: ...

    def drawLines(self, *_what: Any) -> None: ...

    def drawPoints(self, *_what: Any) -> None: ...

    def drawEllipse(self, *_what: Any) -> None: ...


class _Recorder(QPaintDevice):
    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.engine = _Engine(size)
        self._size = size

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        which = QPaintDevice.PaintDeviceMetric
        dots = (which.PdmDpiX, which.PdmDpiY, which.PdmPhysicalDpiX, which.PdmPhysicalDpiY)
        known = {
            which.PdmWidth: self._size.width(),
            which.PdmHeight: self._size.height(),
            which.PdmDepth: 32,
            which.PdmDevicePixelRatio: 1,
            which.PdmDevicePixelRatioScaled: 65536,
        }
        return 96 if metric in dots else known.get(metric, 0)


def _box(rect: QRectF) -> str:
    return f"({rect.left():.0f},{rect.top():.0f} {rect.width():.0f}x{rect.height():.0f})"


def approving(config: Any) -> bool:
    """Whether the run rewrites the approved pictures."""
    return bool(config.getoption("--approve")) or bool(os.environ.get("MOT_CUA_APPROVE"))
