"""Breaking devices on purpose: choose one, choose what it does wrong, make it well again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.ports import DeviceState, Workshop
from core.texts import Texts
from ui.theme import SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.labels import FittedLabel
from ui.widgets.lamps import LOOKS

_COLUMNS = 3


class FaultPanel(QWidget):
    """The faults of the chosen device; the one being played is pressed in."""

    def __init__(self, theme: Theme, texts: Texts, workshop: Workshop) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._workshop = workshop
        self._states: dict[str, DeviceState] = {}
        self.device = QComboBox()
        self.device.setAccessibleName(texts("workshop.faults"))
        for device_id in workshop.devices():
            self.device.addItem(device_id, device_id)
        self.device.currentIndexChanged.connect(self.show_faults)
        self.well = StaffButton(theme, texts("workshop.faults.well"), "check")
        self.well.clicked.connect(lambda: self.misbehave(""))
        self.says = FittedLabel(theme, theme.font("small", SEMIBOLD), " ", color="ink_soft")
        self.faults: dict[str, StaffButton] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.space("tight"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("near"))
        row = QHBoxLayout()
        row.setSpacing(theme.space("near"))
        row.addWidget(self.device, 1)
        row.addWidget(self.well)
        column.addLayout(row)
        column.addLayout(self._grid)
        column.addWidget(self.says)
        column.addStretch(1)
        self.show_faults()

    def show_states(self, states: Sequence[DeviceState]) -> None:
        """Names of the devices, and what the program has noticed of a fault."""
        self._states = {state.device_id: state for state in states}
        for index in range(self.device.count()):
            state = self._states.get(str(self.device.itemData(index)))
            if state is not None:
                self.device.setItemText(index, state.name)
        self._show_noticed()

    def misbehave(self, fault: str) -> None:
        """Play a fault; the same one again, or none, makes the device well."""
        device_id = str(self.device.currentData())
        again = self._workshop.active_fault(device_id) == fault
        self._workshop.misbehave(device_id, "" if again else fault)
        self.show_faults()

    def show_faults(self) -> None:
        device_id = self.device.currentData()
        faults = self._workshop.faults(str(device_id)) if device_id else ()
        if tuple(self.faults) != tuple(faults):
            self._make(faults)
        active = self._workshop.active_fault(str(device_id)) if device_id else ""
        for fault, button in self.faults.items():
            button.setChecked(fault == active)
        self.well.setEnabled(bool(active))
        self._show_noticed()

    def _make(self, faults: Sequence[str]) -> None:
        for button in self.faults.values():
            self._grid.removeWidget(button)
            button.deleteLater()
        self.faults = {}
        for index, fault in enumerate(faults):
            button = StaffButton(self._theme, self._texts(f"device.misbehave.{fault}"))
            button.setFont(self._theme.font("small", SEMIBOLD))
            button.setProperty("narrow", "yes")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, fault=fault: self.misbehave(fault))
            self._grid.addWidget(button, index // _COLUMNS, index % _COLUMNS)
            self.faults[fault] = button

    def _show_noticed(self) -> None:
        state = self._states.get(str(self.device.currentData()))
        if state is None:
            self.says.setText(" ")
            return
        self.says.set_color(LOOKS[state.health][0])
        if state.fault:
            self.says.setText(self._texts(f"device.fault.{state.fault}", **state.facts))
        else:
            word = self._texts(f"device.health.{state.health.name.lower()}")
            self.says.setText(self._texts("workshop.faults.noticed", state=word))
