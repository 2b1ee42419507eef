"""Receipts as files of this PC: one PDF a dossier, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from core.dossiers.receipt import Receipt, issue_receipt
from core.ports import Act, Store


class ReceiptFiles:
    """`core.ports.Receipts`: form 01 in a folder that only this user reads.

    `aside` runs the drawing off the asking thread.
    """

    def __init__(
        self, store: Store, folder: Path, aside: Callable[[Callable[[], Path]], Future[Path]]
    ) -> None:
        self._store = store
        self._folder = folder
        self._aside = aside

    def receipt(self, dossier_id: str, actor: str = "system") -> Future[Path]:
        """The file; `actor` is whose reading of the applicant's data is recorded."""
        return self._aside(lambda: self._made(dossier_id, actor))

    def _made(self, dossier_id: str, actor: str) -> Path:
        from core.forms.f01_receipt import receipt_pdf

        arguments: dict[str, Any] = {"dossier_id": dossier_id}
        receipt: Receipt = self._store.execute(Act(issue_receipt, arguments, actor)).result
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self._folder / f"{receipt.dossier.local_number}.pdf"
        beside = file.with_suffix(".part")
        beside.write_bytes(receipt_pdf(receipt))
        beside.replace(file)
        return file
