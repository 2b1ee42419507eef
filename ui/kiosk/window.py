"""The kiosk's window: which page stands, and what a touch does."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from core.queue.taking import TakenTicket
from core.queue.views import KioskView
from ui.bridge import Office
from ui.kiosk.clerk import Clerk
from ui.kiosk.confirmation import Handover
from ui.kiosk.easing import Easing
from ui.kiosk.feed import KioskFeed
from ui.kiosk.front import gives_numbers, no_tiles_page, refusal_page, stale_words
from ui.kiosk.home import HomePage
from ui.kiosk.leaving import Leaving
from ui.kiosk.look import Wishes, kiosk_look
from ui.kiosk.pages import Pages
from ui.kiosk.parts import Means
from ui.kiosk.presence import Presence
from ui.kiosk.sheets import IdleSheet, KioskSheet
from ui.theme import Theme

_START = QSize(1080, 1920)
_TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress)


class KioskWindow(QWidget):
    """One kiosk.  It shows what `kiosk_view` says and gives numbers by touch.

    Closed by the window system (Alt+F4) it asks for the staff code; the
    program itself may close it.
    """

    def __init__(self, office: Office, theme: Theme, _subject: str = "") -> None:
        super().__init__()
        self._office = office
        self._theme = theme
        self._wishes = Wishes()
        self._priority = ""
        self._page_number = 0
        self._refused = False
        self._home: HomePage | None = None
        self._home_state: object = None
        self._pages = Pages(self)
        self.resize(_START)
        self.feed = KioskFeed(office, self)
        self.clerk = Clerk(office, self)
        self.presence = Presence(office.clock, office.timers, self._question, self)
        self.handover = Handover(office, self)
        self.handover.over.connect(self.reset)
        self.leaving = Leaving(self, office.timers, self._means, self._code)
        self.easing = Easing(self, self._means)
        self.feed.moved.connect(self._feed_moved)
        self.clerk.given.connect(self._show_ticket)
        self.clerk.refused.connect(self._show_refusal)
        self.presence.gone.connect(self.reset)
        self.leaving.asked.connect(self._watch)
        self.leaving.allowed.connect(self.close)
        self.easing.wished.connect(self._wish)
        self.show_front()

    # What stands.

    @property
    def page(self) -> QWidget:
        """The page that stands now."""
        return self._pages.standing

    @property
    def sheet(self) -> KioskSheet | None:
        """The panel over the page, if any; the question of presence is the uppermost."""
        return self.presence.sheet or self.leaving.sheet or self.easing.sheet

    def _means(self) -> Means:
        look = kiosk_look(self._theme, self.size(), self._office.here, self._wishes)
        texts = self._office.texts_in(self._wishes.language)
        return Means(look, texts, self._office.clock, self._office.timers)

    def _put(self, page: QWidget) -> None:
        self._pages.put(page)
        if self.sheet is not None:
            self.sheet.raise_()

    def show_front(self) -> None:
        """The tiles, or why there are none."""
        view = self.feed.view
        if view is None or not gives_numbers(view):
            self._put(no_tiles_page(self._means(), self.feed))
            return
        means = self._means()
        stale = stale_words(means, self.feed)
        state = (means.look, self._priority, self._page_number, stale)
        if self._home is None or state != self._home_state or not self._home.follow(view):
            self._renew_home(means, view, stale)
            self._home_state = state
        if self._home is not None:
            self._put(self._home)

    def _renew_home(self, means: Means, view: KioskView, stale: str) -> None:
        """Build the page of tiles; it is kept, and follows the figures, until its frame changes."""
        self._home = HomePage(
            means, view, priority=self._priority, page=self._page_number, stale=stale
        )
        self._pages.keep(self._home)
        self._home.sector_touched.connect(self._take)
        self._home.priority_chosen.connect(self._choose_priority)
        self._home.language_touched.connect(self._change_language)
        self._home.easy_touched.connect(self._offer_easy)
        self._home.page_touched.connect(self._turn_page)

    def reset(self) -> None:
        """The next citizen finds a kiosk that knows nothing of the last one."""
        self.handover.end()
        self._close_sheet()
        self.presence.rest()
        self._wishes, self._priority, self._page_number = Wishes(), "", 0
        self._refused = False
        self.show_front()

    def _feed_moved(self) -> None:
        if not self.handover.stands and not self._refused:
            self.show_front()

    # What the citizen touches.

    def _take(self, sector_id: str) -> None:
        view = self.feed.view
        if view is not None:
            same_s = view.settings.integer("kiosk.same_touch_ms") / 1000
            self.clerk.take(sector_id, self._priority, self._wishes.language, same_s)

    def _choose_priority(self, category: str) -> None:
        self._priority = category
        self._go_on()

    def _change_language(self) -> None:
        other = "vi" if self._wishes.language == "en" else "en"
        self._wishes = replace(self._wishes, language=other)
        self._go_on()

    def _turn_page(self, page: int) -> None:
        self._page_number = page
        self._go_on()

    def _go_on(self) -> None:
        """Something is begun: show it, and notice when the citizen goes away."""
        self.show_front()
        if self.feed.view is not None:
            self.presence.watch(self.feed.view.settings)

    def _offer_easy(self) -> None:
        self.easing.offer()
        self._watch()

    def _wish(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._page_number = 0
        self._go_on()
        self._offer_easy()

    # The number, or why there is none.

    def _show_ticket(self, ticket: TakenTicket) -> None:
        view = self.feed.view
        if view is None:
            return
        self._close_sheet()
        self.presence.rest()
        self._put(self.handover.begin(self._means(), view, ticket))

    def _show_refusal(self, error: Exception) -> None:
        self._close_sheet()
        self._refused = True
        page = refusal_page(self._means(), self.feed, error)
        page.back.connect(self.reset)
        self._put(page)
        self._watch()

    # Whether somebody is there.

    def _watch(self) -> None:
        if self.feed.view is not None:
            self.presence.watch(self.feed.view.settings)

    def _question(self, seconds: int) -> IdleSheet:
        sheet = IdleSheet(self._means(), self, seconds)
        sheet.open()
        return sheet

    def _close_sheet(self) -> None:
        self.easing.close()
        self.leaving.stop_asking()

    def _code(self) -> str:
        return self.feed.view.settings.text("kiosk.exit_code") if self.feed.view else ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._means().look.theme.color("paper"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():
            event.ignore()
            self.leaving.ask_code()
            return
        self.handover.end()
        self.presence.rest()
        self.leaving.corner.let_go()
        self.feed.close()
        event.accept()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.leaving.corner.side_px = self._means().look.target
        if not self.handover.stands and not self._refused:
            self.show_front()

    def showEvent(self, _event: QShowEvent) -> None:
        """The glass itself is watched: every touch passes it, whatever it hits."""
        glass = self.windowHandle()
        glass.removeEventFilter(self)
        glass.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.presence.touch()
        self.leaving.corner.see(event)
        return False
