"""The kiosk in every state, size and wish of a citizen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from core.clock import Instant
from core.errors import Exit, Problem
from core.events import TicketPaperChanged, changes_of
from core.queue.model import Sector
from core.queue.taking import TakenTicket
from core.queue.views import KioskTile, KioskView
from core.settings import Values
from tests.screens.harness import settle
from ui.kiosk.look import KioskLook, Wishes, kiosk_look
from ui.kiosk.sheets import EasySheet, IdleSheet
from ui.kiosk.window import KioskWindow


@dataclass(frozen=True)
class Glass:
    """A screen: pixels and millimetres."""

    name: str
    size: tuple[int, int]
    mm: tuple[int, int]


PORTRAIT = Glass("portrait", (1080, 1920), (268, 476))
LANDSCAPE = Glass("landscape", (1920, 1080), (268, 476))
SMALL = Glass("small", (1280, 800), (217, 136))
GLASSES = (PORTRAIT, LANDSCAPE, SMALL)

SECTORS = (
    ("certification", "A", "Chứng thực", "Certification", "stamp"),
    ("civil_status", "H", "Hộ tịch", "Civil status", "book-user"),
    ("residence", "C", "Cư trú, căn cước", "Residence and identity", "id-card"),
    ("social_protection", "T", "Bảo trợ xã hội", "Social protection", "heart-handshake"),
    ("merit", "N", "Người có công", "People with merit", "medal"),
    ("business", "K", "Hộ kinh doanh, kinh tế", "Household business", "store"),
    ("construction", "X", "Xây dựng", "Construction", "hard-hat"),
    ("land", "L", "Đất đai", "Land", "map"),
    ("results", "R", "Nhận kết quả", "Collect a result", "package-check"),
    ("social_insurance", "B", "Bảo hiểm xã hội", "Social insurance", "heart-pulse"),
)
LONGEST = (
    "Lao động, Tiền lương, Việc làm và Bảo hiểm xã hội",
    "Đăng ký, quản lý hộ kinh doanh và hợp tác xã",
    "Nuôi con nuôi, hộ tịch có yếu tố nước ngoài",
    "NGƯỜI CÓ CÔNG, BẢO TRỢ XÃ HỘI, GIẢM NGHÈO ĐỀU Ở ĐÂY",
)
WAITING = (12, 3, 0, 1, 0, 5, 0, 2, 4, 27)


def tiles_of(names: tuple[str, ...] = ()) -> tuple[KioskTile, ...]:
    """The catalogue's sectors with people waiting; `names` replace the first ones."""
    tiles = []
    for index, (sector_id, prefix, name, name_en, icon) in enumerate(SECTORS):
        shown = names[index] if index < len(names) else name
        sector = Sector(sector_id, shown, name_en, prefix, icon, index)
        waiting = WAITING[index]
        tiles.append(KioskTile(sector, waiting, waiting * 4 or None, True, None, "am", None))
    return tuple(tiles)


VIEW = KioskView(
    "Trung tâm Phục vụ hành chính công phường Liên Chiểu",
    tiles_of(),
    None,
    (("07:30", "11:30"), ("13:30", "17:00")),
    False,
    "live",
    Values({"kiosk.exit_code": "2468"}),
)
TICKET = TakenTicket(
    "t1", "k3v9m2x7q4w8z1n5h6j0", "A015", "certification", 12, 48, (1, 2), "", 0, "vi"
)


@pytest.fixture
def kiosk(qtbot: Any, office: Any, scripted_store: Any, theme: Any) -> Callable[..., KioskWindow]:
    """`kiosk(glass, view)` opens a kiosk on that glass that shows the view."""

    def opened(glass: Glass, view: object = VIEW, wishes: Wishes | None = None) -> KioskWindow:
        office.here = Values(
            {"kiosk.screen_width_mm": glass.mm[0], "kiosk.screen_height_mm": glass.mm[1]}
        )
        scripted_store.answers["kiosk_view"] = view
        scripted_store.answers["take_ticket"] = TICKET
        window = KioskWindow(office, theme)
        qtbot.addWidget(window)
        if wishes is not None:
            window._wishes = wishes
        settle(window, glass.size)
        return window

    return opened


@pytest.fixture
def look(check: Callable[..., None], theme: Any) -> Callable[..., None]:
    """Check a kiosk's picture with the measures of a public screen."""

    def looked(window: KioskWindow, state: str, glass: Glass, **more: Any) -> None:
        measures = measures_of(glass, theme)
        check(
            window,
            f"kiosk-{state}-{glass.name}",
            glass.size,
            public=True,
            scale=measures.scale,
            least_cap_mm=measures.cap_mm,
            **more,
        )

    return looked


def measures_of(glass: Glass, theme: Any) -> KioskLook:
    here = Values({"kiosk.screen_width_mm": glass.mm[0], "kiosk.screen_height_mm": glass.mm[1]})
    return kiosk_look(theme, QSize(*glass.size), here, Wishes())


@pytest.mark.parametrize("glass", GLASSES, ids=lambda g: g.name)
@pytest.mark.parametrize(
    ("state", "wishes"),
    [
        ("home", Wishes()),
        ("home-en", Wishes(language="en")),
        ("home-large", Wishes(large=True)),
        ("home-contrast", Wishes(contrast=True)),
        ("home-low", Wishes(low=True)),
    ],
)
def test_home(kiosk: Any, look: Any, glass: Glass, state: str, wishes: Wishes) -> None:
    if glass is SMALL and wishes.low:
        return  # the whole of a small screen is within reach
    look(kiosk(glass, wishes=wishes), state, glass)


@pytest.mark.parametrize("glass", GLASSES, ids=lambda g: g.name)
def test_home_with_the_longest_names(kiosk: Any, look: Any, glass: Glass) -> None:
    long_name = "Trung tâm Phục vụ hành chính công đặc khu Phú Quốc, tỉnh An Giang"
    look(kiosk(glass, replace(VIEW, centre=long_name, tiles=tiles_of(LONGEST))), "longest", glass)


@pytest.mark.parametrize("glass", GLASSES, ids=lambda g: g.name)
def test_home_with_sectors_that_give_no_number(kiosk: Any, look: Any, glass: Glass) -> None:
    tiles = list(VIEW.tiles)
    tiles[1] = replace(tiles[1], left=0)
    tiles[3] = replace(tiles[3], left=0, half="pm")
    tiles[5] = replace(tiles[5], is_open=False, opens_at=Instant(1795500000_000000))
    tiles[6] = replace(tiles[6], is_open=False)
    look(kiosk(glass, replace(VIEW, tiles=tuple(tiles), mark="practice")), "full", glass)


@pytest.mark.parametrize("glass", GLASSES, ids=lambda g: g.name)
def test_priority_chosen(kiosk: Any, look: Any, glass: Glass) -> None:
    window = kiosk(glass)
    window._choose_priority("elderly")
    look(window, "priority", glass)


@pytest.mark.parametrize("glass", GLASSES, ids=lambda g: g.name)
@pytest.mark.parametrize("state", ["ticket", "ticket-no-paper", "ticket-taken", "ticket-en"])
def test_ticket(
    kiosk: Any, look: Any, scripted_store: Any, agenda: Any, glass: Glass, state: str
) -> None:
    view = replace(VIEW, tiles=tiles_of(LONGEST)) if state == "ticket-no-paper" else VIEW
    window = kiosk(glass, view, Wishes(language="en" if state == "ticket-en" else "vi"))
    scripted_store.answers["take_ticket"] = replace(
        TICKET,
        priority="elderly" if state == "ticket-no-paper" else "",
        ahead=0 if state == "ticket-taken" else 12,
    )
    window._take("certification")
    QApplication.processEvents()
    delivery = {"ticket-no-paper": "failed", "ticket-taken": "confirmed"}.get(state)
    if delivery:
        tell_paper(scripted_store, delivery)
    look(window, state, glass)


@pytest.mark.parametrize("glass", GLASSES, ids=lambda g: g.name)
@pytest.mark.parametrize(
    ("state", "view"),
    [
        ("closed", replace(
            VIEW,
            tiles=tuple(replace(t, is_open=False) for t in VIEW.tiles),
            opens_at=Instant(1795500000_000000),
        )),
        ("empty", replace(VIEW, tiles=())),
        ("clock", replace(VIEW, clock_is_behind=True)),
        ("broken", Problem("store.full", Exit.ENVIRONMENT)),
        ("busy", Future()),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)  # fmt: skip
def test_no_tiles(kiosk: Any, look: Any, glass: Glass, state: str, view: object) -> None:
    look(kiosk(glass, view), state, glass)


@pytest.mark.parametrize("glass", GLASSES, ids=lambda g: g.name)
def test_refused(kiosk: Any, look: Any, scripted_store: Any, glass: Glass) -> None:
    window = kiosk(glass)
    scripted_store.answers["take_ticket"] = Problem("queue.full", sector="Chứng thực")
    window._take("certification")
    QApplication.processEvents()
    look(window, "refused", glass)


@pytest.mark.parametrize("glass", GLASSES, ids=lambda g: g.name)
def test_offline(kiosk: Any, look: Any, scripted_store: Any, glass: Glass) -> None:
    window = kiosk(glass)
    scripted_store.answers["kiosk_view"] = Problem("store.cannot_open", Exit.ENVIRONMENT)
    window.feed.refresh()
    QApplication.processEvents()
    look(window, "offline", glass)


@pytest.mark.parametrize("glass", GLASSES, ids=lambda g: g.name)
def test_countdown(kiosk: Any, look: Any, agenda: Any, glass: Glass) -> None:
    window = kiosk(glass)
    window._choose_priority("child")
    agenda.advance(30 + 8)
    assert isinstance(window.sheet, IdleSheet)
    look(window, "countdown", glass, part=window.sheet.panel)


@pytest.mark.parametrize("glass", GLASSES, ids=lambda g: g.name)
def test_easy(kiosk: Any, look: Any, glass: Glass) -> None:
    window = kiosk(glass)
    window._offer_easy()
    assert isinstance(window.sheet, EasySheet)
    look(window, "easy", glass, part=window.sheet.panel)


@pytest.mark.parametrize("glass", GLASSES, ids=lambda g: g.name)
def test_staff_code(kiosk: Any, look: Any, glass: Glass) -> None:
    window = kiosk(glass)
    window.leaving.ask_code()
    assert window.sheet is not None
    look(window, "code", glass, part=window.sheet.panel)


def tell_paper(store: Any, delivery: str) -> None:
    """Let the store say what became of the ticket's paper."""
    from core.events import Recorded

    event = TicketPaperChanged("t1", 1, delivery)
    store.tell(changes_of((Recorded(1, 0, 0, "system", "test", event),)))
    QApplication.processEvents()
