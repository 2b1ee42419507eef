"""Closing a report: its number and the day on which it is signed."""

from __future__ import annotations

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QLineEdit, QWidget

from core.clock import local_day
from ui.bridge import Office
from ui.theme import Theme
from ui.widgets.form_sheet import FormSheet
from ui.widgets.labels import FittedLabel


class ClosingSheet(FormSheet):
    """`chosen` carries the number and the day (ISO)."""

    chosen = Signal(str, str)

    def __init__(self, office: Office, theme: Theme, window: QWidget) -> None:
        texts = office.texts
        super().__init__(
            theme,
            texts,
            window,
            texts("report_window.closing.title"),
            texts("report_window.close"),
            icon="lock",
            width_px=520,
        )
        self._office = office
        help_words = texts("report_window.closing.help")
        self.form.addWidget(FittedLabel(theme, theme.font("body"), help_words, color="ink_soft"))
        self.number = QLineEdit()
        self.number.setMaxLength(60)
        self.number.setPlaceholderText(texts("report_window.closing.example"))
        self.day = QDateEdit()
        self.day.setDisplayFormat("dd/MM/yyyy")
        self.day.setCalendarPopup(True)
        today = local_day(office.clock.now())
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.add_field(texts("report_window.closing.number"), self.number)
        self.add_field(texts("report_window.closing.day"), self.day)
        self.confirmed.connect(self._choose)

    def open(self) -> None:
        super().open()
        self.number.setFocus()

    def refuse(self, error: Exception) -> None:
        self.ready()
        self.tell_trouble(self._office.sentence(error))

    def _choose(self) -> None:
        self.rest()
        day = self.day.date()
        signed_on = f"{day.year():04}-{day.month():02}-{day.day():02}"
        self.chosen.emit(self.number.text(), signed_on)
