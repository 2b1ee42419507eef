"""Devices found, a network printer by its address, the speaker; each can be tried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.ports import Announcement, FoundDevice, Slip, TriedDevice
from core.queue.announcing import CHIME
from ui.bridge import Office
from ui.devices.trial import TRIAL, test_slip
from ui.setup.answers import SPEAKER, Answers
from ui.setup.page import Page
from ui.theme import Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.labels import FittedLabel

_TONES = {"done": "good", "sent": "info", "failed": "bad"}


class DeviceRow(QWidget):
    """A device to use or not, a button that tries it, and how the trial went."""

    def __init__(self, page: DevicesPage, word: str, config: dict[str, Any], kind: str) -> None:
        super().__init__()
        self.config = config
        self._page = page
        self._kind = kind
        theme = page.theme
        self.use = QCheckBox(word)
        self.use.setChecked(True)
        self.trial = StaffButton(theme, page.texts("setup.devices.try"), "circle-play")
        self.trial.setAccessibleName(f"{page.texts('setup.devices.try')}: {word}")
        self.trial.clicked.connect(self._try)
        self.says = FittedLabel(theme, theme.font("small"), "")
        self.says.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.space("near"))
        row.addWidget(self.use, 1)
        row.addWidget(self.trial)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("tight"))
        column.addLayout(row)
        column.addWidget(self.says)

    def show_trial(self, tried: TriedDevice) -> None:
        self.trial.setEnabled(True)
        words = self._page.texts(f"setup.devices.tried.{self._kind}.{tried.outcome}")
        if tried.outcome == "failed" and tried.fault:
            words = f"{words} {self._page.fault_words(tried.fault)}"
        self.tell(words, _TONES[tried.outcome])

    def refuse(self, error: Exception) -> None:
        self.trial.setEnabled(True)
        self.tell(self._page.office.sentence(error), "bad")

    def tell(self, words: str, color: str) -> None:
        self.says.set_color(color)
        self.says.setText(words)
        self.says.setVisible(bool(words))

    def _try(self) -> None:
        bench = self._page.office.services.devices
        if bench is None:
            return
        self.trial.setEnabled(False)
        self.tell(self._page.texts("setup.devices.trying"), "ink_soft")
        config, order = self.config, self._order()
        self._page.office.aside(
            lambda: bench.try_out(config, order), then=self.show_trial, failed=self.refuse
        )

    def _order(self) -> Slip | Announcement:
        if self._kind == "speaker":
            return Announcement(TRIAL, (CHIME, "vi/one", "vi/two", "vi/three"))
        centre = self._page.answers.letterhead.get("centre.name", "")
        return test_slip(self._page.texts, centre, self._page.office.clock.now())


class DevicesPage(Page):
    """Looks for devices when it is first shown; nothing has to be there."""

    name = "devices"

    def __init__(self, office: Office, theme: Theme, answers: Answers) -> None:
        self.office = office
        self.rows: list[DeviceRow] = []
        self._has_looked = False
        super().__init__(theme, office.texts, answers)

    def build(self) -> None:
        theme, texts = self.theme, self.texts
        self.says = FittedLabel(theme, theme.font("body"), texts("setup.devices.none"))
        self.says.set_color("info")
        self.column.addWidget(self.says)
        self.list = QVBoxLayout()
        self.list.setSpacing(theme.space("tight"))
        self.column.addLayout(self.list)
        self.speaker = DeviceRow(self, texts("setup.devices.speaker"), SPEAKER, "speaker")
        self.column.addWidget(self.speaker)
        self.column.addSpacing(theme.space("gap"))
        self.add_word(texts("setup.devices.host"))
        row = QHBoxLayout()
        row.setSpacing(theme.space("near"))
        self.host = QLineEdit()
        self.host.setPlaceholderText("192.168.1.50")
        self.host.setAccessibleName(texts("setup.devices.host"))
        self.host.returnPressed.connect(self.probe)
        self.search = StaffButton(theme, texts("setup.devices.search"), "search")
        self.search.clicked.connect(self.probe)
        row.addWidget(self.host, 1)
        row.addWidget(self.search)
        self.column.addLayout(row)

    def enter(self) -> None:
        if not self._has_looked:
            self.probe()

    def probe(self) -> None:
        """Look for devices that answer, also at the address."""
        bench = self.office.services.devices
        if bench is None or not self.search.isEnabled():
            return
        self._has_looked = True
        self.search.setEnabled(False)
        self._tell(self.texts("setup.devices.searching"), "ink_soft")
        address = self.host.text().strip()
        self.office.aside(
            lambda: bench.probe([address]),
            then=lambda found: self._show(found, address),
            failed=self._failed,
        )

    def take(self) -> str:
        """What is ticked; a printer at an address may just be switched off."""
        chosen = [row.config for row in self.rows if row.use.isChecked()]
        host = self.host.text().strip()
        if host and not any(row.config["name"] == host for row in self.rows):
            chosen.append(_printer_at(host, len(self.rows) + 1))
        self.answers.devices = tuple(chosen)
        self.answers.has_speaker = self.speaker.use.isChecked()
        return ""

    def fault_words(self, fault: str) -> str:
        return self.texts(f"device.fault.{fault}")

    def _show(self, found: Sequence[FoundDevice], address: str) -> None:
        self.search.setEnabled(True)
        for row in self.rows:
            self.list.removeWidget(row)
            row.deleteLater()
        self.rows = [self._row(device) for device in found]
        for row in self.rows:
            self.list.addWidget(row)
        names = {device.state.name for device in found}
        if address and address not in names:
            self._tell(self.texts("setup.devices.no_answer", host=address), "bad")
        elif found:
            self._tell(self.texts("setup.devices.found", n=len(found)), "good")
        else:
            self._tell(self.texts("setup.devices.none"), "info")

    def _row(self, device: FoundDevice) -> DeviceRow:
        kind = self.texts(f"device.kind.{device.state.kind}")
        row = DeviceRow(self, f"{kind} – {device.state.name}", device.config, device.state.kind)
        if device.state.fault:
            row.tell(self.fault_words(device.state.fault), "warn")
        return row

    def _failed(self, error: Exception) -> None:
        self.search.setEnabled(True)
        self._tell(self.office.sentence(error), "bad")

    def _tell(self, words: str, color: str) -> None:
        self.says.set_color(color)
        self.says.setText(words)


def _printer_at(host: str, number: int) -> dict[str, Any]:
    name, _, port = host.partition(":")
    transport = {"kind": "tcp", "host": name, "port": int(port) if port.isdecimal() else 9100}
    return {
        "device_id": f"printer-{number}",
        "driver": "escpos_printer",
        "name": host,
        "transport": transport,
    }
