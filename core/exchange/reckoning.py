"""The catalogue beside a file: what it does not know, and our own due dates."""

from __future__ import annotations

from collections.abc import Iterator

from core.dossiers.due import term_clock
from core.dossiers.model import Procedure
from core.errors import Problem
from core.exchange.rows import Facts
from core.ports import Reader


class Reckoner:
    """Catalogue and calendar as they stand; made once for many rows."""

    def __init__(self, reader: Reader) -> None:
        self._clock = term_clock(reader)
        self._procedures = {one.procedure_code: one for one in reader.procedures.list_all()}
        self._sectors = {one.sector for one in self._procedures.values()}
        self._sectors.update(one.name for one in reader.counters.list_sectors())

    def reckoned(self, procedure_code: str, presented_at: int) -> Facts:
        """`reckoned_due_at` and `rule_version`; None and empty without a known term."""
        nothing: Facts = {"reckoned_due_at": None, "rule_version": ""}
        procedure = self._procedure(procedure_code)
        if procedure is None:
            return nothing
        try:
            found = self._clock.reckon(procedure.term_kind, procedure.term, presented_at)
        except Problem:
            # A calendar without working days is the centre's to mend, not the file's.
            return nothing
        return {"reckoned_due_at": found.due_at, "rule_version": found.rule_version}

    def strangers(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """What the catalogue does not know of a row: a warning's code and the value."""
        if facts["sector"] not in self._sectors:
            yield "unknown_sector", facts["sector"]
        if self._procedure(facts["procedure_code"]) is None:
            yield "unknown_procedure", facts["procedure_code"] or facts["procedure_name"]

    def _procedure(self, code: str) -> Procedure | None:
        """By its code; a province writes its own suffix behind the national one."""
        national = ".".join(code.split(".")[:2])
        return self._procedures.get(code) or self._procedures.get(national)
