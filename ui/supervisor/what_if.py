"""What if: a past day again under another rule of who is next, side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QDate, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from core.clock import local_day
from core.ports import Reader
from core.queue.model import NORMAL, PRIORITY
from core.queue.next_ticket import NextRule, rule_of
from core.rehearsal.replay import (
    CLASSES,
    HISTOGRAM_STEP_MIN,
    HISTOGRAM_STEPS,
    PastDay,
    Waits,
    WhatIf,
    last_day_played,
    read_day,
    what_if,
)
from core.settings import Values
from core.texts import Texts
from ui.bridge import Office
from ui.theme import SEMIBOLD, Theme
from ui.widgets.form_sheet import FormSheet
from ui.widgets.labels import FittedLabel, plain_label
from ui.widgets.number_field import NumberField
from ui.widgets.table import Column, DataTable

_FIELDS = ("priority_calls", "priority_window", "overtaken_max")
_RANGES = {"priority_calls": (0, 20), "priority_window": (1, 20), "overtaken_max": (1, 50)}


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One measure of one class, before and after."""

    group: str
    measure: str
    before: str
    after: str
    tone: str


def compare_rows(texts: Texts, result: WhatIf) -> list[CompareRow]:
    """The table of a comparison; a lower figure is better in every measure."""
    rows = []
    for group in CLASSES:
        before, after = result.before.waits[group], result.after.waits[group]
        if not before.visits:
            continue
        name = texts(f"supervisor.what_if.group.{group}", n=before.visits)
        for measure, minutes in _MEASURES.items():
            old, new = minutes(before), minutes(after)
            tone = "ink" if round(old, 1) == round(new, 1) else "good" if new < old else "warn"
            shown = [_shown(measure, value) for value in (old, new)]
            word = texts(f"supervisor.what_if.{measure}")
            rows.append(CompareRow(name, word, shown[0], shown[1], tone))
            name = ""
    return rows


_MEASURES: dict[str, Callable[[Waits], float]] = {
    "mean": lambda waits: waits.mean_min,
    "p90": lambda waits: waits.p90_min,
    "longest": lambda waits: waits.longest_min,
    "overtaken": lambda waits: waits.most_overtaken,
}


def _shown(measure: str, value: float) -> str:
    return str(round(value)) if measure == "overtaken" else f"{value:.1f}".replace(".", ",")


class WaitChart(QWidget):
    """How many people waited how long, before (outline) and after (filled)."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._before: tuple[int, ...] = ()
        self._after: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_result(self, result: WhatIf) -> None:
        self._before, self._after = result.before.histogram, result.after.histogram
        self.setAccessibleName(self._texts("supervisor.what_if.chart"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 230)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        small = theme.font("small")
        line = QFontMetricsF(small).height()
        plot = QRectF(self.rect()).adjusted(0, line + 8, 0, -2 * line - 4)
        self._draw_legend(painter, QRectF(0, 0, self.width(), line))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        most = max((*self._before, *self._after, 1))
        step = plot.width() / HISTOGRAM_STEPS
        painter.setFont(small)
        for index in range(HISTOGRAM_STEPS):
            left = plot.left() + index * step
            self._draw_pair(painter, QRectF(left, plot.top(), step, plot.height()), index, most)
            painter.setPen(theme.color("ink_soft"))
            if index % 2 == 0:
                foot = QRectF(left, plot.bottom() + 2, step, line)
                painter.drawText(
                    foot, Qt.AlignmentFlag.AlignHCenter, str(index * HISTOGRAM_STEP_MIN)
                )
        foot = QRectF(0, plot.bottom() + line + 2, self.width(), line)
        painter.drawText(
            foot, Qt.AlignmentFlag.AlignHCenter, self._texts("supervisor.what_if.axis")
        )

    def _draw_pair(self, painter: QPainter, room: QRectF, index: int, most: int) -> None:
        theme = self._theme
        half = room.width() / 2 - 3
        for counts, shift, color in (
            (self._before, 2.0, "off"),
            (self._after, 3 + half, "info"),
        ):
            if index < len(counts):
                height = room.height() * counts[index] / most
                bar = QRectF(room.left() + shift, room.bottom() - height, half, height)
                painter.fillRect(bar, theme.color(color))

    def _draw_legend(self, painter: QPainter, room: QRectF) -> None:
        theme = self._theme
        painter.setFont(theme.font("small", SEMIBOLD))
        metrics = QFontMetricsF(painter.font())
        left = room.left()
        for name, color in (("before", "off"), ("after", "info")):
            painter.fillRect(QRectF(left, room.center().y() - 5, 10, 10), theme.color(color))
            word = self._texts(f"supervisor.what_if.{name}")
            painter.setPen(theme.color("ink"))
            flags = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room.adjusted(left + 16, 0, 0, 0), flags, word)
            left += 16 + metrics.horizontalAdvance(word) + theme.space("wide")


class WhatIfSheet(FormSheet):
    """A day, three numbers of the rule, and at once the comparison."""

    def __init__(self, office: Office, theme: Theme, window: QWidget, values: Values) -> None:
        texts = office.texts
        super().__init__(theme, texts, window, texts("supervisor.what_if.title"), width_px=980)
        self._office = office
        self._texts = texts
        self._theme = theme
        self._rule = rule_of(values)
        self._past: PastDay | None = None
        self.day = QDateEdit()
        self.day.setDisplayFormat("dd/MM/yyyy")
        self.day.setCalendarPopup(True)
        today = local_day(office.clock.now())
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.fields: dict[str, NumberField] = {}
        self.table = self._make_table()
        self.chart = WaitChart(theme, texts)
        self.says = FittedLabel(theme, theme.font("body"), " ", color="ink_soft")
        self._lay_out()
        self.day.dateChanged.connect(self._read)

        def last_day(reader: Reader) -> date:
            return last_day_played(reader, today)

        office.ask(last_day, then=self._begin, failed=self._refuse)

    def chosen_rule(self) -> NextRule:
        return replace(self._rule, **{name: field.value() for name, field in self.fields.items()})

    def _lay_out(self) -> None:
        theme = self._theme
        self.form.addWidget(
            FittedLabel(
                theme, theme.font("body"), self._texts("supervisor.what_if.help"), color="ink_soft"
            )
        )
        fields = QGridLayout()
        fields.setHorizontalSpacing(theme.space("room"))
        fields.setVerticalSpacing(theme.space("tight"))
        self._put(fields, 0, self._texts("supervisor.what_if.day"), self.day)
        for column, name in enumerate(_FIELDS, 1):
            field = NumberField(*_RANGES[name])
            field.setValue(getattr(self._rule, name))
            field.valueChanged.connect(self._play)
            self.fields[name] = field
            self._put(fields, column, self._texts(f"supervisor.what_if.{name}"), field)
        self.form.addLayout(fields)
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(theme.space("wide"))
        side_by_side.addWidget(self.table, 3)
        side_by_side.addWidget(self.chart, 2)
        self.form.addLayout(side_by_side, 1)
        self.form.addWidget(self.says)

    def _put(self, grid: QGridLayout, column: int, word: str, field: QWidget) -> None:
        label = plain_label(self._theme, word, "small", SEMIBOLD, color="ink_soft")
        grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(field, 1, column)
        grid.setColumnStretch(column, 1)
        field.setAccessibleName(word)

    def _make_table(self) -> DataTable:
        texts = self._texts
        columns: list[Column[CompareRow]] = [
            Column(texts("supervisor.what_if.who"), lambda row: row.group, stretch=True),
            Column(texts("supervisor.what_if.measure"), lambda row: row.measure),
            Column(texts("supervisor.what_if.before"), lambda row: row.before, figure=True),
            Column(
                texts("supervisor.what_if.after"),
                lambda row: row.after,
                figure=True,
                color=lambda row: row.tone,
            ),
        ]
        table = DataTable(self._theme, columns)
        table.setMinimumHeight(13 * self._theme.size("row") + 12)
        return table

    def _begin(self, day: date) -> None:
        chosen = QDate(day.year, day.month, day.day)
        if self.day.date() == chosen:
            self._read()
        self.day.setDate(chosen)

    def _read(self) -> None:
        chosen = self.day.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        self.says.setText(self._texts("supervisor.what_if.reading"))

        def past_of_day(reader: Reader) -> PastDay:
            return read_day(reader, day)

        self._office.ask(past_of_day, then=self._have, failed=self._refuse)

    def _have(self, past: PastDay) -> None:
        self._past = past
        self._play()

    def _refuse(self, error: Exception) -> None:
        self.says.setText(self._office.sentence(error))

    def _play(self) -> None:
        past = self._past
        if past is None:
            return
        rule, other = self._rule, self.chosen_rule()
        self._office.aside(lambda: what_if(past, rule, other), then=self._show)

    def _show(self, result: WhatIf) -> None:
        self.table.show_rows(compare_rows(self._texts, result))
        self.chart.show_result(result)
        self.says.setText(self._sentence(result))

    def _sentence(self, result: WhatIf) -> str:
        before, after = result.before.waits, result.after.waits
        if not before["all"].visits:
            return self._texts("supervisor.what_if.empty")
        facts = {}
        for group in (NORMAL, PRIORITY):
            change = after[group].mean_min - before[group].mean_min
            facts[group] = f"{change:+.1f}".replace(".", ",").replace("-", "\N{MINUS SIGN}")
        return self._texts("supervisor.what_if.says", **facts)
