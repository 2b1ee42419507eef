"""Staff: who works here, in what role; a new colleague, a new PIN, somebody who left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from core.people.accounts import check_secret, define_staff, set_secret
from core.people.model import RANK, Role, Staff
from core.ports import Reader
from ui.bridge import Office
from ui.supervisor.acts import ActSheet
from ui.theme import SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.labels import plain_label
from ui.widgets.table import Column, DataTable


class StaffSheet(ActSheet):
    """A list above, the chosen person's fields below; an empty choice writes a new one."""

    def __init__(
        self,
        office: Office,
        theme: Theme,
        window: QWidget,
        actor: str,
        tell: Callable[[str], None],
    ) -> None:
        texts = office.texts
        super().__init__(
            office,
            theme,
            window,
            actor,
            tell,
            title=texts("supervisor.staff.title"),
            confirm=texts("common.save"),
            icon="save",
            width_px=820,
        )
        self._chosen: Staff | None = None
        self.table = self._make_table()
        self.form.addWidget(self.table, 1)
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.position = QLineEdit()
        self.position.setMaxLength(120)
        self.role = QComboBox()
        for role in Role:
            self.role.addItem(texts(f"people.role.{role.value}"), role.value)
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setMaxLength(200)
        self._lay_out_fields()
        self.confirmed.connect(self._save)
        self._read()

    def _make_table(self) -> DataTable:
        texts = self.texts
        columns: list[Column[Staff]] = [
            Column(texts("supervisor.staff.name"), lambda one: one.name, stretch=True),
            Column(texts("supervisor.staff.position"), lambda one: one.title),
            Column(
                texts("supervisor.staff.role"), lambda one: texts(f"people.role.{one.role.value}")
            ),
            Column(
                texts("supervisor.staff.works"),
                lambda one: texts(f"supervisor.staff.{'active' if one.active else 'left'}"),
                color=lambda one: "good" if one.active else "off",
            ),
        ]
        table = DataTable(self.theme, columns)
        table.setMinimumHeight(10 * self.theme.size("row"))
        table.chosen.connect(self._choose)
        return table

    def _lay_out_fields(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.space("room"))
        fields = (
            ("name", self.name),
            ("position", self.position),
            ("role", self.role),
            ("secret", self.secret),
        )
        for index, (name, field) in enumerate(fields):
            word = self.texts(f"supervisor.staff.{name}")
            label = plain_label(self.theme, word, "small", SEMIBOLD, color="ink_soft")
            grid.addWidget(label, index // 2 * 2, index % 2)
            grid.addWidget(field, index // 2 * 2 + 1, index % 2)
            field.setAccessibleName(word)
        self.secret.setPlaceholderText(self.texts("supervisor.staff.secret_hint"))
        self.form.addLayout(grid)
        row = QHBoxLayout()
        self.new = StaffButton(self.theme, self.texts("supervisor.staff.new"), "user-plus")
        self.new.clicked.connect(lambda: self._choose(None))
        self.gone = StaffButton(self.theme, self.texts("supervisor.staff.leave"), "log-out")
        self.gone.clicked.connect(self._toggle_active)
        row.addWidget(self.new)
        row.addWidget(self.gone)
        row.addStretch(1)
        self.form.addLayout(row)
        self._choose(None)

    def _read(self) -> None:
        def staff_of_centre(reader: Reader) -> list[Staff]:
            return reader.staff.list_all()

        self.office.ask(staff_of_centre, then=self._show, failed=self.refuse)

    def _show(self, staff: list[Staff]) -> None:
        self.table.show_rows(sorted(staff, key=lambda one: (not one.active, -RANK[one.role])))
        self.ready()

    def _choose(self, member: Staff | None) -> None:
        self._chosen = member
        self.name.setText(member.name if member else "")
        self.position.setText(member.title if member else "")
        role = member.role if member else Role.OFFICER
        self.role.setCurrentIndex(self.role.findData(role.value))
        self.secret.clear()
        self.gone.setEnabled(member is not None)
        away = member is not None and not member.active
        word = "supervisor.staff.return" if away else "supervisor.staff.leave"
        self.gone.setText(self.texts(word))

    def _save(self) -> None:
        role = Role(self.role.currentData())
        secret = self.secret.text()
        try:
            good = check_secret(secret, role) if secret else ""
        # The sentence of a weak secret belongs beside its field.
        except Exception as error:
            self.refuse(error)
            return
        hasher = self.office.services.hash_secret
        if good and hasher is not None:
            self.rest()
            self.office.aside(lambda: hasher(good), then=self._define, failed=self.refuse)
        else:
            self._define("")

    def _define(self, hashed: str) -> None:
        self._keep(self._chosen.active if self._chosen else True, hashed)

    def _toggle_active(self) -> None:
        if self._chosen is not None:
            self._keep(not self._chosen.active, "")

    def _keep(self, active: bool, hashed: str) -> None:
        staff_id = self._chosen.staff_id if self._chosen else self._new_id()

        def then_secret(known: str) -> None:
            if hashed:
                self.office.do(
                    set_secret,
                    then=lambda _id: self._saved(),
                    failed=self.refuse,
                    actor=self._actor,
                    staff_id=known,
                    hashed=hashed,
                )
            else:
                self._saved()

        self.office.do(
            define_staff,
            then=then_secret,
            failed=self.refuse,
            actor=self._actor,
            staff_id=staff_id,
            name=self.name.text(),
            role=self.role.currentData(),
            title=self.position.text(),
            active=active,
        )

    def _saved(self) -> None:
        self.tell_trouble("")
        self._choose(None)
        self._read()
        self._tell(self.texts("supervisor.staff.saved"))

    def _new_id(self) -> str:
        taken = {member.staff_id for member in self.table.rows_model.rows}
        return next(f"s{n:02}" for n in range(1, 1000) if f"s{n:02}" not in taken)
