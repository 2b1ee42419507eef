"""This PC's own file and its start with the PC, as windows reach them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.autostart import (
    autostart_file,
    autostart_text,
    do_not_start_with_pc,
    start_with_pc,
    without_console,
)
from core.station import Station, read_station, write_station


@dataclass(frozen=True, slots=True)
class Account:
    """The user account that the program starts in."""

    platform: str
    environment: Mapping[str, str]
    home: Path


class StationFile:
    """`core.services.StationDesk` for one data folder.

    `command` starts the program anew; `title` is its name in a list of
    programs that start with the PC.
    """

    def __init__(self, folder: Path, command: Sequence[str], title: str, account: Account) -> None:
        self._folder = folder
        self._command = tuple(command)
        self._title = title
        self._account = account

    @classmethod
    def of_this_account(cls, folder: Path, program: Path, title: str) -> StationFile:
        """For the running account; `program` is the file that starts everything."""
        python = without_console(sys.platform, Path(sys.executable))
        command = [str(python), str(program), "run", "--data", str(folder)]
        return cls(folder, command, title, Account(sys.platform, os.environ, Path.home()))

    def read(self) -> Station:
        return read_station(self._folder) or Station()

    def write(self, station: Station) -> None:
        write_station(self._folder, station)

    def start_with_pc(self, wanted: bool) -> None:
        account = self._account
        file = autostart_file(account.platform, account.environment, account.home)
        if wanted:
            start_with_pc(file, autostart_text(account.platform, self._command, self._title))
        else:
            do_not_start_with_pc(file)
