"""How a driver describes itself, and what may be asked of it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.clock import Clock
from core.errors import Exit, Problem
from core.ports import Slip
from core.settings import Values
from devices.line import Driver, Line
from devices.raster import Raster

PRINTER, SIGN, PAD, KEYPAD, SPEAKER = "printer", "sign", "pad", "keypad", "speaker"


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a driver; its words are `device.option.<name>`.

    `kind` is int, number, bool, text or choice.
    """

    name: str
    kind: str
    default: Any
    unit: str = ""
    choices: tuple[str, ...] = ()

    def checked(self, value: Any) -> Any:
        """The value in its type; raises ValueError when it does not fit."""
        if self.kind == "choice":
            if value not in self.choices:
                raise ValueError(f"{self.name}: {value}")
            return value
        kind: type = {"int": int, "number": float, "bool": bool, "text": str}[self.kind]
        if kind is float and isinstance(value, int):
            return float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise ValueError(f"{self.name}: {value}")
        return value


@dataclass(frozen=True, slots=True)
class Services:
    """What a driver may use besides its line."""

    clock: Clock
    settings: Callable[[], Values]
    draw: Callable[[Slip, int], Raster]
    voice_folder: Path


@dataclass(frozen=True, slots=True)
class DeviceConfig:
    """One configured device, checked.

    `counters` maps a counter to its address on the line.
    """

    device_id: str
    kind: str
    driver: str
    name: str
    transport: Mapping[str, Any]
    counters: Mapping[str, int]
    options: Mapping[str, Any]


Make = Callable[[Line, DeviceConfig, Services], Driver]


@dataclass(frozen=True, slots=True)
class Description:
    """A driver as set-up pages and tests see it.

    Its words are `device.driver.<driver_id>` and `device.driver.<driver_id>.about`.
    """

    driver_id: str
    kind: str
    transports: tuple[str, ...]
    make: Make
    options: tuple[Option, ...] = ()


@cache
def known_drivers() -> Mapping[str, Description]:
    """Every driver of the package `devices.drivers`, found by its `DRIVER`."""
    import devices.drivers as package

    found = (
        importlib.import_module(f"{package.__name__}.{module.name}").DRIVER
        for module in pkgutil.iter_modules(package.__path__)
    )
    return {description.driver_id: description for description in found}


def checked_config(raw: Mapping[str, Any]) -> DeviceConfig:
    """A device of `station.json`, checked against its driver's description.

    Raises `Problem` `device.bad_config` that names what does not fit.
    """
    try:
        return _checked(raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Problem("device.bad_config", Exit.USAGE, detail=str(error)) from error


def _checked(raw: Mapping[str, Any]) -> DeviceConfig:
    description = known_drivers()[raw["driver"]]
    device_id, transport = str(raw["device_id"]), dict(raw["transport"])
    if transport["kind"] not in (*description.transports, "memory"):
        raise ValueError(f"transport {transport['kind']}")
    given = dict(raw.get("options") or {})
    options = {o.name: o.checked(given.pop(o.name, o.default)) for o in description.options}
    if given:
        raise ValueError(f"option {min(given)}")
    counters = _counters(raw)
    name = str(raw.get("name") or device_id)
    return DeviceConfig(
        device_id, description.kind, description.driver_id, name, transport, counters, options
    )


def _counters(raw: Mapping[str, Any]) -> dict[str, int]:
    """`counter_id` alone has address 1; a list is numbered; a mapping says it all."""
    if raw.get("counter_id"):
        return {str(raw["counter_id"]): 1}
    counters = raw.get("counters") or {}
    if isinstance(counters, Mapping):
        return {str(counter): int(address) for counter, address in counters.items()}
    return {str(counter): place for place, counter in enumerate(counters, 1)}
