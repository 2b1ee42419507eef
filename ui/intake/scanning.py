"""What a scanner reads while the intake is open: identity cards and receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.ports import DeviceNews, Scanned
from ui.intake.citizen_card import card_fields
from ui.intake.verbs import Page

if TYPE_CHECKING:
    from ui.intake.window import IntakeWindow

_ID_CHARS = 20  # the receipt's code ends with the dossier's id


class Scanning(QObject):
    """A card fills the fields; any other code is looked for among the dossiers."""

    def __init__(self, window: IntakeWindow) -> None:
        super().__init__(window)
        self._window = window
        window.office.news.connect(self._hear)

    def _hear(self, news: DeviceNews) -> None:
        window = self._window
        silent = window.page is Page.GATE or not window.isVisible() or window.talk.sheet is not None
        if silent or not isinstance(news, Scanned):
            return
        card = card_fields(news.text)
        if card and window.writing.isVisible():
            window.writer.take_card(card)
        elif not card and window.page is not Page.CORRECTING:
            window.finding.open(news.text.strip()[-_ID_CHARS:])
