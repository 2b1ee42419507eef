"""Dossiers that are late or due today, the latest first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.clock import elapsed_s, local, local_day
from core.dossiers.model import Dossier
from core.dossiers.views import DueLists
from ui.bridge import Office
from ui.theme import Theme
from ui.widgets.form_sheet import FormSheet
from ui.widgets.labels import FittedLabel
from ui.widgets.table import Column, DataTable

_DAY_S = 86_400
_ROWS_SHOWN = 14


class DueSheet(FormSheet):
    """Codes, procedures and due times; personal data stays in the register."""

    def __init__(self, office: Office, theme: Theme, window: QWidget, due: DueLists) -> None:
        texts = office.texts
        super().__init__(theme, texts, window, texts("supervisor.due.title"), width_px=1040)
        now = office.clock.now()

        def stands(dossier: Dossier) -> str:
            due_at = dossier.due_at or now
            if due_at >= now:
                return texts("supervisor.due.today", time=f"{local(due_at):%H:%M}")
            days = (local_day(now) - local_day(due_at)).days
            if days:
                return texts("supervisor.due.days", n=days)
            return texts("supervisor.due.hours", n=max(1, int(elapsed_s(due_at, now) // 3600)))

        columns: list[Column[Dossier]] = [
            Column(texts("supervisor.due.code"), lambda one: one.dossier_code or one.local_number),
            Column(texts("supervisor.due.procedure"), lambda one: one.procedure_name, stretch=True),
            Column(texts("supervisor.due.sector"), lambda one: one.sector),
            Column(
                texts("supervisor.due.when"), lambda one: f"{local(one.due_at or 0):%H:%M %d/%m/%Y}"
            ),
            Column(
                texts("supervisor.due.stands"),
                stands,
                color=lambda one: "bad" if (one.due_at or now) < now else "ink",
            ),
        ]
        rows = (*due.late, *due.today)
        if not rows:
            self.form.addWidget(
                FittedLabel(theme, theme.font("body"), texts("supervisor.due.none"))
            )
            return
        self.table = DataTable(theme, columns)
        shown = min(_ROWS_SHOWN, max(4, len(rows)))
        self.table.setMinimumHeight((shown + 1) * theme.size("row") + 8)
        self.form.addWidget(self.table, 1)
        self.table.show_rows(rows)
        whole = due.counts.late + due.counts.today
        if whole > len(rows):
            words = texts("supervisor.due.more", shown=len(rows), n=whole)
            self.form.addWidget(FittedLabel(theme, theme.font("small"), words, color="ink_soft"))
