"""One contract for every driver: found, described, opened, unplugged, healed, closed."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

import devices
from core.clock import AgendaClock
from core.ports import Announcement, DeviceHealth
from core.resources import resource
from core.texts import Texts
from devices.description import Description, known_drivers
from devices.fakes.bench import demo_bench
from devices.transports import KINDS
from devices.transports.memory import MemoryTransport
from tests.devices.device_harness import Bench

DRIVERS = sorted(known_drivers().values(), key=lambda d: d.driver_id)
Expect = Callable[[str], None]


class Hole:
    """A device that takes everything and says nothing, or whatever a test says."""

    def plugged(self, reply: Callable[[bytes], None]) -> None:
        self.reply = reply

    def heard(self, data: bytes) -> None: ...


@pytest.mark.parametrize("driver", DRIVERS, ids=lambda d: d.driver_id)
class TestEveryDriver:
    def test_it_describes_itself(self, driver: Description) -> None:
        assert driver.driver_id == inspect.getmodule(driver.make).__name__.rpartition(".")[2]  # type: ignore[union-attr]
        assert driver.make.__doc__
        assert set(driver.transports) <= set(KINDS)
        for option in driver.options:
            assert option.checked(option.default) == option.default

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_it_has_words(self, driver: Description, language: str) -> None:
        texts = Texts(language)
        keys = [f"driver.{driver.driver_id}", f"driver.{driver.driver_id}.about"]
        keys += [f"kind.{driver.kind}", *(f"option.{o.name}" for o in driver.options)]
        assert [key for key in keys if not texts.has(f"device.{key}")] == []

    def test_it_has_a_fake(self, driver: Description, agenda: AgendaClock) -> None:
        used = {config["driver"] for config in demo_bench(["q1"], clock=agenda).configs}
        assert driver.driver_id in used

    def test_it_opens_is_unplugged_heals_and_closes(
        self, driver: Description, agenda: AgendaClock, expected_logs: Expect
    ) -> None:
        expected_logs("is lost")
        wire = MemoryTransport(Hole())
        desk = Bench(agenda, wire, driver.driver_id, counters={"q1": 1})
        agenda.advance(10)
        before = desk.state.fault
        for _ in range(3):
            wire.unplug()
            assert (desk.state.health, desk.state.fault) == (DeviceHealth.LOST, "unplugged")
            agenda.advance(20)
            wire.plug()
            agenda.advance(10)
            assert desk.state.fault == before
        desk.hub.stop()

    def test_it_bears_noise_and_any_command(self, driver: Description, agenda: AgendaClock) -> None:
        wire = MemoryTransport(Hole())
        desk = Bench(agenda, wire, driver.driver_id, counters={"q1": 1})
        for value in range(256):
            wire.reply(bytes((value,)) * 7)
        for counter in ("q1", "nobody"):
            desk.hub.show(counter, "Ẫ" * 500, blink=True)
            desk.hub.arm(counter, 10_000)
            desk.hub.disarm(counter)
            desk.hub.clear(counter)
        desk.hub.say(Announcement("A", (), ()))
        agenda.advance(100)
        assert desk.state.fault != "driver_failed"
        desk.hub.stop()


def codes_in(folder: Path) -> set[str]:
    """The words of the devices' code that could be fault or evidence codes."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value.removeprefix("device."))
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_word_of_the_area_is_used_and_every_fault_has_one(language: str) -> None:
    from babel.messages.pofile import read_po

    with resource("texts", language, "device.po").open("rb") as file:
        keys = {str(message.id) for message in read_po(file) if message.id}
    codes = codes_in(Path(devices.__file__).parent) | {"none", "restarted"}
    faults = {key.removeprefix("device.fault.") for key in keys if ".fault." in key}
    evidence = {key.removeprefix("device.evidence.") for key in keys if ".evidence." in key}
    assert faults <= codes
    assert evidence <= codes
    for name in ("FAULTS", "LINE_FAULTS"):
        from devices.fakes import bench, printer

        for fault in getattr(printer, name, getattr(bench, name, ())):
            assert f"device.misbehave.{fault}" in keys


def test_both_languages_have_the_same_keys() -> None:
    from babel.messages.pofile import read_po

    keys = []
    for language in ("vi", "en"):
        with resource("texts", language, "device.po").open("rb") as file:
            keys.append({message.id for message in read_po(file)})
    assert keys[0] == keys[1]
