"""What hands press on the bench: rating pads, and a call keypad of one counter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.ports import BenchKeypad, BenchPad, Workshop
from core.ratings.model import LEVELS
from core.texts import Texts
from ui.theme import SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton

_FACES = {3: "smile", 2: "meh", 1: "frown"}
_ICONS = {
    "next": "megaphone",
    "recall": "refresh-cw",
    "miss": "x",
    "start": "play",
    "finish": "check",
    "pause": "pause",
}


class RatingPads(QWidget):
    """Each pad with its state in words, and three buttons that are lit while it waits."""

    def __init__(self, theme: Theme, texts: Texts, workshop: Workshop) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._workshop = workshop
        self.rows: dict[str, tuple[QLabel, list[StaffButton]]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space("near"))
        self._grid.setVerticalSpacing(theme.space("tight"))
        self._grid.setColumnMinimumWidth(4, theme.space("near"))

    def show_pads(self, pads: Sequence[BenchPad], numbers: Mapping[str, int]) -> None:
        for pad in sorted(pads, key=lambda one: numbers.get(one.counter_id, 99)):
            if pad.counter_id not in self.rows:
                self._add(pad, numbers.get(pad.counter_id))
            label, buttons = self.rows[pad.counter_id]
            state = self._texts(f"workshop.pad.{'armed' if pad.armed else 'mute'}")
            number = numbers.get(pad.counter_id) or pad.counter_id
            label.setText(self._texts("workshop.pad.name", number=number, state=state))
            label.setProperty("tone", "good" if pad.armed else "soft")
            label.style().polish(label)
            for button in buttons:
                button.setProperty("kind", "plain" if pad.armed else "quiet")
                button.style().polish(button)

    def _add(self, pad: BenchPad, number: int | None) -> None:
        row, side = len(self.rows) // 2, len(self.rows) % 2 * 5
        label = QLabel()
        label.setFont(self._theme.font("small", SEMIBOLD))
        self._grid.addWidget(label, row, side)
        self._grid.setColumnStretch(side, 1)
        buttons = []
        for column, level in enumerate(LEVELS, side + 1):
            button = StaffButton(self._theme, "", _FACES[level])
            word = self._texts(f"workshop.rating.{level}")
            button.setProperty("narrow", "yes")
            button.setToolTip(word)
            button.setAccessibleName(f"{number or pad.counter_id} {word}")
            button.clicked.connect(
                lambda _checked=False, level=level: self._workshop.press(
                    pad.device_id, pad.counter_id, str(level)
                )
            )
            self._grid.addWidget(button, row, column)
            buttons.append(button)
        self.rows[pad.counter_id] = (label, buttons)


class CallKeypad(QWidget):
    """One keypad at a time: its keys, and digits for a given number."""

    def __init__(self, theme: Theme, texts: Texts, workshop: Workshop) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._workshop = workshop
        self._keypads: tuple[BenchKeypad, ...] = ()
        self._numbers: dict[str, int] = {}
        self._typed = ""
        self.counter = QComboBox()
        self.counter.setAccessibleName(texts("workshop.keypad"))
        self.counter.currentIndexChanged.connect(self._show_keys)
        self.typed = QLabel("–")
        self.typed.setFont(theme.font("lead", SEMIBOLD))
        self.typed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.keys: dict[str, StaffButton] = {}
        self._keys_grid = QGridLayout()
        self._keys_grid.setSpacing(theme.space("tight"))
        self._lay_out()

    def show_keypads(self, keypads: Sequence[BenchKeypad], numbers: Mapping[str, int]) -> None:
        """Which keypads there are; the chosen one stays chosen."""
        if tuple(keypads) == self._keypads and numbers == self._numbers:
            return
        self._keypads, self._numbers = tuple(keypads), dict(numbers)
        self.counter.clear()
        for keypad in keypads:
            number = numbers.get(keypad.counter_id) or keypad.counter_id
            self.counter.addItem(self._texts("workshop.counter", number=number))
        self._show_keys()

    def press(self, key: str) -> None:
        """A key of the chosen keypad."""
        index = self.counter.currentIndex()
        if 0 <= index < len(self._keypads):
            keypad = self._keypads[index]
            self._workshop.press(keypad.device_id, keypad.counter_id, key)

    def type_digit(self, digit: str) -> None:
        self._typed = (self._typed + digit)[-4:]
        self.typed.setText(self._typed)

    def enter(self) -> None:
        """Call the typed number."""
        if self._typed:
            self.press(f"call:{self._typed}")
        self._typed = ""
        self.typed.setText("–")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.space("room"))
        left = QVBoxLayout()
        choice = QHBoxLayout()
        choice.addWidget(self.counter, 3)
        choice.addWidget(self.typed, 2)
        left.addLayout(choice)
        left.addLayout(self._keys_grid)
        left.addStretch(1)
        row.addLayout(left, 3)
        digits = QGridLayout()
        digits.setSpacing(self._theme.space("tight"))
        for index, digit in enumerate("1234567890"):
            place = (index // 3, index % 3) if digit != "0" else (3, 1)
            button = StaffButton(self._theme, digit)
            button.setMinimumWidth(20)
            button.clicked.connect(lambda _checked=False, digit=digit: self.type_digit(digit))
            digits.addWidget(button, *place)
        enter = StaffButton(self._theme, "", "megaphone")
        enter.setAccessibleName(self._texts("workshop.keypad.call"))
        enter.setToolTip(self._texts("workshop.keypad.call"))
        enter.clicked.connect(self.enter)
        digits.addWidget(enter, 3, 2)
        row.addLayout(digits, 2)

    def _show_keys(self) -> None:
        index = self.counter.currentIndex()
        keys = self._keypads[index].keys if 0 <= index < len(self._keypads) else ()
        if tuple(self.keys) == tuple(keys):
            return
        for button in self.keys.values():
            self._keys_grid.removeWidget(button)
            button.deleteLater()
        self.keys = {}
        for place, key in enumerate(keys):
            button = StaffButton(
                self._theme, self._texts(f"workshop.key.{key}"), _ICONS.get(key, "")
            )
            button.clicked.connect(lambda _checked=False, key=key: self.press(key))
            self._keys_grid.addWidget(button, place // 2, place % 2)
            self.keys[key] = button
