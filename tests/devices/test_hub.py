"""The hub: who gets what, what is listed, what is found wanting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.clock import AgendaClock
from core.errors import Problem
from core.ports import (
    Announcement,
    DeviceHealth,
    DeviceNews,
    Devices,
    PadPress,
    PrintOutcome,
    Spoke,
    Workshop,
)
from core.wire import from_wire, to_wire
from devices.description import checked_config
from devices.fakes.bench import DemoBench, demo_bench
from devices.fakes.printer import FakePrinter
from devices.hub import Hub, build_hub
from tests.devices.device_harness import a_slip, marked_raster

Expect = Callable[[str], None]


@pytest.fixture
def demo(agenda: AgendaClock) -> DemoBench:
    return demo_bench(["q1", "q2"], clock=agenda)


def hub_of(agenda: AgendaClock, demo: DemoBench) -> tuple[Hub, list[DeviceNews]]:
    hub = build_hub(demo.configs, clock=agenda, timers=agenda, wires=demo.wires, draw=marked_raster)
    news: list[DeviceNews] = []
    hub.listen(news.append)
    hub.listen(demo.bench.heed)
    hub.start()
    agenda.advance(1)
    return hub, news


def test_it_keeps_to_the_ports(agenda: AgendaClock, demo: DemoBench) -> None:
    devices: Devices = hub_of(agenda, demo)[0]
    workshop: Workshop = demo.bench
    assert {state.health for state in devices.states()} == {DeviceHealth.READY}
    assert workshop.devices() == ("printer-1", "signs-1", "pads-1", "keypad-1", "keypad-2")


def test_a_day_at_the_bench(agenda: AgendaClock, demo: DemoBench) -> None:
    hub, news = hub_of(agenda, demo)
    bench = demo.bench
    heard: list[str] = []
    leave = bench.subscribe(heard.append)
    hub.print_slip(a_slip())
    hub.show("q2", "A015", blink=True)
    hub.say(Announcement("A015", ("chime",), (), "A015"))
    hub.arm("q2", 60)
    agenda.advance(1)
    assert [sign.text for sign in bench.signs()] == ["", "A015"]
    assert [pad.armed for pad in bench.pads()] == [False, True]
    (paper,) = bench.papers()
    assert paper.cut
    assert paper.png.startswith(b"\x89PNG")
    assert [(said.label, said.moment) for said in bench.speech()] == [("A015", "started")]
    bench.press("pads-1", "q2", "3")
    bench.press("keypad-1", "q1", "next")
    assert PadPress("q2", 3, "pads-1") in news
    assert {"papers", "signs", "pads", "speech"} <= set(heard)
    leave()
    heard.clear()
    hub.show("q1", "B001", blink=False)
    agenda.advance(1)
    assert not heard


def test_every_fault_can_be_played_and_mended(
    agenda: AgendaClock, demo: DemoBench, expected_logs: Expect
) -> None:
    expected_logs("is lost")
    hub, _ = hub_of(agenda, demo)
    for device_id in demo.bench.devices():
        for fault in demo.bench.faults(device_id):
            demo.bench.misbehave(device_id, fault)
            assert demo.bench.active_fault(device_id) == fault
            hub.show("q1", "A001", blink=False)
            hub.arm("q1", 20)
            agenda.advance(10)
            demo.bench.misbehave(device_id, "")
            hub.show("q1", "A002", blink=False)
            hub.arm("q1", 20)
            agenda.advance(30)
    assert {state.health for state in hub.states()} == {DeviceHealth.READY}


def test_without_a_printer_the_number_stays_on_the_screen(agenda: AgendaClock) -> None:
    hub = build_hub([], clock=agenda, timers=agenda)
    news: list[DeviceNews] = []
    hub.listen(news.append)
    hub.print_slip(a_slip())
    assert news == [PrintOutcome("t1", 1, "screen", "no_printer")]


def test_the_healthy_printer_is_chosen(agenda: AgendaClock) -> None:
    fakes = {"one": FakePrinter(agenda), "two": FakePrinter(agenda)}
    for name, fake in fakes.items():
        fake.wire.name = name
    configs = [
        {
            "device_id": name,
            "driver": "escpos_printer",
            "transport": {"kind": "memory", "wire": name},
            "options": {"poll_s": 0.0, "push_status": True},
        }
        for name in fakes
    ]
    wires = {name: fake.wire for name, fake in fakes.items()}
    hub = build_hub(configs, clock=agenda, timers=agenda, wires=wires, draw=marked_raster)
    hub.start()
    fakes["one"].misbehave("paper_out")
    hub.print_slip(a_slip())
    agenda.advance(2)
    assert [len(fake.papers) for fake in fakes.values()] == [0, 1]


def test_a_wrong_configuration_is_listed_with_its_fault(
    agenda: AgendaClock, expected_logs: Expect
) -> None:
    expected_logs("cannot be set up")
    printer = {"driver": "escpos_printer", "transport": {"kind": "file", "path": "/dev/null"}}
    configs: list[dict[str, Any]] = [
        {"device_id": "a", "driver": "nobody_knows", "transport": {"kind": "tcp"}},
        {"device_id": "b", "driver": "escpos_printer", "transport": {"kind": "tcp"}},
        {"device_id": "c", **printer, "options": {"speed": 3}},
        {"device_id": "d"},
        {"device_id": "e", "driver": "escpos_printer", "transport": {"kind": "sound"}},
        {
            "device_id": "f",
            "driver": "framed_sign",
            "transport": {"kind": "tcp", "host": "h"},
            "options": {"protocol": "nothing"},
        },
    ]
    hub = build_hub(configs, clock=agenda)
    assert {s.health for s in hub.states()} == {DeviceHealth.LOST}
    assert [(s.device_id, s.fault) for s in hub.states()] == [
        *((name, "bad_config") for name in "abcde"),
        ("f", "bad_protocol"),
    ]
    hub.start()
    hub.stop()


def test_two_devices_cannot_have_one_port(agenda: AgendaClock, expected_logs: Expect) -> None:
    expected_logs("cannot be set up")
    transport = {"kind": "serial", "port": "/dev/ttyS9"}
    configs = [
        {"device_id": name, "driver": "serial_keypad", "transport": transport, "counter_id": "q1"}
        for name in "ab"
    ]
    states = build_hub(configs, clock=agenda).states()
    assert [state.fault for state in states] == ["", "port_taken"]


@pytest.mark.parametrize(
    ("changed", "detail"),
    [
        ({"options": {"confirm": "maybe"}}, "confirm"),
        ({"options": {"confirm_s": "six"}}, "confirm_s"),
        ({"options": {"push_status": 1}}, "push_status"),
        ({"transport": {"kind": "sound"}}, "transport"),
        ({"driver": "nobody"}, "nobody"),
    ],
)
def test_the_mistake_in_a_configuration_is_named(changed: dict[str, Any], detail: str) -> None:
    good = {
        "device_id": "p",
        "driver": "escpos_printer",
        "transport": {"kind": "tcp", "host": "h"},
    }
    assert checked_config(good).options["confirm"] == "fence"
    with pytest.raises(Problem) as caught:
        checked_config({**good, **changed})
    assert detail in str(caught.value.facts["detail"])


def test_counters_are_given_in_three_ways() -> None:
    base = {
        "device_id": "s",
        "driver": "framed_sign",
        "transport": {"kind": "tcp", "host": "h"},
    }
    assert checked_config({**base, "counter_id": "q7"}).counters == {"q7": 1}
    assert checked_config({**base, "counters": ["q1", "q2"]}).counters == {"q1": 1, "q2": 2}
    assert checked_config({**base, "counters": {"q1": 9}}).counters == {"q1": 9}


def test_a_listener_that_fails_silences_nobody(
    agenda: AgendaClock, demo: DemoBench, expected_logs: Expect
) -> None:
    expected_logs("a listener of the devices failed")
    hub, news = hub_of(agenda, demo)

    def fail(_news: DeviceNews) -> None:
        raise RuntimeError("listener")

    hub.listen(fail)
    late: list[DeviceNews] = []
    leave = hub.listen(late.append)
    hub.print_slip(a_slip())
    agenda.advance(1)
    assert late
    leave()
    late.clear()
    hub.print_slip(a_slip("t2"))
    agenda.advance(1)
    assert not late
    assert news


def test_a_listener_may_ask_for_more_while_it_is_told(agenda: AgendaClock, demo: DemoBench) -> None:
    hub, news = hub_of(agenda, demo)

    def again(told: DeviceNews) -> None:
        if isinstance(told, PrintOutcome) and told.ticket_id == "t1":
            hub.print_slip(a_slip("t2"))

    hub.listen(again)
    hub.print_slip(a_slip("t1"))
    agenda.advance(1)
    outcomes = [n.ticket_id for n in news if isinstance(n, PrintOutcome)]
    assert outcomes == ["t1", "t1", "t2", "t2"]


def test_news_is_plain_data(agenda: AgendaClock, demo: DemoBench) -> None:
    hub, news = hub_of(agenda, demo)
    hub.print_slip(a_slip())
    hub.say(Announcement("A015", ("chime",), (), "A015"))
    agenda.advance(5)
    demo.bench.press("keypad-2", "q2", "call:15")
    for item in news:
        assert from_wire(type(item), to_wire(item)) == item
    assert any(isinstance(item, Spoke) for item in news)


def test_the_same_day_gives_the_same_news(agenda: AgendaClock) -> None:
    from core.clock import AgendaClock as Agenda

    def day() -> list[DeviceNews]:
        clock = Agenda(agenda.now())
        hub, news = hub_of(clock, demo_bench(["q1"], clock=clock))
        for number in range(30):
            hub.print_slip(a_slip(f"t{number}"))
            hub.say(Announcement(f"A{number}", ("chime",), (), f"A{number}"))
            clock.advance(7)
        return news

    assert day() == day()
