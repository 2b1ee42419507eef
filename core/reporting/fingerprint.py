"""The fingerprint of a report: whoever recounts the same facts gets the same one."""

from __future__ import annotations

import hashlib
from typing import Any

from core.wire import canonical


def fingerprint_of(
    *,
    form: str,
    profile: str,
    site: str,
    period_from: str,
    period_to: str,
    rows: list[dict[str, Any]],
    total: dict[str, Any],
    rates: list[dict[str, Any]],
) -> str:
    """SHA-256, in hex, of the canonical JSON of these eight facts."""
    facts = {
        "form": form,
        "profile": profile,
        "site": site,
        "period": {"from": period_from, "to": period_to},
        "rows": rows,
        "total": total,
        "rates": rates,
    }
    return hashlib.sha256(canonical(facts).encode()).hexdigest()
