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

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from core.machine import choose_screen, draw_into_memory, give_streams, has_screen, language
from core.preparation import command_in, prepare

if TYPE_CHECKING:
    from core.care import Finding
    from core.commands import Request
    from core.commands.context import Context
    from core.ports import DeviceState, Store
    from core.texts import Texts
    from ui.session import Parts

ROOT = Path(__file__).resolve().parent
FIRST_ROLES = ("setup",)
INTERRUPTED = 130
PROBE_S = 10.0


def main(words: list[str]) -> int:
    """Run one command line; returns its exit code."""
    give_streams()
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
        from core.clock import SystemClock
        from core.crash import keep_trace

        folder = context.data_folder if context else Path.home() / "mot-cua"
        trace = keep_trace(error, folder, SystemClock())
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
        "simulate": lambda *order: simulate_days(folder, *order),
        "demo": demo,
        "move": lambda url, progress: move_centre(folder, clock, url, progress),
        "benches": benches,
        "run": lambda roles, context: run_roles(folder, clock, roles, context),
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
    from db.going_live import finish_going_live
    from db.handover import open_writer

    finish_going_live(folder, clock)
    store = open_writer(folder, clock=clock, purpose=purpose)
    if store.read(lambda reader: reader.head_seq()) == 0:
        store.execute(Act(install_catalogue))
    return store


def move_centre(folder: Path, clock: Any, url: str, progress: Any) -> Any:
    """Copy the store to a server, while nobody writes to it."""
    from db.lock import hold
    from db.moving import move_to_postgres

    with hold(folder, "move", clock):
        return move_to_postgres(folder, url, progress)


# --- Rehearsal -------------------------------------------------------------------


def simulate_days(folder: Path, first: Any, last: Any, seed: int, progress: Any) -> Any:
    """Days through the real operations and fake devices, on an agenda instead of a clock."""
    from PySide6.QtGui import QGuiApplication

    from core.clock import AgendaClock
    from core.ids import seeded_ids
    from core.rehearsal.cast import counters_of_play
    from core.rehearsal.living_centre import start_of_play
    from core.rehearsal.simulation import simulate
    from core.texts import all_texts
    from db.store import open_store
    from devices.fakes.bench import demo_bench
    from devices.hub import build_hub

    # Slips are drawn with Qt's fonts, which need an application, though no window.
    drawing = QGuiApplication.instance() or QGuiApplication([])
    agenda = AgendaClock(start_of_play(first))
    store = open_store(folder, clock=agenda, ids=seeded_ids(agenda, seed))
    try:
        bench = demo_bench(counters_of_play(), clock=agenda, is_rehearsal=True)
        hub = build_hub(bench.configs, clock=agenda, timers=agenda, wires=bench.wires)
        return simulate(store, hub, all_texts(), agenda, first, last, seed, progress)
    finally:
        store.close()
        del drawing


def settings_of(reader: Any) -> Any:
    """The settings as a device should take them now, for `Store.read`."""
    return reader.settings


def parts_of(
    folder: Path, store: "Store", devices: Any, clock: Any, workshop: Any = None, keys: Any = None
) -> "Parts":
    """Everything that a run of the windows needs; `workshop` and `keys` are a demonstration's."""
    from concurrent.futures import ThreadPoolExecutor

    from core.care_desk import CentreCare
    from core.people.accounts import argon2_hasher
    from core.reporting.child import ChildReports
    from core.services import Services
    from core.station_desk import StationFile
    from core.texts import all_texts
    from db.care import StoreCare
    from devices.finding import DeviceFinder
    from ui.session import Parts

    texts = all_texts()
    desk = StationFile.of_this_account(folder, ROOT / "main.py", texts["vi"]("setup.program"))
    station = desk.read()
    hasher = argon2_hasher()
    aside = ThreadPoolExecutor(2, thread_name_prefix="aside").submit
    is_real = workshop is None
    finder = DeviceFinder(clock, lambda: desk.read().devices, devices.states)
    return Parts(
        store=store,
        devices=devices,
        clock=clock,
        texts=texts,
        services=Services(
            aside=aside,
            care=CentreCare(
                StoreCare(folder, clock),
                store,
                lambda: desk.read().values().text("backup.folder"),
            ),
            reports=ChildReports(
                [sys.executable, str(ROOT / "main.py"), "--data", str(folder)], folder / "reports"
            ),
            workshop=workshop,
            keys=keys,
            clock=None if is_real else clock,
            hash_secret=hasher.hash,
            devices=finder if is_real else None,
            station=desk if is_real else None,
            go_live=partial(go_live, folder, store, clock) if is_real else None,
        ),
        staff=staff_services(folder, store, aside, hasher, station.name),
        station=station,
    )


def staff_services(folder: Path, store: "Store", aside: Any, hasher: Any, station: str) -> Any:
    """What the windows of a counter need of this PC."""
    from core.forms.receipts import ReceiptFiles
    from core.people.sign_in import sign_in
    from core.ports import StaffServices
    from db.notes import FileNotes
    from devices.office_printer import OfficePrinter

    return StaffServices(
        sign_in=lambda who, secret, counter="": aside(
            sign_in, store, hasher, who, secret, counter, station
        ),
        notes=FileNotes(folder / "notes"),
        receipts=ReceiptFiles(store, folder / "receipts", aside),
        printer=OfficePrinter(),
    )


def go_live(folder: Path, store: "Store", clock: Any, actor: str) -> None:
    """Make the live store ready; the next start of the program puts it in its place."""
    from core.setup import carry_into_live
    from db.going_live import prepare_live

    prepare_live(folder, store.read(lambda reader: carry_into_live(reader, actor)), clock)


def demo(plan: Any, context: "Context") -> int:
    """A living centre with every window, in a store that is thrown away."""
    import tempfile

    from core.clock import ShiftedClock
    from core.people.accounts import argon2_hasher
    from core.ports import Act
    from core.rehearsal.cast import counters_of_play, read_cast
    from core.rehearsal.furnish import furnish, secrets_of_play
    from db.store import open_store
    from devices.fakes.bench import demo_bench
    from devices.hub import build_hub
    from ui.session import Session

    if plan.is_headless:
        draw_into_memory()
    cast = read_cast()
    clock = ShiftedClock(plan.start, plan.speed)
    with tempfile.TemporaryDirectory(prefix="mot-cua-demo-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        store = open_store(folder, clock=clock)
        secrets = secrets_of_play(cast, argon2_hasher())
        store.execute(Act(furnish, {"cast": cast, "mark": "demo", "secrets": secrets}))
        context.say("rehearsal.keys", pin=cast.keys.pin, password=cast.keys.password)
        sound = "null" if plan.is_headless else "sound"
        bench = demo_bench(counters_of_play(), clock=clock, sound=sound)
        settings = partial(store.read, settings_of)
        hub = build_hub(bench.configs, clock=clock, settings=settings, wires=bench.wires)
        hub.listen(bench.bench.heed)
        session = Session(parts_of(folder, store, hub, clock, bench.bench, cast.keys))
        if plan.roles:
            session.open(plan.roles)
        else:
            session.open_stage()
        session.play(cast, seed=1)
        if plan.is_headless:
            pictures = Path.cwd() / "mot-cua-demo"
            session.take_pictures(pictures)
            context.say("rehearsal.pictures", folder=pictures)
        if plan.real_s is not None:
            session.end_after(plan.real_s, lambda: None)
        code = session.run()
        store.close()
        return code


def benches() -> Any:
    """The benches of the speed table; they stand with the tests, which they share."""
    from tests.speed.benches.table import benches as by_name

    return by_name()


# --- Running ---------------------------------------------------------------------


def run_roles(folder: Path, clock: Any, roles: tuple[str, ...], context: "Context") -> int:
    """The windows of this PC; a program that runs already is asked to show itself."""
    from core.station import Station, read_station
    from db.handover import Desk, hail

    if hail(folder, "show") is not None:
        return 0
    store = context.store()
    # Qt comes last: from then on its binding reads the source of every module that is imported.
    from devices.hub import build_hub
    from ui.session import Session

    station = read_station(folder) or Station()
    hub = build_hub(station.devices, clock=clock, settings=partial(store.read, settings_of))
    session = Session(parts_of(folder, store, hub, clock))
    desk = Desk(folder, store, session.answer)
    desk.open()
    try:
        session.open(roles or station.roles or FIRST_ROLES)
        session.keep_watch()
        return session.run()
    finally:
        desk.close()


# --- Self-check ----------------------------------------------------------------


def machine_findings(folder: Path, clock: Any) -> "list[Finding]":
    """What `check` says of Qt, fonts, devices and, on a PC with a screen, its sleep."""
    from core.awake import awake_for
    from core.machine_check import awake_finding, device_findings, fonts_finding

    found = [_qt_finding(), fonts_finding(), *device_findings(device_states(folder, clock))]
    return [*found, awake_finding(awake_for())] if has_screen() else found


def _qt_finding() -> "Finding":
    from core.care import Finding, Lamp

    try:
        from ui.guard import qt_finding
    except ImportError as error:
        return Finding("qt", Lamp.RED, "finding.qt_missing", {"reason": str(error)[:200]})
    return qt_finding()


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
