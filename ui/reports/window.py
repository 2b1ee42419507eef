"""The report window: choose, make, look, check, print, save, close."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.clock import local_day
from core.errors import Exit, Problem
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
from ui.reports.order_panel import OrderPanel
from ui.reports.pages import CellFact
from ui.reports.paper_view import PaperView
from ui.supervisor.sign_in import Watch
from ui.theme import SEMIBOLD, Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import StaffButton
from ui.widgets.labels import ClockLabel, FittedLabel, plain_label
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
        self.files: dict[str, Path] = {}
        self.data: dict[str, Any] | None = None
        self.watch = Watch(office, self)
        self.order = OrderPanel(theme, office.texts, local_day(office.clock.now()))
        self.paper = PaperView(theme)
        self._build()
        self.order.make.clicked.connect(self.make_report)
        self.order.stop.clicked.connect(self.cancel)
        self.order.changed.connect(self._order_changed)
        self.paper.touched.connect(self._open_cell)
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
            self.files = dict(news.files)
            self._office.aside(
                partial(_read_json, self.files["json"]), then=self._have, failed=self._fail
            )
            return
        if news.refused is not None:
            self.order.identities.show_refusal(news.refused)
        self.banner.tell(news.problem or self._office.texts("common.problem.bug"))
        self._show_state()

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
        self.state.setText(texts("report_window.pages", n=self.paper.page_count, state=state))
        self._show_state()

    def _fail(self, error: Exception) -> None:
        self.banner.tell(self._office.sentence(error))
        self._show_state()

    # --- what may be done with it -------------------------------------------------

    def open_pdf(self) -> None:
        """Show the real PDF in the PC's own viewer."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.files["pdf"])))

    def print_pdf(self) -> None:
        staff = self._office.staff
        if staff is None or staff.printer is None:
            self.banner.tell(self._office.texts("report_window.no_printer"))
            return
        self._office.follow(
            staff.printer.print_pdf(self.files["pdf"]),
            then=lambda name: self._say("report_window.printed", printer=name),
            failed=self._fail,
        )

    def ask_folder(self) -> None:
        title = self._office.texts("report_window.save")
        if folder := QFileDialog.getExistingDirectory(self, title):
            self.save_to(Path(folder))

    def save_to(self, folder: Path) -> None:
        """Copy PDF, XLSX and JSON into a folder."""
        self._office.aside(
            partial(_copy, tuple(self.files.values()), folder),
            then=lambda n: self._say("report_window.saved", n=n, folder=str(folder)),
            failed=self._fail,
        )

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
            self._say("report_window.closed_now", number=number)
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
        column.addWidget(self.banner)
        middle = QHBoxLayout()
        middle.setSpacing(theme.space("gap"))
        middle.addWidget(self.order)
        middle.addLayout(self._make_desk(), 1)
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

    def _make_desk(self) -> QVBoxLayout:
        theme, texts = self._theme, self._office.texts
        desk = QVBoxLayout()
        desk.setSpacing(theme.space("near"))
        bar = QHBoxLayout()
        bar.setSpacing(theme.space("near"))
        self.state = FittedLabel(theme, theme.font("body"), " ", color="ink_soft")
        bar.addWidget(self.state, 1)
        self.zooms = []
        for name, icon, act in (
            ("smaller", "zoom-out", partial(self.paper.zoom_by, -1)),
            ("fit", "file-text", self.paper.fit_width),
            ("larger", "zoom-in", partial(self.paper.zoom_by, 1)),
        ):
            button = StaffButton(theme, texts(f"report_window.{name}"), icon, kind="quiet")
            button.clicked.connect(lambda _checked=False, act=act: act())
            bar.addWidget(button)
            self.zooms.append(button)
        desk.addLayout(bar)
        self.hint = FittedLabel(
            theme,
            theme.font("lead"),
            texts("report_window.empty"),
            color="ink_soft",
            align=Qt.AlignmentFlag.AlignCenter,
        )
        desk.addWidget(self.hint, 1)
        desk.addWidget(self.paper, 1)
        desk.addLayout(self._make_foot())
        return desk

    def _make_foot(self) -> QHBoxLayout:
        theme, texts = self._theme, self._office.texts
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("near"))
        self.acts: dict[str, StaffButton] = {}
        for name, icon, key, act in (
            ("open", "eye", "Ctrl+O", self.open_pdf),
            ("print", "printer", "Ctrl+P", self.print_pdf),
            ("save", "file-down", "Ctrl+S", self.ask_folder),
            ("close", "lock", "", self.open_closing),
        ):
            button = StaffButton(theme, texts(f"report_window.{name}"), icon, key=key)
            button.clicked.connect(lambda _checked=False, act=act: act())
            if name == "close":
                foot.addStretch(1)
            foot.addWidget(button)
            self.acts[name] = button
        return foot

    def _order_changed(self) -> None:
        """Another order: what is on the desk no longer answers it."""
        self._forget()
        self._show_state()

    def _forget(self) -> None:
        self.data, self.files = None, {}
        self.paper.clear()
        self.order.identities.clear()
        self.banner.tell("")
        self.state.setText(" ")

    def _show_state(self) -> None:
        is_made = self.data is not None
        for button in (*self.acts.values(), *self.zooms):
            button.setEnabled(is_made)
        self.paper.setVisible(is_made)
        self.hint.setVisible(not is_made)

    def _say(self, key: str, **facts: object) -> None:
        self.toast.tell(self._office.texts(key, **facts), "good")


def _read_json(file: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return data


def _copy(files: tuple[Path, ...], folder: Path) -> int:
    try:
        for file in files:
            shutil.copy2(file, folder / file.name)
    except OSError as error:
        raise Problem(
            "report_window.not_saved",
            Exit.ENVIRONMENT,
            folder=str(folder),
            reason=error.strerror or "",
        ) from error
    return len(files)
