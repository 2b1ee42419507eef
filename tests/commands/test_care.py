"""`check`, `backup`, `restore`, `verify`, `migrate` and `devices` as a user runs them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.clock import AgendaClock, SystemClock, local_day
from core.errors import Exit, Problem
from core.events import StoreRestored
from core.ports import Act
from core.queue.taking import take_ticket
from db.backup import name_at, prune, routine_backup
from db.care import StoreCare
from db.engine import database_file
from db.rebuild import verify
from db.store import SqliteStore, open_store
from tests.commands.conftest import Run
from tests.faults.victim import furnish

TAKE = Act(take_ticket, {"sector_id": "cert"})


def centre(folder: Path, clock: AgendaClock, tickets: int) -> SqliteStore:
    store = open_store(folder, clock=clock)
    if store.read(lambda reader: reader.head_seq()) == 0:
        store.execute(Act(furnish))
    for _ in range(tickets):
        store.execute(TAKE)
    return store


def whole(folder: Path) -> bool:
    return verify(folder, lambda _done, _all: None) == []


def test_a_new_folder_gets_a_store_with_the_catalogue(run: Run, data: Path) -> None:
    assert run("check").code == Exit.FINE
    store = open_store(data, clock=SystemClock(), read_only=True)
    sectors, mark = store.read(lambda reader: (reader.counters.list_sectors(), reader.mark))
    store.close()
    assert len(sectors) > 5
    assert mark == "empty"


def test_check_is_red_when_a_file_is_broken(run: Run, data: Path) -> None:
    run("check")
    database_file(data).write_bytes(b"no store" * 2000)
    ran = run("check", "--json")
    assert ran.code == Exit.RED
    assert json.loads(ran.out)["lamp"] == "red"


def test_backup_restore_verify_on_the_command_line(run: Run, data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "stick" / "copy.sqlite3"
    made = run("backup", copy, "--json")
    assert made.code == Exit.FINE
    with closing(sqlite3.connect(copy)) as raw:
        (events,) = raw.execute("SELECT count(*) FROM journal").fetchone()
    assert json.loads(made.out)["events"] == events
    assert run("restore", copy).code == Exit.FINE
    assert list((data / "replaced").rglob("*.sqlite3"))
    verified = run("verify", "--json")
    assert (verified.code, json.loads(verified.out)["damage"]) == (Exit.FINE, [])
    checked = json.loads(run("check", "--json").out)["checks"]
    assert "store" in {check["check"] for check in checked if check["lamp"] == "green"}


def test_damage_is_named_and_exit_1(run: Run, data: Path) -> None:
    run("check")
    with closing(sqlite3.connect(database_file(data))) as raw, raw:
        raw.execute("DROP TRIGGER journal_no_update")
        raw.execute("UPDATE journal SET payload = '{}' WHERE seq = 7")
    ran = run("verify")
    assert ran.code == Exit.RED
    assert "Event 7" in ran.out
    checked = run("check", "--json")
    assert checked.code == Exit.RED


def test_migrate_says_when_there_is_nothing_to_do(run: Run) -> None:
    ran = run("migrate")
    assert ran.code == Exit.FINE
    assert "already" in ran.out


def test_a_pc_without_devices_says_so(run: Run) -> None:
    ran = run("devices", "--json")
    assert (ran.code, json.loads(ran.out)) == (Exit.FINE, [])


def test_a_device_that_does_not_answer_is_red(
    run: Run, data: Path, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("p1 is lost")
    data.mkdir()
    printer = {
        "device_id": "p1",
        "kind": "printer",
        "driver": "escpos_printer",
        "name": "Printer",
        "transport": {"kind": "tcp", "host": "127.0.0.1", "port": 9},
    }
    (data / "station.json").write_text(json.dumps({"devices": [printer]}), "utf-8")
    ran = run("devices", "--json")
    (state,) = json.loads(ran.out)
    assert (ran.code, state["health"], state["device_id"]) == (Exit.RED, "lost", "p1")
    assert run("devices").out.startswith("Printer (escpos_printer): ")


def test_a_copy_is_one_moment_of_a_store_that_is_written_to(
    tmp_path: Path, agenda: AgendaClock
) -> None:
    agenda.advance(3600)
    store = centre(tmp_path / "data", agenda, 20)
    pending = [store.submit(TAKE) for _ in range(200)]
    copy = StoreCare(tmp_path / "data", agenda).back_up(tmp_path / "copy.sqlite3")
    for future in pending:
        future.result()
    assert 23 <= copy.events <= 223
    store.close()


def test_a_restore_never_gives_a_number_twice(tmp_path: Path, agenda: AgendaClock) -> None:
    """The store was lost after the copy, with numbers in citizens' hands."""
    agenda.advance(3600)
    folder, copy = tmp_path / "data", tmp_path / "copy.sqlite3"
    store = centre(folder, agenda, 3)
    care = StoreCare(folder, agenda)
    care.back_up(copy)
    given = {store.execute(TAKE).result.label for _ in range(4)}
    store.close()
    care.restore(copy)
    store = centre(folder, agenda, 0)
    label = store.execute(TAKE).result.label
    assert label not in given
    assert label.endswith("8")
    seqs = store.read(lambda reader: [recorded.seq for recorded in reader.events()])
    assert seqs == list(range(1, len(seqs) + 1))
    restored = store.read(lambda reader: list(reader.events(kinds=[StoreRestored.__name__])))
    assert [recorded.event.epoch for recorded in restored] == [2]
    store.close()
    assert whole(folder)
    # And once more on top of it: a third epoch, still whole.
    care.back_up(copy)
    care.restore(copy)
    assert whole(folder)


def test_a_restore_onto_a_dead_disk_leaves_room_for_unknown_numbers(
    tmp_path: Path, agenda: AgendaClock
) -> None:
    agenda.advance(3600)
    store = centre(tmp_path / "data", agenda, 3)
    copy = tmp_path / "copy.sqlite3"
    StoreCare(tmp_path / "data", agenda).back_up(copy)
    store.close()
    StoreCare(tmp_path / "new", agenda).restore(copy)
    store = centre(tmp_path / "new", agenda, 0)
    assert store.execute(TAKE).result.label == "A501"
    agenda.advance(24 * 3600)
    assert store.execute(TAKE).result.label == "A001"
    store.close()


def test_routine_copies_go_to_two_places_and_old_ones_go(
    tmp_path: Path, agenda: AgendaClock
) -> None:
    agenda.advance(3600)
    store = centre(tmp_path / "data", agenda, 1)
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "holiday.jpg").write_bytes(b"theirs")
    for _ in range(4):
        done = routine_backup(tmp_path / "data", clock=agenda, second=stick, keep_days=2)
        agenda.advance(24 * 3600)
    store.close()
    assert done.second is not None
    names = sorted(file.name for file in stick.iterdir())
    # The first of the month, the newest, and those of the last two days.
    assert names[0] == "holiday.jpg"
    assert len(names) == 1 + 4
    assert name_at(agenda) > names[-1]


def test_a_pulled_stick_costs_only_the_second_copy(tmp_path: Path, agenda: AgendaClock) -> None:
    store = centre(tmp_path / "data", agenda, 0)
    nowhere = tmp_path / "file"
    nowhere.write_text("not a folder", "utf-8")
    done = routine_backup(tmp_path / "data", clock=agenda, second=nowhere / "x", keep_days=30)
    store.close()
    assert done.copy.events == 3
    assert done.problem is not None
    assert done.problem.code.startswith("store.")


@pytest.mark.parametrize(("days", "kept"), [(0, 1), (29, 30), (60, 32)])
def test_copies_of_a_month_are_kept(tmp_path: Path, days: int, kept: int) -> None:
    first = date(2026, 9, 1)
    for offset in range(days + 1):
        day = first + timedelta(days=offset)
        (tmp_path / f"mot-cua_{day}_173000.sqlite3").touch()
    prune(tmp_path, first + timedelta(days=days), keep_days=30)
    assert len(list(tmp_path.iterdir())) == pytest.approx(kept, abs=1)


def test_a_restore_beside_a_running_program_names_it(tmp_path: Path, agenda: AgendaClock) -> None:
    store = centre(tmp_path / "data", agenda, 0)
    care = StoreCare(tmp_path / "data", agenda)
    copy = tmp_path / "copy.sqlite3"
    care.back_up(copy)
    for refuse in (lambda: care.restore(copy), care.migrate):
        with pytest.raises(Problem) as refused:
            refuse()
        assert refused.value.code == "store.in_use"
        assert refused.value.facts["command"] == "run"
        assert str(refused.value.facts["since"]).endswith(f"{local_day(agenda.now()):%Y} 07:30")
    store.close()
    care.restore(copy)
