"""Months at a desk, counted three ways: by the fold, by SQL and by hand.

The events come from the operations and from imported files, late entries,
corrections, voids and joined codes among them; the hand knows the register
alone and the definitions.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from core.clock import VIETNAM, AgendaClock, day_end, instant_of, local_day
from core.dossiers.catalogue import install_catalogue
from core.dossiers.corrections import correct_dossier, join_code, void_dossier
from core.dossiers.model import Dossier
from core.dossiers.progress import (
    change_state,
    resolve_dossier,
    return_dossier,
    withdraw_dossier,
)
from core.dossiers.reception import receive_dossier, refuse_at_reception
from core.errors import Problem
from core.events import StaffDefined, StoreMarked
from core.ports import Act, Reader, Store, UnitOfWork
from core.reporting.figures import Figures, count, total_of
from core.reporting.fold import KINDS, fold
from core.reporting.period import Period, Window
from db.rebuild import verify
from tests.exchange.files import row, take_rows

FIRST = date(2026, 10, 1)
PROCEDURES = ("2.000815", "1.001193", "2.000635")
BY_HAND = (
    "received_total",
    "carried_over",
    "resolved_total",
    "resolved_early",
    "resolved_on_time",
    "resolved_overdue",
    "in_progress_total",
    "withdrawn",
    "late_entry",
)


def furnish(unit: UnitOfWork) -> None:
    install_catalogue(unit)
    unit.record(StoreMarked("live"))
    unit.record(StaffDefined("s1", "An", "supervisor"))


class Desk:
    """Does by chance what an office does with dossiers."""

    def __init__(self, store: Store, agenda: AgendaClock, folder: Path, seed: int) -> None:
        self.store = store
        self.agenda = agenda
        self.folder = folder
        self.chance = random.Random(seed)
        self.ids: list[str] = []
        self.done: Counter[str] = Counter()

    def step(self) -> None:
        self.agenda.advance(self.chance.choice((60, 3_000, 20_000)))
        if self.chance.random() < 0.04:
            self.bring_file()
            return
        verb, arguments = self.chance.choice(self.choices())
        try:
            result = self.store.execute(Act(verb, arguments, "staff:s1")).result
        except Problem:
            return
        self.done[verb.__name__] += 1
        if verb is receive_dossier:
            self.ids.append(result.dossier_id)

    def choices(self) -> list[tuple[Callable[..., Any], dict[str, Any]]]:
        one = {"dossier_id": self.chance.choice(self.ids)} if self.ids else {"dossier_id": "x"}
        code = f"H24.1.2-26{self.chance.randrange(100):04d}-0001"
        past = {"resolved_at": self.earlier(), "ground": "paper"}
        received: dict[str, Any] = {
            "procedure_code": self.chance.choice(PROCEDURES),
            "channel": self.chance.choice(("in_person", "online", "postal")),
        }
        late = {**received, "presented_at": self.earlier(), "ground": "paper"}
        return [
            (receive_dossier, received),
            (receive_dossier, late),
            (receive_dossier, {**late, "due_at": self.later()}),
            (refuse_at_reception, {"procedure_code": PROCEDURES[0], "reason": "x"}),
            (resolve_dossier, {**one, **past}),
            (resolve_dossier, {**one, "outcome": "stopped", "reason": "x"}),
            (withdraw_dossier, {**one, "reason": "x"}),
            (return_dossier, one),
            (change_state, {**one, "state": "in_process"}),
            (correct_dossier, {**one, "fields": self.fields(), "reason": "typed wrongly"}),
            (correct_dossier, {**one, "fields": self.fields(), "reason": "typed wrongly"}),
            (join_code, {**one, "dossier_code": code}),
            *([(void_dossier, {**one, "reason": "x"})] if self.chance.random() < 0.3 else []),
        ]

    def fields(self) -> dict[str, Any]:
        return self.chance.choice(
            (
                {"presented_at": self.earlier()},
                {"due_at": self.later()},
                {"resolved_at": self.earlier()},
                {"procedure_code": self.chance.choice(PROCEDURES)},
                {"channel": "online"},
                {"outcome": "refused"},
            )
        )

    def earlier(self) -> int:
        back = timedelta(days=self.chance.randrange(12), minutes=self.chance.randrange(600))
        return self.agenda.now() - int(back.total_seconds() * 1_000_000)

    def later(self) -> int:
        day = local_day(self.agenda.now()) + timedelta(days=self.chance.randrange(9))
        return instant_of(datetime.combine(day, time(17), VIETNAM))

    def bring_file(self) -> None:
        """Lines of another system, some of them about dossiers that are known already."""
        known = [d.dossier_code for d in self.register() if d.dossier_code and not d.ground]
        codes = [f"FILE-{self.chance.randrange(12)}", *known[:2]]
        day = local_day(self.agenda.now())
        lines = [
            row(
                dossier_code=code,
                presented_at=(day - timedelta(days=self.chance.randrange(9))).isoformat(),
                due_at=day.isoformat(),
                resolved_at=day.isoformat() if self.chance.random() < 0.5 else "",
            )
            for code in codes
        ]
        summary = take_rows(self.store, self.folder, *lines, amend=True)
        self.done["import"] += summary.added + summary.updated

    def register(self) -> list[Dossier]:
        found: list[Dossier] = self.store.read(lambda r: r.dossiers.list_recent(100_000))
        return found


def by_hand(register: list[Dossier], first: date, last: date) -> dict[str, int]:
    """The definitions, read off the register with the eye."""
    found: Counter[str] = Counter()
    for one in register:
        if one.state in ("voided", "refused_at_reception") or one.guest:
            continue
        ended = local_day(one.resolved_at) if one.resolved_at is not None else None
        came = local_day(one.presented_at)
        is_new = first <= came <= last
        is_old = came < first and (ended is None or ended >= first)
        if not (is_new or is_old):
            continue
        found["received_total"] += 1
        found["carried_over"] += is_old
        typed = local_day(one.entered_at)
        found["late_entry"] += is_new and typed > came and one.channel != "online"
        if ended is None or ended > last:
            found["in_progress_total"] += 1
            continue
        found["resolved_total"] += 1
        found["withdrawn"] += one.outcome == "withdrawn"
        due = one.due_at if one.due_at is not None else one.reckoned_due_at
        assert one.resolved_at is not None
        if due is not None and one.resolved_at > due:
            found["resolved_overdue"] += 1
        elif due is not None and ended == local_day(due):
            found["resolved_on_time"] += 1
        else:
            found["resolved_early"] += 1
    return {name: found[name] for name in BY_HAND}


def fold_and_sql(window: Window, reader: Reader) -> tuple[Figures, Figures]:
    return count(fold(reader.events(kinds=KINDS)), window), reader.figures.count(window)


def plain(figures: Figures) -> dict[tuple[str, str], dict[str, int]]:
    return {(line.unit, line.sector): dict(line.counts) for line in figures.lines}


@pytest.mark.parametrize("seed", [1, 2])
def test_three_ways_of_counting_agree(
    store: Store, agenda: AgendaClock, tmp_path: Path, seed: int
) -> None:
    agenda.jump(instant_of(datetime.combine(FIRST, time(8), VIETNAM)))
    store.execute(Act(furnish))
    desk = Desk(store, agenda, tmp_path, seed)
    for _ in range(350):
        desk.step()
    assert len(desk.done) >= 10, desk.done
    register, last = desk.register(), local_day(agenda.now())
    for start in range(0, (last - FIRST).days, 3):
        for length in (0, 6, 30):
            first = FIRST + timedelta(days=start)
            period = Period(first, min(first + timedelta(days=length), last))
            window = period.window(day_end(last))

            by_fold, by_sql = store.read(partial(fold_and_sql, window))
            assert plain(by_fold) == plain(by_sql)
            total = total_of(by_sql.lines).counts
            hand = by_hand(register, period.first, period.last)
            assert {name: total[name] for name in BY_HAND} == hand, period
    assert list(verify(tmp_path / "data", lambda _done, _all: None)) == []
