"""A second process beside the running program: its acts go over, its reads are its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.clock import AgendaClock, SystemClock
from core.errors import Bug, Problem
from core.ports import Act, UnitOfWork
from core.queue.taking import TakenTicket, take_ticket
from db.handover import Desk, HandedStore, hail, open_writer
from db.lock import hold
from db.store import SqliteStore, open_store
from tests.faults.victim import furnish
from tests.house.sources import ROOT

TAKE = Act(take_ticket, {"sector_id": "cert"})


@pytest.fixture
def running(tmp_path: Path, agenda: AgendaClock) -> Iterator[SqliteStore]:
    """The running program: a store with a desk."""
    agenda.advance(3600)
    store = open_store(tmp_path / "data", clock=agenda)
    store.execute(Act(furnish))
    desk = Desk(tmp_path / "data", store, lambda wish: {"heard": wish})
    desk.open()
    yield store
    desk.close()
    store.close()


@pytest.fixture
def beside(running: SqliteStore, tmp_path: Path, agenda: AgendaClock) -> Iterator[HandedStore]:
    store = open_writer(tmp_path / "data", clock=agenda, purpose="import")
    assert isinstance(store, HandedStore)
    yield store
    store.close()


def test_an_act_goes_over_and_comes_back_whole(beside: HandedStore, running: SqliteStore) -> None:
    done = beside.execute(TAKE)
    assert isinstance(done.result, TakenTicket)
    assert [recorded.seq for recorded in done.changes.events] == [done.seq]
    assert running.read(lambda reader: reader.tickets.find(done.result.ticket_id)) is not None
    assert beside.read(lambda reader: reader.head_seq()) == done.seq


def test_a_repeat_is_one_change_on_either_side(beside: HandedStore, running: SqliteStore) -> None:
    act = Act(take_ticket, {"sector_id": "cert"}, attempt_id="touch-1")
    first, second = beside.execute(act), beside.execute(act)
    assert (first.result, second.repeated) == (second.result, True)
    assert running.execute(act).repeated


def test_a_refusal_comes_back_as_the_same_problem(beside: HandedStore) -> None:
    with pytest.raises(Problem) as refused:
        beside.execute(Act(take_ticket, {"sector_id": "nothing"}))
    assert refused.value.code == "queue.no_sector"
    assert beside.execute(TAKE).result.label == "A001"


def elsewhere(_unit: UnitOfWork) -> None:
    """An act that is no operation of the core."""


def test_only_operations_of_the_core_are_carried_out(
    beside: HandedStore, expected_logs: object
) -> None:
    expected_logs("an act that was handed over failed")  # type: ignore[operator]
    with pytest.raises(Bug):
        beside.execute(Act(elsewhere))


def test_two_callers_at_once_get_different_numbers(
    beside: HandedStore, running: SqliteStore
) -> None:
    futures = [store.submit(TAKE) for _ in range(20) for store in (beside, running)]
    labels = [future.result().result.label for future in futures]
    assert len(set(labels)) == 40


def test_the_running_program_can_be_hailed(running: SqliteStore, tmp_path: Path) -> None:
    assert hail(tmp_path / "data", "show") == {"answer": {"heard": "show"}}
    assert hail(tmp_path, "show") is None


def test_the_key_is_for_its_owner_alone(running: SqliteStore, tmp_path: Path) -> None:
    note = tmp_path / "data" / "mot-cua.socket.json"
    if os.name == "posix":
        assert note.stat().st_mode & 0o077 == 0
    forged = json.loads(note.read_text("utf-8")) | {"key": "00" * 32}
    (tmp_path / "forged").mkdir()
    (tmp_path / "forged" / note.name).write_text(json.dumps(forged), "utf-8")
    assert hail(tmp_path / "forged", "show") is None
    # A stranger's attempt does not stop the desk.
    assert hail(tmp_path / "data", "show") is not None


def test_without_a_desk_the_holder_is_named(tmp_path: Path, agenda: AgendaClock) -> None:
    with hold(tmp_path, "simulate", agenda):
        with pytest.raises(Problem) as refused:
            open_writer(tmp_path, clock=agenda, purpose="import")
        assert refused.value.facts == {
            "command": "simulate",
            "pid": str(os.getpid()),
            "since": "23/11/2026 07:30",
        }
    open_writer(tmp_path, clock=agenda, purpose="import").close()


def test_a_program_that_goes_away_midway_is_a_plain_problem(
    tmp_path: Path, agenda: AgendaClock
) -> None:
    store = open_store(tmp_path / "data", clock=agenda)
    desk = Desk(tmp_path / "data", store, lambda _wish: None)
    desk.open()
    beside = open_writer(tmp_path / "data", clock=agenda, purpose="import")
    desk.close()
    store.close()
    with pytest.raises(Problem, match=r"store\.running_program_gone"):
        beside.execute(TAKE)
    beside.close()


def test_the_backup_command_beside_the_running_program(
    running: SqliteStore, tmp_path: Path
) -> None:
    """A real second process copies, and its note is written by the first."""
    line = [sys.executable, "main.py", "backup", str(tmp_path / "c.sqlite3"), "--json"]
    done = subprocess.run(
        [*line, "--data", str(tmp_path / "data")], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["events"] == 3
    assert running.read(lambda reader: reader.head_seq()) == 4
    restored = subprocess.run(
        [
            sys.executable,
            "main.py",
            "restore",
            str(tmp_path / "c.sqlite3"),
            "--data",
            str(tmp_path / "data"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert restored.returncode == 4
    assert "store.in_use" in restored.stderr


def test_the_lock_goes_with_a_killed_process(tmp_path: Path) -> None:
    code = (
        "import sys, os, pathlib; from core.clock import SystemClock; from db.lock import hold;"
        "lock = hold(pathlib.Path(sys.argv[1]), 'run', SystemClock()); print('held', flush=True);"
        "sys.stdin.read(1); os.kill(os.getpid(), 9)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Problem, match=r"store\.in_use"):
            hold(tmp_path, "import", SystemClock())
        other.communicate("x")
    hold(tmp_path, "import", SystemClock()).release()
