"""The card of the number at the counter: huge, with what it is and since when."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.clock import elapsed_s
from core.texts import Texts
from ui.counter.desk import Desk
from ui.counter.picture import Stage, stands_since
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.icon import Icon
from ui.widgets.labels import FigureLabel
from ui.widgets.words import Words

_MINUTE_S = 60
_CENTRE = Qt.AlignmentFlag.AlignCenter
_NUMBER_PX = 132
_LARGE_ICON_PX = 72
# stage -> (colour, icon): each state has a word, a colour and an icon
_STATES: dict[Stage, tuple[str, str]] = {
    Stage.LOADING: ("off", "hourglass"),
    Stage.SIGNED_OUT: ("off", "lock"),
    Stage.LOCKED: ("warn", "lock"),
    Stage.CLOSED: ("off", "door-closed"),
    Stage.TAKEN: ("warn", "user"),
    Stage.PAUSED: ("warn", "pause"),
    Stage.FREE: ("good", "circle-check"),
    Stage.CALLED: ("info", "megaphone"),
    Stage.SERVING: ("good", "circle-play"),
}
_WITH_TICKET = (Stage.CALLED, Stage.SERVING, Stage.LOCKED, Stage.SIGNED_OUT)


class PresentCard(QFrame):
    """What stands at the counter, or in large words why nothing does."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._theme = theme
        self._texts = texts
        self._icon = Icon("hourglass", theme.size("icon"), theme.color("off"))
        self._state = Words(theme, theme.font("lead", BOLD))
        self._since = Words(
            theme,
            theme.font("lead", SEMIBOLD),
            align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
        )
        self._number = FigureLabel(theme, theme.font_px(_NUMBER_PX, BOLD))
        self._large = Icon("hourglass", _LARGE_ICON_PX, theme.color("ink_faint"))
        self._sector = Words(theme, theme.font("title", SEMIBOLD), align=_CENTRE)
        self._more = Words(theme, theme.font("body"), color="ink_soft", align=_CENTRE)
        head = QHBoxLayout()
        head.setSpacing(theme.space("near"))
        head.addWidget(self._icon)
        head.addWidget(self._state, 1)
        head.addWidget(self._since)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("room"), theme.space("gap")) * 2)
        column.setSpacing(theme.space("tight"))
        column.addLayout(head)
        column.addStretch(1)
        column.addWidget(self._large, 0, Qt.AlignmentFlag.AlignHCenter)
        for widget in (self._number, self._sector, self._more):
            column.addWidget(widget)
        column.addStretch(1)

    def show_desk(self, desk: Desk) -> None:
        """Show the desk as it is now."""
        stage = desk.stage
        color, icon = _STATES[stage]
        self._icon.show_icon(icon, self._theme.color(color))
        self._state.setText(self._texts(f"counter.stage.{stage.value}"))
        self._state.set_color(color)
        ticket = desk.picture.view.ticket if desk.picture else None
        if ticket is not None and stage in _WITH_TICKET:
            self._show_ticket(desk)
        else:
            self._show_no_ticket(desk, stage)

    def _show_ticket(self, desk: Desk) -> None:
        picture = desk.picture
        ticket = picture.view.ticket if picture else None
        if picture is None or ticket is None:
            return
        minutes = minutes_since(stands_since(ticket), desk.office.clock.now())
        self._since.setText(self._texts("counter.minutes", n=minutes))
        self._show_figure(icon=False)
        self._number.setText(ticket.label)
        sector = picture.view.sectors.get(ticket.sector_id)
        self._sector.setText(sector.name if sector else "")
        self._more.setText(" · ".join(self._facts(desk)))

    def _show_figure(self, *, icon: bool) -> None:
        """In the large place stands the number, or the picture of the state."""
        self._large.setVisible(icon)
        self._number.setVisible(not icon)

    def _facts(self, desk: Desk) -> list[str]:
        ticket = desk.picture.view.ticket if desk.picture else None
        if ticket is None:
            return []
        waited = minutes_since(ticket.taken_at, ticket.first_called_at or ticket.taken_at)
        facts = [self._texts("counter.waited", n=waited)]
        if ticket.priority:
            facts.append(self._texts(f"counter.priority.{ticket.priority}"))
        if ticket.calls > 1:
            facts.append(self._texts("counter.calls", n=ticket.calls))
        if ticket.language != "vi":
            facts.append(self._texts("counter.speaks_english"))
        return facts

    def _show_no_ticket(self, desk: Desk, stage: Stage) -> None:
        self._since.setText("")
        self._show_figure(icon=True)
        self._large.show_icon(_STATES[stage][1], self._theme.color("ink_faint"))
        self._sector.setText(self._texts(f"counter.rest.{stage.value}"))
        view = desk.picture.view if desk.picture else None
        more = ""
        if view is not None and stage is Stage.PAUSED and view.counter.pause_reason:
            more = self._texts("counter.pause_reason", reason=view.counter.pause_reason)
        elif view is not None and stage is Stage.TAKEN and view.officer is not None:
            more = self._texts("counter.taken_by", name=view.officer.name)
        self._more.setText(more)


def minutes_since(start: int, end: int) -> int:
    """Whole minutes between two instants, never below 0."""
    return int(elapsed_s(start, end) // _MINUTE_S)
