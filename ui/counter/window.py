"""The counter's window: head, the shown desk, what was said and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.clock import Timer
from core.ports import Reader
from core.queue.model import Counter
from ui.bridge import Office
from ui.counter.chooser import CounterChooser
from ui.counter.desks import Desks
from ui.counter.foot import CounterFoot
from ui.counter.head import CounterHead
from ui.counter.intake import IntakeDoor
from ui.counter.panel import CounterPanel
from ui.counter.strips import Strips
from ui.counter.talk import Talk
from ui.counter.verbs import VERBS
from ui.theme import Theme

_MARK_S = 0.3
_MINUTES_S = 10.0
_LEAST = (1366, 700)
_MOST_DESKS = 9


def counter_window(office: Office, theme: Theme, subject: str) -> QWidget:
    """The window of the counters in `subject` (`q1+q2`); empty asks which."""
    return CounterWindow(office, theme, [part for part in subject.split("+") if part])


class CounterWindow(QWidget):
    """Carries one or several counters of this PC; shows one at a time."""

    def __init__(self, office: Office, theme: Theme, counter_ids: Sequence[str] = ()) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setMinimumSize(*_LEAST)
        self.office = office
        self.theme = theme
        self.texts = office.texts
        self.desks = Desks(office, self)
        self.strips = Strips(self.desks, theme, self.texts, self)
        self.head = CounterHead(office, theme)
        self.panel = CounterPanel(theme, self.texts)
        self.chooser = CounterChooser(theme, self.texts)
        self.foot = CounterFoot(office, theme)
        self.pages = QStackedWidget()
        self.talk = Talk(office, theme, self, self.desks)
        self.intake = IntakeDoor(office, theme, self.desks, self)
        self.shortcuts: list[QShortcut] = []
        self._struck = False
        self._tick: Timer | None = None
        self._arrange()
        self._connect()
        self._set_shortcuts()
        for counter_id in counter_ids:
            self.desks.add(counter_id)
        if not counter_ids:
            self.choose_counter()
        self._count_minutes()

    def run(self, name: str) -> None:
        """Do what a button or a key asks for."""
        if name == "strip":
            self.show_strips()
        else:
            self.desks.run(name)

    def choose_counter(self) -> None:
        """Ask which counter of the centre this PC carries as well."""
        self.office.ask(_counters, then=self.chooser.show_counters)
        self.pages.setCurrentWidget(self.chooser)
        self.head.show_desks(self.desks.all, self.desks.current)

    def show_strips(self) -> None:
        """Shrink to the strips, one for each counter."""
        if self.desks.all:
            self.strips.show()
            self.hide()

    def show_panel(self) -> None:
        """Back from the strips."""
        self.strips.hide()
        self.show()
        self.activateWindow()

    # --- What is shown --------------------------------------------------------

    def _turn(self) -> None:
        self.foot.clear()
        self.talk.close()
        self.panel.gate.forget()
        self._show()

    def _show(self) -> None:
        desk = self.desks.current
        self.head.show_desks(self.desks.all, desk)
        if desk is None:
            return
        self.pages.setCurrentWidget(self.panel)
        self.panel.show_desk(desk, may_focus=self.talk.sheet is None)
        if self._struck:
            self.panel.main.set_marked(True)
        self.foot.offer_undo(desk)

    def _mark(self) -> None:
        """A key came too soon: the mark stays a moment, whatever else changes."""
        self._struck = True
        self.panel.main.set_marked(True)
        self.office.timers.after(_MARK_S, self._unmark)

    def _unmark(self) -> None:
        if not isValid(self):
            return
        self._struck = False
        if self.desks.current is not None:
            self.panel.main.set_marked(self.desks.current.busy)

    def _count_minutes(self) -> None:
        """The minutes at the counter and of the lists go on without news."""
        if not isValid(self):
            return
        if self.isVisible():
            self._show()
        self.strips.refresh()
        self._tick = self.office.timers.after(_MINUTES_S, self._count_minutes)

    # --- The frame ------------------------------------------------------------

    def _arrange(self) -> None:
        space = self.theme.space
        for page in (self.chooser, self.panel):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(space("room"), space("near")) * 2)
        column.setSpacing(space("near"))
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.desks.turned.connect(self._turn)
        self.desks.changed.connect(self._show)
        self.desks.told.connect(self.foot.tell)
        self.desks.ignored.connect(self._mark)
        self.desks.asked.connect(self.talk.ask)
        self.strips.panel_wanted.connect(self.show_panel)
        self.talk.opened.connect(partial(self._set_keys, on=False))
        self.talk.closed.connect(partial(self._set_keys, on=True))
        self.talk.dossier_asked.connect(self.intake.open)
        self.intake.left.connect(self.show_panel)
        self.panel.dossier_wanted.connect(self.intake.open_dossier)
        self.foot.wanted.connect(self.run)
        self.panel.wanted.connect(self.run)
        self.panel.back_wanted.connect(self._bring_back)
        self.panel.given_wanted.connect(self._call_given)
        self.chooser.chosen.connect(self.desks.add)
        self.head.desk_wanted.connect(self.desks.turn_to)
        self.head.another_wanted.connect(self.choose_counter)
        self.head.leave_wanted.connect(self._sign_out)
        self.office.problem.connect(self._tell_problem)

    def _set_shortcuts(self) -> None:
        for name, verb in VERBS.items():
            if name != "undo":  # the undo bar has that key itself
                self._set_shortcut(verb.key, partial(self.run, name))
        for number in range(1, _MOST_DESKS + 1):
            self._set_shortcut(f"Ctrl+{number}", partial(self.desks.turn_to_number, number))

    def _set_shortcut(self, key: str, run: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(run)
        self.shortcuts.append(shortcut)

    def _set_keys(self, *, on: bool) -> None:
        """While a sheet is open the keys belong to it."""
        for shortcut in self.shortcuts:
            shortcut.setEnabled(on)
        self.foot.undo.setEnabled(on)
        self.desks.silent = not on and self.isVisible()

    # --- What the parts want --------------------------------------------------

    def _bring_back(self, ticket_id: str) -> None:
        if self.desks.current is not None:
            self.desks.current.bring_back(ticket_id)

    def _call_given(self, label: str) -> None:
        if self.desks.current is not None:
            self.desks.current.call_given(label)

    def _sign_out(self) -> None:
        if self.desks.current is not None:
            self.desks.current.sign_out()

    def _tell_problem(self, words: str) -> None:
        self.foot.tell("bad", words)

    # --- Life -----------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.desks.watch(handle)
        if not self.desks.global_key.held:
            self.desks.global_key.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._tick is not None:
            self._tick.cancel()
        self.foot.clear()
        self.strips.close()
        self.intake.close()
        self.desks.close()
        super().closeEvent(event)


def _counters(reader: Reader) -> list[Counter]:
    return [counter for counter in reader.counters.list_all() if counter.active]
