"""When the last copy was made, and a button that makes one now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.care import BACKUP_AMBER_S, BACKUP_RED_S, Copy
from core.clock import elapsed_s, local
from ui.bridge import Office
from ui.theme import Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.labels import FittedLabel


class BackupLine(QWidget):
    """The age of the newest verified copy, green, amber or red, always with words."""

    told = Signal(str, str)

    def __init__(self, office: Office, theme: Theme) -> None:
        super().__init__()
        self._office = office
        self.age = FittedLabel(theme, theme.font("small"), " ")
        self.button = StaffButton(
            theme, office.texts("supervisor.backup.now"), "hard-drive-download"
        )
        self.button.clicked.connect(self.back_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("near"))
        column.addWidget(self.age)
        column.addWidget(self.button)
        self._look()

    def back_up(self) -> None:
        """Make a copy in the background."""
        care = self._office.services.care
        if care is None:
            return
        self.button.setEnabled(False)
        self._say(self._office.texts("supervisor.backup.running"), "ink_soft")
        self._office.aside(care.back_up, then=self._made, failed=self._failed)

    def _look(self) -> None:
        care = self._office.services.care
        if care is None:
            self.button.setEnabled(False)
            self._say(self._office.texts("supervisor.backup.nowhere"), "ink_soft")
            return
        self._office.aside(care.last_copy_at, then=self._show_age)

    def _show_age(self, at: int | None) -> None:
        texts = self._office.texts
        if at is None:
            self._say(texts("supervisor.backup.never"), "bad")
            return
        age_s = elapsed_s(at, self._office.clock.now())
        color = "bad" if age_s > BACKUP_RED_S else "warn" if age_s > BACKUP_AMBER_S else "good"
        self._say(texts(f"supervisor.backup.{color}", at=f"{local(at):%H:%M %d/%m}"), color)

    def _made(self, copy: Copy) -> None:
        self.button.setEnabled(True)
        words = self._office.texts("supervisor.backup.made", file=copy.file, n=copy.events)
        self.told.emit(words, "good")
        self._look()

    def _failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self.told.emit(self._office.sentence(error), "bad")
        self._look()

    def _say(self, words: str, color: str) -> None:
        self.age.set_color(color)
        self.age.setText(words)
