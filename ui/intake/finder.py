"""Finding a dossier again, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.clock import Timer
from core.dossiers.model import Dossier
from core.dossiers.views import DossierLine, recent_dossiers, search_dossiers
from core.people.model import Person
from core.ports import Reader
from core.texts import Texts
from ui.bridge import Office
from ui.intake.deeds import DEEDS
from ui.intake.entry import shown_moment
from ui.intake.side import DossierTable, due_words, state_words
from ui.theme import BOLD, Theme
from ui.widgets.keybutton import KeyButton
from ui.widgets.words import Words

_PAUSE_S = 0.2
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_SIDE_PX = 488


class FinderPage(QWidget):
    """A field, the found dossiers, and the deeds.

    `deed_wanted` carries name and dossier, `told` a tone and a sentence.
    Applicants stay masked until one is opened.
    """

    deed_wanted = Signal(str, object)
    told = Signal(str, str)

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._texts = office.texts
        self._timer: Timer | None = None
        self._asked = ""
        self.field = QLineEdit()
        self.field.setFont(theme.font("lead"))
        self.field.setMaxLength(200)
        self.field.setPlaceholderText(self._texts("intake.find.hint"))
        self.field.setAccessibleName(self._texts("intake.find.hint"))
        self.table = DossierTable(theme, self._texts)
        self._count = Words(theme, theme.font("body"), color="ink_soft")
        self._name = Words(theme, theme.font("lead", BOLD))
        self._more = Words(theme, theme.font("body"), color="ink_soft")
        self._person = Words(theme, theme.font("body"))
        self._person_of = ""
        self.buttons: dict[str, KeyButton] = {}
        left = QVBoxLayout()
        left.setSpacing(theme.space("near"))
        left.addWidget(self.field)
        left.addWidget(self._count)
        left.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("wide"))
        row.addLayout(left, 1)
        row.addWidget(self._side(theme))
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._wait)
        self.field.returnPressed.connect(self.table.setFocus)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(lambda _line: self.want("open"))
        self.field.installEventFilter(self)

    def look(self, words: str = "") -> None:
        """Look for words; without any, what was entered last."""
        self.field.setText(words)
        self.refresh()

    def refresh(self) -> None:
        """Ask again for what is shown."""
        self._rest()
        self._asked = self.field.text().strip()
        query = partial(_found, words=self._asked)
        self._office.ask(query, then=self._show, failed=self._not_found)

    def chosen(self) -> Dossier | None:
        line = self.table.current_row()
        return line.dossier if line is not None else None

    def want(self, name: str) -> None:
        """Ask for a deed on the chosen dossier, if its state allows it."""
        dossier = self.chosen()
        deed = next(deed for deed in DEEDS if deed.name == name)
        if dossier is None:
            return
        if dossier.state in deed.states:
            self.deed_wanted.emit(name, dossier)
            return
        state = self._texts(f"dossier.state.{dossier.state.value}")
        number = dossier.local_number or dossier.dossier_code
        self.told.emit("warn", self._texts("intake.not_now", number=number, state=state))

    def show_person(self, dossier: Dossier, person: Person | None) -> None:
        """The applicant of the chosen dossier, until another one is chosen."""
        chosen = self.chosen()
        if chosen is None or chosen.dossier_id != dossier.dossier_id:
            return
        self._person_of = dossier.dossier_id
        self._person.setText("\n".join(_person_facts(self._texts, person)))
        self._show_chosen(self.table.current_row())

    def forget(self) -> None:
        """Cover what was read of an applicant."""
        self._person_of = ""
        self._show_chosen(self.table.current_row())

    def person(self) -> str:
        """What is shown of the applicant."""
        return self._person.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the field move in the list."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _MOVES
        ):
            self.table.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def count_words(self) -> str:
        """How many were found, or why none could be."""
        return self._count.text()

    def close_page(self) -> None:
        self._rest()

    def _wait(self) -> None:
        """Look when nobody has typed for a moment."""
        self._rest()
        self._timer = self._office.timers.after(_PAUSE_S, self.refresh)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _not_found(self, error: Exception) -> None:
        self._count.setText(self._office.sentence(error))

    def _show(self, lines: Sequence[DossierLine]) -> None:
        chosen = self.chosen()
        self.table.show_rows(lines)
        key = "intake.find.count" if self._asked else "intake.find.recent"
        self._count.setText(
            self._texts(key, n=len(lines)) if lines else self._texts("intake.find.none")
        )
        index = 0
        for number, line in enumerate(lines):
            if chosen is not None and line.dossier.dossier_id == chosen.dossier_id:
                index = number
        if lines:
            self.table.selectRow(index)
        self._show_chosen(self.table.row_at(index))

    def _show_chosen(self, line: DossierLine | None) -> None:
        self._name.setText(line.dossier.procedure_name if line else "")
        if line is None or line.dossier.dossier_id != self._person_of:
            self._person_of = ""
            covered = line is not None and bool(line.applicant)
            self._person.setText(self._texts("intake.fact.hidden") if covered else "")
        self._more.setText("\n".join(self._facts(line)) if line else "")
        for deed in DEEDS:
            usable = line is not None and line.dossier.state in deed.states
            self.buttons[deed.name].setEnabled(usable)

    def _facts(self, line: DossierLine) -> list[str]:
        dossier, texts = line.dossier, self._texts
        opened = dossier.dossier_id == self._person_of
        facts = [
            texts("intake.fact.number", number=dossier.local_number),
            texts("intake.fact.code", code=dossier.dossier_code) if dossier.dossier_code else "",
            "" if opened else _masked(texts, line.applicant),
            texts("intake.fact.presented", moment=shown_moment(dossier.presented_at)),
            texts("intake.fact.due", moment=due_words(texts, dossier.due_at)),
            texts("intake.fact.state", state=state_words(texts, line)),
            _moment(texts, "resolved", dossier.resolved_at),
            _moment(texts, "returned", dossier.returned_at),
        ]
        return [fact for fact in facts if fact]

    def _side(self, theme: Theme) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_SIDE_PX)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("near"))
        column.addWidget(self._name)
        column.addWidget(self._more)
        column.addWidget(self._person)
        column.addStretch(1)
        grid = QGridLayout()
        grid.setSpacing(theme.space("near"))
        for index, deed in enumerate(DEEDS):
            words = self._texts(f"intake.deed.{deed.name}")
            button = KeyButton(theme, words, deed.key, deed.icon)
            button.clicked.connect(partial(self.want, deed.name))
            button.setEnabled(False)
            grid.addWidget(button, index // 2, index % 2)
            self.buttons[deed.name] = button
        column.addLayout(grid)
        return side


def _masked(texts: Texts, name: str) -> str:
    return texts("intake.fact.applicant", name=name) if name else ""


def _moment(texts: Texts, name: str, at: int | None) -> str:
    return texts(f"intake.fact.{name}", moment=shown_moment(at)) if at is not None else ""


def _person_facts(texts: Texts, person: Person | None) -> list[str]:
    """Name, identity number, telephone and address, as far as they are known."""
    if person is None:
        return [texts("intake.fact.erased")]
    facts = [texts("intake.fact.applicant", name=person.name)]
    for name in ("id_number", "phone", "address"):
        value = getattr(person, name)
        if value:
            facts.append(texts(f"intake.fact.{name}", value=value))
    return facts


def _found(reader: Reader, words: str) -> list[DossierLine]:
    return search_dossiers(reader, words) if words else recent_dossiers(reader)
