"""The strips of the counters that this PC carries."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut

from core.texts import Texts
from ui.counter.desk import Desk
from ui.counter.desks import Desks
from ui.counter.strip import CounterStrip
from ui.counter.verbs import QUESTIONS, VERBS
from ui.theme import Theme


class Strips(QObject):
    """One strip for each desk; `panel_wanted` says that somebody wants the panel back."""

    panel_wanted = Signal()

    def __init__(
        self, desks: Desks, theme: Theme, texts: Texts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desks = desks
        self._theme = theme
        self._texts = texts
        self.by_counter: dict[str, CounterStrip] = {}

    def show(self) -> None:
        for index, desk in enumerate(self._desks.all):
            if desk.counter_id not in self.by_counter:
                self.by_counter[desk.counter_id] = self._new(desk, index)
            self.by_counter[desk.counter_id].show()

    def hide(self) -> None:
        for strip in self.by_counter.values():
            strip.hide()

    def refresh(self) -> None:
        """The minutes go on without news."""
        for strip in self.by_counter.values():
            strip.show_desk()

    def close(self) -> None:
        for strip in self.by_counter.values():
            strip.hide()
            strip.deleteLater()
        self.by_counter.clear()

    def _new(self, desk: Desk, index: int) -> CounterStrip:
        strip = CounterStrip(desk, self._theme, self._texts)
        self._stand_in_corner(strip, index)
        strip.wanted.connect(partial(self._run, desk))
        strip.panel_wanted.connect(self.panel_wanted)
        for name, verb in VERBS.items():
            if name == "undo":
                continue  # the undo bar has that key itself
            shortcut = QShortcut(QKeySequence(verb.key), strip)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self._run, desk, name))
        return strip

    def _stand_in_corner(self, strip: CounterStrip, index: int) -> None:
        """Upper right, one below the other, until somebody moves it."""
        corner = QGuiApplication.primaryScreen().availableGeometry().topRight()
        space = self._theme.space("room")
        below = index * (strip.height() + self._theme.space("near"))
        strip.move(corner.x() - strip.width() - space, corner.y() + space + below)

    def _run(self, desk: Desk, name: str) -> None:
        """Its counter becomes the shown one; what needs a question brings the panel back."""
        if desk is not self._desks.current:
            self._desks.turn_to(desk)
        if name == "strip":
            self.panel_wanted.emit()
            return
        if name in QUESTIONS and desk.stage in VERBS[name].stages:
            self.panel_wanted.emit()
        self._desks.run(name)
