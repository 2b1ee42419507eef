"""The month's report with its PDF over a ward's years of dossiers."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from core.forms.files import write_report
from core.forms.frame import find_form
from core.measure import Measure, at_most
from core.ports import Reader
from core.reporting.period import period_of
from core.reporting.profiles import load_profile
from core.reporting.report import make_report
from core.texts import Texts
from db.engine import database_file
from db.store import SqliteStore, open_store
from tests.speed.benches.filling import fill_dossiers
from tests.speed.benches.rehearsed import MORNING, a_centre, a_folder, monday_morning
from tests.speed.benches.sampling import Samples, in_turns
from tests.speed.benches.starting import ENVIRONMENT, ROOT

DOSSIERS = 400_000
FIRST, LAST = date(2022, 1, 3), date(2026, 11, 20)
FORM, FROM, TO = "kstthc-06a", "2026-10-01", "2026-10-31"
_SCAN = (
    "SELECT sector, channel, count(*), sum(presented_at BETWEEN ? AND ?), "
    "sum(resolved_at BETWEEN ? AND ?), sum(resolved_at > due_at) FROM dossiers "
    "WHERE counted = 1 GROUP BY sector, channel"
)


def make_month(store: SqliteStore, out: Path) -> None:
    """The report's figures and its PDF."""
    form, period = find_form(FORM), period_of(FROM, TO)
    profile = load_profile(form.default_profile)

    def report(reader: Reader) -> object:
        return make_report(reader, form=FORM, profile=profile, period=period)

    write_report(form, store.read(report), Texts("vi"), out, ("pdf",), lambda _step: None)


def make_month_cold(folder: Path, out: Path) -> None:
    """The same by the command line, in a process of its own."""
    line = ["report", FORM, "--from", FROM, "--to", TO, "--format", "pdf"]
    subprocess.run(
        [sys.executable, "main.py", *line, "--out", str(out), "--data", str(folder)],
        cwd=ROOT,
        env=ENVIRONMENT,
        check=True,
        capture_output=True,
    )


def scan(file: Path) -> None:
    """The bare engine counts every dossier once, without a PDF."""
    window = period_of(FROM, TO).window(MORNING)
    bounds = (window.start, window.end)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute(_SCAN, (*bounds, *bounds)).fetchall()


def fill(folder: Path, dossiers: int) -> None:
    """A store with so many dossiers of the shipped catalogue's procedures."""
    with a_centre(folder) as store:
        procedures = store.read(lambda reader: list(reader.procedures.list_all()))
    fill_dossiers(database_file(folder), dossiers, procedures=procedures, first=FIRST, last=LAST)


def measure_report(dossiers: int = DOSSIERS, rounds: int = 7) -> list[Measure]:
    """Warm in this process, and cold from the command line."""
    with a_folder() as folder:
        data, out = folder / "data", folder / "out"
        fill(data, dossiers)
        store = open_store(data, clock=monday_morning(), read_only=True)
        make_month(store, out)
        file = database_file(data)
        warm, bare = in_turns(rounds, lambda: make_month(store, out), lambda: scan(file))
        store.close()
        make_month_cold(data, out)  # compiles what was never run here
        cold = Samples()
        for _ in range(rounds):
            cold.time(lambda: make_month_cold(data, out))
    limit = at_most(1, "s")
    scanned = bare.median / 1000
    return [
        Measure("report_warm", warm.median / 1000, "s", limit, scanned, "full_scan"),
        Measure("report_cold", cold.median / 1000, "s", limit, scanned, "full_scan"),
    ]
