"""The number on the screen: at once, huge, and a ticket in itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.qr import Matrix
from core.queue.model import Delivery
from core.queue.taking import TakenTicket
from ui.kiosk.look import KioskLook
from ui.kiosk.parts import Header, Means, big_button, mark_ribbon
from ui.kiosk.words import paper_failed, paper_words
from ui.theme import CAP_HEIGHT
from ui.widgets.icon import Icon
from ui.widgets.labels import FigureLabel, FittedLabel

_CENTRE = Qt.AlignmentFlag.AlignCenter
_QUIET_ZONE = 4  # modules, ISO/IEC 18004
_ADVANCE = 0.56  # of an em: width of a bold figure
_MOST_NUMBER_MM = 60.0


class QrCode(QWidget):
    """A QR code, black on white whatever the look, with its quiet zone.

    It is white until the code is known: the number does not wait for it.
    """

    def __init__(self, side_px: int) -> None:
        super().__init__()
        self._matrix: Matrix = ()
        self.setFixedSize(side_px, side_px)

    def show_code(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        module = self.width() // (len(self._matrix) + 2 * _QUIET_ZONE)
        offset = (self.width() - module * len(self._matrix)) // 2
        for y, row in enumerate(self._matrix):
            for x, dark in enumerate(row):
                if dark:
                    left, top = offset + x * module, offset + y * module
                    painter.fillRect(left, top, module, module, Qt.GlobalColor.black)


def number_font(look: KioskLook, label: str, width_px: int) -> QFont:
    """The number as large as a card of this width holds, and never too small to be far seen."""
    inner = width_px - 2 * look.margin
    fitting_mm = look.scale.to_mm(inner / (len(label) * _ADVANCE) * CAP_HEIGHT)
    least_mm = look.theme.millimetres["number"]
    return look.number(max(least_mm, min(_MOST_NUMBER_MM, fitting_mm)))


def card_width(look: KioskLook) -> int:
    """Pixels of the card: the whole glass, or the left part of one that lies."""
    width = look.size.width() - 2 * look.margin
    return width if look.upright else round(width * 0.54)


class NumberCard(QWidget):
    """The number on a card, with its sector and, where given, its priority."""

    def __init__(self, means: Means, ticket: TakenTicket, sector: str, width_px: int) -> None:
        super().__init__()
        self._look = look = means.look
        texts = means.texts
        column = QVBoxLayout(self)
        column.setContentsMargins(look.margin, look.gap, look.margin, look.gap)
        column.setSpacing(look.gap // 2)
        self.number = FigureLabel(
            look.theme, number_font(look, ticket.label, width_px), ticket.label, color="action"
        )
        column.addStretch(1)
        column.addWidget(self._line(texts("kiosk.ticket.headline"), look.body(), "ink_soft"))
        column.addWidget(self.number)
        column.addWidget(self._line(sector, look.title(), "ink"))
        if ticket.priority:
            category = texts(f"kiosk.priority.{ticket.priority}").lower()
            words = texts("kiosk.ticket.priority", category=category)
            column.addWidget(self._line(words, look.strong(), "info"))
        column.addStretch(1)

    def _line(self, words: str, font: QFont, color: str) -> FittedLabel:
        look = self._look
        return FittedLabel(
            look.theme, font, words, color=color, align=_CENTRE, least_px=look.least_px
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._look.theme.color("line"))
        painter.setBrush(self._look.theme.color("surface"))
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(rect, self._look.radius * 2, self._look.radius * 2)


class FactLine(QWidget):
    """An icon and a short sentence."""

    def __init__(
        self, means: Means, icon: str, words: str, color: str = "ink", *, large: bool = False
    ) -> None:
        super().__init__()
        look = means.look
        self._theme = look.theme
        font = look.title() if large and look.upright else look.name() if large else look.strong()
        side = round(font.pixelSize() * 1.1)
        self._icon = Icon(icon, side, look.theme.color(color))
        self._label = FittedLabel(look.theme, font, words, color=color, least_px=look.least_px)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.gap)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._label, 1)

    def say(self, icon: str, words: str, color: str) -> None:
        self._icon.show_icon(icon, self._theme.color(color))
        self._label.set_color(color)
        self._label.setText(words)

    def words(self) -> str:
        return self._label.text()


class TicketPage(QWidget):
    """The number, what it means, a code to photograph, and the paper's state.

    The buttons answer only after `live` was called: an impatient second tap
    must not close the page.
    """

    done = Signal()
    more_time = Signal()

    def __init__(
        self, means: Means, ticket: TakenTicket, sector: str, centre: str, mark: str
    ) -> None:
        super().__init__()
        self._means = means
        self.ticket = ticket
        self.delivery = Delivery.QUEUED
        self._live = False
        look = means.look
        column = QVBoxLayout(self)
        column.setContentsMargins(look.margin, look.margin, look.margin, look.margin)
        column.setSpacing(look.gap)
        column.addWidget(Header(means, centre))
        ribbon = mark_ribbon(means, mark)
        if ribbon is not None:
            column.addWidget(ribbon)
        column.addLayout(self._middle(sector), 1)
        column.addLayout(self._buttons())

    def live(self) -> None:
        """From now on the buttons answer."""
        self._live = True

    def _answer(self, signal: SignalInstance) -> None:
        if self._live:
            signal.emit()

    def show_left(self, seconds: int) -> None:
        """Count down on the button that closes the page."""
        key = "kiosk.ticket.done_in" if seconds else "kiosk.ticket.done"
        self.done_button.show_words(self._means.texts(key, n=seconds))

    def show_paper(self, delivery: Delivery) -> None:
        """What became of the paper."""
        self.delivery = delivery
        words = paper_words(delivery, self._means.texts)
        if paper_failed(delivery):
            self.paper.say("camera", words, "warn")
        elif delivery in (Delivery.SENT, Delivery.CONFIRMED):
            self.paper.say("ticket", words, "good")
        else:
            self.paper.say("printer", words, "ink_soft")

    def show_slow(self) -> None:
        """The printer does not answer: the screen must serve as the ticket."""
        self.paper.say("camera", self._means.texts("kiosk.paper.slow"), "warn")

    def _middle(self, sector: str) -> QBoxLayout:
        look = self._means.look
        self.card = NumberCard(self._means, self.ticket, sector, card_width(look))
        side = QVBoxLayout()
        side.setSpacing(look.gap if look.compact else look.margin)
        side.addStretch(1)
        for line in self._facts():
            side.addWidget(line)
        side.addStretch(1)
        self.paper = FactLine(self._means, "printer", "")
        self.show_paper(self.delivery)
        side.addWidget(self.paper)
        side.addLayout(self._proof())
        side.addStretch(1)
        middle = QVBoxLayout() if look.upright else QHBoxLayout()
        middle.setSpacing(look.margin * 2)
        middle.addWidget(self.card, 11)
        middle.addLayout(side, 9)
        return middle

    def _facts(self) -> list[FactLine]:
        ticket, texts = self.ticket, self._means.texts
        if ticket.ahead:
            ahead = self._fact("users", texts("kiosk.ticket.ahead", n=ticket.ahead))
        else:
            ahead = self._fact("circle-check", texts("kiosk.ticket.first"), "good")
        lines = [ahead]
        if ticket.ahead and ticket.estimate_min is not None:
            minutes = max(1, ticket.estimate_min)
            lines.append(self._fact("clock", texts("kiosk.ticket.minutes", n=minutes)))
        if ticket.counters:
            numbers = ", ".join(map(str, ticket.counters))
            words = texts("kiosk.ticket.counters", n=len(ticket.counters), counters=numbers)
            lines.append(self._fact("map-pin", words))
        return lines

    def _fact(self, icon: str, words: str, color: str = "ink") -> FactLine:
        return FactLine(self._means, icon, words, color, large=True)

    def _proof(self) -> QBoxLayout:
        look, texts = self._means.look, self._means.texts
        self.code = QrCode(look.mm(28 if look.compact else 72 if look.upright else 55))
        caption = FittedLabel(
            look.theme,
            look.body(),
            texts("kiosk.ticket.qr"),
            color="ink_soft",
            least_px=look.least_px,
        )
        row = QHBoxLayout()
        row.setSpacing(look.gap if look.compact else look.margin)
        row.addWidget(self.code)
        row.addWidget(caption, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        look, texts = self._means.look, self._means.texts
        height = look.target if look.compact else look.mm(28)
        self.more_button = big_button(
            self._means, texts("kiosk.more_time"), "hourglass", height=height
        )
        self.done_button = big_button(
            self._means,
            texts("kiosk.ticket.done"),
            "check",
            kind="action",
            font=look.title(),
            height=height,
        )
        self.more_button.clicked.connect(lambda: self._answer(self.more_time))
        self.done_button.clicked.connect(lambda: self._answer(self.done))
        row = QHBoxLayout()
        row.setSpacing(look.gap)
        row.addWidget(self.more_button, 12)
        row.addWidget(self.done_button, 10)
        return row
