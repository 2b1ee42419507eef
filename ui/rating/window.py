"""The rating pad: at rest, armed for one press, thanking."""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QCloseEvent, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.clock import Timer, elapsed_s
from core.events import CATALOGUE, RATINGS, TICKETS, Changes
from core.ports import Priority
from core.ratings.model import LEVELS
from core.ratings.operations import Pressed, lapse_ratings, press_rating
from core.ratings.views import PadView, pad_view
from core.texts import Texts
from ui.bridge import Office
from ui.rating.face_button import FaceButton
from ui.theme import REGULAR, SEMIBOLD, Look, Theme
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import draw_setting, fit_text
from ui.widgets.watermark import Watermark, mark_text

_SHOWN_KINDS = frozenset((RATINGS, TICKETS, CATALOGUE))
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class Phase(Enum):
    """What the pad does now."""

    REST = "rest"
    ARMED = "armed"
    THANKS = "thanks"


class RatingWindow(QWidget):
    """The pad (may danh gia muc do hai long) of the counter named by `subject`.

    At rest it is dark; when a service ends it turns bright and asks.  One
    press is sent and thanked for at once; then the pad is locked.  A press
    while it is at rest is sent too: the operation counts it as stray.
    """

    def __init__(self, office: Office, theme: Theme, subject: str = "") -> None:
        super().__init__()
        self._office = office
        self._themes = {
            phase: theme.with_look(Look.DAY if phase is Phase.ARMED else Look.NIGHT)
            for phase in Phase
        }
        self._counter_id = subject
        self._view = PadView()
        self._shown: tuple[Phase, PadView] | None = None
        self._pressed_at: int | None = None
        self._answered = ""
        self._timer: Timer | None = None
        self._mark = Watermark(self._themes[Phase.REST], self)
        self._faces = [FaceButton(theme, level, self) for level in LEVELS]
        for face in self._faces:
            face.clicked.connect(partial(self._press, face.level))
        office.changed.connect(self._hear)
        self._read()

    @property
    def phase(self) -> Phase:
        """Rest, armed or thanks, by the view and the time since the last press."""
        now = self._office.clock.now()
        if self._pressed_at is not None:
            since_s = elapsed_s(self._pressed_at, now)
            if since_s < self._view.thanks_s:
                return Phase.THANKS
        armed = self._view.armed
        is_locked = now < self._view.locked_until
        if armed is None or is_locked or now > armed.until or armed.service_id == self._answered:
            return Phase.REST
        return Phase.ARMED

    # --- what comes in ---------------------------------------------------------

    def _hear(self, changes: Changes) -> None:
        if changes.kinds & _SHOWN_KINDS:
            self._read()

    def _read(self) -> None:
        query = partial(pad_view, counter_id=self._counter_id)
        self._office.ask(query, then=self._stand, failed=self._lose)

    def _stand(self, view: PadView) -> None:
        self._view = view
        self._show()

    def _lose(self, _error: Exception) -> None:
        """Without the store nobody is asked; a press already thanked for stays thanked for."""
        self._stand(PadView(number=self._view.number, mark=self._view.mark))

    def _press(self, level: int) -> None:
        if self.phase is Phase.THANKS:
            return
        armed = self._view.armed if self.phase is Phase.ARMED else None
        if armed is not None:
            self._pressed_at = self._office.clock.now()
            self._answered = armed.service_id
            self._show()
        self._office.do(
            press_rating,
            then=self._pressed,
            failed=self._lose,
            priority=Priority.TOUCH,
            attempt_id=f"rating/{armed.service_id}" if armed else "",
            counter_id=self._counter_id,
            value=level,
        )

    def _pressed(self, _pressed: Pressed) -> None:
        self._read()

    # --- time --------------------------------------------------------------------

    def _wait(self) -> None:
        """Look again when the next thing ends: thanks, lock, or the window to answer."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        now = self._office.clock.now()
        ends = [self._view.locked_until]
        if self._pressed_at is not None:
            ends.append(self._pressed_at + self._view.thanks_s * 1_000_000)
        if self._view.armed is not None:
            ends.append(self._view.armed.until)
        if left := [end - now for end in ends if end >= now]:
            self._timer = self._office.timers.after(min(left) / 1e6 + 0.001, self._look_again)

    def _look_again(self) -> None:
        self._timer = None
        armed = self._view.armed
        if armed is not None and self._office.clock.now() > armed.until:
            self._office.do(lapse_ratings, priority=Priority.BACKGROUND, failed=self._lose)
        self._show()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    # --- what is shown -------------------------------------------------------------

    def _show(self) -> None:
        self._wait()
        before, self._shown = self._shown, (self.phase, self._view)
        if before == self._shown:
            return
        phase, texts = self.phase, self._texts()
        for face in self._faces:
            words = texts(f"rating.level.{face.level}")
            face.show_state(self._themes[phase], words, armed=phase is Phase.ARMED)
            face.setVisible(phase is not Phase.THANKS)
        self._mark.show_text(mark_text(self._view.mark, self._office.texts))
        self.update()

    def _texts(self) -> Texts:
        armed = self._view.armed
        return self._office.texts_in(armed.language if armed else "vi")

    def resizeEvent(self, event: QResizeEvent) -> None:
        width, height = self.width(), self.height()
        self._mark.setGeometry(self.rect())
        gap = round(width * 0.02)
        side = (width - 4 * gap) // 3
        top, tall = round(height * 0.33), round(height * 0.53)
        for index, face in enumerate(self._faces):
            face.setGeometry(gap + index * (side + gap), top, side, tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        phase = self.phase
        painter.fillRect(self.rect(), self._themes[phase].color("paper"))
        self._draw_head(painter, phase)
        if phase is Phase.THANKS:
            self._draw_thanks(painter)
        else:
            self._draw_question(painter, phase)

    def _draw_head(self, painter: QPainter, phase: Phase) -> None:
        texts, view = self._texts(), self._view
        room = self._band(0.02, 0.13)
        self._text(painter, room, texts("rating.counter", number=view.number or "–"), phase, 0.6,
                   align=_LEFT, weight=SEMIBOLD)  # fmt: skip
        if phase is Phase.ARMED and view.armed is not None:
            text = texts("rating.ticket", label=view.armed.label)
            self._text(painter, room, text, phase, 0.6, align=_RIGHT, weight=SEMIBOLD)

    def _draw_question(self, painter: QPainter, phase: Phase) -> None:
        texts = self._texts()
        key = "rating.question" if phase is Phase.ARMED else "rating.idle"
        self._text(painter, self._band(0.14, 0.18), texts(key), phase, 0.42, weight=SEMIBOLD)
        foot = self._band(0.87, 0.11)
        if phase is Phase.ARMED:
            self._text(painter, foot, texts("rating.anonymous"), phase, 0.46)
        else:
            text = self._office.texts_in("en")("rating.idle")
            self._text(painter, foot, text, phase, 0.42, color="ink_soft")

    def _draw_thanks(self, painter: QPainter) -> None:
        texts, theme = self._texts(), self._themes[Phase.THANKS]
        side = self.height() * 0.26
        square = QRectF((self.width() - side) / 2, self.height() * 0.17, side, side)
        draw_icon(painter, square, "circle-check", theme.color("good"))
        self._text(painter, self._band(0.47, 0.2), texts("rating.thanks"), Phase.THANKS, 0.62,
                   weight=SEMIBOLD)  # fmt: skip
        self._text(painter, self._band(0.68, 0.12), texts("rating.thanks.more"), Phase.THANKS, 0.46,
                   color="ink_soft")  # fmt: skip

    def _band(self, top: float, height: float) -> QRectF:
        """A strip of the window, in shares of its height."""
        side = self.width() * 0.03
        return QRectF(side, self.height() * top, self.width() - 2 * side, self.height() * height)

    def _text(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        phase: Phase,
        fill: float,
        *,
        align: Qt.AlignmentFlag = _CENTRE,
        color: str = "ink",
        weight: QFont.Weight = REGULAR,
    ) -> None:
        """Text with an em of `fill` of the room's height, smaller if it must."""
        theme = self._themes[phase]
        font = theme.font_px(room.height() * fill, weight)
        setting = fit_text(text, font, QSizeF(room.size()))
        draw_setting(painter, room, setting, theme.color(color), align)
