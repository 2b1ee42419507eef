"""The form of a dossier: the fields in the order in which they are asked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.dossiers.model import Channel, Procedure, ReturnChannel
from core.texts import Texts
from ui.intake.citizen_card import card_fields
from ui.intake.entry import Entry
from ui.intake.fields import ChoiceRow, TextRow
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.tick import Tick
from ui.widgets.words import Words

Row = TextRow | ChoiceRow
HOSTS = ("province", "justice", "residence", "land", "insurance", "tax", "other")
_GAP_PX = 16
_PERSON = ("name", "id_number", "phone", "address")
_TEXTS = (
    *_PERSON,
    "copies",
    "fee_dong",
    "presented_at",
    "ground",
    "dossier_code",
    "note",
)
_CHOICES = ("channel", "return_channel", "host_system")


class IntakeForm(QWidget):
    """Shows an entry and gives it back as typed; `changed` at every change."""

    changed = Signal()
    finished = Signal()

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._rest = Entry()
        self._procedure = Words(theme, theme.font("lead", BOLD))
        self._facts = Words(theme, theme.font("body"), color="ink_soft")
        self.rows: dict[str, Row] = {}
        self._paid = Tick(theme, texts("dossier.field.fee_paid"))
        self._paid.toggled.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("tight"))
        column.addWidget(self._procedure)
        column.addWidget(self._facts)
        column.addSpacing(theme.space("near"))
        for row in self._make_rows(theme):
            self.rows[row.name] = row
            row.changed.connect(self.changed)
            row.entered.connect(partial(self._go_on, row.name))
            column.addWidget(self._with_paid(row) if row.name == "fee_dong" else row)
        self._wrong = Words(theme, theme.font("body", SEMIBOLD), color="bad")
        self._wrong.hide()
        column.addWidget(self._wrong)
        column.addStretch(1)

    def entry(self) -> Entry:
        """The entry as it stands in the fields."""
        entry = Entry(
            procedure_code=self._rest.procedure_code,
            fee_paid=self._paid.isChecked(),
            papers=self._rest.papers,
            attempt_id=self._rest.attempt_id,
            ticket_id=self._rest.ticket_id,
            label=self._rest.label,
        )
        for name in _TEXTS + _CHOICES:
            setattr(entry, name, self.rows[name].text())
        return entry

    def show_entry(self, entry: Entry, procedure: Procedure | None) -> None:
        """Show an entry; the cursor goes to the first empty field that must be filled."""
        self._rest = entry
        self._paid.setChecked(entry.fee_paid)
        for name in _TEXTS + _CHOICES:
            self.rows[name].set_text(str(getattr(entry, name)))
        self.show_right()
        self.show_procedure(procedure)

    def show_procedure(self, procedure: Procedure | None) -> None:
        """The procedure's name over the fields, and what is known of its term and fee."""
        if procedure is None:
            self._procedure.setText("")
            self._facts.setText("")
            return
        self._procedure.setText(procedure.name)
        self._facts.setText(" · ".join(self._facts_of(procedure)))
        fee = self.rows["fee_dong"]
        if isinstance(fee, TextRow):
            fee.line.setPlaceholderText(short_fee(self._texts, procedure))

    def show_late(self, late: bool) -> None:
        """An entry of an earlier day says what it rests on."""
        self.rows["ground"].setVisible(late)
        ground = self.rows["ground"]
        if late and not ground.text():
            ground.set_text(self._texts("intake.ground.paper"))

    def show_wrong(self, field: str, sentence: str) -> None:
        """Say what is wrong at its field; a mistake of no field stands below them all."""
        self.show_right()
        row = self.rows.get(field)
        if row is None:
            self._wrong.setText(sentence)
            self._wrong.show()
            return
        row.show()
        row.show_wrong(sentence)

    def show_right(self) -> None:
        self._wrong.hide()
        for row in self.rows.values():
            row.show_right()

    def wrong(self) -> str:
        """What is said to be wrong; empty when nothing is."""
        said = [row.wrong() for row in self.rows.values()]
        return next((words for words in said if words), "") or (
            "" if self._wrong.isHidden() else self._wrong.text()
        )

    def focus_first(self) -> None:
        """The applicant's name, or the copies when it is known already."""
        name = self.rows["name"]
        row = self.rows["copies"] if name.text() else name
        row.field.setFocus()
        if isinstance(row, TextRow):
            row.line.selectAll()

    def take_card(self, card: dict[str, str]) -> None:
        """The facts of an identity card into their fields; the telephone comes next."""
        for name, value in card.items():
            self.rows[name].set_text(value)
            self.rows[name].show_right()
        self.rows["phone"].field.setFocus()
        self.changed.emit()

    def _go_on(self, name: str) -> None:
        """Enter moves on to the next visible field; after the last one it is finished.

        A scanner that types as a keyboard does ends with Enter too.
        """
        card = card_fields(self.rows[name].text())
        if card:
            self.rows[name].set_text("")
            self.take_card(card)
            return
        names = [known for known, row in self.rows.items() if not row.isHidden()]
        after = names[names.index(name) + 1 :]
        if after:
            self.rows[after[0]].field.setFocus()
        else:
            self.finished.emit()

    def _with_paid(self, row: Row) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_GAP_PX)
        line.addWidget(row, 1)
        line.addWidget(self._paid, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _make_rows(self, theme: Theme) -> list[Row]:
        texts = self._texts

        def text(name: str, hint: str = "") -> TextRow:
            words = texts(f"intake.hint.{hint}") if hint else ""
            return TextRow(theme, name, texts(f"dossier.field.{name}"), hint=words)

        return [
            text("name", "name"),
            text("id_number", "optional"),
            text("phone", "optional"),
            text("address", "optional"),
            text("copies"),
            text("fee_dong"),
            ChoiceRow(
                theme,
                "return_channel",
                texts("dossier.field.return_channel"),
                [(one.value, texts(f"dossier.returning.{one.value}")) for one in ReturnChannel],
            ),
            ChoiceRow(
                theme,
                "channel",
                texts("dossier.field.channel"),
                [(one.value, texts(f"dossier.channel.{one.value}")) for one in _IN_ORDER],
            ),
            text("presented_at", "presented_at"),
            text("ground"),
            text("dossier_code", "dossier_code"),
            ChoiceRow(theme, "host_system", texts("dossier.field.host_system"), self._hosts()),
            text("note", "note"),
        ]

    def _hosts(self) -> list[tuple[str, str]]:
        """The systems by their names: what is kept is the name that reports print."""
        names = [self._texts(f"intake.host.{name}") for name in HOSTS]
        return [("", self._texts("intake.host.none")), *((name, name) for name in names)]

    def _facts_of(self, procedure: Procedure) -> list[str]:
        term = self._texts(f"dossier.term.{procedure.term_kind}", n=procedure.term)
        rule = procedure.fee_text if procedure.fee_kind == "text" else ""
        fee = self._texts("intake.fee.rule", rule=rule) if rule else ""
        facts = [procedure.procedure_code, procedure.sector, term, fee]
        return [fact for fact in facts if fact]


def fee_words(texts: Texts, procedure: Procedure) -> str:
    """What is known of the fee: an amount, words, or that nobody has published it."""
    if procedure.fee_kind == "text":
        return procedure.fee_text
    if procedure.fee_kind != "amount" or procedure.fee_dong is None:
        return texts("dossier.fee.unpublished")
    if procedure.fee_dong == 0:
        return texts("dossier.fee.none")
    return texts("dossier.fee.amount", amount=f"{procedure.fee_dong:,}".replace(",", "."))


def short_fee(texts: Texts, procedure: Procedure) -> str:
    """The same in two or three words; a rule is told in full elsewhere."""
    return (
        texts("intake.fee.by_words")
        if procedure.fee_kind == "text"
        else fee_words(texts, procedure)
    )


_IN_ORDER = (Channel.IN_PERSON, Channel.ONLINE, Channel.POSTAL)
