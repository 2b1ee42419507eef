"""The due date of a procedure, with the centre's own calendar."""

from __future__ import annotations

from core.dossiers.catalogue import confirmed_to, read_term_rules
from core.dossiers.model import Procedure
from core.dossiers.terms import Reckoning, TermClock
from core.dossiers.working_time import calendar_of
from core.ports import Reader


def term_clock(reader: Reader) -> TermClock:
    """Reckons with the calendar as it stands; make it once for many dossiers."""
    calendar = calendar_of(reader.settings, reader.procedures.list_calendar())
    return TermClock(calendar, read_term_rules(), confirmed_to(reader))


def reckon_due(reader: Reader, procedure: Procedure, presented_at: int) -> Reckoning:
    """When a dossier of the procedure, presented then, is due."""
    return term_clock(reader).reckon(procedure.term_kind, procedure.term, presented_at)
