"""Closing a report: frozen with its as-of and fingerprint (design 7).

A closed report is a document, never an input: closing changes no figure.  A
second closing of the same form and period amends the first.
"""

from __future__ import annotations

from core.errors import Exit, Problem
from core.events import ReportClosed
from core.ports import UnitOfWork
from core.reporting.period import day_of
from core.reporting.report import Signing

_NUMBER_CHARS = 60


def close_report(
    unit: UnitOfWork,
    *,
    form: str,
    profile: str,
    period_from: str,
    period_to: str,
    number: str,
    signed_on: str,
    fingerprint: str,
    as_of_seq: int,
) -> Signing:
    """Freeze a report under its number and day.

    Raises `Problem` report.number_missing or report.bad_day (wrong usage).
    """
    number = number.strip()
    if not number or len(number) > _NUMBER_CHARS:
        raise Problem("report.number_missing", Exit.USAGE)
    day = day_of(signed_on).isoformat()
    before = unit.figures.last_closed(form, period_from, period_to)
    unit.record(
        ReportClosed(
            report_id=unit.ids.new(),
            form=form,
            profile=profile,
            period_from=period_from,
            period_to=period_to,
            number=number,
            signed_on=day,
            fingerprint=fingerprint,
            as_of_seq=as_of_seq,
            amends=before.report_id if before else "",
        )
    )
    return Signing(number, day, before.number if before else "")
