"""Numbers of dossiers (ma so ho so).

The official code has the shape `AGENCY-YYMMDD-XXXX` (Circular
03/2025/TT-VPCP; with two letters before the serial for national centralised
services, Circular 04/2025/TT-VPCP) and is given by the system that hosts the
dossier.  Our own number has the same shape behind `D.`, as another state
system marks its manual entries, so that nobody takes one for the other.
"""

from __future__ import annotations

import re
from datetime import date

from core.errors import Problem

_LOCAL = re.compile(r"D\.[A-Z0-9.]+-(\d\d)(\d\d)(\d\d)-(\d{4,})")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9./_-]{1,62}[A-Z0-9]")


def local_number(agency_code: str, day: date, serial: int) -> str:
    """`D.H24.00-261121-0007`: the seventh dossier of the day."""
    return f"D.{agency_code}-{day:%y%m%d}-{serial:04d}"


def parsed_local_number(number: str) -> tuple[date, int] | None:
    """Day and serial of a number of ours; None for any other text."""
    match = _LOCAL.fullmatch(number)
    if match is None:
        return None
    year, month, day, serial = (int(part) for part in match.groups())
    try:
        return date(2000 + year, month, day), serial
    except ValueError:
        return None


def checked_code(text: str) -> str:
    """An official code as typed, in capitals and without spaces.

    Raises `Problem` dossier.bad_code for what no system would give, and for
    a number of our own.
    """
    code = "".join(text.split()).upper() if len(text) <= 200 else text[:200]
    if not _CODE.fullmatch(code) or parsed_local_number(code) is not None:
        raise Problem("dossier.bad_code", field="dossier_code", dossier_code=code[:64])
    return code
