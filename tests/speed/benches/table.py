"""The speed table: every bench by its name, in the order of the goals."""

from __future__ import annotations

from collections.abc import Callable

from core.machine import draw_into_memory
from core.measure import Measure

Bench = Callable[[], list[Measure]]


def benches() -> dict[str, Bench]:
    """All benches; each imports what it measures when it is run."""
    draw_into_memory()
    return {
        "take": _take,
        "call": _call,
        "hall": _hall,
        "kiosk": _kiosk,
        "raster": _raster,
        "report": _report,
        "start": _start,
        "memory": _memory,
        "stall": _stall,
        "kills": _kills,
        "soak": _soak,
    }


def _take() -> list[Measure]:
    from tests.speed.benches.tickets import measure_taking

    return measure_taking()


def _call() -> list[Measure]:
    from tests.speed.benches.tickets import measure_calling

    return measure_calling()


def _hall() -> list[Measure]:
    from tests.speed.benches.hall import measure_hall

    return measure_hall()


def _kiosk() -> list[Measure]:
    from tests.speed.benches.kiosk import measure_kiosk

    return measure_kiosk()


def _raster() -> list[Measure]:
    from tests.speed.benches.kiosk import measure_raster

    return measure_raster()


def _report() -> list[Measure]:
    from tests.speed.benches.reports import measure_report

    return measure_report()


def _start() -> list[Measure]:
    from tests.speed.benches.starting import measure_start

    return measure_start()


def _memory() -> list[Measure]:
    from tests.speed.benches.starting import measure_memory

    return measure_memory()


def _stall() -> list[Measure]:
    from tests.speed.benches.stalls import measure_stalls

    return measure_stalls()


def _kills() -> list[Measure]:
    from tests.speed.benches.kills import measure_kills

    return measure_kills()


def _soak() -> list[Measure]:
    from tests.speed.benches.soaking import measure_soak

    return measure_soak()
