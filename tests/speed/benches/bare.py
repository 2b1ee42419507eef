"""The bare baseline: the standard library's sqlite3 and hand-written statements.

The same tables, indexes and triggers, the same durability (WAL, FULL), the
same statements in the same order, the head of the chain read and its SHA-256
reckoned; but no thread, no verbs, no rules, no ids beyond what a row needs.
`tests/speed/test_bare.py` compares the statements with the program's own.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.queue.model import sector_line

_HEAD = (
    "SELECT stream_id, head_seq, head_at, head_hash FROM streams "
    "WHERE is_own = 1 ORDER BY epoch DESC LIMIT 1"
)
_ATTEMPT = "SELECT result, last_seq FROM attempts WHERE attempt_id = ?"
_AHEAD = (
    "SELECT count(*) FROM tickets WHERE state = 'waiting' AND line IN (?, ?, ?) "
    "AND place < ? AND is_test = 0"
)
_LAST = "SELECT last_number FROM series_days WHERE series = ? AND day = ?"
_KEEP = (
    "INSERT INTO series_days (series, day, last_number) VALUES (?, ?, ?) "
    "ON CONFLICT (series, day) DO UPDATE SET last_number = max(last_number, excluded.last_number)"
)
_ISSUED = (
    "INSERT INTO sector_days (sector_id, day, issued_am, issued_pm) VALUES (?, ?, 1, 0) "
    "ON CONFLICT (sector_id, day) DO UPDATE SET issued_am = issued_am + 1"
)
_TICKET = (
    "INSERT INTO tickets (ticket_id, token, day, series, number, label, sector_id, state, line, "
    "place, taken_at, priority, channel, language, appointment_at, is_test, half) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, '', 'kiosk', 'vi', NULL, 0, 'am')"
)
_PACE = "SELECT mean_ms FROM sector_pace WHERE sector_id = ?"
_JOURNAL = (
    "INSERT INTO journal (stream_id, seq, at, occurred_at, kind, version, actor, station, "
    "ticket_id, dossier_id, payload, attempt_id, prev_hash, hash) "
    "VALUES (?, ?, ?, ?, ?, 1, 'bare', 'bench', ?, NULL, ?, ?, ?, ?)"
)
_MOVE = "UPDATE streams SET head_seq = ?, head_at = ?, head_hash = ? WHERE stream_id = ?"
_KEEP_ATTEMPT = (
    "INSERT INTO attempts (attempt_id, verb, result, first_seq, last_seq) "
    "VALUES (?, 'take_ticket', ?, ?, ?)"
)
_STAFF = "SELECT staff_id, name, role, title, active FROM staff WHERE staff_id = ?"
_PRESENT = "SELECT * FROM tickets WHERE counter_id = ? AND state IN ('called', 'serving') LIMIT 1"
_FIRST = (
    "SELECT ticket_id, label, sector_id, line, place, taken_at, overtaken, appointment_at, "
    "language, is_test FROM tickets WHERE state = 'waiting' AND line = ? "
    "ORDER BY place, ticket_id LIMIT 1"
)
_FIND = "SELECT * FROM tickets WHERE ticket_id = ?"
_REMEMBER = (
    "INSERT INTO last_actions (counter_id, action) VALUES (?, ?) "
    "ON CONFLICT (counter_id) DO UPDATE SET action = excluded.action"
)
_ARMED = "SELECT * FROM armed WHERE counter_id = ?"
_OVERTAKE = (
    "UPDATE tickets SET overtaken = overtaken + 1 "
    "WHERE state = 'waiting' AND line = ? AND place < ?"
)
_CALL = (
    "UPDATE tickets SET state = 'called', counter_id = ?, officer_id = 's02', "
    "first_called_at = coalesce(first_called_at, ?), called_at = ?, calls = calls + 1, "
    "may_return = 0 WHERE ticket_id = ?"
)
_NOTE = (
    "INSERT INTO calls (day, ticket_id, label, counter_id, at, recall, language) "
    "VALUES (?, ?, ?, ?, ?, 0, 'vi')"
)
_RECENT = "UPDATE counters SET recent = substr(recent || 'N', -20) WHERE counter_id = ?"
_FINISH = "UPDATE tickets SET state = 'finished', ended_at = ? WHERE ticket_id = ?"


class BareCentre:
    """One connection to a store's file that nobody else writes to."""

    def __init__(self, file: Path, day: str, now: int) -> None:
        self.raw = sqlite3.connect(file, isolation_level=None, cached_statements=512)
        self.raw.execute("PRAGMA journal_mode=WAL")
        self.raw.execute("PRAGMA synchronous=FULL")
        self.raw.execute("PRAGMA cache_size=-2000")
        self._cursor = self.raw.cursor()
        self._day = day
        self._now = now
        self._ids = itertools.count()

    def close(self) -> None:
        self.raw.close()

    def take(self, sector_id: str, series: str) -> str:
        """A number of a sector; returns the ticket's id."""
        run, day, now = self._cursor.execute, self._day, self._now
        self._now += 1000
        ticket_id, attempt = f"bare{next(self._ids):016d}", f"attempt{self._now}"
        run("BEGIN IMMEDIATE")
        run(_ATTEMPT, (attempt,)).fetchone()
        head = run(_HEAD).fetchone()
        lines = self._lines(sector_id)
        ahead = run(_AHEAD, (*lines, now)).fetchone()[0]
        last = run(_LAST, (series, day)).fetchone()
        number = (last[0] if last else 0) + 1
        label = f"{series}{number:03d}"
        run(_KEEP, (series, day, number))
        run(_ISSUED, (sector_id, day))
        token = hashlib.blake2b(ticket_id.encode(), digest_size=10).hexdigest()
        run(
            _TICKET,
            (ticket_id, token, day, series, number, label, sector_id, lines[0], now, now),
        )
        run(_PACE, (sector_id,)).fetchone()
        payload = {
            "day": day,
            "half": "am",
            "label": label,
            "language": "vi",
            "line": lines[0],
            "number": number,
            "place": now,
            "sector_id": sector_id,
            "series": series,
            "ticket_id": ticket_id,
            "token": token,
        }
        seq = self._chain(head, "TicketReserved", ticket_id, payload, attempt)
        result = json.dumps({"ahead": ahead, "label": label, "ticket_id": ticket_id})
        run(_KEEP_ATTEMPT, (attempt, result, seq, seq))
        run("COMMIT")
        return ticket_id

    def call(self, counter_id: str, sectors: Sequence[str]) -> str:
        """The earliest ticket of the counter's lines; returns the ticket's id."""
        run, now = self._cursor.execute, self._now
        self._now += 1000
        run("BEGIN IMMEDIATE")
        head = run(_HEAD).fetchone()
        run(_STAFF, ("s02",)).fetchone()
        run(_PRESENT, (counter_id,)).fetchone()
        own = (f"{self._day} @{counter_id}", f"{self._day} #s02")
        lines = (*own, *(line for sector_id in sectors for line in self._lines(sector_id)))
        heads = [row for line in lines if (row := run(_FIRST, (line,)).fetchone())]
        chosen = min(heads, key=lambda row: row[4])
        ticket = run(_FIND, (chosen[0],)).fetchone()
        run(_REMEMBER, (counter_id, json.dumps(ticket)))
        run(_ARMED, (counter_id,)).fetchone()
        for row in heads:
            if row[4] < chosen[4]:
                run(_OVERTAKE, (row[3], chosen[4]))
        run(_CALL, (counter_id, now, now, chosen[0]))
        run(_NOTE, (self._day, chosen[0], chosen[1], counter_id, now))
        run(_RECENT, (counter_id,))
        payload = {
            "counter_id": counter_id,
            "label": chosen[1],
            "line": chosen[3],
            "officer_id": "s02",
            "place": chosen[4],
            "sector_id": chosen[2],
            "ticket_id": chosen[0],
        }
        self._chain(head, "TicketCalled", chosen[0], payload, "")
        run("COMMIT")
        return str(chosen[0])

    def finish(self, ticket_id: str) -> None:
        """The counter is free again; not part of any measurement."""
        self._cursor.execute(_FINISH, (self._now, ticket_id))

    def _lines(self, sector_id: str) -> tuple[str, str, str]:
        kinds = ("normal", "priority", "appointment")
        normal, priority, booked = (sector_line(self._day, sector_id, kind) for kind in kinds)
        return normal, priority, booked

    def _chain(
        self, head: Sequence[Any], kind: str, ticket_id: str, payload: dict[str, Any], attempt: str
    ) -> int:
        """One event behind the head, hashed with what came before it."""
        stream, seq, _, prev = head
        text = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        fields = [seq + 1, self._now, self._now, kind, 1, "bare", "bench", ticket_id, None, text]
        told = json.dumps([*fields, attempt], ensure_ascii=False).encode()
        digest = hashlib.sha256(prev + told).digest()
        self._cursor.execute(
            _JOURNAL,
            (stream, seq + 1, self._now, self._now, kind, ticket_id, text, attempt, prev, digest),
        )
        self._cursor.execute(_MOVE, (seq + 1, self._now, digest, stream))
        return int(seq) + 1
