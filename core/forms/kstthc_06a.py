"""Bieu II.06a/VPCP/KSTT: how dossiers were received and resolved, by sector.

TT 01/2020/TT-VPCP; its columns are those of domain 3.6, the counts those of
`core.reporting.figures`.
"""

from __future__ import annotations

from core.forms.frame import Column, ReportForm
from core.reporting.profiles import Profile

# Wide enough for the sum in the line of column numbers.
_WHOLE_MM = 20.5

_RECEIVED = (
    Column(
        "received_total",
        ("received", "received_total"),
        ("received_total",),
        "3",
        ("received_online", "received_direct_postal", "carried_over"),
        _WHOLE_MM,
    ),
    Column(
        "received_online", ("received", "in_period", "received_online"), ("received_online",), "4"
    ),
    Column(
        "received_direct_postal",
        ("received", "in_period", "received_direct_postal"),
        ("received_direct_postal",),
        "5",
        width_mm=24,
    ),
    Column("carried_over", ("received", "carried_over"), ("carried_over",), "6"),
)
_EARLY = Column("resolved_early", ("resolved", "resolved_early"), ("resolved_early",), "8")
_ON_TIME = Column("resolved_on_time", ("resolved", "resolved_on_time"), ("resolved_on_time",), "9")
_EARLY_ON_TIME = Column(
    "resolved_early_on_time",
    ("resolved", "resolved_early_on_time"),
    ("resolved_early", "resolved_on_time"),
    "8+9",
    width_mm=24,
)
_OVERDUE = Column("resolved_overdue", ("resolved", "resolved_overdue"), ("resolved_overdue",), "10")
_BESIDE = (
    Column("withdrawn", ("resolved", "of_which", "withdrawn"), ("withdrawn",)),
    Column("refused", ("resolved", "of_which", "refused"), ("refused",)),
)
_IN_PROGRESS = (
    Column(
        "in_progress_total",
        ("in_progress", "in_progress_total"),
        ("in_progress_total",),
        "11",
        ("in_progress_within_due", "in_progress_overdue"),
        _WHOLE_MM,
    ),
    Column(
        "in_progress_within_due",
        ("in_progress", "in_progress_within_due"),
        ("in_progress_within_due",),
        "12",
    ),
    Column(
        "in_progress_overdue",
        ("in_progress", "in_progress_overdue"),
        ("in_progress_overdue",),
        "13",
    ),
)


def _columns(profile: Profile) -> tuple[Column, ...]:
    """The thirteen columns, as the profile splits what was resolved."""
    parts: tuple[Column, ...] = {
        "split": (_EARLY, _ON_TIME, _OVERDUE),
        "merged": (_EARLY_ON_TIME, _OVERDUE),
        "total": (),
    }[profile.resolved]
    whole = Column(
        "resolved_total",
        ("resolved", "resolved_total"),
        ("resolved_total",),
        "7",
        tuple(part.key for part in parts),
        _WHOLE_MM,
    )
    beside = _BESIDE if profile.closed_without_result == "beside" else ()
    return (*_RECEIVED, whole, *parts, *beside, *_IN_PROGRESS)


FORM = ReportForm(
    form_id="kstthc-06a",
    default_profile="ii06a",
    wording="kstthc_06a",
    formats=("pdf", "xlsx", "json"),
    columns=_columns,
)
