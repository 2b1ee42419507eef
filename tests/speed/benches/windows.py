"""Real windows to measure, drawn into memory, and bare ones to hold beside them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.clock import Clock, SystemClock
from core.errands import ErrandThread
from core.services import Services
from core.texts import all_texts
from core.working_centre import WorkingCentre
from db.store import SqliteStore
from devices.hub import Hub, build_hub
from tests.speed.benches.sampling import clock as real_clock
from ui.app import make_app
from ui.bridge import Office
from ui.theme import Theme, load_theme
from ui.timers import QtTimers

_PATIENCE_S = 20.0
_BEAT_S = 0.25


class Screens:
    """The centre at work on one PC, with the windows that a bench opens."""

    def __init__(
        self, store: SqliteStore, clock: Clock, devices: Sequence[Mapping[str, Any]]
    ) -> None:
        self.theme: Theme = load_theme()
        self.app = QApplication.instance() or make_app(self.theme)
        self.timers = QtTimers(clock)
        settings = store.read(lambda reader: reader.settings)
        self.hub: Hub = build_hub(devices, clock=clock, settings=lambda: settings)
        self._aside = ThreadPoolExecutor(2, thread_name_prefix="aside")
        self.office = Office(
            store,
            self.hub,
            clock,
            self.timers,
            all_texts(),
            station="bench",
            services=Services(aside=self._aside.submit),
        )
        self.centre = WorkingCentre(store, self.hub, self.timers, ErrandThread(), all_texts())
        self._real = QtTimers(SystemClock())
        self._opened: list[QWidget] = []
        self.centre.start()

    def show(self, window: QWidget, size: tuple[int, int]) -> None:
        self._opened.append(window)
        window.resize(*size)
        window.show()

    def until(self, reached: Callable[[], bool]) -> None:
        """Let the windows live until something is so; fails after 20 s."""
        began_s = real_clock.monotonic_s()
        while not reached():
            if real_clock.monotonic_s() - began_s > _PATIENCE_S:
                raise TimeoutError("the windows did not come so far")
            # A beat ends the wait when nothing else happens.
            beat = self._real.after(_BEAT_S, _nothing)
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            beat.cancel()

    def until_painted(self, widget: QWidget) -> None:
        """Wait until a widget is painted from now on."""
        seen = Painted(widget)
        self.until(lambda: seen.times > 0)
        seen.let_go()

    def paint(self, bare: BareWindow) -> None:
        """Change a bare window and wait until it is painted."""
        before = bare.painted
        bare.change()
        self.until(lambda: bare.painted > before)

    def close(self) -> None:
        self.centre.stop()
        self.office.close()
        for window in self._opened:
            window.close()
            window.deleteLater()
        self._aside.shutdown()
        QApplication.processEvents()


@contextlib.contextmanager
def screens(
    store: SqliteStore, clock: Clock, devices: Sequence[Mapping[str, Any]]
) -> Iterator[Screens]:
    made = Screens(store, clock, devices)
    try:
        yield made
    finally:
        made.close()


class Painted(QObject):
    """Counts how often a widget is painted, until it is let go."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.times = 0
        self._widget = widget
        widget.installEventFilter(self)

    def let_go(self) -> None:
        self._widget.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return False


class BareWindow(QWidget):
    """The least that can be shown: a ground and two large words, changed at a touch."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._shown = 0
        self.painted = 0
        self._font = QFont("Source Sans 3")
        self._font.setPixelSize(200)

    def change(self) -> None:
        self._shown += 1
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.TouchEnd:
            self.change()
        if isinstance(event, QTouchEvent):
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.painted += 1
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setFont(self._font)
        upper = self.rect().adjusted(0, 0, 0, -self.height() // 2)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, f"A{self._shown:03d}")
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "1")


class Finger:
    """Touches a window as a glass does: through the window system, into Qt."""

    def __init__(self) -> None:
        self._glass = QTest.createTouchDevice()

    def touch(self, widget: QWidget) -> None:
        middle = QPoint(widget.width() // 2, widget.height() // 2)
        window = widget.window()
        place = widget.mapTo(window, middle)
        QTest.touchEvent(window, self._glass).press(0, place, window).commit()
        QTest.touchEvent(window, self._glass).release(0, place, window).commit()


def _nothing() -> None:
    """What a beat does."""
