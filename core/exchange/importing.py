"""Importing a file from end to end, in small batches that let others through.

A batch is one transaction of about ten milliseconds; between two of them a
citizen's touch or a counter's call goes first.  Cancelling between batches
leaves what has landed: running the same file again goes on from there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from core.errors import Problem
from core.exchange.mappings import Layout, Mapping
from core.exchange.reckoning import Reckoner
from core.exchange.rows import Row, RowError, both_times, row_of, shown_code
from core.exchange.sources import Record, Source, headings_of, open_source
from core.exchange.taking import Taken, import_rows, note_import
from core.ports import Act, Priority, Store
from core.texts import Texts

_BATCH_S = 0.010
# A slow disk makes every commit long: smaller batches would only make more of them.
_LEAST_BATCH, _MOST_BATCH = 50, 200
STATION = "import"


@dataclass(slots=True)
class Summary:
    """What became of a file; `cancelled` when the user stopped it half-way."""

    file: str
    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    seq: int = 0
    cancelled: bool = False

    @property
    def landed(self) -> int:
        return self.added + self.updated + self.unchanged

    def to_json(self, texts: Texts) -> dict[str, Any]:
        """The summary of design 10; warnings of one kind and value are one entry."""
        counts = ("file", "rows", "added", "updated", "unchanged", "refused")
        return {
            **{name: getattr(self, name) for name in counts},
            "errors": [_told(one, texts) for one in self.errors],
            "warnings": [_told(one, texts) for one in self.warnings],
            "seq": self.seq,
        }


@dataclass(frozen=True, slots=True)
class Watch:
    """Who follows the import: hears of rows read, and may stop it between batches."""

    progress: Callable[[int], None] = lambda _rows: None
    is_cancelled: Callable[[], bool] = lambda: False


def import_file(
    store: Store,
    path: Path,
    mapping: Mapping,
    *,
    amend: bool = False,
    actor: str = "system",
    watch: Watch | None = None,
) -> Summary:
    """Take a CSV or XLSX file into the store.

    Raises `Problem` exchange.* when the file as a whole cannot be read; a bad
    row is listed in the summary and the others land.
    """
    source = open_source(path)
    return _Import(store, source, mapping, amend=amend, actor=actor).run(watch or Watch())


class _Import:
    """One file on its way in."""

    def __init__(
        self, store: Store, source: Source, mapping: Mapping, *, amend: bool, actor: str
    ) -> None:
        self._store = store
        self._source = source
        self._mapping = mapping
        self._amend = amend
        self._actor = actor
        self._summary = Summary(source.path.name)
        self._start = store.read(lambda reader: reader.head_seq())
        self._reckoner = store.read(Reckoner)
        self._warned: Counter[tuple[str, str]] = Counter()
        self._first_warnings: dict[tuple[str, str], dict[str, Any]] = {}

    def run(self, watch: Watch) -> Summary:
        records = self._source.records()
        layout = self._layout(records)
        summary, size = self._summary, _LEAST_BATCH
        summary.seq = self._start
        while batch := list(islice(records, size)):
            if watch.is_cancelled():
                summary.cancelled = True
                break
            summary.rows += len(batch)
            rows = [row for record in batch if (row := self._row(record, layout))]
            if rows:
                size = self._take(rows, size)
            watch.progress(summary.rows)
        self._close()
        return summary

    def _layout(self, records: Iterator[Record]) -> Layout:
        header = next(records, None)
        if header is None:
            raise Problem("exchange.empty_file", file=self._source.path.name)
        headings = headings_of(header)
        layout = self._mapping.layout(headings)
        for heading in self._mapping.unknown(headings):
            self._warn(header.line, "", "unknown_column", {"value": heading})
        return layout

    def _row(self, record: Record, layout: Layout) -> Row | None:
        code = shown_code(record, layout)
        try:
            row = row_of(record, layout)
        except RowError as refused:
            self._refuse(record.line, code, refused.code, refused.facts)
            return None
        for remark in row.remarks:
            self._warn(record.line, code, remark, {})
        return row

    def _take(self, rows: list[Row], size: int) -> int:
        """One transaction; returns the size of the next batch."""
        clock = self._store.clock
        began_s = clock.monotonic_s()
        done = self._store.execute(
            Act(
                import_rows,
                {
                    "rows": [{"line": row.line, "facts": self._reckoned(row)} for row in rows],
                    "digest": self._source.digest,
                    "amend": self._amend,
                },
                actor=self._actor,
                station=STATION,
                attempt_id=self._attempt(f"{rows[0].line}-{rows[-1].line}"),
            ),
            Priority.BACKGROUND,
        )
        self._add(done.result, rows)
        self._summary.seq = done.seq
        took_s = max(clock.monotonic_s() - began_s, 0.001)
        return max(_LEAST_BATCH, min(_MOST_BATCH, round(size * _BATCH_S / took_s)))

    def _attempt(self, part: str) -> str:
        """The same batch of the same file on the same state of the store is one attempt."""
        amending = "amend" if self._amend else "fill"
        return f"import:{self._source.digest}:{self._start}:{amending}:{part}"

    def _reckoned(self, row: Row) -> dict[str, Any]:
        """The row's facts with our own due date, reckoned before the transaction."""
        presented, _ = both_times(row.facts)
        return row.facts | self._reckoner.reckoned(row.facts["procedure_code"], presented)

    def _add(self, taken: Taken, rows: list[Row]) -> None:
        self._summary.added += taken.added
        self._summary.updated += taken.updated
        self._summary.unchanged += taken.unchanged
        for one in taken.errors:
            self._refuse(one["line"], one["dossier_code"], one["code"], one["facts"])
        refused = {one["line"] for one in taken.errors}
        for row in rows:
            if row.line not in refused:
                for code, value in self._reckoner.strangers(row.facts):
                    self._warn(row.line, row.facts["dossier_code"], code, {"value": value})

    def _refuse(self, line: int, dossier_code: str, code: str, facts: dict[str, Any]) -> None:
        self._summary.refused += 1
        self._summary.errors.append(
            {"line": line, "dossier_code": dossier_code, "code": code, "facts": facts}
        )

    def _warn(self, line: int, dossier_code: str, code: str, facts: dict[str, Any]) -> None:
        key = code, str(facts.get("value", ""))
        self._warned[key] += 1
        self._first_warnings.setdefault(
            key, {"line": line, "dossier_code": dossier_code, "code": code, "facts": facts}
        )

    def _close(self) -> None:
        summary = self._summary
        summary.errors.sort(key=lambda one: int(one["line"]))
        summary.warnings = [
            {**first, "facts": {"value": "", **first["facts"], "n": self._warned[key]}}
            for key, first in self._first_warnings.items()
        ]
        if not summary.added + summary.updated:
            return
        counts = {
            name: getattr(summary, name) for name in ("added", "updated", "unchanged", "refused")
        }
        arguments = {"digest": self._source.digest, "rows": summary.rows, "counts": counts}
        act = Act(note_import, arguments, actor=self._actor, station=STATION)
        summary.seq = self._store.execute(act, Priority.BACKGROUND).seq


def _told(one: dict[str, Any], texts: Texts) -> dict[str, Any]:
    facts = dict(one["facts"])
    return {
        "line": one["line"],
        "dossier_code": one["dossier_code"],
        "code": one["code"],
        "text": texts(f"exchange.row.{one['code']}", **facts),
    }
