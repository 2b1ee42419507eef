"""A centre with the shipped catalogue, an officer, a supervisor and a helper."""

from __future__ import annotations

from typing import Any

import pytest

from core.clock import AgendaClock
from core.dossiers.catalogue import install_catalogue
from core.dossiers.working_time import WorkingCalendar, calendar_of
from core.ports import Act
from core.settings import Values
from tests.dossiers.desk import Desk, at, furnish, shipped_days


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    return calendar_of(Values(), shipped_days())


@pytest.fixture
def desk(store: Any, agenda: AgendaClock) -> Desk:
    """Friday 21 August 2026, 09:00: the Saturday after it is a make-up day."""
    agenda.jump(at("2026-08-21 09:00"))
    store.execute(Act(install_catalogue, {}))
    store.execute(Act(furnish, {"mark": "live"}))
    return Desk(store, agenda)
