"""The window in which dossiers are written down, found, put right and printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.people.model import Staff
from ui.bridge import Office
from ui.intake.clerk import Clerk
from ui.intake.deeds import DEEDS
from ui.intake.entry import Visit
from ui.intake.finder import FinderPage
from ui.intake.finding import Finding
from ui.intake.foot import IntakeFoot
from ui.intake.gate import IntakeGate
from ui.intake.head import IntakeHead
from ui.intake.receipts import ReceiptDesk
from ui.intake.saved import SavedPage
from ui.intake.scanning import Scanning
from ui.intake.talk import Talk
from ui.intake.verbs import MORE_KEYS, VERBS, Page
from ui.intake.writer import Writer
from ui.intake.writing import WritingPage
from ui.theme import Theme

_LEAST = (1280, 700)


def intake_window(office: Office, theme: Theme, subject: str = "") -> QWidget:
    """The intake of a counter; without one, of what came online or by post."""
    return IntakeWindow(office, theme, Visit(subject, ""))


class IntakeWindow(QWidget):
    """Shows one page at a time; the keys of the page stand at its foot.

    `worked` says that somebody is at work here, `home_wanted` that they go
    back to the window from which this one was opened; without one, `has_home`
    is False and the window stays.
    """

    worked = Signal()
    home_wanted = Signal()

    def __init__(self, office: Office, theme: Theme, visit: Visit) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setMinimumSize(*_LEAST)
        self.office = office
        self.theme = theme
        self.texts = office.texts
        self.page = Page.GATE
        self.has_home = False
        self.clerk = Clerk(office, visit, self)
        self.head = IntakeHead(office, theme)
        self.gate = IntakeGate(office, theme)
        self.writing = WritingPage(office, theme)
        self.saved = SavedPage(theme, self.texts)
        self.finder = FinderPage(office, theme)
        self.foot = IntakeFoot(office, theme)
        self.talk = Talk(theme, self.texts, self)
        self.receipts = ReceiptDesk(office, lambda: self.clerk.actor)
        self.writer = Writer(self)
        self.finding = Finding(self)
        self.scanning = Scanning(self)
        self.pages = QStackedWidget()
        self._shortcuts: list[QShortcut] = []
        self._arrange()
        self._connect()
        self._set_shortcuts()
        if self.clerk.actor:
            self.enter()
        else:
            self.lock()

    # --- Who sits here, and for whom --------------------------------------------

    def begin(self, visit: Visit) -> None:
        """Write down for a visit, as the counter asks; an unfinished entry stays."""
        self.clerk.visit = visit
        self.enter()

    def enter(self) -> None:
        """Somebody sits here: go on where it was left."""
        visit = self.clerk.visit
        self.gate.start()
        self.head.show_officer(visit.officer, may_leave=bool(visit.staff_id))
        self.writer.take_up()

    def lock(self) -> None:
        """Nothing can be seen or done here until an officer signs in; what was typed stays."""
        was = self.clerk.visit.staff_id
        self.writer.keep_now()
        self.talk.close()
        self.foot.clear()
        self.gate.stop()
        self.clerk.leave()
        self.head.show_officer("", may_leave=False)
        self.finder.forget()
        self.show_page(Page.GATE)
        self.gate.ask(was, locked=bool(was))

    def sign_out(self) -> None:
        self.lock()
        self.gate.ask()

    # --- What is shown ------------------------------------------------------------

    def show_page(self, page: Page) -> None:
        """Turn to a page, its head and its keys."""
        self.page = page
        shown: dict[Page, QWidget] = {
            Page.GATE: self.gate,
            Page.SAVED: self.saved,
            Page.FINDING: self.finder,
        }
        self.pages.setCurrentWidget(shown.get(page, self.writing))
        self.head.show_work(self.writer.title(page), self.writer.visit_words(page))
        self.foot.show_page(page, has_home=self.has_home)
        self._set_keys()

    def tell(self, tone: str, sentence: str) -> None:
        self.foot.tell(tone, sentence)

    def go_home(self) -> None:
        """Back to the counter; everything here stays as it is."""
        if self.has_home:
            self.hide()
            self.home_wanted.emit()

    def fail(self, error: Exception) -> None:
        """A failure of no field: in the open question, else at the foot."""
        sentence = self.office.sentence(error)
        if not self.talk.tell(sentence):
            self.tell("bad", sentence)

    def run(self, name: str) -> None:
        """Do what a key or a button asks for, where the page allows it."""
        if self.page not in VERBS[name].pages or self.talk.sheet is not None:
            return
        {
            "save": self.writer.save,
            "procedure": self.writing.choose_procedure,
            "refuse": self.writer.saver.refuse,
            "again": self.writer.again,
            "new": self.writer.new,
            "find": self.finding.open,
            "back": self.writer.go_back,
        }[name]()

    # --- The frame ------------------------------------------------------------------

    def _arrange(self) -> None:
        space = self.theme.space
        for page in (self.gate, self.writing, self.saved, self.finder):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(space("room"), space("near")) * 2)
        column.setSpacing(space("near"))
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.head.leave_wanted.connect(self.sign_out)
        self.gate.entered.connect(self._welcome)
        self.gate.locked.connect(self.lock)
        self.gate.worked.connect(self.worked)
        self.foot.wanted.connect(self.run)
        self.clerk.waiting.connect(lambda busy: self.foot.set_waiting(waiting=busy))
        self.saved.wanted.connect(self._after_saving)
        self.talk.opened.connect(self._set_keys)
        self.talk.closed.connect(self._set_keys)
        self.office.problem.connect(partial(self.tell, "bad"))

    def _set_shortcuts(self) -> None:
        keys = {verb.key: name for name, verb in VERBS.items()} | MORE_KEYS
        for key, name in keys.items():
            self._set_shortcut(key, partial(self.run, name))
        for deed in DEEDS:
            self._set_shortcut(deed.key, partial(self._deed, deed.name))

    def _set_shortcut(self, key: str, run: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(run)
        self._shortcuts.append(shortcut)

    def _set_keys(self) -> None:
        """While a question is open, or nobody sits here, the keys belong to it."""
        on = self.talk.sheet is None and self.page is not Page.GATE
        for shortcut in self._shortcuts:
            shortcut.setEnabled(on)

    def _deed(self, name: str) -> None:
        if self.page is Page.FINDING:
            self.finder.want(name)
        elif self.page is Page.SAVED and name == "print":
            self.writer.saver.print_receipt()

    def _after_saving(self, name: str) -> None:
        if name == "print":
            self._deed(name)
        else:
            self.run(name)

    def _welcome(self, member: Staff) -> None:
        self.clerk.sit(member)
        self.enter()

    # --- Life -------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.gate.watch(handle)
        if self.page is Page.GATE:
            self.gate.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if isValid(self.gate):
            self.gate.stop()
        self.writer.close()
        self.writing.close_page()
        self.finder.close_page()
        self.foot.clear()
        super().closeEvent(event)
