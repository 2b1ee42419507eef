"""A picture or a muted film on the board."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from core.clock import Timer, Timers
from ui.board.decoder import FRAMES_A_SECOND, Broken, MediaReader
from ui.board.panel import BoardPanel, Words
from ui.theme import Theme


class MediaPanel(BoardPanel):
    """Shows the file while it is visible; `broken` hears when it cannot be shown."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        timers: Timers,
        broken: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, words, parent)
        self._timers = timers
        self._broken = broken
        self._path = ""
        self._image = QImage()
        self._reader: MediaReader | None = None
        self._timer: Timer | None = None

    def show_file(self, path: str) -> None:
        """Show another file from now on; an empty path shows nothing."""
        if path != self._path:
            self._path = path
            self._image = QImage()
            self._restart()

    def showEvent(self, event: QShowEvent) -> None:
        self._restart()

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._restart()

    def stop(self) -> None:
        """Read nothing more; the last frame stays."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._reader is not None:
            self._reader.stop()
            self._reader = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("sunken"))
        if not self._image.isNull():
            place = QRect(QPoint(), self._image.size())
            place.moveCenter(self.rect().center())
            painter.drawImage(place.topLeft(), self._image)

    def _restart(self) -> None:
        self.stop()
        size: QSize = self.size()
        if self._path and self.isVisible() and not size.isEmpty():
            self._reader = MediaReader(self._path, size.width(), size.height())
            self._reader.start()
            self._wait()

    def _wait(self) -> None:
        self._timer = self._timers.after(1 / FRAMES_A_SECOND, self._next)

    def _next(self) -> None:
        self._timer = None
        if self._reader is None:
            return
        frame = self._reader.take()
        if isinstance(frame, Broken):
            self.stop()
            self._broken()
            return
        if frame is not None:
            image = QImage(
                frame.data, frame.width, frame.height, frame.stride, QImage.Format.Format_RGB32
            )
            self._image = image.copy()
            self.update()
        if not self._reader.is_over:
            self._wait()
