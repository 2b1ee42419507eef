"""The counters: state, officer, the ticket at each and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.clock import elapsed_s
from core.queue.model import Counter, CounterState, Ticket, TicketState
from core.queue.views import HallView
from core.texts import Texts
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.buttons import Touchable
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import draw_setting, fit_text

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MINUTE_S = 60
LONG_SERVICE_MIN = 25


@dataclass(frozen=True, slots=True)
class CounterNow:
    """A counter as its row shows it; `look` is calling, serving, free, paused or closed."""

    counter: Counter
    look: str
    officer: str
    label: str
    minutes: int | None


# look -> (ink, ground, icon): colour is never the only sign
_LOOKS = {
    "serving": ("good", "good_soft", "user"),
    "calling": ("info", "info_soft", "megaphone"),
    "free": ("ink_soft", "sunken", "circle-dashed"),
    "paused": ("warn", "warn_soft", "pause"),
    "closed": ("off", "off_soft", "door-closed"),
}


def counters_now(view: HallView) -> list[CounterNow]:
    """The rows of a hall, by counter number."""
    active = [counter for counter in view.counters if counter.active]
    return [
        _row(view, counter, view.present.get(counter.counter_id))
        for counter in sorted(active, key=lambda one: one.number)
    ]


def _row(view: HallView, counter: Counter, ticket: Ticket | None) -> CounterNow:
    officer = view.officers.get(counter.officer_id)
    since = counter.since
    look = "free" if counter.state == CounterState.OPEN else counter.state.value
    if ticket is not None:
        serving = ticket.state == TicketState.SERVING
        look = "serving" if serving else "calling"
        since = (ticket.started_at if serving else ticket.called_at) or since
    minutes = None
    if since and look not in ("free", "closed"):
        minutes = int(elapsed_s(since, view.at) // _MINUTE_S)
    shown = officer.name if officer and counter.state != CounterState.CLOSED else ""
    return CounterNow(counter, look, shown, ticket.label if ticket else "", minutes)


_ROW_STRETCH = 100  # rows take the height before the room below them does


class CounterRows(QWidget):
    """A touchable row per counter; `touched` carries the counter's id."""

    touched = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = texts
        self.rows: dict[str, CounterRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space("tight"))
        self._column.addStretch(1)

    def show_counters(self, counters: Sequence[CounterNow]) -> None:
        """Show the counters; rows are made anew only when others exist."""
        if [now.counter.counter_id for now in counters] != list(self.rows):
            self._make(counters)
        for now in counters:
            self.rows[now.counter.counter_id].show_now(now)

    def _make(self, counters: Sequence[CounterNow]) -> None:
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = {}
        for index, now in enumerate(counters):
            counter_id = now.counter.counter_id
            row = CounterRow(self._theme, self._texts, now)
            row.clicked.connect(lambda _=False, known=counter_id: self.touched.emit(known))
            self._column.insertWidget(index, row, _ROW_STRETCH)
            self.rows[counter_id] = row


class CounterRow(Touchable):
    """Number, name and officer, state with icon and word, ticket and minutes."""

    def __init__(self, theme: Theme, texts: Texts, now: CounterNow) -> None:
        super().__init__(theme)
        self._texts = texts
        self._now = now
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(76)

    def show_now(self, now: CounterNow) -> None:
        if now == self._now and self.accessibleName():
            return
        self._now = now
        words = (str(now.counter.number), now.counter.name, self.state_word(), now.label)
        self.setAccessibleName(" ".join(words))
        self.update()

    def state_word(self) -> str:
        return self._texts(f"supervisor.counter.{self._now.look}")

    def sizeHint(self) -> QSize:
        return QSize(420, 52)

    def minimumSizeHint(self) -> QSize:
        return QSize(400, 46)

    def draw_content(self, painter: QPainter) -> None:
        now, theme = self._now, self.theme
        ink, ground, icon = _LOOKS[now.look]
        gap = theme.space("gap")
        room = QRectF(self.rect()).adjusted(gap, 4, -gap, -4)
        number = QRectF(room.left(), room.top(), 36, room.height())
        painter.setFont(theme.font("title", BOLD))
        painter.setPen(theme.color("ink" if now.look != "closed" else "off"))
        painter.drawText(number, _LEFT, str(now.counter.number))
        right = self._draw_ticket(painter, room, ink)
        pill = self._draw_pill(painter, room, right, (ink, ground, icon))
        words = QRectF(number.right(), room.top(), pill.left() - gap - number.right(), 0)
        words.setHeight(room.height())
        self._draw_names(painter, words)

    def _draw_names(self, painter: QPainter, words: QRectF) -> None:
        """The counter's name, and close below it the officer's."""
        now, theme = self._now, self.theme
        half = QSizeF(words.width(), words.height() / 2)
        name = fit_text(now.counter.name, theme.font("body", SEMIBOLD), half, 11)
        ink = theme.color("ink" if now.look != "closed" else "off")
        if not now.officer:
            draw_setting(painter, words, name, ink, _LEFT)
            return
        officer = fit_text(now.officer, theme.font("small"), half, 10)
        top = words.center().y() - (name.height + officer.height) / 2
        upper = QRectF(words.left(), top, words.width(), name.height)
        draw_setting(painter, upper, name, ink, _LEFT)
        lower = QRectF(words.left(), upper.bottom(), words.width(), officer.height)
        draw_setting(painter, lower, officer, theme.color("ink_soft"), _LEFT)

    def _draw_ticket(self, painter: QPainter, room: QRectF, ink: str) -> float:
        """Label and minutes at the right; returns their left edge."""
        now, theme = self._now, self.theme
        width = 116.0
        area = QRectF(room.right() - width, room.top(), width, room.height())
        late = now.look == "serving" and (now.minutes or 0) >= LONG_SERVICE_MIN
        minutes = ""
        if now.minutes is not None:
            minutes = self._texts("supervisor.minutes", n=now.minutes)
        small = theme.font("small", SEMIBOLD if late else theme.font("small").weight())
        painter.setFont(small)
        painter.setPen(theme.color("warn" if late else "ink_soft"))
        painter.drawText(area, _RIGHT, minutes)
        used = QFontMetricsF(small).horizontalAdvance(self._texts("supervisor.minutes", n=188))
        painter.setFont(theme.font("lead", BOLD))
        painter.setPen(theme.color(ink))
        painter.drawText(area.adjusted(0, 0, -used - theme.space("near"), 0), _RIGHT, now.label)
        return area.left()

    def _draw_pill(
        self, painter: QPainter, room: QRectF, right: float, look: tuple[str, str, str]
    ) -> QRectF:
        ink, ground, icon = look
        theme = self.theme
        font = theme.font("small", SEMIBOLD)
        metrics = QFontMetricsF(font)
        widest = max(
            metrics.horizontalAdvance(self._texts(f"supervisor.counter.{name}")) for name in _LOOKS
        )
        pill = QRectF(right - widest - 44, room.center().y() - 13, widest + 36, 26)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(pill, 13, 13)
        draw_icon(painter, QRectF(pill.left() + 8, pill.top() + 5, 16, 16), icon, theme.color(ink))
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        painter.drawText(pill.adjusted(28, 0, 0, 0), _LEFT, self.state_word())
        return pill
