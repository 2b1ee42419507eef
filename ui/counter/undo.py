"""The counter's last action, offered to be taken back for as long as it can be."""

from __future__ import annotations

from core.clock import SECOND
from ui.counter.desk import Desk
from ui.widgets.notices import UndoBar


class UndoOffer:
    """Fills a bar from a desk; the same action is offered once."""

    def __init__(self, bar: UndoBar) -> None:
        self._bar = bar
        self._offered: tuple[str, int] = ("", 0)

    def clear(self) -> None:
        """Nothing can be taken back here."""
        self._offered = ("", 0)
        self._bar.clear()

    def show_desk(self, desk: Desk) -> None:
        """Offer the desk's last action, with the seconds that are left."""
        picture = desk.picture
        until = picture.view.undo_until if picture else None
        if picture is None or until is None or desk.locked or desk.officer is None:
            self.clear()
        elif self._offered != (desk.counter_id, until):
            self._offered = (desk.counter_id, until)
            seconds = max(1, round((until - desk.office.clock.now()) / SECOND))
            key = f"counter.did.{picture.view.undo_action}"
            words = desk.office.texts(key, label=picture.undo_label)
            self._bar.offer(words, desk.undo, seconds)
