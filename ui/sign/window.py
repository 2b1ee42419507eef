"""The counter sign: which counter, who serves, which number."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QCloseEvent, QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.events import CATALOGUE, COUNTERS, PEOPLE, TICKETS, Changes
from core.queue.sign import UNKNOWN, SignView, sign_view
from ui.bridge import Office
from ui.theme import REGULAR, SEMIBOLD, Theme
from ui.widgets.figures import draw_figure, figure_font
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import draw_setting, fit_text
from ui.widgets.pulse import Pulse
from ui.widgets.watermark import Watermark, mark_text

_SHOWN_KINDS = frozenset((TICKETS, COUNTERS, CATALOGUE, PEOPLE))
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter

# state -> (tone of the theme, icon)
_STATES = {
    "called": ("accent", "arrow-down"),
    "serving": ("ink", "user"),
    "ready": ("good", "circle-check"),
    "paused": ("warn", "pause"),
    "closed": ("off", "door-closed"),
    "unknown": ("warn", "info"),
}
_SENTENCES = {"ready": "sign.waiting", "paused": "sign.elsewhere", "closed": "sign.elsewhere"}


class SignWindow(QWidget):
    """The sign of the counter named by `subject`."""

    def __init__(self, office: Office, theme: Theme, subject: str = "") -> None:
        super().__init__()
        self._office = office
        self._theme = theme
        self._counter_id = subject
        self._view = SignView()
        self._lit = False
        self._pulse = Pulse(office.timers, self._light, motion=theme.motion)
        self._mark = Watermark(theme, self)
        self.setCursor(Qt.CursorShape.BlankCursor)
        office.changed.connect(self._hear)
        self._read()

    def _hear(self, changes: Changes) -> None:
        if changes.kinds & _SHOWN_KINDS:
            self._read()

    def _read(self) -> None:
        query = partial(sign_view, counter_id=self._counter_id)
        self._office.ask(query, then=self._show, failed=self._lose)

    def _show(self, view: SignView) -> None:
        is_new_call = view.state == "called" and (view.label, view.call) != (
            self._view.label,
            self._view.call,
        )
        if view == self._view:
            return
        self._view = view
        if is_new_call:
            self._pulse.start()
        elif view.state != "called":
            self._pulse.stop()
        self._mark.show_text(mark_text(view.mark, self._office.texts))
        self.setAccessibleName(f"{view.number} {view.state} {view.label}")
        self.update()

    def _lose(self, _error: Exception) -> None:
        self._show(SignView(number=self._view.number, state=UNKNOWN, mark=self._view.mark))

    def _light(self, lit: bool) -> None:
        if lit != self._lit:
            self._lit = lit
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._mark.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        self._pulse.stop()

    # --- painting ----------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._color("paper"))
        gap = self.height() * 0.04
        room = QRectF(self.rect()).adjusted(gap, gap, -gap, -gap)
        plate = QRectF(room.left(), room.top(), room.width() * 0.27, room.height())
        face = room.adjusted(plate.width() + gap, 0, 0, 0)
        if self._view.officer:
            foot = face.adjusted(0, face.height() * 0.84, 0, 0)
            face = face.adjusted(0, 0, 0, -foot.height() - gap * 0.4)
            self._draw_officer(painter, foot)
        self._draw_plate(painter, plate)
        self._draw_face(painter, face)

    def _draw_plate(self, painter: QPainter, room: QRectF) -> None:
        """The counter's own number, gold on the quiet ground."""
        self._ground(painter, room, "surface")
        side = room.width() * 0.12
        upper = room.adjusted(side, room.height() * 0.08, -side, -room.height() * 0.70)
        lower = room.adjusted(0, room.height() * 0.86, 0, -room.height() * 0.04)
        middle = room.adjusted(room.width() * 0.08, room.height() * 0.28, -room.width() * 0.08,
                               -room.height() * 0.16)  # fmt: skip
        self._text(painter, upper, self._office.texts("sign.counter"), 0.8, "ink", SEMIBOLD)
        number = str(self._view.number or "–")
        font = figure_font(self._theme, number, middle, fill=0.72)
        draw_figure(painter, middle, number, font, self._color("ink"))
        self._text(painter, lower, self._en("sign.counter"), 0.7, "ink_soft")

    def _draw_face(self, painter: QPainter, room: QRectF) -> None:
        self._ground(painter, room, "accent_soft" if self._lit else "surface")
        if self._view.label:
            self._draw_number(painter, room)
        else:
            self._draw_state(painter, room)

    def _draw_number(self, painter: QPainter, room: QRectF) -> None:
        state = self._view.state
        tone = _STATES[state][0]
        head = room.adjusted(0, room.height() * 0.05, 0, -room.height() * 0.72)
        number = room.adjusted(room.width() * 0.05, room.height() * 0.28, -room.width() * 0.05,
                               -room.height() * 0.16)  # fmt: skip
        foot = room.adjusted(0, room.height() * 0.85, 0, -room.height() * 0.04)
        self._text(painter, head, self._office.texts(f"sign.state.{state}"), 0.7, tone, SEMIBOLD)
        font = figure_font(self._theme, self._view.label, number, fill=0.86)
        draw_figure(painter, number, self._view.label, font, self._color(tone))
        self._text(painter, foot, self._en(f"sign.state.{state}"), 0.75, "ink_soft")

    def _draw_state(self, painter: QPainter, room: QRectF) -> None:
        """A word, an icon, and what the citizen should do."""
        state = self._view.state
        tone, icon = _STATES[state]
        side = room.height() * 0.26
        top = room.top() + room.height() * 0.10
        square = QRectF(room.center().x() - side / 2, top, side, side)
        draw_icon(painter, square, icon, self._color(tone))
        word = room.adjusted(room.width() * 0.04, room.height() * 0.38, -room.width() * 0.04,
                             -room.height() * 0.36)  # fmt: skip
        self._text(painter, word, self._office.texts(f"sign.state.{state}"), 0.76, tone, SEMIBOLD)
        below = room.adjusted(0, room.height() * 0.64, 0, -room.height() * 0.24)
        self._text(painter, below, self._en(f"sign.state.{state}"), 0.75, "ink_soft")
        foot = room.adjusted(room.width() * 0.04, room.height() * 0.78, -room.width() * 0.04,
                             -room.height() * 0.05)  # fmt: skip
        sentence = self._sentence(state)
        self._text(painter, foot, sentence, 0.6, "ink")

    def _sentence(self, state: str) -> str:
        if self._view.reason:
            return self._office.texts("sign.reason", reason=self._view.reason)
        key = _SENTENCES.get(state)
        return self._office.texts(key) if key else ""

    def _draw_officer(self, painter: QPainter, room: QRectF) -> None:
        text = self._office.texts("sign.officer", name=self._view.officer)
        self._text(painter, room, text, 0.5, "ink", REGULAR)

    def _text(
        self, painter: QPainter, room: QRectF, text: str, fill: float, color: str,
        weight: QFont.Weight = REGULAR,
    ) -> None:  # fmt: skip
        """Text with an em of `fill` of the room's height, smaller if it must."""
        font = self._theme.font_px(room.height() * fill, weight)
        setting = fit_text(text, font, QSizeF(room.size()))
        draw_setting(painter, room, setting, self._color(color), _CENTRE)

    def _ground(self, painter: QPainter, room: QRectF, color: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color(color))
        radius = self.height() * 0.035
        painter.drawRoundedRect(room, radius, radius)

    def _color(self, name: str) -> QColor:
        return self._theme.color(name)

    def _en(self, key: str) -> str:
        return self._office.texts_in("en")(key)
