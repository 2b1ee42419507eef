"""A small real centre on disk for the staff windows: people, counters, visitors."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from core.clock import AgendaClock
from core.events import (
    CounterDefined,
    ProcedureDefined,
    SectorDefined,
    SettingChanged,
    StaffDefined,
)
from core.people.accounts import set_secret
from core.people.sign_in import sign_in
from core.ports import Act, StaffServices, UnitOfWork
from core.queue.calling import call_next, miss, start_service
from core.queue.counters import open_counter
from core.queue.serving import finish, park
from core.queue.taking import take_ticket
from core.texts import LANGUAGES, Texts
from db.notes import FileNotes
from ui.bridge import Office

WAIT_MS = 5000
PIN = "2468"
PASSWORD = "một mật khẩu dài"

SECTORS = (
    ("certification", "Chứng thực", "Certification", "A"),
    ("civil_status", "Hộ tịch", "Civil status", "H"),
    ("social", "Lao động, Tiền lương, Việc làm và Bảo hiểm xã hội", "Labour and insurance", "T"),
    ("merit", "NGƯỜI CÓ CÔNG, BẢO TRỢ XÃ HỘI, GIẢM NGHÈO ĐỀU Ở ĐÂY", "Merit", "N"),
)
STAFF = (
    ("an", "Nguyễn Thị Ánh Tuyết", "officer", "Công chức"),
    ("binh", "Trần Quốc Bình", "officer", "Viên chức"),
    ("cuc", "Nguyễn Phước Bảo Quỳnh Như Hoàng Thiên Ngữ", "officer", "Công chức"),
    ("dung", "Lê Đức Dũng", "supervisor", "Phó Giám đốc Trung tâm"),
)


class Plain:
    """A hasher that takes no time: the slow one has its own tests."""

    def hash(self, secret: str) -> str:
        return f"plain:{secret}"

    def fits(self, hashed: str, secret: str) -> bool:
        return hashed == f"plain:{secret}"


class Centre:
    """The centre behind the windows of a test; `office` is what they are given."""

    def __init__(self, store: Any, devices: Any, clock: AgendaClock, folder: Path) -> None:
        self.store = store
        self.clock = clock
        self.devices = devices
        self.notes = FileNotes(folder / "notes")
        self._aside = ThreadPoolExecutor(1)
        texts = {language: Texts(language) for language in LANGUAGES}
        self.staff = StaffServices(self._sign_in, self.notes)
        self.office = Office(store, devices, clock, clock, texts, station="test", staff=self.staff)
        store.execute(Act(_define))
        for staff_id, _, role, _ in STAFF:
            secret = PIN if role == "officer" else PASSWORD
            self.do(set_secret, staff_id=staff_id, hashed=f"plain:{secret}")

    def do(self, verb: Callable[..., Any], by: str = "", **arguments: Any) -> Any:
        """Carry out an operation at once, as the program or as a member of staff."""
        actor = f"staff:{by}" if by else "system"
        return self.store.execute(Act(verb, arguments, actor)).result

    def _sign_in(self, staff_id: str, secret: str, counter_id: str = "") -> Future[Any]:
        return self._aside.submit(
            sign_in, self.store, Plain(), staff_id, secret, counter_id, "test"
        )

    def arrive(self, *sectors: str, minutes_apart: float = 1, priority: str = "") -> list[str]:
        """Visitors take numbers one after the other; returns their labels."""
        labels = []
        for sector_id in sectors:
            taken = self.do(take_ticket, sector_id=sector_id, priority=priority)
            labels.append(taken.label)
            self.clock.advance(minutes_apart * 60)
        return labels

    def busy_morning(self) -> None:
        """Counter q1 is open in An's name; some have been served, missed and parked."""
        self.do(open_counter, by="an", counter_id="q1")
        self.arrive("certification", "certification", "civil_status", "social")
        for end in (finish, miss, park):
            self.do(call_next, by="an", counter_id="q1")
            if end is not miss:
                self.do(start_service, by="an", counter_id="q1")
            self.clock.advance(90)
            self.do(end, by="an", counter_id="q1")
        self.clock.advance(30)
        self.arrive("certification", "certification", minutes_apart=4)
        self.arrive("merit", priority="elderly")
        self.arrive("social", "certification", "civil_status", minutes_apart=3)

    def close(self) -> None:
        self.office.close()
        self._aside.shutdown()
        self.notes.stop()


def _define(unit: UnitOfWork) -> None:
    unit.record(SettingChanged("centre.name", "Trung tâm Phục vụ hành chính công phường Ẫ Ế Ỗ"))
    for order, (sector_id, name, name_en, prefix) in enumerate(SECTORS):
        unit.record(SectorDefined(sector_id, name, name_en, prefix, order=order))
    served = {"certification": 3, "civil_status": 1, "social": 1, "merit": 1}
    unit.record(CounterDefined("q1", 1, "Chứng thực, hộ tịch và các việc khác", served))
    unit.record(CounterDefined("q2", 2, "Hộ tịch", {"civil_status": 1}))
    unit.record(CounterDefined("q12", 12, "Đăng ký, quản lý hộ kinh doanh và hợp tác xã", {}))
    for staff_id, name, role, title in STAFF:
        unit.record(StaffDefined(staff_id, name, role, title))
    unit.record(
        ProcedureDefined(
            "2.000815",
            "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền "
            "của Việt Nam cấp hoặc chứng nhận",
            "certification",
            "Chứng thực",
            term_kind="same_day",
            fee_kind="amount",
            fee_dong=2000,
            papers=("Bản chính giấy tờ", "Bản sao cần chứng thực"),
        )
    )
    unit.record(
        ProcedureDefined(
            "1.001193",
            "Đăng ký khai sinh",
            "civil_status",
            "Hộ tịch",
            term_kind="working_days",
            term=3,
            fee_kind="unpublished",
            service_level="full_online",
            papers=("Tờ khai đăng ký khai sinh", "Giấy chứng sinh", "Giấy chứng nhận kết hôn"),
        )
    )


def wait(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    """Wait until it is so; the store answers on threads of its own."""
    qtbot.waitUntil(fact, timeout=WAIT_MS)
