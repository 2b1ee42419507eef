"""Pressing keys as a person does: through the window that has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def show_active(qtbot: QtBot, window: QWidget) -> None:
    """Show a window and give it the keyboard."""
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()


def press(window: QWidget, *keys: str) -> None:
    """Press keys by Qt's names (`F9`, `Ctrl+L`, `Return`) on whatever has the focus."""
    for key in keys:
        combination = QKeySequence(key)[0]
        handle = window.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, combination.key(), combination.keyboardModifiers())


def write(text: str) -> None:
    """Type letters into the field that has the focus."""
    focus = QApplication.focusWidget()
    assert focus is not None
    for letter in text:  # QTest knows no letters with marks
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(focus, event)
