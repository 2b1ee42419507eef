"""What may be done with a report that was made: look at the PDF, print it, keep its files."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import Exit, Problem
from ui.bridge import Office
from ui.reports.desk import ReportDesk


class ReportDeeds(QObject):
    """`files` are those of the report on the desk, by extension.

    `told` carries (sentence, tone), `refused` the sentence of what failed.
    """

    told = Signal(str, str)
    refused = Signal(str)

    def __init__(self, office: Office, desk: ReportDesk, window: QWidget) -> None:
        super().__init__(window)
        self._office = office
        self._window = window
        self.files: dict[str, Path] = {}
        for name, act in (
            ("open", self.open_pdf),
            ("print", self.print_pdf),
            ("save", self.ask_folder),
        ):
            desk.acts[name].clicked.connect(act)

    def open_pdf(self) -> None:
        """Show the real PDF in the PC's own viewer."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.files["pdf"])))

    def print_pdf(self) -> None:
        """Send the PDF to the office printer."""
        staff = self._office.staff
        if staff is None or staff.printer is None:
            self.refused.emit(self._office.texts("report_window.no_printer"))
            return
        self._office.follow(
            staff.printer.print_pdf(self.files["pdf"]),
            then=lambda name: self.say("report_window.printed", printer=name),
            failed=self._fail,
        )

    def ask_folder(self) -> None:
        """Ask where to keep the files, and keep them there."""
        title = self._office.texts("report_window.save")
        if folder := QFileDialog.getExistingDirectory(self._window, title):
            self.save_to(Path(folder))

    def save_to(self, folder: Path) -> None:
        """Copy PDF, XLSX and JSON into a folder."""
        self._office.aside(
            partial(_copy, tuple(self.files.values()), folder),
            then=lambda n: self.say("report_window.saved", n=n, folder=str(folder)),
            failed=self._fail,
        )

    def say(self, key: str, **facts: object) -> None:
        """Tell what went well."""
        self.told.emit(self._office.texts(key, **facts), "good")

    def _fail(self, error: Exception) -> None:
        self.refused.emit(self._office.sentence(error))


def _copy(files: tuple[Path, ...], folder: Path) -> int:
    try:
        for file in files:
            shutil.copy2(file, folder / file.name)
    except OSError as error:
        raise Problem(
            "report_window.not_saved",
            Exit.ENVIRONMENT,
            folder=str(folder),
            reason=error.strerror or "",
        ) from error
    return len(files)
