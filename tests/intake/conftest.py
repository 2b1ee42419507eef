"""A real centre for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.intake.office import Centre


@pytest.fixture
def centre(
    qapp: Any, store: Any, quiet_devices: Any, agenda: Any, tmp_path: Path
) -> Iterator[Centre]:
    made = Centre(store, quiet_devices, agenda, tmp_path)
    yield made
    made.close()
