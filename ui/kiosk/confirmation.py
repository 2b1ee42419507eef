"""The time of the page with the number: how long it stands, and what it says of the paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.clock import Timer
from core.events import PAPERS, Changes, TicketPaperChanged
from core.qr import ONE_MASK, qr_matrix
from core.queue.model import Delivery
from core.queue.taking import TakenTicket
from core.queue.views import KioskView
from ui.bridge import Office
from ui.kiosk.first_sight import FirstSight
from ui.kiosk.idle import Countdown
from ui.kiosk.parts import Means
from ui.kiosk.ticket import TicketPage, card_width, number_font
from ui.kiosk.words import paper_failed, sector_name

_SLOW_PRINTER_S = 5
_MORE_TIME_S = 30


class Confirmation(QObject):
    """Watches over one `TicketPage`; `over` says that the next citizen may come.

    Where the screen must serve as the ticket, the page stands long enough to
    be photographed.
    """

    over = Signal()

    def __init__(
        self, office: Office, page: TicketPage, stand_s: int, deaf_s: float, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._page = page
        self._closing = Countdown(office.timers, page.show_left, self._end)
        self._calls: list[Timer] = [
            office.timers.after(deaf_s, page.live),
            office.timers.after(_SLOW_PRINTER_S, self._look_at_printer),
        ]
        page.done.connect(self._end)
        page.more_time.connect(self._stay)
        office.changed.connect(self._hear)
        self._closing.start(stand_s)

    def end(self) -> None:
        """Watch no more."""
        self._closing.stop()
        for call in self._calls:
            call.cancel()
        self._office.changed.disconnect(self._hear)

    def _end(self) -> None:
        self.over.emit()

    def _stay(self) -> None:
        self._closing.start(_MORE_TIME_S)

    def _hear(self, changes: Changes) -> None:
        if PAPERS not in changes.kinds:
            return
        for recorded in changes.events:
            event = recorded.event
            if (
                isinstance(event, TicketPaperChanged)
                and event.ticket_id == self._page.ticket.ticket_id
            ):
                self._show(Delivery(event.delivery))

    def _show(self, delivery: Delivery) -> None:
        self._page.show_paper(delivery)
        if paper_failed(delivery):
            self._stay()

    def _look_at_printer(self) -> None:
        if self._page.delivery in (Delivery.QUEUED, Delivery.SENDING):
            self._page.show_slow()
            self._stay()


class Handover(QObject):
    """Shows one ticket after the other; `over` says that the page may go."""

    over = Signal()

    def __init__(self, office: Office, kiosk: QWidget) -> None:
        super().__init__(kiosk)
        self._office = office
        self._first_sight = FirstSight(kiosk)
        self._confirmation: Confirmation | None = None

    @property
    def stands(self) -> bool:
        """Whether a number is on the screen."""
        return self._confirmation is not None

    def begin(self, means: Means, view: KioskView, ticket: TakenTicket) -> TicketPage:
        """The page of a ticket, with its time running; the number is seen before it."""
        self.end()
        look = means.look
        font = number_font(look, ticket.label, card_width(look))
        self._first_sight.show_number(look, ticket.label, font)
        sectors = {tile.sector.sector_id: tile.sector for tile in view.tiles}
        name = sector_name(sectors[ticket.sector_id], means.texts)
        qr = view.settings.text("slip.lookup_url") + ticket.token
        page = TicketPage(means, ticket, name, view.centre, view.mark)
        self._office.aside(partial(qr_matrix, qr, ONE_MASK), then=page.code.show_code)
        self._confirmation = Confirmation(
            self._office,
            page,
            view.settings.integer("kiosk.confirmation_s"),
            view.settings.integer("kiosk.same_touch_ms") / 1000,
            self,
        )
        self._confirmation.over.connect(self.over)
        return page

    def end(self) -> None:
        """Watch no more."""
        if self._confirmation is not None:
            self._confirmation.end()
            self._confirmation.deleteLater()
            self._confirmation = None
