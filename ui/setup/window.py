"""The wizard: five questions, then the work, ticked off as it is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.setup import is_set_up
from core.station import Station
from ui.bridge import Office
from ui.setup.answers import Answers
from ui.setup.devices_page import DevicesPage
from ui.setup.done_page import DonePage
from ui.setup.page import Page
from ui.setup.pages import CentrePage, PeoplePage, RolesPage, StartPage
from ui.setup.step_list import StepList
from ui.setup.work import Work
from ui.theme import SEMIBOLD, Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import StaffButton
from ui.widgets.card import Card
from ui.widgets.labels import FittedLabel, plain_label

_PANEL_PX = 800


class SetupWindow(QWidget):
    """Emits `finished` with the station when the centre may open.

    On one more PC of a centre that is set up it asks only about that PC.
    """

    finished = Signal(object)

    def __init__(self, office: Office, theme: Theme, _subject: str = "") -> None:
        super().__init__()
        self.setObjectName("window")
        self._office = office
        self._theme = theme
        self._station = Station()
        self.answers = Answers()
        self.pages: list[Page] = []
        self.stack = QStackedWidget()
        self.work = Work(office, self.answers, self)
        self.end = DonePage(theme, office.texts)
        self.banner = Banner(theme, "bad")
        self.back = StaffButton(theme, office.texts("common.back"), "arrow-left")
        self.next = StaffButton(theme, office.texts("common.next"), kind="action")
        self.lost = Banner(theme, "bad")
        self.lost.pressed.connect(self._look)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self._connect_work()
        self._lay_out()
        self._look()

    def go_on(self) -> None:
        """Take the page's answer and go to the next; after the last one, do the work."""
        at = self.stack.currentIndex()
        if at >= len(self.pages):
            self._open_centre()
            return
        missing = self.pages[at].take()
        self.banner.tell(missing)
        if missing:
            return
        self._show(at + 1)
        if at + 1 == len(self.pages):
            self.next.setEnabled(False)
            self.work.begin()

    def go_back(self) -> None:
        self.banner.tell("")
        self._show(max(0, self.stack.currentIndex() - 1))

    # --- the beginning -----------------------------------------------------------

    def _look(self) -> None:
        """Whether the centre is set up and only this PC is new."""
        self.panel.hide()
        self._office.ask(is_set_up, then=self._begin, failed=self._cannot_begin)

    def _begin(self, is_known: bool) -> None:
        self.lost.tell("")
        self.panel.show()
        self.answers.is_centre_new = not is_known
        theme, texts, answers = self._theme, self._office.texts, self.answers
        roles = RolesPage(theme, texts, answers)
        devices = DevicesPage(self._office, theme, answers)
        start = StartPage(theme, texts, answers)
        self.pages = [roles, devices, start]
        if answers.is_centre_new:
            centre, people = CentrePage(theme, texts, answers), PeoplePage(theme, texts, answers)
            self.pages = [centre, roles, devices, people, start]
        for page in self.pages:
            self.stack.addWidget(page)
        self.stack.addWidget(self.end)
        self.steps.show_words([texts(f"setup.{page.name}") for page in self.pages])
        self._show(0)

    def _cannot_begin(self, error: Exception) -> None:
        self.lost.tell(self._office.sentence(error), self._office.texts("common.retry"))

    # --- the work, step by step ---------------------------------------------------

    def _connect_work(self) -> None:
        self.work.ticked.connect(lambda step, facts: self.end.tick(step, **facts))
        self.work.warned.connect(self.end.warn)
        self.work.failed.connect(self._failed)
        self.work.done.connect(self._done)

    def _done(self, station: Station) -> None:
        self._station = station
        answers = self.answers
        self.end.finish(answers.officers, answers.mark if answers.is_centre_new else "added")
        answers.forget_secrets()
        self.next.setText(self._office.texts("setup.open"))
        self.next.setEnabled(True)
        self.next.setFocus()

    def _failed(self, error: Exception) -> None:
        self._show(len(self.pages) - 1)
        self.banner.tell(self._office.sentence(error))

    def _open_centre(self) -> None:
        self.finished.emit(self._station)
        if self._office.services.restart is not None:
            self._office.services.restart()

    # --- looks -----------------------------------------------------------------------

    def _show(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self.steps.show_step(at)
        self.back.setVisible(0 < at < len(self.pages))
        self.next.setEnabled(True)
        if at < len(self.pages):
            last = at == len(self.pages) - 1
            self.next.setText(self._office.texts("setup.finish" if last else "common.next"))
            self.pages[at].enter()

    def _lay_out(self) -> None:
        theme = self._theme
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(theme.space("vast"), theme.space("room")) * 2)
        whole.setSpacing(theme.space("gap"))
        whole.addWidget(self.lost)
        row = QHBoxLayout()
        row.setSpacing(theme.space("vast"))
        row.addStretch(1)
        row.addLayout(self._make_way())
        self.panel = self._make_panel()
        row.addWidget(self.panel)
        row.addStretch(1)
        whole.addLayout(row, 1)

    def _make_way(self) -> QVBoxLayout:
        theme = self._theme
        left = QVBoxLayout()
        title = self._office.texts("setup.title")
        left.addWidget(plain_label(theme, title, "title", SEMIBOLD))
        left.addSpacing(theme.space("room"))
        self.steps = StepList(theme, ())
        left.addWidget(self.steps)
        left.addStretch(1)
        note = self._office.texts("setup.note")
        left.addWidget(FittedLabel(theme, theme.font("small"), note, color="ink_soft"))
        return left

    def _make_panel(self) -> Card:
        theme = self._theme
        panel = Card(theme)
        panel.setFixedWidth(_PANEL_PX)
        pad = theme.space("broad")
        panel.body.setContentsMargins(pad, theme.space("wide"), pad, theme.space("room"))
        panel.body.addWidget(self.stack, 1)
        panel.body.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("near"))
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.next)
        panel.body.addLayout(foot)
        return panel
