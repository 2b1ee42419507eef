"""Starting with the PC, and coming back after a crash.

On Linux an XDG autostart entry, on Windows a command file in the user's
Startup folder; neither needs an administrator.  Both start the program again
when it ended by a crash (exit code 64 or more, or a signal), and leave it
alone when it was closed or refused to start.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.errors import Exit, Problem

NAME = "mot-cua"
_AGAIN_S = 3
_CRASH = 64  # the first exit code that is no answer of the program's own

_DESKTOP = """[Desktop Entry]
Type=Application
Name={title}
Exec={line}
Terminal=false
X-GNOME-Autostart-enabled=true
"""

_LOOP = "while :; do {command}; [ $? -ge {crash} ] || break; sleep {pause}; done"

_BATCH = """@echo off
chcp 65001 >nul
:again
{command}
if %errorlevel% lss 0 goto crashed
if %errorlevel% geq {crash} goto crashed
exit /b 0
:crashed
ping -n {pings} 127.0.0.1 >nul
goto again
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
        line = subprocess.list2cmdline(command)
        text = _BATCH.format(command=line, crash=_CRASH, pings=_AGAIN_S + 1)
        return text.replace("\n", "\r\n")
    loop = _LOOP.format(command=shlex.join(command), crash=_CRASH, pause=_AGAIN_S)
    return _DESKTOP.format(title=title, line=f"sh -c {_quoted(loop)}")


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
        file.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(file, error) from error


def _quoted(argument: str) -> str:
    """One argument of an Exec line (Desktop Entry Specification, Exec key).

    Inside double quotes the characters `"`, backtick, `$` and backslash are
    escaped; a percent sign is doubled; the value's own escaping doubles each
    backslash once more.
    """
    escaped = "".join(f"\\{char}" if char in '"`$\\' else char for char in argument)
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'


def _refused(file: Path, error: OSError) -> Problem:
    return Problem(
        "setup.no_autostart", Exit.ENVIRONMENT, folder=str(file.parent), reason=error.strerror or ""
    )
