"""The supervisor's acts, each on a sheet of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from core.people.model import RANK, Role, Staff
from core.queue.counters import close_counter, open_counter, pause_counter, resume_counter
from core.queue.model import Counter, CounterState, Sector, Ticket, TicketState
from core.queue.taking import TakenTicket, reprint_ticket, take_ticket, void_ticket
from core.setup import change_setting
from core.supervision import find_ticket_of_today
from ui.bridge import Office
from ui.theme import Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.form_sheet import FormSheet
from ui.widgets.labels import FittedLabel

Tell = Callable[[str], None]
_VOID_REASONS = ("mistake", "left", "trial")


class ActSheet(FormSheet):
    """A sheet that carries out operations for an actor and tells how it went."""

    def __init__(
        self,
        office: Office,
        theme: Theme,
        window: QWidget,
        actor: str,
        tell: Tell,
        *,
        title: str,
        confirm: str = "",
        icon: str = "",
        width_px: int = 480,
    ) -> None:
        super().__init__(theme, office.texts, window, title, confirm, icon=icon, width_px=width_px)
        self.office = office
        self.texts = office.texts
        self.theme = theme
        self._actor = actor
        self._tell = tell

    def carry_out(
        self, verb: Callable[..., Any], words: Callable[[Any], str], **arguments: Any
    ) -> None:
        """Do it; then tell `words` of the result and close, or say what is wrong."""
        self.rest()

        def done(result: Any) -> None:
            self._tell(words(result))
            self.close_sheet()

        self.office.do(verb, then=done, failed=self.refuse, actor=self._actor, facts=arguments)

    def refuse(self, error: Exception) -> None:
        self.ready()
        self.tell_trouble(self.office.sentence(error))


class CounterSheet(ActSheet):
    """Open a counter for an officer, pause it, go on, close it."""

    def __init__(
        self,
        office: Office,
        theme: Theme,
        window: QWidget,
        actor: str,
        tell: Tell,
        counter: Counter,
        staff: tuple[Staff, ...],
    ) -> None:
        texts = office.texts
        title = texts("supervisor.counter.title", number=counter.number, name=counter.name)
        is_open = counter.state == CounterState.OPEN
        word = texts("supervisor.counter.hand_over" if is_open else "supervisor.counter.open")
        super().__init__(
            office,
            theme,
            window,
            actor,
            tell,
            title=title,
            confirm=word,
            icon="door-open",
            width_px=640,
        )
        self._counter = counter
        self.officer = QComboBox()
        for member in staff:
            if RANK[member.role] >= RANK[Role.OFFICER]:
                self.officer.addItem(member.name, member.staff_id)
        self.officer.setCurrentIndex(max(0, self.officer.findData(counter.officer_id)))
        self.add_field(texts("supervisor.counter.officer"), self.officer)
        self.confirmed.connect(self._open)
        self.pause = self._offer("pause", is_open, self._pause)
        self.resume = self._offer("play", counter.state == CounterState.PAUSED, self._resume)
        self.shut = self._offer("door-closed", counter.state != CounterState.CLOSED, self._close)

    def _offer(self, icon: str, offered: bool, act: Callable[[], None]) -> StaffButton:
        name = {"pause": "pause", "play": "resume", "door-closed": "close"}[icon]
        button = StaffButton(self.theme, self.texts(f"supervisor.counter.{name}"), icon)
        button.clicked.connect(act)
        button.setVisible(offered)
        self.foot.insertWidget(0 if name == "close" else 1, button)
        return button

    def _open(self) -> None:
        self.carry_out(
            open_counter,
            lambda number: self.texts("supervisor.counter.opened", number=number),
            counter_id=self._counter.counter_id,
            officer_id=self.officer.currentData() or "",
        )

    def _pause(self) -> None:
        self.carry_out(
            pause_counter,
            lambda number: self.texts("supervisor.counter.paused_now", number=number),
            counter_id=self._counter.counter_id,
            reason=self.texts("supervisor.counter.pause_reason"),
        )

    def _resume(self) -> None:
        self.carry_out(
            resume_counter,
            lambda number: self.texts("supervisor.counter.resumed", number=number),
            counter_id=self._counter.counter_id,
        )

    def _close(self) -> None:
        self.carry_out(
            close_counter,
            lambda number: self.texts("supervisor.counter.closed_now", number=number),
            counter_id=self._counter.counter_id,
        )


class TakeSheet(ActSheet):
    """Take a number for somebody: at the desk hours and capacity do not hold."""

    def __init__(
        self,
        office: Office,
        theme: Theme,
        window: QWidget,
        actor: str,
        tell: Tell,
        sectors: tuple[Sector, ...],
        categories: tuple[str, ...],
    ) -> None:
        texts = office.texts
        super().__init__(
            office,
            theme,
            window,
            actor,
            tell,
            title=texts("supervisor.take.title"),
            confirm=texts("supervisor.take.do"),
            icon="ticket",
        )
        self._names = {sector.sector_id: sector.name for sector in sectors}
        self.sector = QComboBox()
        for sector in sectors:
            self.sector.addItem(sector.name, sector.sector_id)
        self.priority = QComboBox()
        self.priority.addItem(texts("supervisor.take.no_priority"), "")
        for category in categories:
            self.priority.addItem(texts(f"supervisor.priority.{category}"), category)
        self.add_field(texts("supervisor.take.sector"), self.sector)
        self.add_field(texts("supervisor.take.priority"), self.priority)
        self.confirmed.connect(self._take)

    def _take(self) -> None:
        self.carry_out(
            take_ticket,
            self._words,
            sector_id=self.sector.currentData(),
            priority=self.priority.currentData(),
            channel="desk",
        )

    def _words(self, taken: TakenTicket) -> str:
        sector = self._names[taken.sector_id]
        return self.texts("supervisor.take.done", label=taken.label, sector=sector, n=taken.ahead)


class PaperSheet(ActSheet):
    """A number of today: print it again, or void it with a reason."""

    def __init__(
        self, office: Office, theme: Theme, window: QWidget, actor: str, tell: Tell
    ) -> None:
        texts = office.texts
        super().__init__(
            office,
            theme,
            window,
            actor,
            tell,
            title=texts("supervisor.paper.title"),
            confirm=texts("supervisor.paper.reprint"),
            icon="printer",
        )
        self._ticket: Ticket | None = None
        self.label = QLineEdit()
        self.label.setMaxLength(12)
        self.label.setPlaceholderText("A012")
        self.label.textChanged.connect(self._look)
        self.add_field(texts("supervisor.paper.label"), self.label)
        self.found = FittedLabel(theme, theme.font("body"), " ", color="ink_soft")
        self.form.addWidget(self.found)
        self.reason = QComboBox()
        self.reason.setEditable(True)
        for reason in _VOID_REASONS:
            self.reason.addItem(texts(f"supervisor.paper.reason.{reason}"))
        self.void = StaffButton(theme, texts("supervisor.paper.void"), "ban")
        self.void.clicked.connect(self._void)
        row = QHBoxLayout()
        row.setSpacing(theme.space("near"))
        row.addWidget(self.reason, 1)
        row.addWidget(self.void)
        held = QWidget()
        held.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.add_field(texts("supervisor.paper.reason"), held)
        self.confirmed.connect(self._reprint)
        self._show(None)

    def open(self) -> None:
        super().open()
        self.label.setFocus()

    def _look(self, label: str) -> None:
        if not label.strip():
            self._show(None)
            return

        def find_ticket(reader: Any) -> Ticket | None:
            return find_ticket_of_today(reader, label)

        def show_if_current(ticket: Ticket | None) -> None:
            if label == self.label.text():
                self._show(ticket)

        self.office.ask(find_ticket, then=show_if_current, failed=self.refuse)

    def _show(self, ticket: Ticket | None) -> None:
        self._ticket = ticket
        self.tell_trouble("")
        if ticket is None or ticket.state == TicketState.VOID:
            self.rest()
        else:
            self.ready()
        may_void = ticket is not None and ticket.state in (TicketState.WAITING, TicketState.MISSED)
        self.void.setEnabled(may_void)
        if ticket is None:
            empty = not self.label.text().strip()
            self.found.setText(
                self.texts("supervisor.paper.type" if empty else "supervisor.paper.none")
            )
            return
        self.found.setText(
            self.texts(
                "supervisor.paper.found",
                label=ticket.label,
                state=self.texts(f"supervisor.ticket.{ticket.state.value}"),
                paper=self.texts(f"supervisor.delivery.{ticket.paper.value}"),
            )
        )

    def _reprint(self) -> None:
        if self._ticket is None:
            return
        label = self._ticket.label
        self.carry_out(
            reprint_ticket,
            lambda copy: self.texts("supervisor.paper.reprinted", label=label, copy=copy),
            ticket_id=self._ticket.ticket_id,
        )

    def _void(self) -> None:
        if self._ticket is None or not self.reason.currentText().strip():
            self.tell_trouble(self.texts("supervisor.paper.reason_missing"))
            return
        self.carry_out(
            void_ticket,
            lambda label: self.texts("supervisor.paper.voided", label=label),
            ticket_id=self._ticket.ticket_id,
            reason=self.reason.currentText(),
        )


class NoticeSheet(ActSheet):
    """The line of words at the foot of the hall board."""

    def __init__(
        self, office: Office, theme: Theme, window: QWidget, actor: str, tell: Tell, notice: str
    ) -> None:
        texts = office.texts
        super().__init__(
            office,
            theme,
            window,
            actor,
            tell,
            title=texts("supervisor.notice.title"),
            confirm=texts("common.save"),
            icon="megaphone",
            width_px=620,
        )
        self.words = QLineEdit(notice)
        self.words.setMaxLength(200)
        self.add_field(texts("supervisor.notice.words"), self.words)
        self.confirmed.connect(self._save)

    def open(self) -> None:
        super().open()
        self.words.setFocus()

    def _save(self) -> None:
        said = "supervisor.notice.done" if self.words.text().strip() else "supervisor.notice.gone"
        self.carry_out(
            change_setting,
            lambda _value: self.texts(said),
            name="board.notice",
            value=self.words.text().strip(),
        )
