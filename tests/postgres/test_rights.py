"""What each role may do in the database itself, tried statement by statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest
from psycopg import sql

from core.clock import AgendaClock
from core.dossiers.reception import receive_dossier
from core.errors import Problem
from core.ids import seeded_ids
from core.ports import Act
from core.queue.board import board_reading
from core.queue.calling import call_next, start_service
from core.queue.counters import open_counter
from core.queue.serving import finish
from core.queue.taking import take_ticket
from core.queue.views import kiosk_view
from core.ratings.operations import press_rating
from core.rehearsal.cast import read_cast
from core.rehearsal.furnish import furnish
from db.hosting import new_password
from db.postgres_rights import (
    PUBLIC_SCREENS,
    RIGHTS,
    ROLES,
    group,
    make_login,
    make_roles,
    withdraw_login,
)
from db.postgres_store import PostgresStore, open_postgres
from db.tables import metadata
from tests.postgres.cluster import Cluster

KINDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
TAKE = Act(take_ticket, {"sector_id": "certification", "channel": "kiosk"})
PERSONAL = ("persons", "dossiers", "reads", "secrets", "staff", "closed_reports")
APPLICANT = {"name": "Trần Thị Ẫ"}


@pytest.fixture(scope="module")
def url(cluster: Cluster) -> Iterator[str]:
    with cluster.database() as made:
        make_roles(made)
        yield made


@pytest.fixture
def centre(cluster: Cluster, agenda: AgendaClock) -> Iterator[Callable[[str], PostgresStore]]:
    """Opens the store of a furnished centre as a PC with one role."""
    with cluster.database() as made, ExitStack() as opened:
        make_roles(made)
        owner = open_postgres(made, clock=agenda, ids=seeded_ids(agenda, 1))
        opened.callback(owner.close)
        owner.execute(Act(furnish, {"cast": read_cast(), "mark": "live"}))

        def as_role(role: str) -> PostgresStore:
            if not role:
                return owner
            name, password = f"pc_{role}_{made.rpartition('_')[2]}", new_password()
            make_login(made, name, password, [role])
            store = open_postgres(as_user(made, name, password), clock=agenda)
            opened.callback(store.close)
            return store

        yield as_role


def as_user(url: str, name: str, password: str) -> str:
    return f"postgresql://{name}:{password}@{url.rpartition('@')[2]}"


def statement(kind: str, table: str) -> sql.Composed:
    column = next(iter(metadata.tables[table].columns)).name
    words = {
        "SELECT": "SELECT * FROM {table} WHERE false",
        "INSERT": "INSERT INTO {table} DEFAULT VALUES",
        "UPDATE": "UPDATE {table} SET {column} = {column} WHERE false",
        "DELETE": "DELETE FROM {table} WHERE false",
        "TRUNCATE": "TRUNCATE {table}",
    }[kind]
    return sql.SQL(words).format(column=sql.Identifier(column), table=sql.Identifier(table))


def may(connection: psycopg.Connection[Any], kind: str, table: str) -> bool:
    """Whether the database lets the statement through; what it would change is undone."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement(kind, table))
    except psycopg.errors.InsufficientPrivilege:
        return False
    except psycopg.errors.IntegrityError:
        return True
    return True


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_it_was_granted_and_nothing_else(url: str, role: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(group(role))))
        found = {
            (kind, table): may(connection, kind, table)
            for table in metadata.tables
            for kind in KINDS
        }
    for (kind, table), allowed in found.items():
        assert allowed == (kind in RIGHTS[role].get(table, ())), (kind, table)


def test_nobody_rewrites_what_was_recorded() -> None:
    for role in ROLES:
        for table in ("journal", "reads", "attempts"):
            assert not {"UPDATE", "DELETE", "TRUNCATE"} & set(RIGHTS[role].get(table, ())), role


@pytest.mark.parametrize("role", PUBLIC_SCREENS)
def test_a_screen_of_the_hall_knows_nobody(role: str) -> None:
    assert not set(PERSONAL) & set(RIGHTS[role])


def test_the_board_changes_nothing() -> None:
    assert {kind for kinds in RIGHTS["board"].values() for kind in kinds} == {"SELECT"}


def test_a_kiosk_takes_numbers_and_reads_no_dossier(
    centre: Callable[[str], PostgresStore],
) -> None:
    counter = centre("counter")
    counter.execute(Act(open_counter, {"counter_id": "q1"}, actor="staff:s01"))
    counter.execute(
        Act(
            receive_dossier,
            {"procedure_code": "2.000815", "applicant": APPLICANT},
            actor="staff:s01",
        )
    )
    kiosk = centre("kiosk")
    assert kiosk.execute(TAKE).result.label == "A001"
    assert kiosk.read(kiosk_view).tiles
    with pytest.raises(Problem, match="not_allowed"):
        kiosk.read(lambda reader: reader.dossiers.find("x"))
    with pytest.raises(Problem, match="not_allowed"):
        kiosk.execute(Act(receive_dossier, {"procedure_code": "2.000815", "applicant": APPLICANT}))
    seen = {type(event.event).__name__ for event in kiosk.read(lambda r: list(r.events()))}
    assert "TicketReserved" in seen
    assert not seen & {"DossierReceived", "StaffDefined"}
    known = {type(event.event).__name__ for event in counter.read(lambda r: list(r.events()))}
    assert {"DossierReceived", "StaffDefined"} <= known


def test_a_visit_through_four_pcs(centre: Callable[[str], PostgresStore]) -> None:
    kiosk, counter = centre("kiosk"), centre("counter")
    board, pad = centre("board"), centre("rating")
    officer = {"actor": "staff:s01"}
    counter.execute(Act(open_counter, {"counter_id": "q1"}, **officer))
    kiosk.execute(TAKE)
    called = counter.execute(Act(call_next, {"counter_id": "q1"}, **officer)).result
    assert board.read(board_reading).standing.calls[0].label == called.label
    counter.execute(Act(start_service, {"counter_id": "q1"}, **officer))
    counter.execute(Act(finish, {"counter_id": "q1"}, **officer))
    pad.execute(Act(press_rating, {"counter_id": "q1", "value": 3}))
    assert centre("supervisor").read(lambda r: r.ratings.tally("2026-11-23")).by_value[3] == 1
    with pytest.raises(Problem, match="not_allowed"):
        board.execute(TAKE)


def test_a_withdrawn_pc_is_out_at_once(cluster: Cluster, agenda: AgendaClock) -> None:
    with cluster.database() as made:
        make_roles(made)
        owner = open_postgres(made, clock=agenda)
        owner.execute(Act(furnish, {"cast": read_cast(), "mark": "live"}))
        name, password = f"pc_gone_{made.rpartition('_')[2]}", new_password()
        make_login(made, name, password, ["kiosk"])
        kiosk = open_postgres(as_user(made, name, password), clock=agenda)
        kiosk.execute(TAKE)
        withdraw_login(made, name)
        with pytest.raises(Problem, match="host_refuses|host_away"):  # noqa: RUF043
            kiosk.execute(TAKE)
        kiosk.close()
        owner.close()


def test_making_the_roles_again_changes_nothing(url: str) -> None:
    make_roles(url)
    with pytest.raises(Problem, match="no_such_role"):
        make_login(url, "pc", new_password(), ["boss"])
