"""What all pages of the wizard share."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.texts import Texts
from ui.setup.answers import Answers
from ui.theme import SEMIBOLD, Theme
from ui.widgets.labels import FittedLabel, plain_label

_LONGEST = 200


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
        self.column.addWidget(self.remark(texts(f"setup.{self.name}.help"), "body"))
        self.column.addSpacing(theme.space("near"))
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

    def remark(self, words: str, step: str = "small") -> FittedLabel:
        return FittedLabel(self.theme, self.theme.font(step), words, color="ink_soft")

    def add_word(self, word: str, *, to: QBoxLayout | None = None) -> None:
        """The word of a field that stands below it."""
        label = plain_label(self.theme, word, "small", SEMIBOLD, color="ink_soft")
        (to or self.column).addWidget(label)

    def add_field(
        self, word: str, field: QWidget, example: str = "", *, to: QBoxLayout | None = None
    ) -> None:
        """A field under its word."""
        self.add_word(word, to=to)
        (to or self.column).addWidget(field)
        field.setAccessibleName(word)
        if isinstance(field, QLineEdit):
            field.setPlaceholderText(example)
            field.setMaxLength(_LONGEST)

    def add_row(self, *fields: tuple[str, QWidget, str]) -> None:
        """Fields beside each other: word, field, example."""
        row = QHBoxLayout()
        row.setSpacing(self.theme.space("room"))
        for word, field, example in fields:
            column = QVBoxLayout()
            column.setSpacing(self.theme.space("near"))
            self.add_field(word, field, example, to=column)
            row.addLayout(column, 1)
        self.column.addLayout(row)
