"""A printer, sign or pad on a memory line, run by the agenda's clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from core.clock import AgendaClock
from core.ports import DeviceNews, DeviceState, PrintOutcome, Slip
from core.settings import Values
from devices.hub import Hub, build_hub
from devices.raster import Raster
from devices.transports.memory import MemoryTransport


def a_slip(ticket_id: str = "t1", copy: int = 1, **changed: Any) -> Slip:
    words: dict[str, Any] = {
        "centre": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG HỒNG BÀNG",
        "label": "A015",
        "sector": "Chứng thực",
        "counters": "Quầy số 1, 2, 3",
        "ahead": "Còn 5 người trước bạn",
        "estimate": "Chờ khoảng 15 phút",
        "printed_at": "In lúc 08:15 ngày 23/11/2026",
        "papers": ("Bản chính giấy tờ cần chứng thực", "Căn cước công dân"),
        "hotline": "Hỏi đáp: 1900 1234",
        "qr": "https://tra-cuu.vn/p/0123456789abcdefghjk",
        "headline": "SỐ THỨ TỰ CỦA BẠN",
        "qr_caption": "Quét mã để xem lượt chờ",
        "papers_caption": "Giấy tờ cần chuẩn bị",
        "footer": "Vui lòng chờ đến khi số hiện trên màn hình.",
        "reprint_mark": f"IN LẠI {copy}" if copy > 1 else "",
    }
    return Slip(ticket_id=ticket_id, copy=copy, **{**words, **changed})


def marked_raster(slip: Slip, width: int) -> Raster:
    """A small picture that says which ticket and copy it is, quick to make.

    The first row holds the ticket's number in bits and the copy; the rest is
    a pattern that no command byte hides in by chance.
    """
    number = int(slip.ticket_id.removeprefix("t"))
    row = number.to_bytes(4, "big") + bytes((slip.copy,))
    rows = row.ljust(width // 8, b"\xaa") + (b"\xaa" * (width // 8)) * 159
    return Raster(width, 160, rows)


class Bench:
    """A hub on one memory line; collects the news."""

    def __init__(
        self,
        clock: AgendaClock,
        wire: MemoryTransport,
        driver: str,
        *,
        counters: Mapping[str, int] | None = None,
        options: Mapping[str, Any] | None = None,
        settings: Values | None = None,
        draw: Callable[[Slip, int], Raster] = marked_raster,
        voice_folder: Path | None = None,
        transport: Mapping[str, Any] | None = None,
    ) -> None:
        self.clock = clock
        self.wire = wire
        self.news: list[DeviceNews] = []
        values = settings or Values()
        config = {
            "device_id": "device-1",
            "driver": driver,
            "transport": transport or {"kind": "memory", "wire": "wire"},
            "counters": counters or {},
            "options": options or {},
        }
        self.hub: Hub = build_hub(
            [config],
            clock=clock,
            timers=clock,
            settings=lambda: values,
            wires={"wire": wire},
            draw=draw,
            voice_folder=voice_folder,
        )
        self.hub.listen(self.news.append)
        self.hub.start()

    @property
    def state(self) -> DeviceState:
        return self.hub.states()[0]

    def outcomes(self, ticket_id: str = "t1") -> list[tuple[str, str]]:
        """What was said of a ticket's first paper, in order."""
        return [
            (str(n.delivery), n.evidence)
            for n in self.news
            if isinstance(n, PrintOutcome) and n.ticket_id == ticket_id
        ]

    def last(self, ticket_id: str = "t1") -> tuple[str, str]:
        return self.outcomes(ticket_id)[-1]

    def of(self, kind: type[Any]) -> list[Any]:
        return [n for n in self.news if isinstance(n, kind)]
