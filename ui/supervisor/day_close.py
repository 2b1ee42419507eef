"""Closing the day: a calm list of what is still open, and the count made in two ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.ports import Reader
from core.queue.counters import close_day
from core.supervision import DayCheck, Identity, day_check
from core.texts import Texts
from ui.bridge import Office
from ui.supervisor.acts import ActSheet
from ui.theme import SEMIBOLD, Theme
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import draw_setting, fit_text, set_text

_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_INDENT = 36


class CheckLine(QWidget):
    """One line of the list: icon, what was checked, and in words how it stands."""

    def __init__(self, theme: Theme, good: bool, title: str, more: str, tone: str = "bad") -> None:
        super().__init__()
        self._theme = theme
        self.good = good
        self._title = title
        self._more = more
        self._color = "good" if good else tone
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(f"{title} {more}")

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        title = set_text(self._title, self._theme.font("body", SEMIBOLD), width - _INDENT)
        more = set_text(self._more, self._theme.font("body"), width - _INDENT)
        return round(title.height + more.height + self._theme.space("near"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        icon = "circle-check" if self.good else "circle-x" if self._color == "bad" else "info"
        draw_icon(painter, QRectF(2, 2, 22, 22), icon, theme.color(self._color))
        room = QRectF(self.rect()).adjusted(_INDENT, 0, 0, 0)
        title = set_text(self._title, theme.font("body", SEMIBOLD), room.width())
        draw_setting(painter, room, title, theme.color("ink"), _TOP)
        below = room.adjusted(0, title.height, 0, 0)
        more = fit_text(self._more, theme.font("body"), QSizeF(below.size()))
        color = "ink_soft" if self.good else self._color
        draw_setting(painter, below, more, theme.color(color), _TOP)


class DayCloseSheet(ActSheet):
    """The day's identities, each green or red with words; the main button closes the day."""

    def __init__(
        self,
        office: Office,
        theme: Theme,
        window: QWidget,
        actor: str,
        tell: Callable[[str], None],
        day: date,
    ) -> None:
        texts = office.texts
        super().__init__(
            office,
            theme,
            window,
            actor,
            tell,
            title=texts("supervisor.close.title", day=f"{day:%d/%m/%Y}"),
            confirm=texts("supervisor.close.do"),
            icon="calendar-check",
            width_px=640,
        )
        self._day = day
        self.lines: list[CheckLine] = []
        self.check: DayCheck | None = None
        self.rest()
        self.confirmed.connect(self._close_day)

        def day_of_sheet(reader: Reader) -> DayCheck:
            return day_check(reader, day)

        office.ask(day_of_sheet, then=self._show, failed=self.refuse)

    def _show(self, check: DayCheck) -> None:
        self.check = check
        for identity in check.identities:
            self._add(identity.holds, *identity_words(self.texts, identity))
        for name, left in (("waiting", check.waiting), ("counters", len(check.open_counters))):
            numbers = ", ".join(map(str, check.open_counters))
            state = "done" if not left else "left"
            more = self.texts(f"supervisor.close.{name}.{state}", n=left, numbers=numbers)
            self._add(not left, self.texts(f"supervisor.close.{name}"), more, "info")
        self.ready()
        self.fit()

    def _add(self, good: bool, title: str, more: str, tone: str = "bad") -> None:
        line = CheckLine(self.theme, good, title, more, tone)
        self.lines.append(line)
        self.form.addWidget(line)
        line.show()

    def _close_day(self) -> None:
        day = self._day
        self.carry_out(
            close_day,
            lambda _counts: self.texts("supervisor.close.done", day=f"{day:%d/%m/%Y}"),
            day=day.isoformat(),
        )


def identity_words(texts: Texts, identity: Identity) -> tuple[str, str]:
    """A count's title, and the sum written out: `57 = 50 + 4 + 1 + 0 + 2`, with words."""
    parts = " + ".join(
        texts(f"supervisor.close.part.{name}", n=number) for name, number in identity.parts
    )
    whole = texts(f"supervisor.close.{identity.name}.whole", n=identity.whole)
    key = "supervisor.close.holds" if identity.holds else "supervisor.close.broken"
    other = sum(number for _, number in identity.parts)
    title = texts(f"supervisor.close.{identity.name}")
    return title, texts(key, whole=whole, parts=parts, left=identity.whole, right=other)
