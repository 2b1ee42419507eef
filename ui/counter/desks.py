"""The counters that one PC carries; one of them is the shown one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication

from ui.bridge import Office
from ui.counter.desk import Desk
from ui.counter.hotkey import GlobalKey
from ui.counter.picture import Stage
from ui.counter.verbs import VERBS

_WORKS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Wheel}
)


class Desks(QObject):
    """Adds desks, turns from one to another, and does what keys ask for.

    `changed` says that any desk changed, `turned` that another one is shown,
    `told` and `ignored` speak of the shown one.  `asked` carries the verb that
    needs a question first.
    """

    changed = Signal()
    turned = Signal()
    told = Signal(str, str)
    ignored = Signal()
    asked = Signal(str)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.all: list[Desk] = []
        self.current: Desk | None = None
        self.global_key = GlobalKey(lambda: office.bring(self._press_globally))
        self.silent = False
        """While a question is open the global key does nothing."""

    def add(self, counter_id: str) -> None:
        """Carry one more counter, and show it."""
        for desk in self.all:
            if desk.counter_id == counter_id:
                self.turn_to(desk)
                return
        desk = Desk(self._office, counter_id, self)
        desk.changed.connect(self.changed)
        desk.told.connect(lambda tone, words: self._tell(desk, tone, words))
        desk.ignored.connect(lambda: self._ignore(desk))
        desk.arrived.connect(lambda: _ring(desk))
        desk.keypad.connect(lambda key: self._hear_keypad(desk, key))
        self.all.append(desk)
        self.turn_to(desk)

    def turn_to(self, desk: Desk) -> None:
        self.current = desk
        self.turned.emit()

    def turn_to_number(self, number: int) -> None:
        """The first desk has number 1; one that is not there changes nothing."""
        if 1 <= number <= len(self.all):
            self.turn_to(self.all[number - 1])

    def run(self, name: str) -> None:
        """Do a verb of the shown desk, or say why not now."""
        desk = self.current
        if desk is None:
            return
        if desk.stage not in VERBS[name].stages:
            desk.say(f"counter.not_now.{desk.stage.value}", "warn")
            return
        done = {
            "main": desk.main,
            "recall": desk.recall,
            "miss": desk.miss,
            "finish_return": desk.finish_return,
            "close": desk.close,
            "undo": desk.undo,
            "lock": desk.lock,
        }.get(name)
        if done is None:
            self.asked.emit(name)
        else:
            done()

    def watch(self, window: QObject) -> None:
        """Keys and touches of a window keep its desks from locking."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _WORKS:
            for desk in self.all:
                desk.touch()
        return super().eventFilter(watched, event)

    def close(self) -> None:
        self.global_key.stop()
        for desk in self.all:
            desk.close_desk()

    def _press_globally(self) -> None:
        if self.current is not None and not self.silent:
            self.current.main()

    def _tell(self, desk: Desk, tone: str, words: str) -> None:
        if desk is self.current:
            self.told.emit(tone, words)

    def _ignore(self, desk: Desk) -> None:
        if desk is self.current:
            self.ignored.emit()

    def _hear_keypad(self, desk: Desk, key: str) -> None:
        text = f"counter.keypad.{key.partition(':')[0]}"
        if self._office.texts.has(text):
            desk.say("counter.keypad", "info", what=self._office.texts(text))


def _ring(desk: Desk) -> None:
    """Somebody came while nobody waited: a soft sound."""
    if desk.stage is Stage.FREE:
        QApplication.beep()
