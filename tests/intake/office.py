"""The centre behind the intake of a test: real store, real notes, real receipts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from core.clock import AgendaClock
from core.dossiers.catalogue import install_catalogue
from core.dossiers.model import Dossier
from core.errors import Exit, Problem
from core.events import CounterDefined, SectorDefined, SettingChanged, StaffDefined, StoreMarked
from core.forms.receipts import ReceiptFiles
from core.people.accounts import set_secret
from core.people.sign_in import sign_in
from core.ports import Act, StaffServices, UnitOfWork
from core.queue.calling import call_next, start_service
from core.queue.counters import open_counter
from core.queue.taking import take_ticket
from core.texts import LANGUAGES, Texts
from db.notes import FileNotes
from ui.bridge import Office
from ui.intake.entry import Visit

WAIT_MS = 5000
PIN = "2468"
CENTRE = {
    "centre.superior": "Ủy ban nhân dân phường Hải An",
    "centre.issuer": "Trung tâm Phục vụ hành chính công",
    "centre.name": "Trung tâm Phục vụ hành chính công phường Hải An",
    "centre.place": "Hải An",
    "centre.hotline": "0225 1022",
}
STAFF = (
    ("an", "Nguyễn Thị Ánh Tuyết", "officer"),
    ("cuc", "Nguyễn Phước Bảo Quỳnh Như Hoàng Thiên Ngữ", "officer"),
    ("dung", "Lê Đức Dũng", "supervisor"),
)


class Plain:
    """A hasher that takes no time: the slow one has its own tests."""

    def hash(self, secret: str) -> str:
        return f"plain:{secret}"

    def fits(self, hashed: str, secret: str) -> bool:
        return hashed == f"plain:{secret}"


class KeptPaper:
    """An office printer that keeps what it is handed; `broken` refuses."""

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.broken = False

    def print_pdf(self, file: Path, copies: int = 1) -> Future[str]:
        future: Future[str] = Future()
        if self.broken:
            future.set_exception(Problem("device.not_printed", Exit.ENVIRONMENT, file=file.name))
        else:
            self.files += [file] * copies
            future.set_result("Laser tầng 1")
        return future


class Centre:
    """What an intake window stands on; `office` is what it is given."""

    def __init__(self, store: Any, devices: Any, clock: AgendaClock, folder: Path) -> None:
        self.store = store
        self.clock = clock
        self.devices = devices
        self.notes = FileNotes(folder / "notes")
        self.printer = KeptPaper()
        self._aside = ThreadPoolExecutor(1)
        self._texts = {language: Texts(language) for language in LANGUAGES}
        self.staff = StaffServices(
            self._sign_in,
            self.notes,
            ReceiptFiles(store, folder / "receipts", self._aside.submit),
            self.printer,
        )
        self.office = self.new_office()
        store.execute(Act(install_catalogue, {}))
        store.execute(Act(_define))
        for staff_id, _, _ in STAFF:
            self.do(set_secret, staff_id=staff_id, hashed=f"plain:{PIN}")

    def new_office(self) -> Office:
        """Another start of the program on the same store and notes."""
        return Office(
            self.store,
            self.devices,
            self.clock,
            self.clock,
            self._texts,
            station="test",
            staff=self.staff,
        )

    def do(self, verb: Callable[..., Any], by: str = "", **arguments: Any) -> Any:
        actor = f"staff:{by}" if by else "system"
        return self.store.execute(Act(verb, arguments, actor)).result

    def serve(self, sector_id: str = "certification") -> Visit:
        """A visitor stands at counter q1; the visit as the counter hands it over."""
        if not self.store.read(lambda r: r.counters.find("q1")).officer_id:
            self.do(open_counter, by="an", counter_id="q1")
        self.do(take_ticket, sector_id=sector_id)
        self.clock.advance(60)
        self.do(call_next, by="an", counter_id="q1")
        self.do(start_service, by="an", counter_id="q1")
        ticket = self.store.read(lambda r: r.tickets.at_counter("q1"))
        return Visit("q1", "an", STAFF[0][1], ticket.ticket_id, ticket.label, ticket.sector_id)

    def dossiers(self) -> list[Dossier]:
        """Every dossier, the one entered last first."""
        found: list[Dossier] = self.store.read(lambda r: r.dossiers.list_recent())
        return found

    def reads(self, dossier: Dossier) -> int:
        """How often the applicant's data was read."""
        return int(self.store.read(lambda r: r.persons.count_reads(dossier.applicant_id)))

    def _sign_in(self, staff_id: str, secret: str, counter_id: str = "") -> Future[Any]:
        return self._aside.submit(
            sign_in, self.store, Plain(), staff_id, secret, counter_id, "test"
        )

    def close(self) -> None:
        self.office.close()
        self._aside.shutdown()
        self.notes.stop()


def _define(unit: UnitOfWork) -> None:
    for name, value in CENTRE.items():
        unit.record(SettingChanged(name, value))
    for order, (sector_id, name, prefix) in enumerate(
        (("certification", "Chứng thực", "A"), ("civil_status", "Hộ tịch", "H"))
    ):
        unit.record(SectorDefined(sector_id, name, name, prefix, order=order))
    unit.record(CounterDefined("q1", 1, "Chứng thực", {"certification": 1, "civil_status": 1}))
    for staff_id, name, role in STAFF:
        unit.record(StaffDefined(staff_id, name, role))
    unit.record(StoreMarked("live"))


def wait(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    """Wait until it is so; the store answers on threads of its own."""
    qtbot.waitUntil(fact, timeout=WAIT_MS)
