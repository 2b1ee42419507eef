"""What the machine must bring along: system packages, Qt's libraries, a screen, a language.

Used before anything is installed, so with the standard library alone; what
only an unprepared machine needs is imported where it is used, because every
start passes here.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

# Commands that neither open a window nor draw: they run without Qt's libraries.
_WITHOUT_QT = {"backup", "import", "migrate", "report", "restore", "verify"}

# Library -> Debian package, for Qt 6.11 on a Debian 12 without any desktop.
_QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
_SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class UnpreparedError(Exception):
    """The machine lacks something that we may not install; the text says what to do."""


class Speaker:
    """Says on standard error what is being prepared.

    The words stand in the catalogue like all others (`prepare.po`), read here
    without the catalogue's library: every message is one line.
    """

    def __init__(self, root: Path) -> None:
        file = root / "resources" / "texts" / language() / "prepare.po"
        pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', file.read_text("utf-8"), re.MULTILINE)
        self._words: dict[str, str] = dict(pairs)

    def words(self, name: str, **facts: object) -> str:
        return self._words[f"prepare.{name}"].replace("\\n", "\n").format(**facts)

    def say(self, name: str, **facts: object) -> None:
        sys.stderr.write(self.words(name, **facts) + "\n")
        sys.stderr.flush()


def language() -> str:
    """The language of the terminal: Vietnamese unless the PC is set to English."""
    for name in ("MOTCUA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "vi"
    return "vi"


def give_streams() -> None:
    """Standard output and error that lead nowhere, for a Python without a console (Windows)."""
    if sys.stdout is None or sys.stderr is None:
        nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115,PTH123 - to the end
        sys.stdout = sys.stdout or nowhere
        sys.stderr = sys.stderr or nowhere


def has_screen() -> bool:
    """Whether windows can be seen on this machine."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def choose_screen() -> bool:
    """Let Qt draw into memory where there is no screen; True when it does."""
    if not has_screen() and "QT_QPA_PLATFORM" not in os.environ:
        draw_into_memory()
    return os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal"))


def draw_into_memory() -> None:
    """Give Qt screens of memory, one for each kind of public window."""
    screens = Path(__file__).resolve().parents[1] / "resources" / "screens" / "headless.json"
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"


def libraries_for(command: str) -> dict[str, str]:
    """The system libraries that a command needs, each with its Debian package."""
    if not sys.platform.startswith("linux") or command in _WITHOUT_QT:
        return {}
    if os.environ.get("DISPLAY"):
        return _QT_LIBRARIES | _SCREEN_LIBRARIES
    return dict(_QT_LIBRARIES)


def require_system(
    libraries: dict[str, str], speaker: Speaker, *, needs_venv: bool = False
) -> None:
    """Install what the system lacks where we may; else raise `UnpreparedError`."""
    packages = [libraries[name] for name in _missing(libraries)]
    if needs_venv and not has_venv():
        packages.append("python3-venv")
    if not packages:
        return
    install(packages, speaker)
    missing = _missing(libraries)
    if missing:
        raise UnpreparedError(speaker.words("no_libraries", libraries=" ".join(missing)))


def has_venv() -> bool:
    """Whether Python came with what makes environments; Debian ships it apart."""
    from importlib.util import find_spec

    return all(find_spec(name) for name in ("venv", "ensurepip"))


def install(packages: Sequence[str], speaker: Speaker) -> None:
    """Install Debian packages as root; else raise `UnpreparedError` with the one line to run."""
    import shutil
    import subprocess

    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        raise UnpreparedError(speaker.words("other_system", packages=" ".join(packages)))
    if os.geteuid() != 0:
        quoted = f"sudo sh -c '{line}'"
        raise UnpreparedError(speaker.words("run_this_line", line=quoted))
    speaker.say("system_packages", packages=" ".join(packages))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = line.replace("apt-get ", "apt-get -qq -o Dpkg::Use-Pty=0 ")
    done = subprocess.run(["sh", "-c", quiet], env=environment, stdout=sys.stderr)
    if done.returncode != 0:
        raise UnpreparedError(speaker.words("run_this_line", line=line))


def _missing(libraries: dict[str, str]) -> list[str]:
    return [name for name in libraries if not _loads(name)]


def _loads(library: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
