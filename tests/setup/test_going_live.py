"""From practice to live, whatever breaks off on the way."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import db.going_live as going
from core.clock import AgendaClock
from core.errors import Problem
from core.ports import Act, Reader
from core.queue.taking import take_ticket
from core.setup import PRACTICE, Carried, carry_into_live, set_up_centre
from db.going_live import ASIDE, READY, finish_going_live, prepare_live
from db.store import open_store

SUPERVISOR = "staff:s01"
OFFICER = "staff:s02"
STAFF = (
    {"staff_id": "s01", "name": "Hạnh", "role": "administrator", "hashed": "#1"},
    {"staff_id": "s02", "name": "Khánh", "role": "officer", "hashed": "#2"},
)


@pytest.fixture
def folder(tmp_path: Path, agenda: AgendaClock) -> Path:
    """A practice centre with two numbers given out, closed."""
    place = tmp_path / "data"
    with closing(open_store(place, clock=agenda)) as store:
        facts = {"settings": {"centre.name": "Ỷ Đỗ"}, "staff": STAFF, "mark": PRACTICE}
        store.execute(Act(set_up_centre, facts))
        for _ in range(2):
            store.execute(Act(take_ticket, {"sector_id": "land"}))
            agenda.advance(60)
    (place / "notes").mkdir()
    (place / "notes" / "draft.json").write_text("{}", "utf-8")
    return place


@pytest.fixture
def carried(folder: Path, agenda: AgendaClock) -> Carried:
    with closing(open_store(folder, clock=agenda)) as store:
        return store.read(lambda reader: carry_into_live(reader, SUPERVISOR))


def look(folder: Path, agenda: AgendaClock) -> tuple[str, int, str, list[str]]:
    """Mark, numbers given out, the centre's name, and who works there."""

    def seen(reader: Reader) -> tuple[str, int, str, list[str]]:
        issued = len(list(reader.events(kinds=["TicketReserved"])))
        staff = [member.name for member in reader.staff.list_all()]
        return reader.mark, issued, reader.settings.text("centre.name"), staff

    with closing(open_store(folder, clock=agenda, read_only=True)) as store:
        return store.read(seen)


def live_folder(folder: Path, carried: Carried, agenda: AgendaClock) -> None:
    prepare_live(folder, carried, agenda)
    assert finish_going_live(folder, agenda)


def test_staff_and_settings_stay_and_numbers_begin_anew(
    folder: Path, carried: Carried, agenda: AgendaClock
) -> None:
    live_folder(folder, carried, agenda)
    assert look(folder, agenda) == ("live", 0, "Ỷ Đỗ", ["Hạnh", "Khánh"])
    with closing(open_store(folder, clock=agenda)) as store:
        secret = store.read(lambda reader: reader.staff.secret("s02"))
        taken = store.execute(Act(take_ticket, {"sector_id": "land"})).result
    assert secret is not None
    assert (secret.hash, taken.label) == ("#2", "L001")


def test_the_practice_store_is_kept_whole(
    folder: Path, carried: Carried, agenda: AgendaClock
) -> None:
    live_folder(folder, carried, agenda)
    (aside,) = (folder / ASIDE).iterdir()
    assert look(aside, agenda)[:2] == ("practice", 2)
    assert (aside / "notes" / "draft.json").exists()
    assert not (folder / "notes").exists()
    assert not finish_going_live(folder, agenda)


def test_nothing_is_touched_before_the_next_start(
    folder: Path, carried: Carried, agenda: AgendaClock
) -> None:
    prepare_live(folder, carried, agenda)
    assert look(folder, agenda)[:2] == ("practice", 2)
    with closing(open_store(folder, clock=agenda)):
        assert not finish_going_live(folder, agenda)
    assert look(folder, agenda)[:2] == ("practice", 2)


class _CutError(Exception):
    """The power goes."""


# What the exchange does to the disk, in its order.
STEPS = ("keep_aside", "flush", "rmtree")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_a_cut_leaves_the_old_store_or_the_new_one(
    folder: Path,
    carried: Carried,
    agenda: AgendaClock,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    *,
    after: bool,
) -> None:
    prepare_live(folder, carried, agenda)
    owner = going.shutil if step == "rmtree" else going
    real = getattr(owner, step)

    def cut(*arguments: Any, **named: Any) -> None:
        if after:
            real(*arguments, **named)
        raise _CutError

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, cut)
        with pytest.raises(_CutError):
            finish_going_live(folder, agenda)
    assert look(folder, agenda)[:2] in (("practice", 2), ("live", 0))
    finish_going_live(folder, agenda)
    assert look(folder, agenda)[:2] == ("live", 0)
    kept = [look(aside, agenda)[:2] for aside in (folder / ASIDE).iterdir()]
    assert kept == [("practice", 2)] * len(kept)
    assert kept


def test_a_cut_while_making_ready_changes_nothing(
    folder: Path, carried: Carried, agenda: AgendaClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: Any) -> None:
        raise _CutError

    with monkeypatch.context() as patch:
        patch.setattr(going, "flush", cut)
        with pytest.raises(_CutError):
            prepare_live(folder, carried, agenda)
    assert not (folder / READY).exists()
    assert not finish_going_live(folder, agenda)
    assert look(folder, agenda)[:2] == ("practice", 2)


def test_only_who_supervises_ends_the_practice(folder: Path, agenda: AgendaClock) -> None:
    with closing(open_store(folder, clock=agenda)) as store:
        for actor in (OFFICER, "citizen", "system"):
            with pytest.raises(Problem) as refused:
                store.read(lambda reader, who=actor: carry_into_live(reader, who))
            assert refused.value.code == "people.not_allowed"


def test_a_live_centre_has_no_practice_to_end(
    folder: Path, carried: Carried, agenda: AgendaClock
) -> None:
    live_folder(folder, carried, agenda)
    with closing(open_store(folder, clock=agenda)) as store, pytest.raises(Problem) as refused:
        store.read(lambda reader: carry_into_live(reader, SUPERVISOR))
    assert refused.value.code == "setup.not_practice"
