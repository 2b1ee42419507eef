"""What the tests of dossiers share: a desk on the real store, and its centre."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from core.clock import VIETNAM, AgendaClock, Instant, instant_of
from core.dossiers.catalogue import read_catalogue
from core.dossiers.model import CalendarDay
from core.events import CalendarDayDefined, SettingChanged, StaffDefined, StoreMarked
from core.ports import Act, UnitOfWork

CENTRE = {
    "centre.superior": "Ủy ban nhân dân phường Hải An",
    "centre.issuer": "Trung tâm Phục vụ hành chính công",
    "centre.name": "Trung tâm Phục vụ hành chính công phường Hải An",
    "centre.place": "Hải An",
    "centre.hotline": "0225 1022",
}
APPLICANT = {
    "name": "Nguyễn Thị Hồng Ưu Ẫng",
    "id_number": "031190001234",
    "phone": "0912 345 678",
    "address": "Số 12, tổ dân phố Cát Bi 3, phường Hải An",
}


def at(text: str) -> Instant:
    """`2026-08-21 15:20` in Vietnam's time."""
    return instant_of(datetime.fromisoformat(text).replace(tzinfo=VIETNAM))


def shipped_days() -> list[CalendarDay]:
    return [
        CalendarDay(event.day, event.kind, event.name)
        for event in read_catalogue()
        if isinstance(event, CalendarDayDefined)
    ]


class Desk:
    """The real store as one officer uses it; every verb by its name."""

    def __init__(self, store: Any, clock: AgendaClock) -> None:
        self.store = store
        self.clock = clock
        self.actor = "staff:s1"

    def do(self, verb: Callable[..., Any], **values: Any) -> Any:
        return self.store.execute(Act(verb, values, actor=self.actor)).result

    def ask(self, query: Callable[..., Any], *values: Any) -> Any:
        return self.store.read(lambda reader: query(reader, *values))

    def find(self, dossier_id: str) -> Any:
        return self.store.read(lambda reader: reader.dossiers.find(dossier_id))

    def kinds(self) -> list[str]:
        return self.store.read(lambda reader: [type(e.event).__name__ for e in reader.events()])

    def as_(self, actor: str) -> Desk:
        desk = Desk(self.store, self.clock)
        desk.actor = actor
        return desk


def furnish(unit: UnitOfWork, *, mark: str) -> None:
    for name, value in CENTRE.items():
        unit.record(SettingChanged(name, value))
    for staff_id, name, role in (
        ("s1", "Phạm Thị Ngọc Ánh", "officer"),
        ("s2", "Đỗ Văn Bình", "supervisor"),
        ("s3", "Lê Thu", "helper"),
    ):
        unit.record(StaffDefined(staff_id, name, role))
    unit.record(StoreMarked(mark))
