"""The five pages of the wizard; each writes its answer and says what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.errors import Problem
from core.people.accounts import check_secret
from core.people.model import Role
from core.services import FoundDevice
from core.texts import Texts
from ui.bridge import Office
from ui.setup.answers import COUNTERS, LETTERHEAD, ROLES, USUAL_ROLES, Answers
from ui.setup.role_tile import RoleTile
from ui.theme import SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.labels import FittedLabel, plain_label


class Page(QWidget):
    """One question: title and help above, its fields below."""

    name = ""

    def __init__(self, theme: Theme, texts: Texts, answers: Answers) -> None:
        super().__init__()
        self.theme = theme
        self.texts = texts
        self.answers = answers
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.space("near"))
        title = texts(f"setup.{self.name}.title")
        self.column.addWidget(plain_label(theme, title, "headline", SEMIBOLD))
        helps = FittedLabel(
            theme, theme.font("body"), texts(f"setup.{self.name}.help"), color="ink_soft"
        )
        self.column.addWidget(helps)
        self.column.addSpacing(theme.space("gap"))
        self.build()
        self.column.addStretch(1)

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def take(self) -> str:
        """Write the answer; the sentence of what is missing, or nothing."""
        raise NotImplementedError

    def enter(self) -> None:
        """The page is shown."""

    def add_field(self, word: str, field: QLineEdit, example: str = "") -> None:
        label = plain_label(self.theme, word, "small", SEMIBOLD, color="ink_soft")
        self.column.addWidget(label)
        self.column.addWidget(field)
        field.setAccessibleName(word)
        field.setPlaceholderText(example)
        field.setMaxLength(200)


class CentrePage(Page):
    """The centre's name, and what stands at the head of its papers."""

    name = "centre"

    def build(self) -> None:
        self.fields: dict[str, QLineEdit] = {}
        for setting in LETTERHEAD:
            part = setting.partition(".")[2]
            field = QLineEdit(self.answers.letterhead.get(setting, ""))
            example = self.texts(f"setup.centre.{part}.example")
            self.add_field(self.texts(f"setup.centre.{part}"), field, example)
            self.fields[setting] = field

    def enter(self) -> None:
        self.fields["centre.superior"].setFocus()

    def take(self) -> str:
        self.answers.letterhead = {name: field.text() for name, field in self.fields.items()}
        named = self.fields["centre.name"].text().strip()
        return "" if named else self.texts("setup.centre.missing")


class RolesPage(Page):
    """What this PC is for."""

    name = "roles"

    def build(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(self.theme.space("gap"))
        self.tiles: dict[str, RoleTile] = {}
        for index, role in enumerate(ROLES):
            word, more = (self.texts(f"setup.role.{role}{part}") for part in ("", ".more"))
            tile = RoleTile(self.theme, role, word, more)
            tile.setChecked(role in USUAL_ROLES)
            grid.addWidget(tile, index // 2, index % 2)
            self.tiles[role] = tile
        self.column.addLayout(grid)
        self.counter = QSpinBox()
        self.counter.setRange(1, COUNTERS)
        word = self.texts("setup.roles.counter")
        label = plain_label(self.theme, word, "small", SEMIBOLD, color="ink_soft")
        self.column.addWidget(label)
        self.column.addWidget(self.counter, 0, Qt.AlignmentFlag.AlignLeft)
        self.counter.setAccessibleName(word)

    def take(self) -> str:
        self.answers.roles = tuple(role for role, tile in self.tiles.items() if tile.isChecked())
        self.answers.counter = self.counter.value()
        return "" if self.answers.roles else self.texts("setup.roles.missing")


class DevicesPage(Page):
    """Devices found, a network printer by its address, or everything on screen."""

    name = "devices"

    def __init__(self, office: Office, theme: Theme, answers: Answers) -> None:
        self._office = office
        self._found: dict[QCheckBox, FoundDevice] = {}
        super().__init__(theme, office.texts, answers)

    def build(self) -> None:
        self.says = FittedLabel(
            self.theme, self.theme.font("body"), self.texts("setup.devices.none"), color="info"
        )
        self.column.addWidget(self.says)
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.column.addLayout(self.list)
        self.search = StaffButton(self.theme, self.texts("setup.devices.search"), "search")
        self.search.clicked.connect(self.probe)
        self.column.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)
        self.host = QLineEdit()
        self.add_field(self.texts("setup.devices.host"), self.host, "192.168.1.50")
        self.speaker = QCheckBox(self.texts("setup.devices.speaker"))
        self.speaker.setChecked(True)
        self.column.addWidget(self.speaker)

    def probe(self) -> None:
        """Look for devices that answer."""
        bench = self._office.services.devices
        if bench is None:
            return
        self.search.setEnabled(False)
        self.says.setText(self.texts("setup.devices.searching"))
        self._office.aside(bench.probe, then=self._show, failed=self._failed)

    def take(self) -> str:
        self.answers.devices = tuple(
            device.config for box, device in self._found.items() if box.isChecked()
        )
        self.answers.printer_host = self.host.text()
        self.answers.has_speaker = self.speaker.isChecked()
        return ""

    def _show(self, found: Sequence[FoundDevice]) -> None:
        self.search.setEnabled(True)
        for box in self._found:
            self.list.removeWidget(box)
            box.deleteLater()
        self._found = {}
        for device in found:
            kind = self.texts(f"device.kind.{device.state.kind}")
            box = QCheckBox(f"{device.state.name} – {kind}")
            box.setChecked(True)
            self.list.addWidget(box)
            self._found[box] = device
        said = "found" if found else "none"
        self.says.setText(self.texts(f"setup.devices.{said}", n=len(found)))

    def _failed(self, error: Exception) -> None:
        self.search.setEnabled(True)
        self.says.setText(self._office.sentence(error))


class SupervisorPage(Page):
    """Who supervises, with a password."""

    name = "supervisor"

    def build(self) -> None:
        self.person = QLineEdit()
        self.position = QLineEdit()
        self.secret, self.again = QLineEdit(), QLineEdit()
        texts = self.texts
        self.add_field(
            texts("setup.supervisor.name"), self.person, texts("setup.supervisor.name.example")
        )
        self.add_field(
            texts("setup.supervisor.position"),
            self.position,
            texts("setup.supervisor.position.example"),
        )
        for name, field in (("secret", self.secret), ("again", self.again)):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            self.add_field(texts(f"setup.supervisor.{name}"), field)
        hint = texts("setup.supervisor.hint")
        self.column.addWidget(
            FittedLabel(self.theme, self.theme.font("small"), hint, color="ink_soft")
        )

    def enter(self) -> None:
        self.person.setFocus()

    def take(self) -> str:
        if not self.person.text().strip():
            return self.texts("setup.supervisor.missing")
        if self.secret.text() != self.again.text():
            return self.texts("setup.supervisor.differ")
        try:
            self.answers.secret = check_secret(self.secret.text(), Role.SUPERVISOR)
        except Problem as problem:
            return self.texts.problem(problem)
        self.answers.supervisor = self.person.text()
        self.answers.supervisor_title = self.position.text()
        return ""


class StartPage(Page):
    """Practice first, or work at once; start with the PC."""

    name = "start"

    def build(self) -> None:
        self.practice = QRadioButton(self.texts("setup.start.practice"))
        self.live = QRadioButton(self.texts("setup.start.live"))
        self.practice.setChecked(True)
        for choice, name in ((self.practice, "practice"), (self.live, "live")):
            choice.setFont(self.theme.font("lead", SEMIBOLD))
            self.column.addWidget(choice)
            more = FittedLabel(
                self.theme,
                self.theme.font("body"),
                self.texts(f"setup.start.{name}.more"),
                color="ink_soft",
            )
            self.column.addWidget(more)
            self.column.addSpacing(self.theme.space("gap"))
        self.with_pc = QCheckBox(self.texts("setup.start.with_pc"))
        self.with_pc.setChecked(True)
        self.column.addWidget(self.with_pc)

    def take(self) -> str:
        self.answers.practice_first = self.practice.isChecked()
        self.answers.starts_with_pc = self.with_pc.isChecked()
        return ""
