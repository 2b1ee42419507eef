"""Files for tests of the import: rows in few words."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from core.exchange.importing import Summary, import_file
from core.exchange.mappings import COLUMNS, find_mapping
from core.ports import Store

DEFAULTS = {
    "dossier_code": "HS-1",
    "procedure_code": "2.000815",
    "procedure_name": "P",
    "sector": "S",
    "channel": "in_person",
    "service_level": "none",
    "presented_at": "2026-06-15 08:00",
    "due_at": "2026-06-15 17:00",
}


def row(**given: str) -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | DEFAULTS | given


def write_csv(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def take(store: Store, path: Path, **given: Any) -> Summary:
    return import_file(store, path, find_mapping("neutral"), **given)


def take_rows(store: Store, folder: Path, *rows: dict[str, str], **given: Any) -> Summary:
    return take(store, write_csv(folder / "rows.csv", *rows), **given)
