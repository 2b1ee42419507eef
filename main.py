#!/usr/bin/env python3
"""Mot Cua, the one-stop centre: the entry point, and the only file that knows all packages.

It starts with the standard library alone, prepares its own environment, and
then puts clock, store, devices and windows together.  Its first lines parse
on old Pythons too, so that those get a sentence instead of a syntax error.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.stderr.write(
        "Mot Cua needs Python 3.11 or newer; this is Python {}.{}. "
        "Install a newer one and run this with it, for instance: python3.11 main.py "
        "(prepare.old_python)\n".format(*sys.version_info)
    )
    sys.exit(4)

import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from core.machine import choose_screen, language
from core.preparation import command_in, prepare

if TYPE_CHECKING:
    from core.care import Finding
    from core.commands import Request
    from core.commands.context import Context
    from core.ports import DeviceState, Store
    from core.texts import Texts

ROOT = Path(__file__).resolve().parent
INTERRUPTED = 130
PROBE_S = 10.0


def main(words: list[str]) -> int:
    """Run one command line; returns its exit code."""
    prepare(ROOT, command_in(words, ROOT) or "run", words)
    from core.commands import parse
    from core.errors import Exit, Problem
    from core.texts import Texts

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    texts = Texts(language())
    context = None
    try:
        request = parse(words, texts)
        context = context_for(request, texts)
        return int(request.command.run(context, request.arguments))
    except Problem as problem:
        sys.stderr.write(f"{texts.problem(problem)} ({problem.code})\n")
        return int(problem.exit_code)
    except KeyboardInterrupt:
        return INTERRUPTED
    # The last resort: whatever our own code did wrong ends in one support line.
    except Exception as error:
        trace = keep_trace(error, context.data_folder if context else ROOT)
        kind = type(error).__name__
        sys.stderr.write(texts("command.bug", kind=kind, file=trace) + "\n")
        return int(Exit.BUG)
    finally:
        if context is not None:
            context.close()


def context_for(request: "Request", texts: "Texts") -> "Context":
    """The services of this PC, none of them made yet."""
    from core.clock import SystemClock
    from core.commands.context import Context, Wiring

    clock = SystemClock()
    folder = data_folder(request)

    def care() -> Any:
        from db.care import StoreCare

        return StoreCare(folder, clock)

    def open_read_only() -> "Store":
        from db.store import open_store

        make_store()
        return open_store(folder, clock=clock, read_only=True)

    def make_store() -> None:
        from db.engine import database_file

        if not database_file(folder).exists():
            open_centre(folder, clock, request.name).close()

    wiring = Wiring(
        open_store=lambda: open_centre(folder, clock, request.name),
        open_read_only=open_read_only,
        make_store=make_store,
        care=care,
        parts=parts(folder, clock),
    )
    headless = choose_screen()
    return Context(folder, clock, texts, sys.stdout, sys.stderr, wiring, headless)


def parts(folder: Path, clock: Any) -> dict[str, Callable[..., Any]]:
    """The makers of windows, devices and figures, each importing what it needs when called."""
    return {
        "machine_findings": lambda: machine_findings(folder, clock),
        "device_states": lambda: device_states(folder, clock),
    }


# --- Store ---------------------------------------------------------------------


def data_folder(request: "Request") -> Path:
    """Where the store is: `--data`, the folder of a SQLite URL, or this user's own."""
    from core.errors import Exit, Problem

    if request.data is not None and request.database is not None:
        raise Problem("command.data_or_database", Exit.USAGE)
    if request.database is not None:
        return _folder_of_url(request.database)
    if request.data is not None:
        return request.data.expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("mot-cua", appauthor=False)


def _folder_of_url(url: str) -> Path:
    from core.errors import Exit, Problem
    from db.engine import FILE_NAME

    parts_of_url = urlsplit(url)
    if parts_of_url.scheme.startswith("postgres"):
        raise Problem("command.no_server_yet", Exit.USAGE)
    file = Path(unquote(parts_of_url.path.removeprefix("/")))
    if parts_of_url.scheme != "sqlite" or file.name != FILE_NAME:
        raise Problem("command.bad_database", Exit.USAGE, name=FILE_NAME)
    return file.absolute().parent


def open_centre(folder: Path, clock: Any, purpose: str) -> "Store":
    """The store for writing, its own or the running program's; a new one gets the catalogue."""
    from core.dossiers.catalogue import install_catalogue
    from core.ports import Act
    from db.handover import open_writer

    store = open_writer(folder, clock=clock, purpose=purpose)
    if store.read(lambda reader: reader.head_seq()) == 0:
        store.execute(Act(install_catalogue))
    return store


# --- Self-check ----------------------------------------------------------------


def machine_findings(folder: Path, clock: Any) -> "list[Finding]":
    """What `check` says of Qt, fonts and devices."""
    from core.care import Finding, Lamp
    from core.ports import DeviceHealth
    from core.resources import resource

    lamps = {DeviceHealth.LOST: Lamp.RED, DeviceHealth.DEGRADED: Lamp.AMBER}
    fonts = len(list(resource("fonts").rglob("*.ttf")))
    found = [
        _qt_finding(),
        Finding("fonts", Lamp.GREEN if fonts else Lamp.RED, "finding.fonts", {"count": fonts}),
    ]
    for state in device_states(folder, clock):
        lamp = lamps.get(state.health, Lamp.GREEN)
        facts = {"name": state.name, "health": state.health.name.lower(), "fault": state.fault}
        found.append(Finding("device", lamp, "finding.device", facts))
    return found


def _qt_finding() -> "Finding":
    from core.care import Finding, Lamp

    try:
        import PySide6

        from ui.guard import loses_references
    except ImportError as error:
        return Finding("qt", Lamp.RED, "finding.qt_missing", {"reason": str(error)[:200]})
    facts = {"version": PySide6.__version__}
    if loses_references():
        return Finding("qt", Lamp.RED, "finding.qt_unsound", facts)
    return Finding("qt", Lamp.GREEN, "finding.qt_sound", facts)


def device_states(folder: Path, clock: Any) -> "tuple[DeviceState, ...]":
    """The devices of this PC: as the running program knows them, else tried once."""
    from core.ports import DeviceHealth, DeviceState
    from core.station import read_station
    from core.wire import from_wire
    from db.handover import hail
    from devices.hub import build_hub

    running = hail(folder, "devices")
    if running is not None:
        return from_wire(tuple[DeviceState, ...], running["answer"])
    station = read_station(folder)
    hub = build_hub(station.devices if station else (), clock=clock)
    answered = Event()

    def note(_news: object) -> None:
        if all(state.health is not DeviceHealth.OFF for state in hub.states()):
            answered.set()

    hub.listen(note)
    hub.start()
    note(None)
    answered.wait(PROBE_S)
    states = hub.states()
    hub.stop()
    return states


def keep_trace(error: Exception, folder: Path) -> Path:
    """Write down where it went wrong, without the values, which may be a citizen's."""
    from core.clock import SystemClock, local

    file = folder / "crashes" / f"{local(SystemClock().now()):%Y-%m-%d_%H%M%S}.txt"
    lines = [type(error).__name__, *traceback.format_tb(error.__traceback__)]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines), "utf-8")
    except OSError:
        sys.stderr.write("\n".join(lines) + "\n")
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
