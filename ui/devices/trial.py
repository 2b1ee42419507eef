"""Trying a device: a test paper, every dot of a sign, a word from the speaker."""

from __future__ import annotations

from collections.abc import Mapping

from core.clock import local
from core.ports import Announcement, Devices, Slip
from core.queue.announcing import CHIME
from core.texts import Texts

TRIAL = "test"
SIGN_SHOWN_S = 4.0
_ALL_DOTS = "8888"
_COUNTED = ("vi/one", "vi/two", "vi/three")
KINDS = ("printer", "sign", "speaker")


def test_slip(texts: Texts, centre: str, now: int) -> Slip:
    """A paper that nobody can take for a number: marked, and with every hard letter."""
    return Slip(
        ticket_id=TRIAL,
        copy=1,
        centre=centre,
        label=texts("devices_window.slip.label"),
        sector=texts("devices_window.slip.sector"),
        counters="",
        ahead="",
        estimate="",
        printed_at=f"{local(now):%H:%M:%S %d/%m/%Y}",
        papers=tuple(texts(f"devices_window.slip.letters.{case}") for case in ("upper", "lower")),
        hotline="",
        qr=TRIAL,
        headline=texts("devices_window.slip.headline"),
        qr_caption="",
        papers_caption=texts("devices_window.slip.caption"),
        watermark=texts("devices_window.slip.watermark"),
    )


def speak(devices: Devices) -> None:
    """The chime and three numbers: enough to hear loudness and the right output."""
    devices.say(Announcement(TRIAL, (CHIME, *_COUNTED)))


def light(devices: Devices, counters: Mapping[str, str]) -> None:
    """Light every dot of every counter's sign."""
    for counter_id in counters:
        devices.show(counter_id, _ALL_DOTS, blink=False)


def restore(devices: Devices, counters: Mapping[str, str]) -> None:
    """Show again what stood on the signs; `counters` maps counter to text."""
    for counter_id, text in counters.items():
        if text:
            devices.show(counter_id, text, blink=False)
        else:
            devices.clear(counter_id)
