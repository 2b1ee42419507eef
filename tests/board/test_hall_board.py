"""The hall board on a real store: bursts, turns, restart, outage, pulse, pictures."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from core.clock import AgendaClock, day_start, local_day
from core.errors import Problem
from core.events import CounterClosed, Recorded, SettingChanged, changes_of
from core.queue.board import board_reading
from core.settings import Values
from tests.board.centre import Centre
from tests.screens.harness import render
from ui.board.call_list import CallList
from ui.board.call_panel import CallPanel
from ui.board.guide import GuidePage
from ui.board.media import MediaPanel
from ui.board.strips import HeaderStrip, NoticeStrip, SectorStrip
from ui.board.window import BoardWindow

FULL_HD = (1920, 1080)
Open = Callable[..., Any]
Settle = Callable[[], None]


def words(board: BoardWindow, kind: type[Any]) -> str:
    return str(board.findChild(kind).accessibleName())


def listed(board: BoardWindow) -> list[str]:
    return [part.split(" ")[0] for part in words(board, CallList).split(", ") if part]


def test_before_the_first_call_the_board_is_a_guide(
    centre: Centre, open_window: Open, settle: Settle
) -> None:
    board = open_window(BoardWindow)
    assert board.findChild(GuidePage).isVisible()
    assert not board.findChild(CallPanel).isVisible()
    centre.take()
    centre.call(3)
    settle()
    assert not board.findChild(GuidePage).isVisible()
    assert words(board, CallPanel) == "A001 → Quầy 3"


def test_a_burst_of_twenty_is_shown_at_once_and_highlighted_in_turn(
    centre: Centre, open_window: Open, settle: Settle, agenda: AgendaClock
) -> None:
    board = open_window(BoardWindow)
    centre.take("CT", 20)
    called = [centre.call_and_finish(number % 8 + 1) for number in range(20)]
    settle()
    assert listed(board) == called[::-1]
    seen = [words(board, CallPanel).split(" ")[0]]
    for _ in range(19):
        agenda.advance(6)
        seen.append(words(board, CallPanel).split(" ")[0])
    assert seen == called
    agenda.advance(6)
    settle()
    assert listed(board) == called[:-6:-1]


def test_after_a_restart_the_board_looks_the_same(
    centre: Centre, open_window: Open, settle: Settle, agenda: AgendaClock
) -> None:
    board = open_window(BoardWindow)
    centre.take("CT", 9)
    for number in range(1, 8):
        centre.call(number)
        settle()
        agenda.advance(7)
    centre.recall(2)
    undone = centre.call(8)
    centre.undo(8)
    settle()
    agenda.advance(100)
    settle()
    before = render(board, FULL_HD)
    again = open_window(BoardWindow)
    assert render(again, FULL_HD) == before
    assert words(again, CallPanel) == "A002 → Quầy 2"
    assert undone not in listed(again)


def test_who_waits_follows_a_moment_later(
    centre: Centre, open_window: Open, settle: Settle, agenda: AgendaClock
) -> None:
    board = open_window(BoardWindow)
    centre.take("HT", 3)
    settle()
    agenda.advance(0.5)
    settle()
    assert "Hộ tịch: 3" in words(board, SectorStrip)


def test_a_new_day_begins_with_an_empty_board(
    centre: Centre, open_window: Open, settle: Settle, agenda: AgendaClock
) -> None:
    board = open_window(BoardWindow)
    centre.take()
    centre.call(1)
    settle()
    agenda.run_until(day_start(local_day(agenda.now() + 86_400_000_000)))
    settle()
    assert board.findChild(GuidePage).isVisible()


def test_an_outage_greys_the_last_call_and_ends_by_itself(
    office: Any, scripted_store: Any, agenda: AgendaClock, centre: Centre, open_window: Open,
    qapp: Any,
) -> None:  # fmt: skip
    centre.take()
    centre.call(1)
    scripted_store.answers["board_reading"] = Problem("store.cannot_open")
    board = open_window(BoardWindow, office=office)
    assert words(board, HeaderStrip) == "Đang chờ kết nối lại từ 07:30"
    reading = centre.store.read(board_reading)
    scripted_store.answers["board_reading"] = reading
    agenda.advance(3)
    qapp.processEvents()
    assert words(board, CallPanel) == "A001 → Quầy 1"
    scripted_store.answers["board_reading"] = Problem("store.cannot_open")
    scripted_store.tell(changes_of((Recorded(999, 0, 0, "", "", CounterClosed("q8")),)))
    qapp.processEvents()
    agenda.advance(1)
    qapp.processEvents()
    assert words(board, HeaderStrip).endswith(" · Đang chờ kết nối lại từ 07:30")
    assert words(board, CallPanel) == "A001 → Quầy 1"


def test_a_notice_turns_its_pages_calmly(
    centre: Centre, open_window: Open, settle: Settle, agenda: AgendaClock
) -> None:
    notice = "Sáng thứ Bảy Trung tâm làm việc.\n" + "Mang theo căn cước bản gốc. " * 12
    centre.write(SettingChanged("board.notice", notice))
    board = open_window(BoardWindow)
    strip = board.findChild(NoticeStrip)
    assert len(strip.pages()) == 3
    assert strip.pages()[0] == "Sáng thứ Bảy Trung tâm làm việc."
    first = render(board, FULL_HD)
    agenda.advance(10)
    assert render(board, FULL_HD) != first
    agenda.advance(20)
    assert render(board, FULL_HD) == first


@pytest.mark.parametrize("motion", [True, False])
def test_the_pulse_is_slow_short_and_can_be_off(
    centre: Centre, open_window: Open, settle: Settle, agenda: AgendaClock, *, motion: bool
) -> None:
    from ui.theme import Look, load_theme

    board = open_window(BoardWindow, theme=load_theme(Look.NIGHT, motion=motion))
    centre.take()
    centre.call(1)
    settle()
    phases = []
    for _ in range(60):
        phases.append(render(board, FULL_HD).pixelColor(60, 400).name())
        agenda.advance(0.1)
    rest = phases[-1]
    changes = sum(a != b for a, b in pairwise(phases))
    assert changes == (9 if motion else 0)
    assert rest == board._theme.color("surface").name()


def a_film(path: Path, seconds: float = 0.4) -> Path:
    """A small film of one colour after another, 50 frames a second."""
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=50)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for index in range(round(seconds * 50)):
            frame = av.VideoFrame(320, 180, "rgb24")
            frame.planes[0].update(bytes((200, index * 5 % 256, 40)) * (320 * 180))
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def with_picture(office: Any, path: Path, **more: Any) -> Any:
    office.here = Values({"board.picture": str(path), **more})
    return office


def play(board: BoardWindow, agenda: AgendaClock, qtbot: Any) -> MediaPanel:
    media: MediaPanel = board.findChild(MediaPanel)

    def has_image() -> bool:
        agenda.advance(0.04)
        return not media._image.isNull() or not media.isVisible()

    qtbot.waitUntil(has_image, timeout=5000)
    return media


def test_a_film_runs_below_the_call_and_stops_when_hidden(
    centre: Centre, real_office: Any, open_window: Open, agenda: AgendaClock, tmp_path: Path,
    qtbot: Any,
) -> None:  # fmt: skip
    centre.take()
    centre.call(1)
    board = open_window(BoardWindow, office=with_picture(real_office, a_film(tmp_path / "a.mp4")))
    media = play(board, agenda, qtbot)
    assert media.isVisible()
    assert media.width() * media.height() <= 0.4 * board.width() * board.height()
    reader = media._reader
    assert reader is not None
    board.hide()
    assert media._reader is None
    qtbot.waitUntil(lambda: not reader._thread.is_alive(), timeout=5000)


def test_a_still_picture_needs_no_thread_for_long(
    centre: Centre, real_office: Any, open_window: Open, agenda: AgendaClock, tmp_path: Path,
    qtbot: Any,
) -> None:  # fmt: skip
    path = tmp_path / "a.png"
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(0xFF8E1B1B)
    assert image.save(str(path))
    board = open_window(BoardWindow, office=with_picture(real_office, path))
    media = play(board, agenda, qtbot)
    assert media._image.pixelColor(50, 50).name() == "#8e1b1b"
    reader = media._reader
    assert reader is not None
    qtbot.waitUntil(lambda: reader.is_over, timeout=5000)
    agenda.advance(0.1)
    assert media._timer is None


@pytest.mark.parametrize("content", [b"", b"not a film at all" * 100])
def test_a_broken_file_gives_its_room_back(
    centre: Centre, real_office: Any, open_window: Open, agenda: AgendaClock, tmp_path: Path,
    qtbot: Any, content: bytes,
) -> None:  # fmt: skip
    path = tmp_path / "broken.mp4"
    path.write_bytes(content)
    centre.take()
    centre.call(1)
    board = open_window(BoardWindow, office=with_picture(real_office, path))
    assert not play(board, agenda, qtbot).isVisible()
    assert board.findChild(CallPanel).height() == board.findChild(CallList).height()


def test_the_far_seat_goes_before_the_picture(
    centre: Centre, real_office: Any, open_window: Open, tmp_path: Path
) -> None:
    centre.take()
    centre.call(1)
    path = a_film(tmp_path / "a.mp4")
    office = with_picture(real_office, path, **{"board.distance_m": 9})
    board = open_window(BoardWindow, office=office)
    assert not board.findChild(MediaPanel).isVisible()


def test_a_closed_board_leaves_no_timer(
    centre: Centre, open_window: Open, settle: Settle, agenda: AgendaClock
) -> None:
    board = open_window(BoardWindow)
    centre.take("CT", 3)
    for counter in (1, 2, 3):
        centre.call(counter)
    settle()
    assert agenda.next_due() is not None
    board.close()
    assert agenda.next_due() is None
