"""A centre's file becomes a shared store: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.clock import AgendaClock
from core.errors import Problem
from core.ids import seeded_ids
from core.ports import Act
from core.queue.taking import take_ticket
from core.rehearsal.cast import read_cast
from core.rehearsal.furnish import furnish
from db import moving
from db.moving import move_to_postgres
from db.postgres_store import open_postgres
from db.store import open_store
from tests.postgres.cluster import Cluster, free_port

TAKE = Act(take_ticket, {"sector_id": "certification", "channel": "desk"})


def nothing(_done: int, _all: int) -> None: ...


@pytest.fixture
def url(cluster: Cluster) -> Iterator[str]:
    with cluster.database() as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path, agenda: AgendaClock) -> Path:
    """The data of a centre that has worked."""
    where = tmp_path / "data"
    store = open_store(where, clock=agenda, ids=seeded_ids(agenda, 1))
    store.execute(Act(furnish, {"cast": read_cast(), "mark": "demo"}))
    for _ in range(9):
        store.execute(TAKE)
    store.close()
    return where


def facts(store: Any) -> tuple[Any, ...]:
    return store.read(  # type: ignore[no-any-return]
        lambda reader: (
            reader.head_seq(),
            reader.hash_at(reader.head_seq()),
            list(reader.events()),
            reader.counters.list_all(),
        )
    )


def test_what_was_written_here_stands_there_and_goes_on(
    folder: Path, url: str, agenda: AgendaClock
) -> None:
    here = open_store(folder, clock=agenda, read_only=True)
    before = facts(here)
    here.close()
    moved = move_to_postgres(folder, url, nothing)
    assert (moved.events, moved.head_hash) == before[:2]
    there = open_postgres(url, clock=agenda)
    assert facts(there) == before
    assert there.execute(TAKE).result.label == "A010"
    there.close()


def test_a_move_that_broke_left_nothing_and_is_made_again(
    folder: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise Problem("store.moved_differently", what="x", here=1, there=2)

    with monkeypatch.context() as patch:
        patch.setattr(moving, "_compare", broken)
        with pytest.raises(Problem, match="moved_differently"):
            move_to_postgres(folder, url, nothing)
    assert move_to_postgres(folder, url, nothing).events > 0


def test_another_centres_data_are_not_touched(folder: Path, url: str) -> None:
    move_to_postgres(folder, url, nothing)
    with pytest.raises(Problem, match="host_not_empty"):
        move_to_postgres(folder, url, nothing)


def test_a_row_that_did_not_come_over_is_noticed(
    folder: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the comparison."""
    plain = moving._rows
    monkeypatch.setattr(moving, "_rows", lambda source: list(plain(source))[1:])
    with pytest.raises(Problem, match=r"moved_differently|failed"):
        move_to_postgres(folder, url, nothing)


def test_the_command_moves_and_says_what(
    folder: Path, url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import main

    monkeypatch.setattr(main, "prepare", lambda *_: None)
    assert main.main(["--data", str(folder), "move", url]) == 0
    assert "sự kiện" in capsys.readouterr().out


def test_a_server_that_is_not_there_is_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import main

    monkeypatch.setattr(main, "prepare", lambda *_: None)
    away = f"postgresql://x:y@127.0.0.1:{free_port()}/z"
    assert main.main(["--data", str(folder), "move", away]) != 0
    said = capsys.readouterr().err
    assert "store.host_away" in said
    assert "Traceback" not in said
