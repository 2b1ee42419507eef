"""The paper ticket, measured in dots and read by programs that we did not write."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.ports import Slip
from devices.raster import Raster

WIDTHS = (576, 384)
DOTS_A_MM = 8
TOKEN = "https://tra-cuu.haiphong.gov.vn/p/0123456789abcdefghjk"


def a_slip(**changed: Any) -> Slip:
    words: dict[str, Any] = {
        "ticket_id": "t1",
        "copy": 1,
        "centre": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG HỒNG BÀNG",
        "label": "A015",
        "sector": "Chứng thực",
        "counters": "Quầy số 1, 2, 3",
        "ahead": "Còn 5 người trước bạn",
        "estimate": "Chờ khoảng 15 phút",
        "printed_at": "In lúc 08:15 ngày 23/11/2026",
        "papers": ("Bản chính giấy tờ cần chứng thực", "Bản sao cần chứng thực"),
        "hotline": "Hỏi đáp: 1900 1234",
        "qr": TOKEN,
        "headline": "SỐ THỨ TỰ CỦA BẠN",
        "qr_caption": "Quét mã để xem lượt chờ",
        "papers_caption": "Giấy tờ cần chuẩn bị",
        "footer": "Vui lòng chờ đến khi số hiện trên màn hình.",
    }
    return Slip(**{**words, **changed})


LONGEST = a_slip(
    centre="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ ẪNG ẾCH ỖI ỰC ĐẪM THƯỢNG NGUYỄN KHUYẾN",
    label="ĐB1015",
    sector="ĐĂNG KÝ HỘ TỊCH CÓ YẾU TỐ NƯỚC NGOÀI VÀ NUÔI CON NUÔI – ẪẾỖỰĐ",
    counters="Quầy số 1, 2, 3, 4, 5, 6, 7, 8, 9 và quầy lưu động tại khu dân cư số 12",
    priority="ƯU TIÊN: NGƯỜI CAO TUỔI, NGƯỜI KHUYẾT TẬT NẶNG",
    reprint_mark="IN LẠI 2",
    watermark="DIỄN TẬP – KHÔNG CÓ GIÁ TRỊ",
    papers=tuple(
        f"Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất số {n}"
        for n in range(1, 6)
    ),
)

Draw = Callable[[Slip, int], Raster]


@pytest.fixture(scope="session")
def draw(qapp: Any) -> Draw:
    from devices.slip import draw_slip

    return draw_slip


def black_rows(raster: Raster) -> list[bool]:
    step = raster.row_bytes
    return [any(raster.rows[y * step : (y + 1) * step]) for y in range(raster.height)]


def ink_height(raster: Raster, other: Raster) -> int:
    """Rows in which two slips differ from the first such row to the last."""
    step = raster.row_bytes
    rows = [
        y
        for y in range(min(raster.height, other.height))
        if raster.rows[y * step : (y + 1) * step] != other.rows[y * step : (y + 1) * step]
    ]
    return rows[-1] - rows[0] + 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("label", ["A015", "B1", "ĐB1015", "K999"])
def test_the_ink_of_the_number_is_at_least_15_mm_high(draw: Draw, width: int, label: str) -> None:
    blank = a_slip(centre="", headline="", sector="", counters="", papers=(), ahead="", estimate="")
    bare = dict.fromkeys(("hotline", "qr", "printed_at", "qr_caption", "footer"), "")
    raster = draw(replace(blank, label=label, **bare), width)
    rows = [y for y, black in enumerate(black_rows(raster)) if black]
    # Only the head's rule, the number and the dashes above the foot are left.
    groups = [y for y in rows if y - 1 not in rows]
    tallest = max(
        next(y for y in range(top, raster.height) if y not in rows) - top for top in groups
    )
    assert tallest >= 15 * DOTS_A_MM


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("slip", [a_slip(), LONGEST], ids=["plain", "longest"])
def test_no_ink_touches_an_edge(draw: Draw, width: int, slip: Slip) -> None:
    raster = draw(slip, width)
    rows = black_rows(raster)
    assert not any(rows[:4])
    assert not any(rows[-4:])
    for y in range(raster.height):
        row = raster.rows[y * raster.row_bytes : (y + 1) * raster.row_bytes]
        assert row[0] & 0xF0 == 0
        assert row[-1] & 0x0F == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_stacked_capitals_keep_their_marks_apart_from_the_line_above(
    draw: Draw, width: int
) -> None:
    """Lines of the heaviest letters leave a white row between each other."""
    words = "ẪẾỖỰĐẶỮ " * 14
    raster = draw(a_slip(centre=words, sector=words), width)
    plain = draw(a_slip(centre=words, sector=words.lower()), width)
    for drawn in (raster, plain):
        rows = black_rows(drawn)
        runs, run = [], 0
        for black in rows:
            run = run + 1 if black else 0
            runs.append(run)
        # The tallest run of inked rows is the number, not two lines grown together.
        assert max(runs[: rows.index(True) + 200]) < 60


def test_a_reprint_a_rehearsal_and_a_priority_are_marked(draw: Draw) -> None:
    plain = draw(a_slip(), 576)
    for changed in (
        {"reprint_mark": "IN LẠI 1"},
        {"watermark": "DIỄN TẬP"},
        {"priority": "ƯU TIÊN"},
    ):
        marked = draw(a_slip(**changed), 576)
        assert marked.height > plain.height + 30


def test_at_most_five_papers_are_listed(draw: Draw) -> None:
    five, nine = (draw(a_slip(papers=("Căn cước",) * n), 576) for n in (5, 9))
    assert five.rows == nine.rows


def test_decomposed_letters_are_drawn_as_composed_ones(draw: Draw) -> None:
    decomposed = a_slip(sector=unicodedata.normalize("NFD", "Chứng thực"))
    assert draw(decomposed, 576).rows == draw(a_slip(), 576).rows


def test_the_same_slip_gives_the_same_dots_on_another_thread(draw: Draw) -> None:
    here, there = draw(a_slip(), 576), []
    thread = threading.Thread(target=lambda: there.append(draw(a_slip(), 576)))
    thread.start()
    thread.join()
    assert there[0].rows == here.rows


def test_a_slip_is_ready_in_ten_milliseconds(draw: Draw) -> None:
    """In time of this thread alone: the machine may be busy with other tests."""
    draw(LONGEST, 576)
    times = []
    for _ in range(15):
        start = time.thread_time()
        draw(a_slip(), 576)
        times.append(time.thread_time() - start)
    assert sorted(times)[7] <= 0.010


def test_emoji_and_hostile_text_do_no_harm(draw: Draw) -> None:
    nasty = "🎫\u202e\u0000\ud800 " + "x" * 3000
    assert draw(a_slip(sector=nasty), 384).height > 0


# --- Other programs -----------------------------------------------------------------------


def picture(draw: Draw, slip: Slip, width: int, folder: Path) -> Path:
    path = folder / f"slip{width}.png"
    path.write_bytes(draw(slip, width).png(margin=4))
    return path


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("slip", [a_slip(), LONGEST], ids=["plain", "longest"])
def test_zbar_and_zxing_read_the_code(draw: Draw, width: int, slip: Slip, tmp_path: Path) -> None:
    path = picture(draw, slip, width, tmp_path)
    zxing = pytest.importorskip("zxingcpp")
    pillow = pytest.importorskip("PIL.Image")
    found = zxing.read_barcodes(pillow.open(path).convert("L"))
    assert [code.text for code in found] == [TOKEN]
    if shutil.which("zbarimg") is None:
        pytest.skip("zbarimg is not installed")
    read = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(path)], capture_output=True, text=True, check=True
    )
    assert read.stdout.strip() == TOKEN


@pytest.mark.parametrize("width", WIDTHS)
def test_tesseract_reads_the_main_lines(draw: Draw, width: int, tmp_path: Path) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed")
    languages = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=True
    ).stdout
    if "vie" not in languages.split():
        pytest.skip("tesseract has no Vietnamese")
    path = picture(draw, a_slip(), width, tmp_path)
    read = subprocess.run(
        ["tesseract", str(path), "-", "-l", "vie", "--psm", "4", "--dpi", "203"],
        capture_output=True,
        text=True,
        check=True,
        env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"},
    )
    text = " ".join(unicodedata.normalize("NFC", read.stdout).split())
    for line in ("Chứng thực", "Quầy số 1, 2, 3", "Còn 5 người trước bạn", "Giấy tờ cần chuẩn bị"):
        assert line in text, text
