"""A small centre on a real store, for what the hall sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.events import CounterDefined, Event, SectorDefined, SettingChanged, StaffDefined
from core.ports import Act, UnitOfWork
from core.queue.calling import call_given, call_next, miss, recall, start_service
from core.queue.counters import close_counter, open_counter, pause_counter
from core.queue.serving import finish, undo
from core.queue.taking import take_ticket

SECTORS = (
    ("CT", "Chứng thực – Sao y", "Certified copies", "A"),
    ("HT", "Hộ tịch", "Civil status", "B"),
    ("DD", "Đất đai – Xây dựng", "Land, construction", "C"),
    ("KD", "Đăng ký hộ kinh doanh", "Household business", "D"),
    ("BT", "Bảo trợ xã hội", "Social assistance", "E"),
    ("NC", "Người có công", "Persons of merit", "G"),
    ("CC", "Căn cước – Cư trú (Công an)", "Identity, residence", "H"),
    ("VH", "Văn hóa – Giáo dục – Y tế", "Culture, schools, health", "K"),
)
COUNTERS = 8


def record(unit: UnitOfWork, *, events: tuple[Event, ...]) -> None:
    for event in events:
        unit.record(event)


class Centre:
    """What a test lets the people of a centre do."""

    def __init__(self, store: Any) -> None:
        self.store = store

    def do(self, verb: Callable[..., Any], **arguments: Any) -> Any:
        return self.store.execute(Act(verb, arguments)).result

    def write(self, *events: Event) -> None:
        self.do(record, events=events)

    def furnish(self, sectors: int = len(SECTORS)) -> None:
        self.write(SettingChanged("centre.name", "Trung tâm Phục vụ hành chính công phường Ỷ Đỗ"))
        self.write(StaffDefined("nv1", "Nguyễn Thị Ánh Nguyệt", "officer"))
        known = SECTORS[:sectors]
        self.write(*(SectorDefined(i, vi, en, prefix, order=n)
                     for n, (i, vi, en, prefix) in enumerate(known)))  # fmt: skip
        everything = {sector[0]: 5 for sector in known}
        self.write(*(CounterDefined(f"q{n}", n, f"Quầy {n}", everything)
                     for n in range(1, COUNTERS + 1)))  # fmt: skip
        for number in range(1, COUNTERS + 1):
            self.do(open_counter, counter_id=f"q{number}", officer_id="nv1")

    def take(self, sector: str = "CT", many: int = 1, **more: Any) -> None:
        for _ in range(many):
            self.do(take_ticket, sector_id=sector, channel="desk", **more)

    def call(self, counter: int, label: str = "") -> str:
        counter_id = f"q{counter}"
        called = (
            self.do(call_given, counter_id=counter_id, label=label)
            if label
            else self.do(call_next, counter_id=counter_id)
        )
        return str(called.label)

    def recall(self, counter: int) -> None:
        self.do(recall, counter_id=f"q{counter}")

    def start(self, counter: int) -> None:
        self.do(start_service, counter_id=f"q{counter}")

    def finish(self, counter: int) -> None:
        self.do(finish, counter_id=f"q{counter}")

    def miss(self, counter: int) -> None:
        self.do(miss, counter_id=f"q{counter}")

    def undo(self, counter: int) -> None:
        self.do(undo, counter_id=f"q{counter}")

    def pause(self, counter: int) -> None:
        self.do(pause_counter, counter_id=f"q{counter}", reason="họp")

    def close(self, counter: int) -> None:
        self.do(close_counter, counter_id=f"q{counter}")

    def call_and_finish(self, counter: int) -> str:
        label = self.call(counter)
        self.finish(counter)
        return label
