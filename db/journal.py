"""The append-only table of events and its hash chain.

hash = SHA-256(prev_hash || canonical JSON of [seq, at, occurred_at, kind,
version, actor, station, ticket_id, dossier_id, payload, attempt_id]).  The
first event of a stream chains to the hash of the stream's name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select, update

from core.events import Event, Recorded, decode
from core.wire import canonical, to_wire
from db.statement import Connection, Statement
from db.tables import journal, streams

_B = bindparam

_OWN_HEAD = (
    select(streams.c.stream_id, streams.c.head_seq, streams.c.head_at, streams.c.head_hash)
    .where(streams.c.is_own == 1)
    .order_by(streams.c.epoch.desc())
    .limit(1)
)
_HEAD = Statement(_OWN_HEAD)
_LOCKED_HEAD = Statement(_OWN_HEAD.with_for_update())
_MOVE_HEAD = Statement(
    update(streams)
    .where(streams.c.stream_id == _B("stream"))
    .values(head_seq=_B("seq"), head_at=_B("moved_at"), head_hash=_B("new_hash"))
)
_BEGIN = Statement(
    insert(streams).values({name: _B(name) for name in ("site", "origin", "epoch", "head_hash")})
)
_INSERT = Statement(insert(journal))
_READ_COLUMNS = (
    journal.c.seq,
    journal.c.at,
    journal.c.occurred_at,
    journal.c.actor,
    journal.c.station,
    journal.c.kind,
    journal.c.version,
    journal.c.payload,
)
_AFTER = Statement(
    select(*_READ_COLUMNS)
    .where(
        journal.c.stream_id == _B("stream"),
        journal.c.seq > _B("after"),
        journal.c.seq <= _B("upto"),
    )
    .order_by(journal.c.seq)
    .limit(_B("many"))
)
_OF_TICKET = Statement(
    select(*_READ_COLUMNS).where(journal.c.ticket_id == _B("ticket")).order_by(journal.c.seq)
)
_OF_DOSSIER = Statement(
    select(*_READ_COLUMNS).where(journal.c.dossier_id == _B("dossier")).order_by(journal.c.seq)
)
_SITE = Statement(select(streams.c.site).where(streams.c.stream_id == _B("stream")))
_EPOCHS = Statement(
    select(
        streams.c.stream_id,
        streams.c.site,
        streams.c.origin,
        streams.c.epoch,
        streams.c.head_seq,
        streams.c.head_at,
        streams.c.head_hash,
    )
    .where(streams.c.is_own == 1)
    .order_by(streams.c.epoch)
)
_BEGIN_EPOCH = Statement(
    insert(streams).values(
        {name: _B(name) for name in ("site", "origin", "epoch", "head_seq", "head_at", "head_hash")}
    )
)
_HASH = Statement(
    select(journal.c.hash).where(
        journal.c.stream_id.in_(select(streams.c.stream_id).where(streams.c.is_own == 1)),
        journal.c.seq == _B("at_seq"),
    )
)
_FOR_CHECK = Statement(
    select(*journal.c).where(journal.c.stream_id == _B("stream")).order_by(journal.c.seq)
)

LAST_SEQ = 2**62
# Made once: making an encoder costs more than most of what it encodes.
_HASHED = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of our own stream."""

    stream_id: int
    seq: int
    at: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the envelope of an event holds besides the event."""

    at: int
    actor: str
    station: str
    attempt_id: str


@dataclass(frozen=True, slots=True)
class Epoch:
    """One epoch of our own stream; its first event has `first_seq`.

    A restore begins a new epoch.  Numbering goes on where the copy ended, so
    that `seq` alone orders the events of all epochs.
    """

    stream_id: int
    site: str
    origin: str
    epoch: int
    head_seq: int
    head_at: int
    head_hash: bytes
    first_seq: int


def first_hash(site: str, origin: str, epoch: int) -> bytes:
    return hashlib.sha256(f"{site}/{origin}/{epoch}".encode()).digest()


def begin_own_stream(connection: Connection, site: str = "local", origin: str = "main") -> None:
    """The first row of a new store's streams; nothing when there is one."""
    if _HEAD.one(connection) is None:
        _BEGIN.run(
            connection, site=site, origin=origin, epoch=1, head_hash=first_hash(site, origin, 1)
        )


def epochs(connection: Connection) -> list[Epoch]:
    """The epochs of our own stream, oldest first."""
    found: list[Epoch] = []
    for stream_id, site, origin, epoch, head_seq, head_at, head_hash in _EPOCHS.all(connection):
        first = found[-1].head_seq + 1 if found else 1
        found.append(Epoch(stream_id, site, origin, epoch, head_seq, head_at, head_hash, first))
    return found


def begin_epoch(connection: Connection, number: int) -> None:
    """From here on events belong to this epoch; `number` lies above every earlier one."""
    last = epochs(connection)[-1]
    _BEGIN_EPOCH.run(
        connection,
        site=last.site,
        origin=last.origin,
        epoch=number,
        head_seq=last.head_seq,
        head_at=last.head_at,
        head_hash=first_hash(last.site, last.origin, number),
    )


def read_head(connection: Connection) -> Head:
    return Head(*_HEAD.one(connection))


def lock_head(connection: Connection) -> Head:
    """The head, held until the transaction ends: writers go one after another."""
    return Head(*_LOCKED_HEAD.one(connection))


def site_of(connection: Connection, stream_id: int) -> str:
    return str(_SITE.value(connection, stream=stream_id))


def hash_of(connection: Connection, seq: int) -> str:
    """The hash of one event in hex; empty when there is no such event."""
    digest = _HASH.value(connection, at_seq=seq)
    return "" if digest is None else bytes(digest).hex()


def append(
    connection: Connection, head: Head, stamp: Stamp, events: Sequence[tuple[Event, int]]
) -> tuple[Recorded, ...]:
    """Write events behind the head and move it, as the last step before the commit."""
    seq, chain = head.seq, head.hash
    recorded = []
    for event, occurred_at in events:
        seq += 1
        chain = _append_one(connection, head.stream_id, seq, stamp, event, occurred_at, chain)
        recorded.append(Recorded(seq, stamp.at, occurred_at, stamp.actor, stamp.station, event))
    _MOVE_HEAD.run(
        connection,
        stream=head.stream_id,
        seq=seq,
        moved_at=max(stamp.at, head.at),
        new_hash=chain,
    )
    return tuple(recorded)


def _append_one(
    connection: Connection,
    stream_id: int,
    seq: int,
    stamp: Stamp,
    event: Event,
    occurred_at: int,
    prev: bytes,
) -> bytes:
    payload = canonical(to_wire(event))
    row = {
        "stream_id": stream_id,
        "seq": seq,
        "at": stamp.at,
        "occurred_at": occurred_at,
        "kind": type(event).__name__,
        "version": event.version,
        "actor": stamp.actor,
        "station": stamp.station,
        "ticket_id": getattr(event, "ticket_id", "") or None,
        "dossier_id": getattr(event, "dossier_id", "") or None,
        "payload": payload,
        "attempt_id": stamp.attempt_id,
        "prev_hash": prev,
    }
    digest = row_hash(row)
    _INSERT.run(connection, **row, hash=digest)
    return digest


def row_hash(row: dict[str, object]) -> bytes:
    """The hash of a journal row; every column but the hash itself takes part."""
    fields = [
        row[name]
        for name in (
            "seq",
            "at",
            "occurred_at",
            "kind",
            "version",
            "actor",
            "station",
            "ticket_id",
            "dossier_id",
            "payload",
            "attempt_id",
        )
    ]
    prev = row["prev_hash"]
    assert isinstance(prev, bytes)
    return hashlib.sha256(prev + _HASHED.encode(fields).encode()).digest()


def read_events(
    connection: Connection,
    after: int = 0,
    upto: int | None = None,
    kinds: Sequence[str] = (),
    batch: int = 2000,
) -> Iterator[Recorded]:
    """Events in order; reads in batches so that the cursor is free in between."""
    wanted = frozenset(kinds)
    last = LAST_SEQ if upto is None else upto
    for epoch in epochs(connection):
        if epoch.head_seq <= after:
            continue
        while True:
            rows = _AFTER.all(
                connection, stream=epoch.stream_id, after=after, upto=last, many=batch
            )
            for row in rows:
                if not wanted or row[5] in wanted:
                    yield _recorded(row)
            if len(rows) < batch:
                break
            after = rows[-1][0]


def read_events_of(
    connection: Connection, *, ticket_id: str = "", dossier_id: str = ""
) -> list[Recorded]:
    if ticket_id:
        return [_recorded(row) for row in _OF_TICKET.all(connection, ticket=ticket_id)]
    return [_recorded(row) for row in _OF_DOSSIER.all(connection, dossier=dossier_id)]


def _recorded(row: Sequence[object]) -> Recorded:
    seq, at, occurred_at, actor, station, kind, version, payload = row
    event = decode(str(kind), int(str(version)), json.loads(str(payload)))
    return Recorded(
        int(str(seq)), int(str(at)), int(str(occurred_at)), str(actor), str(station), event
    )


def damaged_events(connection: Connection, epoch: Epoch) -> Iterator[int]:
    """Sequence numbers at which the chain breaks, a number is missing, or the end is cut off."""
    _FOR_CHECK.run(connection, stream=epoch.stream_id)
    names = [column.name for column in journal.c]
    start = first_hash(epoch.site, epoch.origin, epoch.epoch)
    prev, expected = start, epoch.first_seq
    cursor = connection.cursor
    while rows := cursor.fetchmany(1000):
        for values in rows:
            row = dict(zip(names, values, strict=True))
            seq = int(row["seq"])
            if seq != expected or row["prev_hash"] != prev or row_hash(row) != row["hash"]:
                yield seq
            prev, expected = row["hash"], seq + 1
    if (expected - 1, prev) != (epoch.head_seq, epoch.head_hash):
        yield expected
