"""The supervisor's window: a live picture of the centre and its quick acts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.clock import Timer, elapsed_s, local, local_day
from core.events import COUNTERS, DOSSIERS, PAPERS, RATINGS, SETTINGS, TICKETS, Changes
from core.ports import DeviceNews, DeviceState
from core.queue.counters import confirm_clock
from core.supervision import Overview, overview
from ui.bridge import Office
from ui.supervisor.acts import CounterSheet, NoticeSheet, PaperSheet, TakeSheet
from ui.supervisor.backup import BackupLine
from ui.supervisor.counter_rows import CounterRows, counters_now
from ui.supervisor.day_close import DayCloseSheet
from ui.supervisor.due_sheet import DueSheet
from ui.supervisor.figures import Figure, FigureStrip
from ui.supervisor.sector_bars import LONG_WAIT_MIN, SectorBars
from ui.supervisor.side_cards import DeviceLamps, RatingBar
from ui.supervisor.sign_in import Watch
from ui.supervisor.staff_sheet import StaffSheet
from ui.supervisor.what_if import WhatIfSheet
from ui.theme import SEMIBOLD, Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import StaffButton
from ui.widgets.card import Card
from ui.widgets.labels import ClockLabel, plain_label
from ui.widgets.lamps import StatusStrip
from ui.widgets.notices import Toast

_SHOWN_KINDS = frozenset({TICKETS, COUNTERS, RATINGS, DOSSIERS, PAPERS, SETTINGS})
_REFRESH_S = 0.25
_AGE_S = 20.0
_SIDE_PX = 304

# name, icon, key; the acts of the foot in their order
_ACTS = (
    ("take", "ticket", "F2"),
    ("paper", "printer", "F3"),
    ("notice", "megaphone", "F4"),
    ("due", "file-text", "F6"),
    ("what_if", "shuffle", "F7"),
    ("staff", "users", "F8"),
    ("close", "calendar-check", "F10"),
)


class SupervisorWindow(QWidget):
    """Refreshes itself at most four times a second, and every 20 s for the minutes."""

    def __init__(self, office: Office, theme: Theme, _subject: str = "") -> None:
        super().__init__()
        self.setObjectName("window")
        self._office = office
        self._theme = theme
        self._view: Overview | None = None
        self._devices: dict[str, DeviceState] = {s.device_id: s for s in office.devices.states()}
        self._pending: Timer | None = None
        self._ageing: Timer | None = None
        self._asking = False
        self._again = False
        self.watch = Watch(office, self)
        self._build()
        self.watch.changed.connect(self._show_member)
        office.changed.connect(self._hear)
        office.news.connect(self._hear_device)
        office.problem.connect(lambda sentence: self.toast.tell(sentence, "bad"))
        self.refresh()

    def refresh(self) -> None:
        """Ask for the picture now; a question under way is followed by one more."""
        self._cancel_pending()
        if self._asking:
            self._again = True
            return
        self._asking = True
        self._office.ask(overview, then=self._show, failed=self._stale)

    # --- building ---------------------------------------------------------------

    def _build(self) -> None:
        theme, texts = self._theme, self._office.texts
        room = theme.space("room")
        column = QVBoxLayout(self)
        column.setContentsMargins(room, theme.space("gap"), room, theme.space("gap"))
        column.setSpacing(theme.space("gap"))
        column.addLayout(self._make_head())
        self.clock_banner = Banner(theme, "warn")
        self.clock_banner.pressed.connect(partial(self.act, self._confirm_clock))
        self.stale_banner = Banner(theme, "bad")
        self.stale_banner.pressed.connect(self.refresh)
        column.addWidget(self.clock_banner)
        column.addWidget(self.stale_banner)
        strip = Card(theme)
        self.figures = FigureStrip(theme)
        strip.body.addWidget(self.figures)
        column.addWidget(strip)
        column.addLayout(self._make_middle(), 1)
        self.toast = Toast(theme, self._office.timers)
        column.addWidget(self.toast)
        column.addLayout(self._make_acts())
        self.bars_card.title.setText(texts("supervisor.sectors"))

    def _make_head(self) -> QHBoxLayout:
        theme, texts, office = self._theme, self._office.texts, self._office
        head = QHBoxLayout()
        head.setSpacing(theme.space("room"))
        head.addWidget(plain_label(theme, texts("supervisor.title"), "title", SEMIBOLD))
        self.centre = plain_label(theme, "", "body", color="ink_soft")
        head.addWidget(self.centre, 1)
        head.addWidget(
            ClockLabel(
                theme,
                theme.font("body", SEMIBOLD),
                office.clock,
                office.timers,
                texts,
                form="long",
            )
        )
        self.member = StaffButton(theme, texts("supervisor.sign_in.do"), "lock", kind="quiet")
        self.member.clicked.connect(self._sign)
        head.addWidget(self.member)
        self.lamps = StatusStrip(office, theme)
        head.addWidget(self.lamps)
        return head

    def _make_middle(self) -> QGridLayout:
        theme, texts = self._theme, self._office.texts
        grid = QGridLayout()
        grid.setSpacing(theme.space("gap"))
        self.bars_card = Card(theme, texts("supervisor.sectors"))
        self.bars = SectorBars(theme, texts)
        self.bars_card.body.addWidget(self.bars, 1)
        self.counters_card = Card(theme, texts("supervisor.counters"))
        self.counters = CounterRows(theme, texts)
        self.counters.touched.connect(self._open_counter_sheet)
        self.counters_card.body.addWidget(self.counters, 1)
        grid.addWidget(self.bars_card, 0, 0)
        grid.addWidget(self.counters_card, 0, 1)
        grid.addLayout(self._make_side(), 0, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _make_side(self) -> QVBoxLayout:
        theme, texts = self._theme, self._office.texts
        side = QVBoxLayout()
        side.setSpacing(theme.space("gap"))
        ratings = Card(theme, texts("supervisor.ratings"))
        self.ratings = RatingBar(theme, texts)
        self.ratings_remark = ratings.remark
        ratings.body.addWidget(self.ratings)
        devices = Card(theme, texts("supervisor.devices"))
        self.devices = DeviceLamps(theme, texts)
        self.devices.show_states(tuple(self._devices.values()))
        devices.body.addWidget(self.devices)
        devices.body.addStretch(1)
        copies = Card(theme, texts("supervisor.backup"))
        self.backup = BackupLine(self._office, theme)
        self.backup.told.connect(self.toast_words)
        copies.body.addWidget(self.backup)
        for card, stretch in ((ratings, 0), (devices, 1), (copies, 0)):
            card.setFixedWidth(_SIDE_PX)
            side.addWidget(card, stretch)
        return side

    def _make_acts(self) -> QHBoxLayout:
        texts = self._office.texts
        does: dict[str, Callable[[], None]] = {
            "take": partial(self.act, self._open_take),
            "paper": partial(self.act, self._open_paper),
            "notice": partial(self.act, self._open_notice),
            "due": self._open_due,
            "what_if": self._open_what_if,
            "staff": partial(self.act, self._open_staff),
            "close": partial(self.act, self._open_close),
        }
        row = QHBoxLayout()
        row.setSpacing(self._theme.space("near"))
        self.buttons: dict[str, StaffButton] = {}
        for name, icon, key in _ACTS:
            kind = "action" if name == "close" else "plain"
            word = f"{texts(f'supervisor.act.{name}')}  {key}"
            button = StaffButton(self._theme, word, icon, kind=kind, key=key)
            button.clicked.connect(does[name])
            if name == "close":
                row.addStretch(1)
            row.addWidget(button)
            self.buttons[name] = button
        return row

    # --- the picture --------------------------------------------------------------

    def _show(self, view: Overview) -> None:
        self._asking = False
        self._view = view
        texts, hall = self._office.texts, view.hall
        self.centre.setText(view.settings.text("centre.name"))
        self.watch.set_idle(view.settings.integer("accounts.idle_lock_s"))
        self.figures.show_figures(self._figures(view))
        self.bars.show_sectors(hall.sectors)
        rows = counters_now(hall)
        self.counters.show_counters(rows)
        serving = sum(row.look in ("serving", "calling") for row in rows)
        opened = sum(row.look != "closed" for row in rows)
        self.counters_card.remark.setText(
            texts("supervisor.counters.remark", open=opened, all=len(rows), serving=serving)
        )
        self.ratings.show_tally(hall.ratings)
        self.ratings_remark.setText(
            texts("supervisor.ratings.stray", n=hall.ratings.stray) if hall.ratings.stray else ""
        )
        self.stale_banner.tell("")
        self._show_clock(view)
        self._show_member()
        if self._again:
            self._again = False
            self.refresh()

    def _figures(self, view: Overview) -> list[Figure]:
        texts, counts = self._office.texts, view.hall.counts
        waiting = sum(one.waiting for one in view.hall.sectors)
        longest = max((one.longest_wait_min for one in view.hall.sectors), default=0)
        numbers = (
            ("issued", counts["issued"], "ink"),
            ("waiting", waiting, "info" if waiting else "ink"),
            ("longest", longest, "warn" if longest >= LONG_WAIT_MIN else "ink"),
            ("served", counts["served"], "ink"),
            ("missed", counts["missed"], "ink"),
            ("due_today", len(view.due_today), "ink"),
            ("late", len(view.late), "bad" if view.late else "ink"),
        )
        return [
            Figure(str(number), texts(f"supervisor.figure.{name}"), color)
            for name, number, color in numbers
        ]

    def _show_clock(self, view: Overview) -> None:
        texts = self._office.texts
        if not view.clock_is_behind:
            self.clock_banner.tell("")
            return
        sentence = texts(
            "supervisor.clock.behind",
            now=f"{local(view.hall.at):%H:%M %d/%m/%Y}",
            last=f"{local(view.last_recorded_at):%d/%m/%Y}",
        )
        self.clock_banner.tell(sentence, texts("supervisor.clock.confirm"))

    def _show_member(self) -> None:
        name = self.watch.name_in(self._view.staff) if self._view else ""
        self.member.setText(name or self._office.texts("supervisor.sign_in.do"))

    def _stale(self, error: Exception) -> None:
        self._asking = False
        texts = self._office.texts
        at = f"{local(self._view.hall.at):%H:%M}" if self._view else texts("supervisor.stale.never")
        sentence = texts("supervisor.stale", at=at, reason=self._office.sentence(error))
        self.stale_banner.tell(sentence, texts("common.retry"))

    def toast_words(self, sentence: str, tone: str = "good") -> None:
        self.toast.tell(sentence, tone)

    # --- news -----------------------------------------------------------------------

    def showEvent(self, _event: QShowEvent) -> None:
        self._age()

    def hideEvent(self, _event: QHideEvent) -> None:
        self._cancel_pending()
        if self._ageing is not None:
            self._ageing.cancel()
            self._ageing = None

    def _age(self) -> None:
        """Minutes pass without events too."""
        if self._view is not None and elapsed_s(self._view.hall.at, self._office.clock.now()) > 1:
            self.refresh()
        self._ageing = self._office.timers.after(_AGE_S, self._age)

    def _hear(self, changes: Changes) -> None:
        if self._pending is None and changes.kinds & _SHOWN_KINDS:
            self._pending = self._office.timers.after(_REFRESH_S, self.refresh)

    def _hear_device(self, news: DeviceNews) -> None:
        if isinstance(news, DeviceState):
            self._devices[news.device_id] = news
            self.devices.show_states(tuple(self._devices.values()))

    def _cancel_pending(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None

    # --- acts -----------------------------------------------------------------------

    def act(self, go: Callable[[], None]) -> None:
        """Do it when somebody with the right is signed in, else sign in first."""
        if self._view is not None:
            self.watch.as_supervisor(self._theme, self._view.staff, go)

    def _sign(self) -> None:
        if self.watch.may_leave:
            self.watch.leave()
        elif not self.watch.actor:
            self.act(lambda: None)

    def _open_counter_sheet(self, counter_id: str) -> None:
        self.act(partial(self._open_counter, counter_id))

    def _open_counter(self, counter_id: str) -> None:
        view = self._view
        if view is None:
            return
        for counter in view.hall.counters:
            if counter.counter_id == counter_id:
                CounterSheet(*self._means(), counter, view.staff).open()

    def _open_take(self) -> None:
        if self._view is not None:
            sectors = tuple(one.sector for one in self._view.hall.sectors if one.sector.active)
            categories = self._view.settings.text("kiosk.priority_categories").split()
            TakeSheet(*self._means(), sectors, tuple(categories)).open()

    def _open_paper(self) -> None:
        PaperSheet(*self._means()).open()

    def _open_notice(self) -> None:
        if self._view is not None:
            NoticeSheet(*self._means(), self._view.settings.text("board.notice")).open()

    def _open_due(self) -> None:
        if self._view is not None:
            DueSheet(self._office, self._theme, self, self._view).open()

    def _open_what_if(self) -> None:
        if self._view is not None:
            WhatIfSheet(self._office, self._theme, self, self._view.settings).open()

    def _open_staff(self) -> None:
        StaffSheet(*self._means()).open()

    def _open_close(self) -> None:
        DayCloseSheet(*self._means(), local_day(self._office.clock.now())).open()

    def _confirm_clock(self) -> None:
        words = self._office.texts("supervisor.clock.confirmed")
        self._office.do(
            confirm_clock,
            then=lambda _seen: self.toast_words(words),
            failed=lambda error: self.toast_words(self._office.sentence(error), "bad"),
            actor=self.watch.actor,
        )
        self.refresh()

    def _means(self) -> tuple[Office, Theme, QWidget, str, Callable[[str], None]]:
        return self._office, self._theme, self, self.watch.actor, self.toast_words
