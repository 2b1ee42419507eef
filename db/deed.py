"""One act inside a transaction: its verb, its events, its attempt."""

from __future__ import annotations

import json
import typing
from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import bindparam, insert, select

from core.events import Recorded, changes_of
from core.ports import Act, Done
from core.wire import canonical, from_wire, to_wire
from db.statement import Connection, Statement
from db.tables import attempts
from db.unit import WriteUnit

_REPEATED = Statement(
    select(attempts.c.result, attempts.c.last_seq).where(
        attempts.c.attempt_id == bindparam("attempt")
    )
)
_KEEP_ATTEMPT = Statement(insert(attempts))


def do(connection: Connection, act: Act, unit_of: Callable[[Act], WriteUnit]) -> Done[Any]:
    """Carry out an act in the open transaction; one that was done before gives its old result.

    `unit_of` makes the act's unit of work, after the attempt was looked for.
    """
    if act.attempt_id and (done := repeated(connection, act)):
        return done
    unit = unit_of(act)
    result = act.verb(unit, **act.arguments)
    recorded = unit.append_to_journal()
    seq = recorded[-1].seq if recorded else unit.head_seq()
    if act.attempt_id:
        _keep_attempt(connection, act, result, recorded, seq)
    return Done(result, changes_of(recorded), seq)


def repeated(connection: Connection, act: Act) -> Done[Any] | None:
    """What an attempt gave when it was made before; None when this is the first time."""
    row = _REPEATED.one(connection, attempt=act.attempt_id)
    if row is None:
        return None
    result = from_wire(result_type(act.verb), json.loads(row[0]))
    return Done(result, changes_of(()), int(row[1]), repeated=True)


@cache
def result_type(verb: Callable[..., Any]) -> Any:
    """What a verb returns, to read a stored or handed-over result back."""
    return typing.get_type_hints(verb).get("return", Any)


def _keep_attempt(
    connection: Connection, act: Act, result: Any, recorded: tuple[Recorded, ...], seq: int
) -> None:
    _KEEP_ATTEMPT.run(
        connection,
        attempt_id=act.attempt_id,
        verb=act.verb.__name__,
        result=canonical(to_wire(result)),
        first_seq=recorded[0].seq if recorded else seq,
        last_seq=seq,
    )
