"""The receipt of a dossier: its file on this PC, and the way to the office printer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from core.errors import Problem
from ui.bridge import Office


class ReceiptDesk:
    """Makes and prints receipts for one member of staff; nothing here waits."""

    def __init__(self, office: Office, actor: Callable[[], str]) -> None:
        self._office = office
        self._actor = actor

    def make(
        self,
        dossier_id: str,
        then: Callable[[Path], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """The file of the receipt; made again when asked again."""
        staff = self._office.staff
        if staff is None or staff.receipts is None:
            failed(Problem("intake.no_receipts"))
            return
        file = staff.receipts.receipt(dossier_id, self._actor())
        self._office.follow(file, then=then, failed=failed)

    def print(
        self,
        dossier_id: str,
        then: Callable[[str], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Make the file and hand it to the office printer; `then` gets the printer's name."""
        self.make(dossier_id, partial(self._hand_over, then=then, failed=failed), failed)

    def _hand_over(
        self, file: Path, then: Callable[[str], None], failed: Callable[[Exception], None]
    ) -> None:
        staff = self._office.staff
        if staff is None or staff.printer is None:
            failed(Problem("device.no_office_printer"))
            return
        self._office.follow(staff.printer.print_pdf(file), then=then, failed=failed)
