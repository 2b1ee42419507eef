"""The small strip of one counter, above every other window.

360 x 120 pixels, and a line more while there is something to say or to undo.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.texts import Texts
from ui.counter.desk import Desk
from ui.counter.picture import Stage, stands_since
from ui.counter.present import minutes_since
from ui.counter.strip_notice import StripNotice
from ui.counter.verbs import VERBS
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.keybutton import KeyButton
from ui.widgets.labels import FigureLabel
from ui.widgets.words import Words

WIDTH_PX, HEIGHT_PX = 360, 120
_NUMBER_PX = 40
_NUMBER_ROOM_PX = 128
_SIDE_PX = 88
_HEAD_PX = 50
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_BESIDE: dict[Stage, tuple[str, ...]] = {
    Stage.CALLED: ("recall", "miss"),
    Stage.SERVING: ("transfer", "park"),
    Stage.FREE: ("given", "pause"),
}


class CounterStrip(QWidget):
    """My number, its minutes, who waits, who is next and why, and the main action.

    It is dragged by any free spot and remembers where it was left.  A double
    click or its key brings the panel back.
    """

    wanted = Signal(str)
    panel_wanted = Signal()

    def __init__(self, desk: Desk, theme: Theme, texts: Texts) -> None:
        flags = (
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
        )
        super().__init__(None, flags)
        self.setObjectName("window")
        self.desk = desk
        self._theme = theme
        self._texts = texts
        self._grip: QPoint | None = None
        self._counter = Words(theme, theme.font("small", SEMIBOLD), color="ink_soft")
        self._number = FigureLabel(theme, theme.font_px(_NUMBER_PX, BOLD))
        self._state = Words(theme, theme.font("body", SEMIBOLD))
        self._waiting = Words(theme, theme.font("small"), color="ink_soft", align=_RIGHT)
        self.notice = StripNotice(desk, theme)
        self.main = KeyButton(theme, "", VERBS["main"].key, large=True, step="title")
        self.beside = [KeyButton(theme, "", "", "hourglass") for _ in range(2)]
        self._arrange()
        self.main.clicked.connect(lambda: self.wanted.emit("main"))
        for index, button in enumerate(self.beside):
            button.clicked.connect(lambda _checked=False, index=index: self._press(index))
        desk.changed.connect(self.show_desk)
        desk.ignored.connect(lambda: self.main.set_marked(True))
        self.notice.turned.connect(self._fit)
        self._recall_place()
        self.show_desk()
        self._fit()

    def show_desk(self) -> None:
        """Show the desk as it is now."""
        stage = self.desk.stage
        self.main.show_words(self._texts(f"counter.main.{stage.value}"))
        self.main.setEnabled(stage in VERBS["main"].stages)
        self.main.set_marked(self.desk.busy)
        for index, button in enumerate(self.beside):
            self._show_beside(button, _BESIDE.get(stage, ()), index)
        self._show_facts(stage)

    def _show_facts(self, stage: Stage) -> None:
        picture = self.desk.picture
        self._number.setText("")
        state = self._texts(f"counter.stage.{stage.value}")
        if picture is None:
            self._state.setText(state)
            return
        view = picture.view
        counter = self._texts("counter.number", n=view.counter.number)
        self._waiting.setText(self._queue_words())
        if view.ticket is not None and stage is not Stage.SIGNED_OUT:
            self._number.setText(view.ticket.label)
            minutes = minutes_since(stands_since(view.ticket), self.desk.office.clock.now())
            state = f"{state} · {self._texts('counter.minutes', n=minutes)}"
        elif view.next is not None and stage is Stage.FREE:
            counter = f"{counter} · {state}"
            state = self._texts(f"queue.why.{view.next.reason}", **view.next.facts)
        self._counter.setText(counter)
        self._number.setVisible(bool(self._number.text()))
        self._state.setText(state)

    def _queue_words(self) -> str:
        view = self.desk.picture.view if self.desk.picture else None
        if view is None:
            return ""
        words = self._texts("counter.strip.waiting", n=view.waiting_count)
        if view.next is None:
            return words
        return f"{words} · {self._texts('counter.strip.next', label=view.next.ticket.label)}"

    def _show_beside(self, button: KeyButton, names: tuple[str, ...], index: int) -> None:
        button.setVisible(index < len(names))
        if index < len(names):
            verb = VERBS[names[index]]
            button.setProperty("verb", verb.name)
            button.show_key(verb.key)
            button.show_words("", verb.icon)
            words = self._texts(f"counter.verb.{verb.name}")
            button.setToolTip(words)
            button.setAccessibleName(f"{words} ({verb.key})")

    def _press(self, index: int) -> None:
        self.wanted.emit(str(self.beside[index].property("verb")))

    def _fit(self) -> None:
        """As high as what it has to say; it grows upwards at the foot of a screen."""
        layout = self.layout()
        height = layout.totalHeightForWidth(WIDTH_PX) if layout is not None else 0
        self.setFixedSize(WIDTH_PX, max(HEIGHT_PX, height))
        screen = QGuiApplication.screenAt(self.pos())
        if screen is not None:
            below = self.geometry().bottom() - screen.availableGeometry().bottom()
            if below > 0:
                self.move(self.x(), self.y() - below)

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(self._counter)
        top.addWidget(self._waiting, 1)
        words.addLayout(top)
        words.addWidget(self._state, 1)
        head = QHBoxLayout()
        head.setSpacing(self._theme.space("near"))
        self._number.setFixedWidth(_NUMBER_ROOM_PX)
        head.addWidget(self._number)
        head.addLayout(words, 1)
        holder = QWidget()
        holder.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        holder.setFixedHeight(_HEAD_PX)
        holder.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        foot = QHBoxLayout()
        foot.setSpacing(self._theme.space("tight"))
        self.main.setFixedHeight(HEIGHT_PX - _HEAD_PX - 3 * self._theme.space("near"))
        foot.addWidget(self.main, 1)
        for button in self.beside:
            button.setFixedSize(_SIDE_PX, self.main.height())
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(self._theme.space("near"),) * 4)
        column.setSpacing(self._theme.space("near"))
        column.addWidget(holder)
        column.addLayout(foot)
        column.addWidget(self.notice)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("paper"))
        painter.setPen(QPen(self._theme.color("edge"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    # --- Where it stands ------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.globalPosition().toPoint() - self.frameGeometry().topLeft()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self.move(event.globalPosition().toPoint() - self._grip)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip = None
        self.keep_place()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.panel_wanted.emit()

    def keep_place(self) -> None:
        """Remember where the strip stands, for the next time."""
        if self.desk.office.staff is not None:
            facts = {"x": self.x(), "y": self.y()}
            self.desk.office.staff.notes.keep(self._note_name(), facts)

    def _recall_place(self) -> None:
        staff = self.desk.office.staff
        if staff is not None:
            self.desk.office.follow(staff.notes.load(self._note_name()), then=self._stand)

    def _stand(self, facts: dict[str, Any] | None) -> None:
        """Stand where it was left, if that spot is still on a screen."""
        if not facts or not all(isinstance(facts.get(name), int) for name in ("x", "y")):
            return
        place = QPoint(facts["x"], facts["y"])
        if QGuiApplication.screenAt(place) is not None:
            self.move(place)

    def _note_name(self) -> str:
        return f"strip.{self.desk.counter_id}".lower()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.panel_wanted.emit()
