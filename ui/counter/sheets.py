"""The sheets of the counter panel: one question each, answered by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from core.people.model import Staff
from core.queue.model import Counter, CounterState, Sector
from core.texts import Texts
from ui.counter.picture import Picture
from ui.counter.verbs import VERBS
from ui.theme import Theme
from ui.widgets.keybutton import KeyButton
from ui.widgets.keyhint import KeyHint
from ui.widgets.picklist import PickList
from ui.widgets.question import Question
from ui.widgets.table import Column
from ui.widgets.words import Words

PAUSE_REASONS = ("lunch", "meeting", "papers", "machine", "private")
_MAX_REASON = 100
_MAX_NOTE = 200
_LIST_PX = 318


class PauseSheet(Question):
    """Why the counter pauses: a figure key for the usual reasons, or own words."""

    answered = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, texts: Texts) -> None:
        super().__init__(theme, window, texts("counter.pause.title"), texts("counter.pause.help"))
        grid = QGridLayout()
        grid.setSpacing(theme.space("near"))
        self.reasons: list[KeyButton] = []
        for index, name in enumerate(PAUSE_REASONS):
            words = texts(f"counter.pause.{name}")
            button = KeyButton(theme, words, str(index + 1))
            button.clicked.connect(lambda _checked=False, words=words: self._answer(words))
            grid.addWidget(button, index // 2, index % 2)
            self.reasons.append(button)
        self.field = QLineEdit()
        self.field.setFont(theme.font("body"))
        self.field.setMaxLength(_MAX_REASON)
        self.field.setPlaceholderText(texts("counter.pause.other"))
        self.field.setAccessibleName(texts("counter.pause.other"))
        self.field.returnPressed.connect(lambda: self._answer(self.field.text().strip()))
        self.body.addLayout(grid)
        self.body.addWidget(self.field)

    def open(self) -> None:
        super().open()
        self.reasons[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A figure that no field took names a reason."""
        if event.text() in {str(n + 1) for n in range(len(self.reasons))}:
            self._answer(self.reasons[int(event.text()) - 1].text())
        else:
            super().keyPressEvent(event)

    def _answer(self, reason: str) -> None:
        if reason:
            self.close_sheet()
            self.answered.emit(reason)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a visitor may be sent; `to` is sector, counter or officer."""

    to: str
    target_id: str
    kind: str
    name: str
    more: str = ""
    is_away: bool = False
    """Nobody calls there now; choosing it says so in a sentence."""


class TargetSheet(Question):
    """Picking a destination, with a note for the colleague; `answered` carries both."""

    answered = Signal(object, str)

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        texts: Texts,
        targets: Sequence[Target],
        *,
        area: str = "counter.transfer",
        with_note: bool = True,
    ) -> None:
        super().__init__(theme, window, texts(f"{area}.title"), texts(f"{area}.help"), width_px=680)
        columns: Sequence[Column[Target]] = (
            Column("", lambda target: target.kind, color=lambda _target: "ink_soft"),
            Column("", lambda target: target.name, stretch=True),
            Column("", lambda target: target.more, color=lambda _target: "ink_soft"),
        )
        self.list = PickList(
            theme,
            columns,
            lambda target: f"{target.kind} {target.name} {target.more}",
            texts(f"{area}.search"),
        )
        self.list.setMinimumHeight(_LIST_PX)
        self.note = QLineEdit()
        self.note.setMaxLength(_MAX_NOTE)
        self.note.setPlaceholderText(texts("counter.transfer.note"))
        self.note.setAccessibleName(texts("counter.transfer.note"))
        enter = KeyButton(theme, texts(f"{area}.button"), "Enter", "check", large=True)
        self.body.addWidget(self.list, 1)
        if with_note:
            self.body.addWidget(self.note)
        self.body.addWidget(enter)
        self.list.picked.connect(lambda _target: self._answer())
        self.note.returnPressed.connect(self._answer)
        enter.clicked.connect(self._answer)
        self.list.show_rows(targets)

    def open(self) -> None:
        super().open()
        self.list.field.setFocus()

    def _answer(self) -> None:
        target = self.list.current()
        if target is not None:
            note = self.note.text().strip()
            self.close_sheet()
            self.answered.emit(target, note)


class HelpSheet(Question):
    """Every key of the counter on one page."""

    def __init__(self, theme: Theme, window: QWidget, texts: Texts, global_key: str) -> None:
        super().__init__(
            theme, window, texts("counter.help.title"), texts("counter.help.line"), width_px=860
        )
        rows = [(verb.key, texts(f"counter.help.{verb.name}")) for verb in VERBS.values()]
        rows += [
            (key, texts(f"counter.help.{name}"))
            for key, name in (
                ("Space", "space"),
                ("Tab", "tab"),
                ("Enter", "enter"),
                ("Esc", "escape"),
            )
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("gap"))
        grid.setVerticalSpacing(theme.space("tight"))
        half = (len(rows) + 1) // 2
        for index, (key, words) in enumerate(rows):
            line, side = index % half, index // half * 2
            grid.addWidget(KeyHint(theme, key), line, side)
            grid.addWidget(Words(theme, theme.font("body"), words), line, side + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        holder = QVBoxLayout()
        holder.addLayout(grid)
        self.body.addLayout(holder)
        self.body.addWidget(Words(theme, theme.font("body"), global_key, color="ink_soft"))


def targets_of(picture: Picture, texts: Texts, here: str) -> list[Target]:
    """Sectors, other counters and other people; those that nobody can wait for come last."""
    targets = [
        Target("sector", sector.sector_id, texts("counter.transfer.sector"), sector.name)
        for sector in active_sectors(picture)
    ]
    targets += [
        _counter_target(counter, texts)
        for counter in picture.view.counters
        if counter.active and counter.counter_id != here
    ]
    own = picture.view.counter.officer_id
    seated = {
        counter.officer_id
        for counter in picture.view.counters
        if counter.state != CounterState.CLOSED
    }
    targets += [
        _officer_target(member, texts, seated=member.staff_id in seated)
        for member in picture.officers
        if member.staff_id != own
    ]
    return sorted(targets, key=lambda target: target.is_away)


def active_sectors(picture: Picture) -> list[Sector]:
    """The sectors of the kiosk in their order."""
    sectors = (sector for sector in picture.view.sectors.values() if sector.active)
    return sorted(sectors, key=lambda sector: (sector.order, sector.name))


def sector_targets(picture: Picture, texts: Texts) -> list[Target]:
    """The sectors alone: for another service in the same visit."""
    kind = texts("counter.transfer.sector")
    return [Target("sector", s.sector_id, kind, s.name) for s in active_sectors(picture)]


def _counter_target(counter: Counter, texts: Texts) -> Target:
    state = "" if counter.state == CounterState.OPEN else texts(f"counter.is.{counter.state.value}")
    number = texts("counter.number", n=counter.number)
    name = f"{number} – {counter.name}" if counter.name else number
    kind = texts("counter.transfer.counter")
    closed = counter.state == CounterState.CLOSED
    return Target("counter", counter.counter_id, kind, name, state, is_away=closed)


def _officer_target(member: Staff, texts: Texts, *, seated: bool) -> Target:
    kind = texts("counter.transfer.officer")
    more = "" if seated else texts("counter.transfer.away")
    return Target("officer", member.staff_id, kind, member.name, more, is_away=not seated)
