"""Settings of the centre, grown from the table of `core.settings`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget

from core.errors import Exit, Problem
from core.ports import Reader
from core.settings import SETTINGS, Setting
from core.setup import change_setting
from core.texts import Texts
from ui.bridge import Office
from ui.supervisor.arrange.page import ArrangePage
from ui.theme import SEMIBOLD, Theme
from ui.widgets.labels import FittedLabel, plain_label
from ui.widgets.number_field import NumberField
from ui.widgets.table import Column

# Written by a window of its own: the notice on the board has its sheet.
_ELSEWHERE = frozenset({"board.notice"})
_NO_LIMIT = 2_000_000_000


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting and how it stands."""

    setting: Setting
    value: Any


class SettingsPage(ArrangePage):
    """The chosen setting's help and one field of its kind."""

    NAME = "settings"

    def __init__(self, office: Office, theme: Theme, actor: str) -> None:
        super().__init__(office, theme, actor)
        self.title = plain_label(theme, " ", "body", SEMIBOLD)
        self.help = FittedLabel(theme, theme.font("small"), " ", color="ink_soft")
        self.number = NumberField(-_NO_LIMIT, _NO_LIMIT)
        self.words, self.choice = QLineEdit(), QComboBox()
        self.fields = QStackedWidget()
        for field in (self.number, self.words, self.choice):
            self.fields.addWidget(field)
        self.fields.setFixedHeight(max(36, self.words.sizeHint().height()))
        for widget in (self.title, self.help, self.fields):
            self.column.addWidget(widget)
        self.choose(None)

    def columns(self) -> Sequence[Column[SettingRow]]:
        texts = self.texts
        return (
            Column(
                texts("supervisor.arrange.settings.area"),
                lambda row: texts(f"supervisor.arrange.area.{row.setting.name.split('.')[0]}"),
                color=lambda _row: "ink_soft",
            ),
            Column(
                texts("supervisor.arrange.settings.name"),
                lambda row: texts(f"settings.{row.setting.name}"),
            ),
            Column(
                texts("supervisor.arrange.settings.value"),
                lambda row: shown_value(texts, row),
                stretch=True,
            ),
        )

    def rows(self, reader: Reader) -> Sequence[SettingRow]:
        return [
            SettingRow(setting, reader.settings[setting.name])
            for setting in SETTINGS
            if setting.scope == "centre" and setting.name not in _ELSEWHERE
        ]

    def choose(self, row: SettingRow | None) -> None:
        self.chosen = row
        self.fields.setEnabled(row is not None)
        if row is None:
            self.title.setText(self.texts("supervisor.arrange.settings.choose"))
            self.help.setText(" ")
            return
        setting = row.setting
        self.title.setText(self.texts(f"settings.{setting.name}"))
        self.help.setText(self._help(setting))
        if setting.kind == "int":
            self.number.setRange(
                -_NO_LIMIT if setting.low is None else setting.low,
                _NO_LIMIT if setting.high is None else setting.high,
            )
            self.number.setValue(row.value)
            self.fields.setCurrentWidget(self.number)
        elif setting.kind == "text":
            self.words.setMaxLength(setting.max_chars)
            self.words.setText(row.value)
            self.fields.setCurrentWidget(self.words)
        else:
            self._offer(row)

    def save(self) -> None:
        if self.chosen is None:
            self.refused.emit(Problem("arranging.nothing_chosen", Exit.USAGE))
            return
        field = self.fields.currentWidget()
        value: Any = self.choice.currentData()
        if field is self.number:
            value = self.number.value()
        elif field is self.words:
            value = self.words.text().strip()
        self.keep(change_setting, name=self.chosen.setting.name, value=value)

    def _offer(self, row: SettingRow) -> None:
        self.choice.clear()
        for value in row.setting.choices or (True, False):
            self.choice.addItem(value_words(self.texts, row.setting, value), value)
        self.choice.setCurrentIndex(self.choice.findData(row.value))
        self.fields.setCurrentWidget(self.choice)

    def _help(self, setting: Setting) -> str:
        said = self.texts(f"settings.{setting.name}.help")
        if setting.low is None or setting.high is None:
            return said
        span = self.texts("supervisor.arrange.settings.span", low=setting.low, high=setting.high)
        return f"{said} {span}"


def value_words(texts: Texts, setting: Setting, value: Any) -> str:
    """A value as people say it."""
    if setting.kind == "bool":
        return texts("common.yes" if value else "common.no")
    if setting.kind == "choice":
        return texts(f"settings.{setting.name}.{value}")
    unit = f"supervisor.arrange.unit.{setting.unit}"
    return texts(unit, n=value) if texts.has(unit) else str(value)


def shown_value(texts: Texts, row: SettingRow) -> str:
    """A value in the list; a code that opens something is not shown to onlookers."""
    if row.setting.name == "kiosk.exit_code":
        return texts("supervisor.arrange.settings.secret") if row.value else ""
    return value_words(texts, row.setting, row.value)
