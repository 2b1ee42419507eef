"""The foot of the intake: what was said, what can be taken back, and the keys of the page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.bridge import Office
from ui.intake.verbs import INNER, VERBS, Page
from ui.theme import Theme
from ui.widgets.keybutton import KeyButton
from ui.widgets.notices import Toast, UndoBar

_NOTICES_PX = 44
_UNDO_PX = 460


class IntakeFoot(QWidget):
    """`wanted` carries the verb of a touched button."""

    wanted = Signal(str)

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = office.texts
        self.toast = Toast(theme, office.timers)
        self.undo = UndoBar(theme, office.timers, office.texts)
        self.undo.setMinimumWidth(_UNDO_PX)
        self.buttons: dict[str, KeyButton] = {}
        notices = QWidget()
        notices.setFixedHeight(_NOTICES_PX)
        line = QHBoxLayout(notices)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space("near"))
        line.addWidget(self.toast, 1)
        line.addStretch(0)
        line.addWidget(self.undo)
        holder = QWidget()
        keys = QHBoxLayout(holder)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(theme.space("near"))
        for name in VERBS:
            self.buttons[name] = self._button(theme, name)
            keys.addWidget(self.buttons[name])
        keys.addStretch(1)
        holder.setFixedHeight(self.buttons["save"].height())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("near"))
        column.addWidget(notices)
        column.addWidget(holder)

    def show_page(self, page: Page, *, has_home: bool = False) -> None:
        """Show the keys of the page; `has_home` when there is a counter to go back to."""
        save = "save_correction" if page is Page.CORRECTING else "save"
        self._set_words(self.buttons["save"], self._texts(f"intake.verb.{save}"))
        for name, button in self.buttons.items():
            # The page after saving has large buttons of its own for these.
            own = page is Page.SAVED and name in ("again", "new")
            nowhere = name == "back" and page not in INNER and not has_home
            button.setVisible(page in VERBS[name].pages and not own and not nowhere)

    def set_waiting(self, *, waiting: bool) -> None:
        """An hourglass at the main action while it is being carried out."""
        self.buttons["save"].set_marked(waiting)

    def tell(self, tone: str, sentence: str) -> None:
        self.toast.tell(sentence, tone)

    def clear(self) -> None:
        self.toast.clear()
        self.undo.clear()

    def _button(self, theme: Theme, name: str) -> KeyButton:
        verb = VERBS[name]
        main = name == "save"
        words = self._texts(f"intake.verb.{name}")
        button = KeyButton(
            theme, words, verb.key, verb.icon, large=main, step="lead" if main else ""
        )
        button.clicked.connect(partial(self.wanted.emit, name))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._set_words(button, words)
        return button

    def _set_words(self, button: KeyButton, words: str) -> None:
        button.show_words(words)
        button.setFixedWidth(button.sizeHint().width() + 8)
