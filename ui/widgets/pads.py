"""Number pads drawn by ourselves: touch and keyboard alike."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import SEMIBOLD, Theme
from ui.widgets.buttons import BigButton

_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "back")
_ICONS = {"clear": "x", "back": "delete"}
_WORDS = {"clear": "common.clear", "back": "common.backspace"}


class NumberPad(QWidget):
    """Ten digits, clear and backspace; `side_px` is the least side of a key.

    `accessible` gives the spoken names of the two keys without a digit.
    """

    changed = Signal(str)
    entered = Signal(str)

    def __init__(
        self,
        theme: Theme,
        *,
        side_px: int = 56,
        gap_px: int = 8,
        max_digits: int = 12,
        font: QFont | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._digits = ""
        self._max_digits = max_digits
        self.keys: dict[str, BigButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gap_px)
        face = font or theme.font_px(side_px * 0.42, SEMIBOLD)
        for index, key in enumerate(_KEYS):
            button = BigButton(theme, face, key if key.isdigit() else "", _ICONS.get(key, ""))
            button.setMinimumSize(side_px, side_px)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setObjectName(f"key_{key}")
            button.clicked.connect(lambda _checked=False, key=key: self.press(key))
            grid.addWidget(button, index // 3, index % 3)
            grid.setColumnStretch(index % 3, 1)
            self.keys[key] = button
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def digits(self) -> str:
        return self._digits

    def press(self, key: str) -> None:
        """A digit, `clear`, `back` or `enter`."""
        if key == "enter":
            self.entered.emit(self._digits)
            return
        if key == "clear":
            self._digits = ""
        elif key == "back":
            self._digits = self._digits[:-1]
        elif len(self._digits) < self._max_digits:
            self._digits += key
        self.changed.emit(self._digits)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Backspace: "back",
            Qt.Key.Key_Delete: "clear",
            Qt.Key.Key_Return: "enter",
            Qt.Key.Key_Enter: "enter",
        }
        if event.text().isdigit() and event.text().isascii():
            self.press(event.text())
        elif (key := keys.get(Qt.Key(event.key()))) is not None:
            self.press(key)
        else:
            super().keyPressEvent(event)


class PinDots(QWidget):
    """As many dots as digits typed; the digits themselves are never shown."""

    def __init__(self, theme: Theme, height_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = 0
        self.setFixedHeight(height_px)

    def show_count(self, count: int) -> None:
        self._count = count
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.height() * 0.16
        step = radius * 3.4
        shown = max(4, self._count)
        left = self.width() / 2 - step * (shown - 1) / 2
        for index in range(shown):
            filled = index < self._count
            painter.setPen(self._theme.color("ink" if filled else "edge"))
            painter.setBrush(self._theme.color("ink" if filled else "surface"))
            painter.drawEllipse(
                int(left + index * step - radius),
                int(self.height() / 2 - radius),
                int(2 * radius),
                int(2 * radius),
            )


class PinPad(QWidget):
    """A secret of digits: dots, keys, and one button that enters it; `flat` for low screens."""

    entered = Signal(str)

    def __init__(
        self,
        theme: Theme,
        enter_word: str,
        *,
        side_px: int = 56,
        gap_px: int = 8,
        max_digits: int = 12,
        font: QFont | None = None,
        flat: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.dots = PinDots(theme, side_px)
        face = font or theme.font_px(side_px * 0.38, SEMIBOLD)
        self.pad = NumberPad(
            theme, side_px=side_px, gap_px=gap_px, max_digits=max_digits, font=face
        )
        self.enter = BigButton(
            theme, face, enter_word, kind="action", least_px=round(face.pixelSize() * 0.6)
        )
        self.enter.setMinimumHeight(side_px)
        if flat:
            self._set_flat(gap_px)
        else:
            self._set_column(gap_px)
        self.pad.changed.connect(lambda digits: self.dots.show_count(len(digits)))
        self.pad.entered.connect(self._enter)
        self.enter.clicked.connect(lambda: self.pad.press("enter"))
        self.setFocusProxy(self.pad)

    def _set_column(self, gap_px: int) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap_px)
        for widget in (self.dots, self.pad, self.enter):
            column.addWidget(widget)

    def _set_flat(self, gap_px: int) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap_px * 2)
        row.addWidget(self.pad, 1)
        column = QVBoxLayout()
        column.setSpacing(gap_px)
        column.addStretch(1)
        column.addWidget(self.dots)
        column.addWidget(self.enter)
        column.addStretch(1)
        row.addLayout(column, 1)

    def _enter(self, digits: str) -> None:
        self.pad.press("clear")
        self.entered.emit(digits)
