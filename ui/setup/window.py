"""The wizard: five questions, then the work, ticked off as it is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.dossiers.catalogue import Installed
from core.setup import set_up_centre
from core.station import Station
from ui.bridge import Office
from ui.setup.answers import Answers
from ui.setup.pages import (
    CentrePage,
    DevicesPage,
    Page,
    RolesPage,
    StartPage,
    SupervisorPage,
)
from ui.setup.step_list import StepList
from ui.theme import SEMIBOLD, Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import StaffButton
from ui.widgets.card import Card
from ui.widgets.check_line import CheckLine
from ui.widgets.labels import FittedLabel, plain_label

_PANEL_PX = 760


class SetupWindow(QWidget):
    """Emits `finished` with the station when the centre may open."""

    finished = Signal(object)

    def __init__(self, office: Office, theme: Theme, _subject: str = "") -> None:
        super().__init__()
        self.setObjectName("window")
        self._office = office
        self._theme = theme
        self.answers = Answers()
        texts = office.texts
        self.pages: list[Page] = [
            CentrePage(theme, texts, self.answers),
            RolesPage(theme, texts, self.answers),
            DevicesPage(office, theme, self.answers),
            SupervisorPage(theme, texts, self.answers),
            StartPage(theme, texts, self.answers),
        ]
        self.steps = StepList(theme, [texts(f"setup.{page.name}") for page in self.pages])
        self.stack = QStackedWidget()
        for page in self.pages:
            self.stack.addWidget(page)
        self._end = QWidget()
        self._end_column = QVBoxLayout(self._end)
        self.stack.addWidget(self._end)
        self.banner = Banner(theme, "bad")
        self.back = StaffButton(theme, texts("common.back"), "arrow-left")
        self.next = StaffButton(theme, texts("common.next"), kind="action")
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self._lay_out()
        self._show(0)

    def go_on(self) -> None:
        """Take the page's answer and go to the next; after the last one, do the work."""
        at = self.stack.currentIndex()
        if at >= len(self.pages):
            self.finished.emit(self.answers.station())
            return
        missing = self.pages[at].take()
        self.banner.tell(missing)
        if missing:
            return
        if at + 1 < len(self.pages):
            self._show(at + 1)
        else:
            self.work()

    def go_back(self) -> None:
        self.banner.tell("")
        self._show(max(0, min(self.stack.currentIndex(), len(self.pages)) - 1))

    def work(self) -> None:
        """Hash the password, write the centre down, write this PC's file."""
        hasher = self._office.services.hash_secret
        if hasher is None:
            self.banner.tell(self._office.texts("setup.no_hasher"))
            return
        self._begin_work()
        secret = self.answers.secret
        self._office.aside(lambda: hasher(secret), then=self._hashed, failed=self._failed)

    # --- the work, step by step ---------------------------------------------------

    def _begin_work(self) -> None:
        while self._end_column.count():
            item = self._end_column.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        title = self._office.texts("setup.work.title")
        self._end_column.addWidget(plain_label(self._theme, title, "headline", SEMIBOLD))
        self._end_column.addStretch(1)
        self._show(len(self.pages))
        self.next.setEnabled(False)
        self.back.setEnabled(False)

    def _tick(self, step: str, /, **facts: object) -> None:
        texts = self._office.texts
        line = CheckLine(
            self._theme,
            good=True,
            title=texts(f"setup.work.{step}"),
            more=texts(f"setup.work.{step}.more", **facts),
        )
        self._end_column.insertWidget(self._end_column.count() - 1, line)

    def _hashed(self, hashed: str) -> None:
        self._office.do(
            set_up_centre,
            then=self._written,
            failed=self._failed,
            settings=self.answers.settings(),
            staff=self.answers.staff(hashed),
            mark=self.answers.mark,
        )

    def _written(self, installed: Installed) -> None:
        self._tick("catalogue", sectors=installed.sectors, procedures=installed.procedures)
        self._tick("supervisor", name=self.answers.supervisor.strip())
        desk = self._office.services.station
        station = self.answers.station()
        if desk is None:
            self._done(station)
            return

        def write() -> Station:
            desk.write(station)
            desk.start_with_pc(station.starts_with_pc)
            return station

        self._office.aside(write, then=self._done, failed=self._failed)

    def _done(self, station: Station) -> None:
        self.answers.secret = ""
        self._tick("station", n=len(station.roles))
        kind = "practice" if self.answers.practice_first else "live"
        words = self._office.texts(f"setup.work.{kind}")
        said = FittedLabel(self._theme, self._theme.font("lead"), words, color="info")
        self._end_column.insertWidget(self._end_column.count() - 1, said)
        self.next.setText(self._office.texts("setup.open"))
        self.next.setEnabled(True)
        self.back.hide()

    def _failed(self, error: Exception) -> None:
        self.banner.tell(self._office.sentence(error))
        self._show(len(self.pages) - 1)
        self.next.setEnabled(True)
        self.back.setEnabled(True)

    # --- looks -----------------------------------------------------------------------

    def _show(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self.steps.show_step(at)
        self.back.setVisible(0 < at < len(self.pages))
        if at < len(self.pages):
            last = at == len(self.pages) - 1
            self.next.setText(self._office.texts("setup.finish" if last else "common.next"))
            self.pages[at].enter()

    def _lay_out(self) -> None:
        theme, texts = self._theme, self._office.texts
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(theme.space("vast"), theme.space("broad")) * 2)
        whole.setSpacing(theme.space("room"))
        whole.addWidget(plain_label(theme, texts("setup.title"), "title", SEMIBOLD))
        row = QHBoxLayout()
        row.setSpacing(theme.space("vast"))
        left = QVBoxLayout()
        left.addWidget(self.steps)
        left.addStretch(1)
        note = FittedLabel(theme, theme.font("small"), texts("setup.note"), color="ink_soft")
        left.addWidget(note)
        row.addStretch(1)
        row.addLayout(left)
        panel = Card(theme)
        panel.setFixedWidth(_PANEL_PX)
        pad = theme.space("broad")
        panel.body.setContentsMargins(pad, pad, pad, theme.space("wide"))
        panel.body.addWidget(self.stack, 1)
        panel.body.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("near"))
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.next)
        panel.body.addLayout(foot)
        row.addWidget(panel)
        row.addStretch(2)
        whole.addLayout(row, 1)
