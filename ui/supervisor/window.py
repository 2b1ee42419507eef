"""The supervisor's window: a live picture of the centre and its quick acts."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.clock import Timer, elapsed_s, local
from core.events import (
    CATALOGUE,
    COUNTERS,
    DOSSIERS,
    PAPERS,
    PEOPLE,
    RATINGS,
    SETTINGS,
    TICKETS,
    Changes,
)
from core.ports import DeviceNews, DeviceState
from core.queue.counters import confirm_clock
from core.supervision import Overview, overview
from ui.bridge import Office
from ui.supervisor.acts_row import ActsRow
from ui.supervisor.figures import Figure, FigureStrip
from ui.supervisor.go_live import PracticeBanner
from ui.supervisor.hall_panel import HallPanel
from ui.supervisor.sector_bars import LONG_WAIT_MIN
from ui.supervisor.sign_in import Watch
from ui.theme import SEMIBOLD, Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import StaffButton
from ui.widgets.card import Card
from ui.widgets.labels import ClockLabel, plain_label
from ui.widgets.lamps import StatusStrip
from ui.widgets.notices import Toast

_SHOWN_KINDS = frozenset(
    {TICKETS, COUNTERS, RATINGS, DOSSIERS, PAPERS, SETTINGS, CATALOGUE, PEOPLE}
)
_REFRESH_S = 0.25
_AGE_S = 60.0


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
        theme = self._theme
        self.toast = Toast(theme, self._office.timers)
        self.acts = ActsRow(self._office, theme, self, self.watch, self.toast_words)
        room = theme.space("room")
        column = QVBoxLayout(self)
        column.setContentsMargins(room, theme.space("gap"), room, theme.space("gap"))
        column.setSpacing(theme.space("gap"))
        column.addLayout(self._make_head())
        self.clock_banner = Banner(theme, "warn")
        self.clock_banner.pressed.connect(partial(self.acts.sign_in, self._confirm_clock))
        self.stale_banner = Banner(theme, "bad")
        self.stale_banner.pressed.connect(self.refresh)
        self.practice_banner = PracticeBanner(self._office, theme)
        self.practice_banner.pressed.connect(self.acts.open_go_live)
        column.addWidget(self.practice_banner)
        column.addWidget(self.clock_banner)
        column.addWidget(self.stale_banner)
        strip = Card(theme)
        self.figures = FigureStrip(theme)
        strip.body.addWidget(self.figures)
        column.addWidget(strip)
        self.hall = HallPanel(self._office, theme)
        self.hall.show_states(tuple(self._devices.values()))
        self.hall.counter_touched.connect(self.acts.open_counter)
        self.hall.backup.told.connect(self.toast_words)
        column.addWidget(self.hall, 1)
        column.addWidget(self.toast)
        column.addWidget(self.acts)

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

    # --- the picture --------------------------------------------------------------

    def _show(self, view: Overview) -> None:
        self._asking = False
        self._view = view
        self.centre.setText(view.settings.text("centre.name"))
        self.watch.set_idle(view.settings.integer("accounts.idle_lock_s"))
        self.figures.show_figures(self._figures(view))
        self.hall.show_view(view)
        self.acts.show_view(view)
        self.practice_banner.show_view(view)
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
            ("due_today", view.due.today, "ink"),
            ("late", view.due.late, "bad" if view.due.late else "ink"),
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
            last=f"{local(view.last_recorded_at):%H:%M %d/%m/%Y}",
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
            self.hall.show_states(tuple(self._devices.values()))

    def _cancel_pending(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None

    # --- acts -----------------------------------------------------------------------

    def _sign(self) -> None:
        if self.watch.may_leave:
            self.watch.leave()
        elif not self.watch.actor:
            self.acts.sign_in(lambda: None)

    def _confirm_clock(self) -> None:
        words = self._office.texts("supervisor.clock.confirmed")
        self._office.do(
            confirm_clock,
            then=lambda _seen: self.toast_words(words),
            failed=lambda error: self.toast_words(self._office.sentence(error), "bad"),
            actor=self.watch.actor,
        )
        self.refresh()
