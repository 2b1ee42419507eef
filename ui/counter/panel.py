"""The panel of one counter: what stands here, what can be done, who waits."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.texts import Texts
from ui.counter.desk import Desk
from ui.counter.gate import Gate
from ui.counter.lists import (
    DossierTable,
    Heading,
    NextCard,
    Shelf,
    SideTable,
    TicketRow,
    WaitingTable,
)
from ui.counter.picture import Stage
from ui.counter.present import PresentCard
from ui.counter.verbs import MAIN_ICONS, SIDE, VERBS
from ui.theme import Theme
from ui.widgets.keybutton import KeyButton

_LEFT_PX = 472
_RIGHT_PX = 400
_COLUMNS = 2


class CounterPanel(QWidget):
    """Shows a desk; `wanted` carries the verb of a touched button.

    `back_wanted` carries the id of a ticket of the side list, `given_wanted`
    the label of a waiting one, `dossier_wanted` a dossier.
    """

    wanted = Signal(str)
    back_wanted = Signal(str)
    given_wanted = Signal(str)
    dossier_wanted = Signal(object)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.present = PresentCard(theme, texts)
        self.main = KeyButton(theme, "", VERBS["main"].key, "hourglass", large=True)
        self.buttons: dict[str, KeyButton] = {}
        self.next = NextCard(theme, texts)
        self.waiting = Shelf(
            theme,
            texts("counter.list.waiting"),
            texts("counter.nobody_waits"),
            WaitingTable(theme, texts),
        )
        self.aside = Shelf(
            theme,
            texts("counter.list.aside"),
            texts("counter.list.aside_empty"),
            SideTable(theme, texts),
        )
        self.dossiers = Shelf(
            theme,
            texts("counter.list.dossiers"),
            texts("counter.list.dossiers_empty"),
            DossierTable(theme, texts),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("wide"))
        row.addWidget(self._left(theme))
        self.gate = Gate(theme, texts)
        self._sides = QStackedWidget()
        self._sides.addWidget(self._lists(theme))
        self._sides.addWidget(self.gate)
        row.addWidget(self._sides, 1)
        self._connect()

    def show_desk(self, desk: Desk, *, may_focus: bool = True) -> None:
        """Show the desk as it is now; the main action takes the keyboard if it may."""
        stage = desk.stage
        self.present.show_desk(desk)
        self.main.show_words(self._texts(f"counter.main.{stage.value}"), MAIN_ICONS[stage])
        self.main.setEnabled(stage in VERBS["main"].stages)
        self.main.set_marked(desk.busy)
        for name, button in self.buttons.items():
            button.setEnabled(stage in VERBS[name].stages)
        if stage in (Stage.LOADING, Stage.SIGNED_OUT, Stage.LOCKED):
            self._sides.setCurrentWidget(self.gate)
            self.gate.ask(desk)
            return
        self._sides.setCurrentIndex(0)
        self.gate.forget()
        self._show_lists(desk)
        if may_focus and stage in VERBS["main"].stages and not self._in_list():
            self.main.setFocus()

    def _show_lists(self, desk: Desk) -> None:
        picture = desk.picture
        if picture is None:
            return
        now = desk.office.clock.now()
        view = picture.view
        self.next.show_picture(picture)
        self._next.setVisible(desk.stage is not Stage.CLOSED or view.next is not None)
        self.waiting.show_count(view.waiting_count)
        self.aside.show_count(len(view.parked) + len(view.missed))
        self.dossiers.show_count(len(view.dossiers))
        self.waiting.table.show_picture(picture, now)
        self.aside.table.show_picture(picture, now)
        self.dossiers.table.show_rows(view.dossiers)

    def _left(self, theme: Theme) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_LEFT_PX)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gap"))
        column.addWidget(self.present, 1)
        column.addWidget(self.main)
        grid = QGridLayout()
        grid.setSpacing(theme.space("near"))
        for index, name in enumerate(SIDE):
            verb = VERBS[name]
            button = KeyButton(theme, self._texts(f"counter.verb.{name}"), verb.key, verb.icon)
            button.clicked.connect(lambda _checked=False, name=name: self.wanted.emit(name))
            grid.addWidget(button, index // _COLUMNS, index % _COLUMNS)
            self.buttons[name] = button
        column.addLayout(grid)
        return side

    def _lists(self, theme: Theme) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("wide"))
        row.addLayout(self._middle(theme), 1)
        row.addWidget(self._right(theme))
        return page

    def _middle(self, theme: Theme) -> QVBoxLayout:
        self._next = QWidget()
        above = QVBoxLayout(self._next)
        above.setContentsMargins(0, 0, 0, theme.space("near"))
        above.setSpacing(theme.space("near"))
        above.addWidget(Heading(theme, self._texts("counter.list.next")))
        above.addWidget(self.next)
        column = QVBoxLayout()
        column.setSpacing(theme.space("near"))
        column.addWidget(self._next)
        column.addWidget(self.waiting, 1)
        return column

    def _right(self, theme: Theme) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_RIGHT_PX)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("room"))
        column.addWidget(self.aside, 1)
        column.addWidget(self.dossiers, 1)
        return side

    def _connect(self) -> None:
        self.main.clicked.connect(lambda: self.wanted.emit("main"))
        self.waiting.table.opened.connect(self._open_waiting)
        self.aside.table.opened.connect(self._open_aside)
        self.dossiers.table.opened.connect(self.dossier_wanted)

    def _open_waiting(self, row: TicketRow | None) -> None:
        if row is not None:
            self.given_wanted.emit(row.ticket.label)

    def _open_aside(self, row: TicketRow | None) -> None:
        if row is not None:
            self.back_wanted.emit(row.ticket.ticket_id)

    def _in_list(self) -> bool:
        tables: tuple[QWidget, ...] = (self.waiting.table, self.aside.table, self.dossiers.table)
        return any(table.hasFocus() and table.isVisible() for table in tables)
