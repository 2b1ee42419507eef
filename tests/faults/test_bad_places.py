"""Disks and files as a neglected PC has them: full, read-only, newer, foreign, tampered with."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.clock import AgendaClock
from core.errors import Exit, Problem
from core.ports import Act
from core.queue.taking import take_ticket
from db.care import StoreCare
from db.engine import database_file
from db.rebuild import verify
from db.store import SqliteStore, open_store
from tests.faults.victim import furnish

TAKE = Act(take_ticket, {"sector_id": "cert"})


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MiB; only root may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], capture_output=True
    )
    if made.returncode:
        pytest.skip("mounting a small disk needs root")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def remount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


def fill(store: SqliteStore) -> tuple[list[str], Problem]:
    """Take tickets until the disk is full; those acknowledged, and the refusal."""
    taken: list[str] = []
    while len(taken) < 10_000:
        try:
            taken.append(store.execute(TAKE).result.ticket_id)
        except Problem as problem:
            return taken, problem
    raise AssertionError("the disk never filled")


def test_a_full_disk_refuses_plainly_and_loses_nothing(
    small_disk: Path, agenda: AgendaClock
) -> None:
    agenda.advance(3600)
    store = open_store(small_disk / "data", clock=agenda)
    store.execute(Act(furnish))
    taken, problem = fill(store)
    assert (problem.code, problem.exit_code) == ("store.disk_full", Exit.ENVIRONMENT)
    assert len(taken) > 50
    # Reading goes on, and so does everything that the store knew.
    known = store.read(lambda reader: [reader.tickets.find(ticket) for ticket in taken])
    assert all(known)
    # Room again: the next touch works without a restart.
    remount(small_disk, "size=16m")
    assert store.execute(TAKE).result.ticket_id
    store.close()
    assert verify(small_disk / "data", lambda _done, _all: None) == []


def test_a_copy_that_does_not_fit_leaves_the_older_one(
    small_disk: Path, tmp_path: Path, agenda: AgendaClock
) -> None:
    agenda.advance(3600)
    store = open_store(tmp_path / "data", clock=agenda)
    store.execute(Act(furnish))
    care = StoreCare(tmp_path / "data", agenda)
    stick = small_disk / "copy.sqlite3"
    first = care.back_up(stick)
    room = shutil.disk_usage(small_disk).free
    (small_disk / "film").write_bytes(bytes(room - first.size_bytes // 2))
    with pytest.raises(Problem, match=r"store\.(copy_no_room|disk_full)"):
        care.back_up(stick)
    store.close()
    assert stick.stat().st_size == first.size_bytes
    assert {file.name for file in small_disk.iterdir()} == {"copy.sqlite3", "film"}


def test_a_read_only_store_is_named_and_can_be_read(small_disk: Path, agenda: AgendaClock) -> None:
    agenda.advance(3600)
    folder = small_disk / "data"
    store = open_store(folder, clock=agenda)
    store.execute(Act(furnish))
    store.execute(TAKE)
    store.close()
    remount(small_disk, "ro")
    with pytest.raises(Problem) as refused:
        open_store(folder, clock=agenda)
    assert refused.value.exit_code == Exit.ENVIRONMENT
    reading = open_store(folder, clock=agenda, read_only=True)
    assert reading.read(lambda reader: reader.head_seq()) == 4
    with pytest.raises(Problem, match=r"store\.read_only"):
        reading.execute(TAKE)
    reading.close()
    lamps = {finding.check: finding.lamp for finding in StoreCare(folder, agenda).findings()}
    assert lamps["durability"] == "red"


@pytest.fixture
def data(tmp_path: Path, agenda: AgendaClock) -> Path:
    """A closed store with a few events."""
    agenda.advance(3600)
    store = open_store(tmp_path / "data", clock=agenda)
    store.execute(Act(furnish))
    for _ in range(5):
        store.execute(TAKE)
    store.close()
    return tmp_path / "data"


def by_hand(folder: Path, *statements: str) -> None:
    """What somebody does with a database tool."""
    with closing(sqlite3.connect(database_file(folder))) as raw, raw:
        for statement in statements:
            raw.execute(statement)


def test_a_newer_store_is_refused_and_untouched(data: Path, agenda: AgendaClock) -> None:
    by_hand(data, "UPDATE alembic_version SET version_num = '9999'")
    before = database_file(data).read_bytes()
    with pytest.raises(Problem, match=r"store\.newer_version"):
        open_store(data, clock=agenda)
    with pytest.raises(Problem, match=r"store\.newer_version"):
        StoreCare(data, agenda).migrate()
    assert database_file(data).read_bytes() == before


def test_a_foreign_file_is_refused(tmp_path: Path, agenda: AgendaClock) -> None:
    (tmp_path / "data").mkdir()
    database_file(tmp_path / "data").write_bytes(b"PK\x03\x04" + b"not a store" * 1000)
    with pytest.raises(Problem, match=r"store\.not_a_store"):
        open_store(tmp_path / "data", clock=agenda)


@pytest.mark.parametrize("table", ["journal", "reads"])
def test_the_database_itself_forbids_rewriting(data: Path, table: str) -> None:
    column = "actor"
    if table == "reads":
        by_hand(
            data,
            "INSERT INTO reads (at, actor, station, person_id, dossier_id, purpose)"
            " VALUES (1, 'staff:s1', '', 'p', '', 'look')",
        )
    for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            by_hand(data, statement)


@pytest.mark.parametrize("column", ["payload", "actor", "at", "occurred_at", "kind", "attempt_id"])
def test_verify_names_the_event_that_was_changed(data: Path, column: str) -> None:
    value = "at + 1" if column == "at" else "occurred_at + 1" if column == "occurred_at" else "'x'"
    by_hand(
        data,
        "DROP TRIGGER journal_no_update",
        f"UPDATE journal SET {column} = {value} WHERE seq = 3",
    )
    damage = verify(data, lambda _done, _all: None)
    assert [(one.where, one.seq) for one in damage] == [("journal", 3)]


def test_verify_notices_missing_events(data: Path) -> None:
    by_hand(data, "DROP TRIGGER journal_no_delete", "DELETE FROM journal WHERE seq >= 7")
    assert [one.seq for one in verify(data, lambda _done, _all: None)] == [7]


def test_verify_names_the_table_that_was_changed(data: Path) -> None:
    by_hand(
        data,
        "UPDATE tickets SET state = 'void' WHERE number = 2",
        "DELETE FROM series_days",
    )
    damage = verify(data, lambda _done, _all: None)
    assert {(one.where, one.rows) for one in damage} == {("tickets", 1), ("series_days", 1)}


@pytest.mark.parametrize("place", [0.2, 0.5, 0.8])
def test_a_damaged_copy_is_never_restored(data: Path, agenda: AgendaClock, place: float) -> None:
    care = StoreCare(data, agenda)
    copy = data.parent / "copy.sqlite3"
    care.back_up(copy)
    damaged = bytearray(copy.read_bytes())
    middle = int(len(damaged) * place) // 4096 * 4096
    damaged[middle : middle + 4096] = bytes(4096)
    copy.write_bytes(damaged)
    before = database_file(data).read_bytes()
    with pytest.raises(Problem, match=r"store\."):
        care.restore(copy)
    assert database_file(data).read_bytes() == before


def test_a_folder_that_is_gone_is_a_plain_sentence(data: Path, agenda: AgendaClock) -> None:
    shutil.rmtree(data)
    with pytest.raises(Problem, match=r"store\.missing"):
        open_store(data, clock=agenda, read_only=True)
    found = StoreCare(data, agenda).findings()
    assert found[0].lamp == "red"
