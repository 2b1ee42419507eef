"""The questions of the counter panel: which sheet a verb opens, what its answer does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Office
from ui.counter.desk import Desk
from ui.counter.desks import Desks
from ui.counter.sheets import (
    HelpSheet,
    PauseSheet,
    Target,
    TargetSheet,
    sector_targets,
    targets_of,
)
from ui.theme import Theme
from ui.widgets.question import Question, TextQuestion

_MAX_LABEL = 12


class Talk(QObject):
    """Opens one sheet at a time over the window; `opened` and `closed` say so."""

    opened = Signal()
    closed = Signal()
    dossier_asked = Signal()

    def __init__(self, office: Office, theme: Theme, window: QWidget, desks: Desks) -> None:
        super().__init__(window)
        self._office = office
        self._theme = theme
        self._window = window
        self._desks = desks
        self.sheet: Question | None = None

    def ask(self, name: str) -> None:
        """Open the sheet of a verb."""
        desk = self._desks.current
        asks: dict[str, Callable[[Desk], None]] = {
            "given": self._ask_given,
            "transfer": self._ask_transfer,
            "park": self._ask_park,
            "another": self._ask_another,
            "pause": self._ask_pause,
            "help": self._ask_help,
        }
        if name == "dossier":
            self.dossier_asked.emit()
        elif desk is not None and name in asks:
            asks[name](desk)

    def close(self) -> None:
        if self.sheet is not None:
            self.sheet.close_sheet()

    def _ask_given(self, desk: Desk) -> None:
        sheet = self._text_question("given", max_chars=_MAX_LABEL)
        sheet.answered.connect(desk.call_given)

    def _ask_park(self, desk: Desk) -> None:
        sheet = self._text_question("park", may_be_empty=True)
        sheet.answered.connect(desk.park)

    def _ask_pause(self, desk: Desk) -> None:
        sheet = PauseSheet(self._theme, self._window, self._office.texts)
        self._open(sheet)
        sheet.answered.connect(desk.pause)

    def _ask_transfer(self, desk: Desk) -> None:
        if desk.picture is None:
            return
        targets = targets_of(desk.picture, self._office.texts, desk.counter_id)
        sheet = TargetSheet(self._theme, self._window, self._office.texts, targets)
        self._open(sheet)
        sheet.answered.connect(lambda to, note: _send(desk, to, note))

    def _ask_another(self, desk: Desk) -> None:
        if desk.picture is None:
            return
        targets = sector_targets(desk.picture, self._office.texts)
        sheet = TargetSheet(
            self._theme,
            self._window,
            self._office.texts,
            targets,
            area="counter.another_service",
            with_note=False,
        )
        self._open(sheet)
        sheet.answered.connect(lambda to, _note: desk.another(to.target_id))

    def _ask_help(self, _desk: Desk) -> None:
        texts = self._office.texts
        reason = self._desks.global_key.reason
        line = texts(f"counter.hotkey.{reason or 'held'}")
        self._open(HelpSheet(self._theme, self._window, texts, line))

    def _text_question(
        self, name: str, *, may_be_empty: bool = False, max_chars: int = 100
    ) -> TextQuestion:
        texts = self._office.texts
        sheet = TextQuestion(
            self._theme,
            self._window,
            texts(f"counter.{name}.title"),
            texts(f"counter.{name}.help"),
            texts(f"counter.{name}.button"),
            may_be_empty=may_be_empty,
            max_chars=max_chars,
        )
        self._open(sheet)
        return sheet

    def _open(self, sheet: Question) -> None:
        self.close()
        self.sheet = sheet
        sheet.closed.connect(self._closed)
        self.opened.emit()
        sheet.open()

    def _closed(self) -> None:
        self.sheet = None
        self.closed.emit()


def _send(desk: Desk, target: Target, note: str) -> None:
    desk.transfer(target.to, target.target_id, note)
