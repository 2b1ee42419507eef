"""The report window: choose, make, look, check, print, save, close."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.clock import local_day
from core.errors import Problem
from core.forms.preview import preview_sheet
from core.forms.sheet import Sheet
from core.ports import Reader
from core.reporting.closing import close_report
from core.reporting.profiles import load_profile
from core.reporting.report import Signing
from core.services import ReportNews, ReportOrder
from ui.bridge import Office
from ui.reports.cell_sheet import CellSheet
from ui.reports.closing_sheet import ClosingSheet
from ui.reports.deeds import ReportDeeds
from ui.reports.desk import ReportDesk
from ui.reports.order_panel import OrderPanel
from ui.reports.pages import CellFact
from ui.supervisor.sign_in import Watch
from ui.theme import SEMIBOLD, Theme
from ui.widgets.banner import Banner
from ui.widgets.labels import ClockLabel, plain_label
from ui.widgets.lamps import StatusStrip
from ui.widgets.notices import Toast


class ReportWindow(QWidget):
    """Left what is wanted and how it adds up, right the paper."""

    def __init__(self, office: Office, theme: Theme, _subject: str = "") -> None:
        super().__init__()
        self.setObjectName("window")
        self._office = office
        self._theme = theme
        self._kill: Callable[[], None] | None = None
        self._run = 0
        self.data: dict[str, Any] | None = None
        self.watch = Watch(office, self)
        self.order = OrderPanel(theme, office.texts, local_day(office.clock.now()))
        self.desk = ReportDesk(theme, office.texts)
        self.paper = self.desk.paper
        self.deeds = ReportDeeds(office, self.desk, self)
        self._build()
        self.order.make.clicked.connect(self.make_report)
        self.order.stop.clicked.connect(self.cancel)
        self.order.changed.connect(self._order_changed)
        self.paper.touched.connect(self._open_cell)
        self.desk.acts["close"].clicked.connect(self.open_closing)
        self.deeds.told.connect(self.toast.tell)
        self.deeds.refused.connect(self.banner.tell)
        self._show_state()

    # --- making -----------------------------------------------------------------

    def make_report(self) -> None:
        """Run the chosen report in a process of its own."""
        runner = self._office.services.reports
        try:
            period = self.order.picker.period()
        except Problem as problem:
            self.banner.tell(self._office.sentence(problem))
            return
        if runner is None:
            self.banner.tell(self._office.texts("report_window.no_runner"))
            return
        self._forget()
        self._run += 1
        order = ReportOrder(
            self.order.form_id(), period.first, period.last, self.order.profile_id()
        )
        self.order.begin()
        hear = self._office.on_ui(partial(self._hear, self._run))
        self._kill = runner.start(order, hear)

    def cancel(self) -> None:
        """Kill the run; nothing of it is kept."""
        if self._kill is not None:
            self._kill()
            self._kill = None
            self._run += 1
            self.order.end()
            self._show_state()
            self.toast.tell(self._office.texts("report_window.cancelled"))

    def _hear(self, run: int, news: ReportNews) -> None:
        if run != self._run:
            return
        if not news.ended:
            word = self._office.texts(f"report_window.step.{news.step}")
            self.order.show_progress(word, news.done)
            return
        self._kill = None
        self.order.end()
        if news.files:
            self.deeds.files = dict(news.files)
            self._office.aside(
                partial(_read_json, news.files["json"]), then=self._have, failed=self._fail
            )
            return
        self._show_state()
        if news.refused is not None:
            self.order.identities.show_refusal(news.refused)
            self.desk.show_refusal(news.refused)
        self.banner.tell(news.problem or self._office.texts("common.problem.bug"))

    def _have(self, data: dict[str, Any]) -> None:
        self.data = data
        self.order.identities.show_total(data["total"])
        texts = self._office.texts

        def sheet_of_report(reader: Reader) -> tuple[Sheet, Signing | None]:
            closed = reader.figures.last_closed(
                data["form"], data["period"]["from"], data["period"]["to"]
            )
            same = closed is not None and closed.fingerprint == data["fingerprint"]
            signing = Signing(closed.number, closed.signed_on) if closed and same else None
            return preview_sheet(reader, data, texts), signing

        self._office.ask(sheet_of_report, then=self._show_sheet, failed=self._fail)

    def _show_sheet(self, made: tuple[Sheet, Signing | None]) -> None:
        sheet, signing = made
        if self.data is None:
            return
        self.paper.show_sheet(sheet, load_profile(self.data["profile"]))
        texts = self._office.texts
        state = texts("report_window.draft")
        if signing is not None:
            day = "/".join(reversed(signing.signed_on.split("-")))
            state = texts("report_window.closed", number=signing.number, day=day)
        self.desk.state.setText(texts("report_window.pages", n=self.paper.page_count, state=state))
        self._show_state()

    def _fail(self, error: Exception) -> None:
        self.banner.tell(self._office.sentence(error))
        self._show_state()

    def open_closing(self) -> None:
        """Ask for number and day, when somebody who may is signed in."""

        def staff_of_centre(reader: Reader) -> list[Any]:
            return [member for member in reader.staff.list_all() if member.active]

        def go() -> None:
            sheet = ClosingSheet(self._office, self._theme, self)
            sheet.chosen.connect(partial(self._close, sheet))
            sheet.open()

        self._office.ask(
            staff_of_centre,
            then=lambda staff: self.watch.as_supervisor(self._theme, staff, go),
            failed=self._fail,
        )

    def _close(self, sheet: ClosingSheet, number: str, signed_on: str) -> None:
        if self.data is None:
            return
        period = self.data["period"]

        def done(_signing: Signing) -> None:
            sheet.close_sheet()
            self.deeds.say("report_window.closed_now", number=number)
            self.make_report()

        self._office.do(
            close_report,
            then=done,
            failed=sheet.refuse,
            actor=self.watch.actor,
            form=self.data["form"],
            profile=self.data["profile"],
            period_from=period["from"],
            period_to=period["to"],
            number=number,
            signed_on=signed_on,
            fingerprint=self.data["fingerprint"],
            as_of_seq=period["as_of"]["seq"],
        )

    def _open_cell(self, fact: CellFact) -> None:
        if self.data is not None:
            CellSheet(self._office, self._theme, self, self.data, fact).open()

    # --- building and state ---------------------------------------------------------

    def _build(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("room"), theme.space("gap")) * 2)
        column.setSpacing(theme.space("gap"))
        column.addLayout(self._make_head())
        self.banner = Banner(theme, "bad")
        middle = QHBoxLayout()
        middle.setSpacing(theme.space("gap"))
        middle.addWidget(self.order)
        self.desk.column.insertWidget(0, self.banner)
        middle.addWidget(self.desk, 1)
        column.addLayout(middle, 1)
        self.toast = Toast(theme, self._office.timers)
        column.addWidget(self.toast)

    def _make_head(self) -> QHBoxLayout:
        theme, texts, office = self._theme, self._office.texts, self._office
        head = QHBoxLayout()
        head.setSpacing(theme.space("room"))
        head.addWidget(plain_label(theme, texts("report_window.title"), "title", SEMIBOLD))
        head.addStretch(1)
        font = theme.font("body", SEMIBOLD)
        head.addWidget(ClockLabel(theme, font, office.clock, office.timers, texts, form="long"))
        head.addWidget(StatusStrip(office, theme))
        return head

    def _order_changed(self) -> None:
        """Another order: what is on the desk no longer answers it."""
        self._forget()
        self._show_state()

    def _forget(self) -> None:
        self.data, self.deeds.files = None, {}
        self.paper.clear()
        self.order.identities.clear()
        self.banner.tell("")
        self.desk.state.setText(" ")

    def _show_state(self) -> None:
        self.desk.show_made(made=self.data is not None)


def _read_json(file: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return data
