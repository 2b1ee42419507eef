"""Approved pictures of what the hall sees, each measured for contrast, size and clipping."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from core.clock import AgendaClock
from core.errors import Problem
from core.events import SectorDefined, SettingChanged, StoreMarked
from core.queue.board import board_reading
from tests.board.centre import Centre
from tests.board.test_hall_board import with_picture
from tests.screens.harness import degrees, render
from ui.board.call_panel import CallPanel
from ui.board.legibility import least_screen_height_mm, legibility
from ui.board.media import MediaPanel
from ui.board.window import BoardWindow
from ui.rating.face_button import FaceButton
from ui.rating.window import RatingWindow
from ui.scale import READABLE_DEGREES, Scale
from ui.sign.window import SignWindow

BOARD_SIZES = [(1920, 1080), (1280, 720), (1080, 1920)]
SIGN_SIZES = [(1024, 600), (800, 480)]
PAD_SIZES = [(1280, 800), (1024, 600), (800, 480)]
# Width of the glass of usual pads of 10.1 and 7 inches, in mm.
PAD_WIDTH_MM = {1280: 217, 1024: 154, 800: 152}

Open = Callable[..., Any]
Check = Callable[..., None]
Settle = Callable[[], None]


def name_of(what: str, size: tuple[int, int]) -> str:
    return f"{what}_{size[0]}x{size[1]}"


@pytest.fixture
def busy(centre: Centre) -> Centre:
    for sector, many in (("CT", 34), ("HT", 6), ("DD", 9), ("KD", 2), ("BT", 103)):
        centre.take(sector, many)
    return centre


@pytest.fixture
def calling(busy: Centre, agenda: AgendaClock) -> Centre:
    for number, label in enumerate(("A012", "E003", "C007", "B002", "A013", "E104"), 1):
        if label != "E104":
            busy.call(number, label)
            agenda.advance(7)
    busy.call(7, "E103")
    return busy


@pytest.mark.parametrize("size", BOARD_SIZES)
def test_board_before_the_first_call(
    busy: Centre, open_window: Open, check: Check, size: tuple[int, int]
) -> None:
    check(open_window(BoardWindow, size), name_of("board_empty", size), size, public=True)


@pytest.mark.parametrize("size", [*BOARD_SIZES, (3840, 2160)])
def test_board_with_calls(
    calling: Centre, open_window: Open, check: Check, size: tuple[int, int]
) -> None:
    board = open_window(BoardWindow, size)
    if size[0] < 3840:
        check(board, name_of("board_calls", size), size, public=True)
    else:
        small = render(board, (1920, 1080)).scaled(*size)
        assert render(board, size).size() == small.size()


@pytest.mark.parametrize("size", BOARD_SIZES)
def test_board_in_a_burst_of_twenty(
    busy: Centre, open_window: Open, settle: Settle, check: Check, size: tuple[int, int]
) -> None:
    board = open_window(BoardWindow, size)
    for number in range(20):
        label = f"{'AEC'[number % 3]}{number // 3 + 1:03d}"
        busy.call(number % 8 + 1, label)
        busy.finish(number % 8 + 1)
    settle()
    check(board, name_of("board_burst", size), size, public=True)


@pytest.mark.parametrize("size", BOARD_SIZES)
def test_board_without_the_store(
    calling: Centre, office: Any, scripted_store: Any, agenda: AgendaClock, open_window: Open,
    qapp: Any, check: Check, size: tuple[int, int],
) -> None:  # fmt: skip
    scripted_store.answers["board_reading"] = calling.store.read(board_reading)
    board = open_window(BoardWindow, size, office=office)
    scripted_store.answers["board_reading"] = Problem("store.cannot_open")
    board._refresh_now()
    qapp.processEvents()
    check(board, name_of("board_lost", size), size, public=True)


@pytest.mark.parametrize("size", BOARD_SIZES)
def test_board_with_a_picture(
    calling: Centre, real_office: Any, open_window: Open, check: Check, agenda: AgendaClock,
    tmp_path: Path, qtbot: Any, size: tuple[int, int],
) -> None:  # fmt: skip
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(0xFF1D4E89)
    assert image.save(str(tmp_path / "a.png"))
    height_mm = 1190 if size[1] > size[0] else 670
    office = with_picture(real_office, tmp_path / "a.png", **{"board.screen_height_mm": height_mm})
    board = open_window(BoardWindow, size, office=office)
    media = board.findChild(MediaPanel)

    def has_image() -> bool:
        agenda.advance(0.04)
        return not media._image.isNull()

    qtbot.waitUntil(has_image, timeout=5000)
    share = media.width() * media.height() / (size[0] * size[1])
    assert 0.05 < share <= 0.4
    check(board, name_of("board_picture", size), size, public=True)


def test_board_of_a_rehearsal_with_the_longest_names(
    calling: Centre, open_window: Open, check: Check
) -> None:
    name = "Trung tâm Phục vụ hành chính công xã Ẫm Ế Ỗ Ự Đặng – Đông Hưng Thuận Mở Rộng"
    calling.write(StoreMarked("practice"), SettingChanged("centre.name", name))
    calling.write(SettingChanged("board.notice", "ĐỀ NGHỊ GIỮ TRẬT TỰ, NHƯỜNG CHỖ. " * 9))
    calling.write(SectorDefined("NN", "Nông nghiệp – Môi trường – Phát triển nông thôn",
                                "Agriculture and environment", "L", order=20))  # fmt: skip
    calling.write(SectorDefined("TC", "Tài chính – Kế hoạch – Đầu tư", "Finance", "M", order=21))
    calling.write(SectorDefined("LD", "Lao động, Việc làm", "Labour", "N", order=22))
    size = (1920, 1080)
    check(open_window(BoardWindow, size), name_of("board_rehearsal", size), size, public=True)


def figure_height(image: QImage, area: QRect, color: str) -> int:
    """Rows of the area that hold pixels of exactly this colour: the figures' height."""
    rows = [
        y
        for y in range(area.top(), area.bottom())
        if any(image.pixelColor(x, y).name() == color for x in range(area.left(), area.right(), 2))
    ]
    return max(rows) - min(rows) + 1


@pytest.mark.parametrize("distance_m", [5, 8])
@pytest.mark.parametrize(("size", "height_mm"), [((1920, 1080), 670), ((1080, 1920), 1190)])
def test_a_call_is_read_from_the_far_seat(
    calling: Centre, open_window: Open, night: Any, size: tuple[int, int], height_mm: int,
    distance_m: int,
) -> None:  # fmt: skip
    """Measured in the picture: the gold number's height on a 55-inch screen."""
    board = open_window(BoardWindow, size)
    image = render(board, size)
    panel = board.findChild(CallPanel)
    area = QRect(panel.geometry())
    seen = degrees(
        figure_height(image, area, night.color("accent").name()),
        Scale(size[1] / height_mm),
        distance_m,
    )
    verdict = legibility(QSize(*size), height_mm, distance_m, night)
    assert seen >= READABLE_DEGREES or not verdict.is_enough
    assert seen >= READABLE_DEGREES


def test_a_screen_too_small_is_told(night: Any) -> None:
    size = QSize(1920, 1080)
    assert not legibility(size, 300, 8, night).is_enough
    least = least_screen_height_mm(size, 8, night)
    assert legibility(size, least, 8, night).is_enough
    assert not legibility(size, least - 10, 8, night).is_enough
    assert 7.9 < legibility(size, least, 8, night).farthest_m < 8.2


@pytest.mark.parametrize(("height_mm", "told"), [(300, 1), (670, 0)])
def test_the_staff_of_a_board_too_small_hear_of_it(
    real_office: Any, open_window: Open, tmp_path: Path, height_mm: int, told: int
) -> None:
    facts = {"board.screen_height_mm": height_mm, "board.distance_m": 5}
    office = with_picture(real_office, tmp_path / "a.png", **facts)
    heard: list[str] = []
    office.problem.connect(heard.append)
    board = open_window(BoardWindow, office=office)
    render(board, (1920, 1080))
    board.show()
    assert len(heard) == told
    assert all("300" in words for words in heard)


@pytest.mark.parametrize("size", SIGN_SIZES)
def test_sign(centre: Centre, open_window: Open, settle: Settle, check: Check,
              size: tuple[int, int]) -> None:  # fmt: skip
    sign = open_window(SignWindow, size, "q3")

    def look(state: str) -> None:
        settle()
        check(sign, name_of(f"sign_{state}", size), size, public=True)

    look("ready")
    centre.take()
    centre.call(3)
    look("called")
    centre.start(3)
    look("serving")
    centre.finish(3)
    centre.pause(3)
    look("paused")
    centre.close(3)
    look("closed")


def test_sign_of_no_counter(centre: Centre, open_window: Open, check: Check) -> None:
    check(open_window(SignWindow, SIGN_SIZES[0], "gone"), "sign_unknown_1024x600", SIGN_SIZES[0],
          public=True)  # fmt: skip


@pytest.mark.parametrize("size", PAD_SIZES)
def test_pad(centre: Centre, open_window: Open, settle: Settle, check: Check,
             agenda: AgendaClock, size: tuple[int, int]) -> None:  # fmt: skip
    pad = open_window(RatingWindow, size, "q3")
    scale = Scale(size[0] / PAD_WIDTH_MM[size[0]])

    def look(state: str, **more: Any) -> None:
        settle()
        check(pad, name_of(f"rating_{state}", size), size, public=True, **more)

    look("rest")
    centre.take(language="en")
    centre.take()
    centre.call(3, "A001")
    centre.finish(3)
    look("armed_en", scale=scale, least_cap_mm=2.0)
    centre.call(3, "A002")
    settle()
    centre.finish(3)
    look("armed", scale=scale, least_cap_mm=2.0)
    for face in pad.findChildren(FaceButton):
        assert scale.to_mm(face.face_px()) >= 30
    pad.findChildren(FaceButton)[0].click()
    look("thanks")
