"""What `check` says of the machine: fonts, devices, a screen that stays on."""

from __future__ import annotations

from collections.abc import Iterable

from core.awake import Awake
from core.care import Finding, Lamp
from core.ports import DeviceHealth, DeviceState
from core.resources import resource

_LAMPS = {DeviceHealth.LOST: Lamp.RED, DeviceHealth.DEGRADED: Lamp.AMBER}


def fonts_finding() -> Finding:
    fonts = len(list(resource("fonts").rglob("*.ttf")))
    lamp = Lamp.GREEN if fonts else Lamp.RED
    return Finding("fonts", lamp, "finding.fonts", {"count": fonts})


def awake_finding(awake: Awake) -> Finding:
    """A screen that goes dark is a nuisance and stops nothing: amber at most."""
    means = awake.means()
    if means:
        return Finding("awake", Lamp.GREEN, "finding.stays_awake", {"means": ", ".join(means)})
    return Finding("awake", Lamp.AMBER, "finding.may_sleep")


def device_findings(states: Iterable[DeviceState]) -> list[Finding]:
    return [
        Finding(
            "device",
            _LAMPS.get(state.health, Lamp.GREEN),
            "finding.device",
            {"name": state.name, "health": state.health.name.lower(), "fault": state.fault},
        )
        for state in states
    ]
