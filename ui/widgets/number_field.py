"""A field for a whole number, its figures in the middle."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QWidget


class NumberField(QSpinBox):
    """`low` and `high` are inclusive.

    Centred: a number at the left edge would touch the frame, because Qt's
    style sheets forget the padding of a spin box.
    """

    def __init__(self, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
