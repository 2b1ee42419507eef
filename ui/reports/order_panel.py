"""What is wanted: period, form, way of classifying; and how the figures add up."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from core.forms.frame import find_form, form_ids
from core.forms.wording import wording
from core.reporting.profiles import profile_ids
from core.texts import Texts
from ui.reports.identity_list import IdentityList
from ui.reports.period_picker import PeriodPicker
from ui.theme import SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.card import Card
from ui.widgets.labels import FittedLabel, plain_label

_WIDTH_PX = 348


class OrderPanel(QWidget):
    """Emits `changed` when another report is wanted."""

    changed = Signal()

    def __init__(self, theme: Theme, texts: Texts, today: date) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self.setFixedWidth(_WIDTH_PX)
        self.picker = PeriodPicker(theme, texts, today)
        self.form = QComboBox()
        for form_id in form_ids():
            self.form.addItem(wording(find_form(form_id).wording)["code"], form_id)
        self.profile = QComboBox()
        for profile_id in profile_ids():
            self.profile.addItem(texts(f"report_window.profile.{profile_id}"), profile_id)
        self.make = StaffButton(
            theme, texts("report_window.make"), "chart-column", kind="action", key="F5"
        )
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.step = FittedLabel(theme, theme.font("small"), " ", color="ink_soft")
        self.stop = StaffButton(theme, texts("report_window.cancel"), "x")
        self.identities = IdentityList(theme, texts)
        self._lay_out()
        self._form_chosen()
        self.form.currentIndexChanged.connect(self._form_chosen)
        self.profile.currentIndexChanged.connect(self.changed)
        self.picker.changed.connect(self.changed)
        self.end()

    def form_id(self) -> str:
        return str(self.form.currentData())

    def profile_id(self) -> str:
        return str(self.profile.currentData())

    def begin(self) -> None:
        """A run has begun: progress and its cancel instead of the main button."""
        self._show_run(running=True)
        self.show_progress(self._texts("report_window.step.start"), 0)

    def end(self) -> None:
        self._show_run(running=False)

    def show_progress(self, word: str, done: float) -> None:
        self.progress.setValue(round(100 * done))
        self.progress.setFormat(f"{round(100 * done)} %")
        self.step.setText(word)

    def _show_run(self, *, running: bool) -> None:
        for widget in (self.progress, self.step, self.stop):
            widget.setVisible(running)
        self.make.setVisible(not running)
        for field in (self.picker, self.form, self.profile):
            field.setEnabled(not running)

    def _form_chosen(self) -> None:
        default = find_form(self.form_id()).default_profile
        self.profile.setCurrentIndex(self.profile.findData(default))
        self.changed.emit()

    def _lay_out(self) -> None:
        theme, texts = self._theme, self._texts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gap"))
        order = Card(theme, texts("report_window.period"))
        order.body.addWidget(self.picker)
        for name, field in (("form", self.form), ("profile", self.profile)):
            word = texts(f"report_window.{name}")
            order.body.addWidget(plain_label(theme, word, "small", SEMIBOLD, color="ink_soft"))
            order.body.addWidget(field)
            field.setAccessibleName(word)
        for widget in (self.make, self.progress, self.step, self.stop):
            order.body.addWidget(widget)
        sums = Card(theme, texts("report_window.identities"))
        scroll = QScrollArea()
        scroll.setWidget(self.identities)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sums.body.addWidget(scroll, 1)
        column.addWidget(order)
        column.addWidget(sums, 1)
