"""Starting with the PC: an entry of the user's own, no administrator needed.

On Linux an XDG autostart file (Desktop Entry Specification), on Windows a
command file in the user's Startup folder.  The entry starts `main.py run`,
whose guardian starts the windows again after a crash.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from core.errors import Exit, Problem

NAME = "mot-cua"

_DESKTOP = """[Desktop Entry]
Type=Application
Name={title}
Exec={line}
Terminal=false
X-GNOME-Autostart-enabled=true
"""

_BATCH = """@echo off
chcp 65001 >nul
start "" {line}
"""


def autostart_file(platform: str, environment: Mapping[str, str], home: Path) -> Path:
    """Where the entry lies for this user; `platform` is `sys.platform`."""
    if platform == "win32":
        roaming = environment.get("APPDATA")
        base = Path(roaming) if roaming else home / "AppData" / "Roaming"
        startup = base / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Startup"
        return startup / f"{NAME}.cmd"
    config = environment.get("XDG_CONFIG_HOME")
    base = Path(config) if config else home / ".config"
    return base / "autostart" / f"{NAME}.desktop"


def autostart_text(platform: str, command: Sequence[str], title: str) -> str:
    """The entry's content; `command` is the program with its arguments."""
    if platform == "win32":
        line = " ".join(_quoted_for_batch(word) for word in command)
        return _BATCH.format(line=line).replace("\n", "\r\n")
    return _DESKTOP.format(title=title, line=" ".join(map(_quoted_for_desktop, command)))


def without_console(platform: str, python: PurePath) -> PurePath:
    """The Python that opens no black window at the start of a Windows PC."""
    return python.with_name("pythonw.exe") if platform == "win32" else python


def start_with_pc(file: Path, text: str) -> None:
    """Write the entry; raises `Problem` setup.no_autostart."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise _refused(file, error) from error


def do_not_start_with_pc(file: Path) -> None:
    """Take the entry away; none there is fine."""
    try:
        with contextlib.suppress(NotADirectoryError):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(file, error) from error


def _quoted_for_desktop(argument: str) -> str:
    """One argument of an Exec line (Desktop Entry Specification, Exec key).

    Inside double quotes the characters `"`, backtick, `$` and backslash are
    escaped; a percent sign is doubled; the value's own escaping doubles each
    backslash once more.
    """
    escaped = "".join(f"\\{char}" if char in '"`$\\' else char for char in argument)
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'


def _quoted_for_batch(argument: str) -> str:
    """One argument of a command file; a Windows path holds no quotation mark."""
    return '"' + argument.replace("%", "%%") + '"'


def _refused(file: Path, error: OSError) -> Problem:
    return Problem(
        "setup.no_autostart", Exit.ENVIRONMENT, folder=str(file.parent), reason=error.strerror or ""
    )
