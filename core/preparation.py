"""The locked environment beside the program, made when it is not there.

It runs before anything is installed, so with the standard library alone.
The environment is `.venv` beside `main.py`; a stamp in it holds the hashes of
the locks it was made from, so that the next start costs a few milliseconds
and a changed lock is noticed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from core.errors import Exit
from core.machine import Speaker, UnpreparedError, libraries_for, require_system

RUNTIME_LOCK = "requirements.lock"
DEVELOPER_LOCK = "requirements-dev.lock"
# Files of `core/commands` that are no command.
FRAME = {"context"}


class Place:
    """Where the program stands, and the environment that belongs to it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        return self.folder / "mot-cua.stamp.json"

    def stamps(self) -> dict[str, object]:
        """Hashes by lock, and the system libraries found (`libraries`)."""
        try:
            found = json.loads(self.stamp.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) and self.python.exists() else {}

    def is_inside(self) -> bool:
        """Whether this process runs in the environment."""
        return self.folder.exists() and self.folder.samefile(sys.prefix)


def command_in(words: Sequence[str], root: Path) -> str | None:
    """The first word that names a command (a file of `core/commands`); None without one."""
    names = {file.stem.rstrip("_") for file in (root / "core" / "commands").glob("[a-z]*.py")}
    return next((word for word in words if word in names - FRAME), None)


def prepare(root: Path, command: str, arguments: Sequence[str]) -> None:
    """Return inside a fitting environment, or go on in one that this call makes.

    Ends the process with exit code 4 and what to do where something is
    lacking that we may not install.
    """
    place = Place(root)
    lock = root / (DEVELOPER_LOCK if command == "test" else RUNTIME_LOCK)
    libraries = libraries_for(command)
    if not place.is_inside() and not _is_ready(place, lock, ()) and fits(lock):
        _or_end(root, lambda speaker: require_system(libraries, speaker))
        return
    if not _is_ready(place, lock, libraries):
        _or_end(root, lambda speaker: _make_ready(place, lock, libraries, speaker))
    if not place.is_inside():
        go_on_in(place.python, [str(root / "main.py"), *arguments])


def fits(lock: Path) -> bool:
    """Whether the running Python already has every locked package in its version.

    A line with a marker may stand for another system or Python.
    """
    import importlib.metadata  # costs a third of a ready start

    pins = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)( ;)?", lock.read_text("utf-8"), re.MULTILINE)
    for name, version, marker in pins:
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found = ""
        if found != version and not marker:
            return False
    return True


def lock_hash(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def go_on_in(python: Path, arguments: Sequence[str]) -> None:
    """Run the program anew inside the environment, in place of this process."""
    import subprocess

    command = [str(python), *arguments]
    if os.name == "nt":
        # Windows starts a second process on exec and gives the prompt back at once.
        raise SystemExit(subprocess.call(command))
    os.execv(command[0], command)  # noqa: S606


def _is_ready(place: Place, lock: Path, libraries: Sequence[str] | dict[str, str]) -> bool:
    stamps = place.stamps()
    known = stamps.get("libraries")
    found = set(known) if isinstance(known, list) else set()
    return stamps.get(lock.name) == lock_hash(lock) and found.issuperset(libraries)


def _or_end(root: Path, work: Callable[[Speaker], None]) -> None:
    speaker = Speaker(root)
    try:
        work(speaker)
    except UnpreparedError as lacking:
        sys.stderr.write(f"{lacking}\n")
        raise SystemExit(Exit.ENVIRONMENT) from None
    except OSError as error:
        sys.stderr.write(speaker.words("cannot_write", folder=root, reason=error) + "\n")
        raise SystemExit(Exit.ENVIRONMENT) from None


def _make_ready(place: Place, lock: Path, libraries: dict[str, str], speaker: Speaker) -> None:
    """Install what lacks; of two starts at once, the second finds the work done."""
    from shutil import which

    with only_one(place.root, speaker):
        if _is_ready(place, lock, libraries):
            return
        stamps, has_packages = place.stamps(), _is_ready(place, lock, ())
        needs_venv = not has_packages and which("uv") is None
        require_system(libraries, speaker, needs_venv=needs_venv)
        if not has_packages:
            stamps = make(place, lock, speaker)
        known = stamps.get("libraries")
        stamps["libraries"] = sorted({*libraries, *(known if isinstance(known, list) else ())})
        place.stamp.write_text(json.dumps(stamps), "utf-8")


def make(place: Place, lock: Path, speaker: Speaker) -> dict[str, object]:
    """Make or update the environment; returns its new stamps, which the caller writes last."""
    import shutil

    speaker.say("installing", folder=place.folder)
    place.stamp.unlink(missing_ok=True)
    uv = shutil.which("uv")
    if uv is None or not _made_by_uv(place, lock, uv, speaker):
        _make_by_pip(place, lock, speaker)
    speaker.say("ready")
    # The developer's lock holds everything of the other one.
    locks = {lock, lock.with_name(RUNTIME_LOCK)}
    return {one.name: lock_hash(one) for one in locks}


def _made_by_uv(place: Place, lock: Path, uv: str, speaker: Speaker) -> bool:
    """By uv, with the Python that runs this; False when uv could not, pip may."""
    if not _is_usable(place):
        _clear(place)
        # Named, because uv would otherwise look for, or fetch, a Python of its own.
        if not _ran([uv, "venv", "--quiet", "--python", sys.executable, str(place.folder)]):
            return False
    command = [uv, "pip", "install", "--quiet", "--python", str(place.python)]
    if _ran([*command, "--require-hashes", "--requirement", str(lock)]):
        return True
    speaker.say("uv_failed")
    return False


def _make_by_pip(place: Place, lock: Path, speaker: Speaker) -> None:
    if not (_is_usable(place) and _ran([str(place.python), "-I", "-c", "import pip"])):
        _clear(place)
        if not _ran([sys.executable, "-m", "venv", str(place.folder)]):
            raise UnpreparedError(speaker.words("no_venv", python=sys.executable))
    command = [str(place.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not _ran([*command, "--require-hashes", "--requirement", str(lock)]):
        raise UnpreparedError(speaker.words("pip_failed"))


def _clear(place: Place) -> None:
    import shutil

    shutil.rmtree(place.folder, ignore_errors=True)


def _is_usable(place: Place) -> bool:
    """Whether the environment exists and is of the Python that runs this."""
    same = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    return place.python.exists() and _ran([str(place.python), "-I", "-c", same])


def _ran(command: Sequence[str]) -> bool:
    """Run a program with its talk on standard error, which is not the result."""
    import subprocess

    return subprocess.run(command, stdout=sys.stderr).returncode == 0


@contextlib.contextmanager
def only_one(root: Path, speaker: Speaker) -> Iterator[None]:
    """Let one process at a time prepare; the lock lies on `main.py`, so no file stays behind."""
    with (root / "main.py").open("rb") as file:
        if not _locked(file.fileno(), wait=False):
            speaker.say("waiting")
            while not _locked(file.fileno(), wait=True):
                continue
        yield


if sys.platform == "win32":
    import msvcrt

    # A byte far behind the end: Windows forbids others to read what is locked.
    _FAR = 1 << 30

    def _locked(handle: int, *, wait: bool) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            # Waits up to ten seconds by itself.
            msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(handle: int, *, wait: bool) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True
