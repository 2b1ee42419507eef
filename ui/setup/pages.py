"""The pages of the wizard; each writes its answer and says what is missing."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
)

from core.errors import Problem
from core.first_counters import MOST_COUNTERS
from core.people.accounts import check_secret
from core.people.model import Role
from core.setup import fresh_pin
from ui.setup.answers import LETTERHEAD, ROLES, USUAL_ROLES, Officer, names_in, numbers_in
from ui.setup.page import Page
from ui.setup.role_tile import RoleTile
from ui.theme import SEMIBOLD
from ui.widgets.buttons import StaffButton

_OFFICERS_PX = 152


class CentrePage(Page):
    """The centre's name, and what stands at the head of its papers."""

    name = "centre"

    def build(self) -> None:
        self.fields = {setting: QLineEdit() for setting in LETTERHEAD}
        *long, place, hotline = (
            (
                self.texts(f"setup.{setting}"),
                field,
                self.texts(f"setup.{setting}.example"),
            )
            for setting, field in self.fields.items()
        )
        for word, field, example in long:
            self.add_field(word, field, example)
        self.add_row(place, hotline)

    def enter(self) -> None:
        self.fields["centre.superior"].setFocus()

    def take(self) -> str:
        self.answers.letterhead = {name: field.text() for name, field in self.fields.items()}
        named = self.fields["centre.name"].text().strip()
        return "" if named else self.texts("setup.centre.missing")


class RolesPage(Page):
    """What this PC is for, how many counters the centre has and which stand here."""

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
        self.column.addSpacing(self.theme.space("near"))
        self.counters = QSpinBox()
        self.counters.setRange(1, MOST_COUNTERS)
        self.counters.setValue(self.answers.counters)
        self.own = QLineEdit("1")
        own = (self.texts("setup.roles.own"), self.own, "1, 2")
        if self.answers.is_centre_new:
            self.add_row((self.texts("setup.roles.counters"), self.counters, ""), own)
            self.column.addWidget(self.remark(self.texts("setup.roles.plan")))
        else:
            self.add_field(*own)

    def take(self) -> str:
        answers = self.answers
        answers.roles = tuple(role for role, tile in self.tiles.items() if tile.isChecked())
        answers.counters = self.counters.value()
        most = answers.counters if answers.is_centre_new else MOST_COUNTERS
        answers.own = numbers_in(self.own.text(), most)
        if not answers.roles:
            return self.texts("setup.roles.missing")
        if not answers.own and {"counter", "rating"} & set(answers.roles):
            return self.texts("setup.roles.no_counter", most=most)
        return ""


class PeoplePage(Page):
    """Who supervises, with a password, and who sits at the counters."""

    name = "people"

    def build(self) -> None:
        texts = self.texts
        self.person, self.position = QLineEdit(), QLineEdit()
        self.secret, self.again = QLineEdit(), QLineEdit()
        self.add_row(
            (texts("setup.people.name"), self.person, texts("setup.people.name.example")),
            (
                texts("setup.people.position"),
                self.position,
                texts("setup.people.position.example"),
            ),
        )
        for field in (self.secret, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_row(
            (texts("setup.people.secret"), self.secret, ""),
            (texts("setup.people.again"), self.again, ""),
        )
        self.column.addWidget(self.remark(texts("setup.people.hint")))
        self.column.addSpacing(self.theme.space("near"))
        self.officers = QPlainTextEdit()
        self.officers.setTabChangesFocus(True)
        self.officers.setFixedHeight(_OFFICERS_PX)
        self.officers.setPlaceholderText(texts("setup.people.officers.example"))
        self.add_field(texts("setup.people.officers"), self.officers)
        self.column.addWidget(self.remark(texts("setup.people.officers.hint")))

    def enter(self) -> None:
        self.person.setFocus()

    def take(self) -> str:
        if not self.person.text().strip():
            return self.texts("setup.people.missing")
        if self.secret.text() != self.again.text():
            return self.texts("setup.people.differ")
        try:
            self.answers.secret = check_secret(self.secret.text(), Role.SUPERVISOR)
        except Problem as problem:
            return self.texts.problem(problem)
        self.answers.supervisor = self.person.text()
        self.answers.supervisor_title = self.position.text()
        names = names_in(self.officers.toPlainText())
        if any(len(name) > self.person.maxLength() for name in names):
            return self.texts("setup.people.too_long")
        self.answers.officers = tuple(Officer(name, fresh_pin()) for name in names)
        return ""


class StartPage(Page):
    """Practice first, or work at once; where copies go; start with the PC."""

    name = "start"

    def build(self) -> None:
        self.practice = QRadioButton(self.texts("setup.start.practice"))
        self.live = QRadioButton(self.texts("setup.start.live"))
        self.practice.setChecked(True)
        if self.answers.is_centre_new:
            self._offer_modes()
        row = QHBoxLayout()
        row.setSpacing(self.theme.space("near"))
        self.folder = QLineEdit()
        self.browse = StaffButton(self.theme, self.texts("setup.start.browse"), "folder-open")
        self.browse.clicked.connect(self._browse)
        row.addWidget(self.folder, 1)
        row.addWidget(self.browse)
        word = self.texts("setup.start.folder")
        self.add_word(word)
        self.column.addLayout(row)
        self.folder.setAccessibleName(word)
        self.folder.setPlaceholderText(self.texts("setup.start.folder.example"))
        self.column.addWidget(self.remark(self.texts("setup.start.folder.hint")))
        self.column.addSpacing(self.theme.space("near"))
        self.with_pc = QCheckBox(self.texts("setup.start.with_pc"))
        self.with_pc.setChecked(True)
        self.column.addWidget(self.with_pc)

    def take(self) -> str:
        self.answers.practice_first = self.practice.isChecked()
        self.answers.backup_folder = self.folder.text()
        self.answers.starts_with_pc = self.with_pc.isChecked()
        return ""

    def _offer_modes(self) -> None:
        for choice, name in ((self.practice, "practice"), (self.live, "live")):
            choice.setFont(self.theme.font("lead", SEMIBOLD))
            self.column.addWidget(choice)
            self.column.addWidget(self.remark(self.texts(f"setup.start.{name}.more"), "body"))
        self.column.addSpacing(self.theme.space("gap"))

    def _browse(self) -> None:
        title = self.texts("setup.start.folder")
        chosen = QFileDialog.getExistingDirectory(self, title, self.folder.text())
        if chosen:
            self.folder.setText(chosen)
