"""What the wizard does with its answers, one step after the other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.dossiers.catalogue import Installed
from core.errors import Exit, Problem
from core.setup import set_up_centre
from core.station import Station
from ui.bridge import Office
from ui.setup.answers import Answers


class Work(QObject):
    """Hashes the secrets, writes the centre down in one transaction, then this PC's file.

    `ticked` and `warned` carry a step's name with its facts or a sentence,
    `failed` the error before anything was changed, `done` the station.
    """

    ticked = Signal(str, dict)
    warned = Signal(str, str)
    failed = Signal(object)
    done = Signal(object)

    def __init__(self, office: Office, answers: Answers, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._answers = answers

    def begin(self) -> None:
        if not self._answers.is_centre_new:
            self._write_station()
            return
        hasher = self._office.services.hash_secret
        if hasher is None:
            self.failed.emit(Problem("setup.no_hasher", Exit.ENVIRONMENT))
            return
        secrets = [self._answers.secret, *(one.pin for one in self._answers.officers)]
        self._office.aside(
            lambda: [hasher(secret) for secret in secrets], then=self._hashed, failed=self._fail
        )

    def _hashed(self, hashes: list[str]) -> None:
        answers = self._answers
        self._office.do(
            set_up_centre,
            then=self._written,
            failed=self._fail,
            settings=answers.settings(),
            staff=answers.staff(hashes),
            mark=answers.mark,
            counters=answers.counter_plan(self._office.texts("setup.counter.general")),
        )

    def _written(self, _installed: Installed) -> None:
        answers = self._answers
        self.ticked.emit("centre", {"n": answers.counters})
        name = " ".join(answers.supervisor.split())
        self.ticked.emit("people", {"name": name, "n": len(answers.officers)})
        self._write_station()

    def _write_station(self) -> None:
        desk = self._office.services.station
        station = self._answers.station()
        if desk is None:
            self._station_written(station)
            return

        def write() -> Station:
            desk.write(station)
            return station

        self._office.aside(write, then=self._station_written, failed=self._fail)

    def _station_written(self, station: Station) -> None:
        self.ticked.emit("station", {"n": len(station.roles)})
        folder = str(station.settings.get("backup.folder", ""))
        if not folder:
            self._start_with_pc(station)
            return

        def copied_to() -> str:
            return _ready_folder(folder)

        self._office.aside(
            copied_to,
            then=lambda known: self._backup_known(known, station),
            failed=lambda error: self._backup_refused(error, station),
        )

    def _backup_known(self, folder: str, station: Station) -> None:
        self.ticked.emit("backup", {"folder": folder})
        self._start_with_pc(station)

    def _backup_refused(self, error: Exception, station: Station) -> None:
        self.warned.emit("backup", self._office.sentence(error))
        self._start_with_pc(station)

    def _start_with_pc(self, station: Station) -> None:
        desk = self._office.services.station
        if desk is None:
            self.done.emit(station)
            return
        wanted = station.starts_with_pc
        self._office.aside(
            lambda: desk.start_with_pc(wanted),
            then=lambda _nothing: self._started_with_pc(station),
            failed=lambda error: self._not_started_with_pc(error, station),
        )

    def _started_with_pc(self, station: Station) -> None:
        if station.starts_with_pc:
            self.ticked.emit("with_pc", {})
        self.done.emit(station)

    def _not_started_with_pc(self, error: Exception, station: Station) -> None:
        self.warned.emit("with_pc", self._office.sentence(error))
        self.done.emit(station)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)


def _ready_folder(folder: str) -> str:
    """The folder for copies, made when it is not there; raises `Problem` setup.no_backup."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            "setup.no_backup", Exit.ENVIRONMENT, folder=folder, reason=error.strerror or ""
        ) from error
    return folder
