"""The dossiers behind one number of the report."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from core.clock import local
from core.ports import Reader
from core.reporting.figures import DossierFacts
from core.reporting.period import period_of
from core.reporting.report import dossiers_behind
from ui.bridge import Office
from ui.reports.pages import CellFact
from ui.theme import Theme
from ui.widgets.form_sheet import FormSheet
from ui.widgets.labels import FittedLabel
from ui.widgets.table import Column, DataTable

_ROWS_SHOWN = 14


class CellSheet(FormSheet):
    """Codes and times of the dossiers that a number counts, earliest first."""

    def __init__(
        self,
        office: Office,
        theme: Theme,
        window: QWidget,
        data: dict[str, Any],
        fact: CellFact,
    ) -> None:
        texts = office.texts
        sector = fact.label or texts("report_window.cell.all")
        title = texts(
            "report_window.cell.title", sector=sector, caption=fact.caption, n=fact.number
        )
        super().__init__(theme, texts, window, title, width_px=980)
        self._office = office
        self.says = FittedLabel(
            theme, theme.font("body"), texts("report_window.cell.reading"), color="ink_soft"
        )
        columns: list[Column[DossierFacts]] = [
            Column(texts("report_window.cell.code"), lambda one: one.code, stretch=True),
            Column(texts("report_window.cell.sector"), lambda one: one.sector),
            Column(texts("report_window.cell.presented"), lambda one: _time(one.presented_at)),
            Column(texts("report_window.cell.due"), lambda one: _time(one.due_at)),
            Column(texts("report_window.cell.resolved"), lambda one: _time(one.resolved_at)),
        ]
        self.table = DataTable(theme, columns)
        self.table.setMinimumHeight((_ROWS_SHOWN + 1) * theme.size("row"))
        self.form.addWidget(self.says)
        self.form.addWidget(self.table, 1)
        period = period_of(data["period"]["from"], data["period"]["to"])

        def behind(reader: Reader) -> list[DossierFacts]:
            found = [
                dossiers_behind(reader, period, figure, sector=fact.label or None)
                for figure in fact.figures
            ]
            return [one for part in found for one in part]

        office.ask(behind, then=self._show, failed=self._refuse)

    def _show(self, found: list[DossierFacts]) -> None:
        self.says.setText(self._office.texts("report_window.cell.found", n=len(found)))
        self.table.show_rows(found)

    def _refuse(self, error: Exception) -> None:
        self.says.setText(self._office.sentence(error))


def _time(instant: int | None) -> str:
    return f"{local(instant):%H:%M %d/%m/%Y}" if instant is not None else ""
