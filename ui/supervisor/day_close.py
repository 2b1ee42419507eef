"""Closing the day: a calm list of what is still open, and the count made in two ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from core.ports import Reader
from core.queue.counters import close_day
from core.supervision import DayCheck, Identity, day_check
from core.texts import Texts
from ui.bridge import Office
from ui.supervisor.acts import ActSheet
from ui.theme import Theme
from ui.widgets.check_line import CheckLine


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
