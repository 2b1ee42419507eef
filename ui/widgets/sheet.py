"""A sheet: a panel over its window, which is dimmed and cannot be touched meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme

_VEIL = 150  # of 255


class Sheet(QWidget):
    """Covers its window; put widgets into `body`.  Escape closes it when `light`.

    `low` sets the panel at the foot of the window, within reach of a seated person.
    """

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        *,
        width_px: int = 480,
        light: bool = True,
        pad_px: int | None = None,
        low: bool = False,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._light = light
        self._width = width_px
        self._low = low
        pad = theme.space("wide") if pad_px is None else pad_px
        self.panel = QWidget(self)
        self.body = QVBoxLayout(self.panel)
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme.space("room"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Cover the window, above everything else in it."""
        self._cover()
        self.show()
        self.raise_()
        self.setFocus()

    def fit(self) -> None:
        """Give the panel the height that its content has now."""
        self.body.activate()
        self._cover()

    def close_sheet(self) -> None:
        """Uncover the window and throw the sheet away."""
        if self.isVisibleTo(self._window):
            self.hide()
            self._window.removeEventFilter(self)
            self.closed.emit()
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._cover()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._light and event.key() == Qt.Key.Key_Escape:
            self.close_sheet()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = self._theme.color("veil")
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("paper"))
        radius = self._theme.radius("sheet")
        painter.drawRoundedRect(QRectF(self.panel.geometry()), radius, radius)

    def _cover(self) -> None:
        window = self._window
        self.setGeometry(window.rect())
        width = min(self._width, window.width() - 2 * self._theme.space("room"))
        layout = self.panel.layout()
        wished = layout.heightForWidth(width) if layout is not None else 0
        if wished <= 0:
            wished = self.panel.sizeHint().height()
        height = min(wished, window.height() - 2 * self._theme.space("room"))
        spare = window.height() - height
        top = spare - self._theme.space("room") if self._low else spare // 2
        self.panel.setGeometry((window.width() - width) // 2, top, width, height)
