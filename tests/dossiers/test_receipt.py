"""Form 01 on paper: exact words, a readable code, one page, the same bytes."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.dossiers.corrections import void_dossier
from core.dossiers.receipt import Receipt, issue_receipt
from core.dossiers.reception import receive_dossier
from core.errors import Bug, Problem
from core.forms.f01_receipt import receipt_pdf
from core.ports import Act
from tests.dossiers.desk import APPLICANT, Desk

PAPERS = [
    {"name": "Đơn đề nghị cấp giấy phép xây dựng", "form": "original"},
    {"name": "Giấy chứng nhận quyền sử dụng đất", "form": "copy", "count": 2},
]
LONG = "Nguyễn Phương Quỳnh Khương Đường Thượng Ẫ Ế Ỗ Ự Đ " * 2


def outsider(name: str) -> str:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    return program


def words_of(pdf: bytes, folder: Path) -> str:
    file = folder / "receipt.pdf"
    file.write_bytes(pdf)
    command = [outsider("pdftotext"), "-layout", str(file), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return " ".join(text.split())


def page_count(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ")


@pytest.fixture
def receipt(desk: Desk) -> Receipt:
    received = desk.do(
        receive_dossier,
        procedure_code="1.013225",
        applicant=APPLICANT,
        papers=PAPERS,
        fee_dong=75_000,
        fee_paid=True,
    )
    return desk.do(issue_receipt, dossier_id=received.dossier_id)


@pytest.mark.parametrize("size", ["A4", "A5"])
def test_the_exact_words(receipt: Receipt, size: str, tmp_path: Path) -> None:
    words = words_of(receipt_pdf(receipt, size), tmp_path)
    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Hải An, ngày 21 tháng 8 năm 2026",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Hồng Ưu Ẫng",
        "Số định danh/giấy tờ: 031190001234 Số điện thoại: 0912 345 678",
        "Thời gian nhận hồ sơ: 09 giờ 00 phút, ngày 21 tháng 8 năm 2026",
        "Thời gian trả kết quả: 17 giờ 00 phút, ngày 07 tháng 9 năm 2026",
        "2 Giấy chứng nhận quyền sử dụng đất Bản sao 02",
        "Số lượng hồ sơ: 01 bộ Phí, lệ phí: 75.000 đồng (đã nộp)",
        "Vào sổ theo dõi hồ sơ: quyển số 2026, số D.H24.00-260821-0001",
        "Điện thoại phản ánh, kiến nghị: 0225 1022",
        "Thông tư số 03/2025/TT-VPCP",
    ):
        assert expected in words
    assert "BẢN THỬ" not in words


@pytest.mark.parametrize("size", ["A4", "A5"])
def test_the_code_is_read_from_the_picture(receipt: Receipt, size: str, tmp_path: Path) -> None:
    file = tmp_path / "receipt.pdf"
    file.write_bytes(receipt_pdf(receipt, size))
    picture = tmp_path / "page"
    subprocess.run(
        [outsider("pdftoppm"), "-r", "150", "-png", "-singlefile", str(file), str(picture)],
        check=True,
    )
    command = [outsider("zbarimg"), "--quiet", "--raw", f"{picture}.png"]
    read = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    assert read == receipt.qr == receipt.dossier.dossier_id


@pytest.mark.parametrize("size", ["A4", "A5"])
def test_the_same_receipt_is_the_same_bytes_on_one_page(receipt: Receipt, size: str) -> None:
    pdf = receipt_pdf(receipt, size)
    assert pdf == receipt_pdf(receipt, size)
    assert page_count(pdf) == 1
    assert b"FontFile2" in pdf, "the letters are inside the file"


def test_the_file_is_sound(receipt: Receipt, tmp_path: Path) -> None:
    file = tmp_path / "receipt.pdf"
    file.write_bytes(receipt_pdf(receipt))
    checked = subprocess.run(
        [outsider("qpdf"), "--check", str(file)], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("mark", ["practice", "demo", "simulated"])
def test_a_rehearsal_says_so(receipt: Receipt, mark: str, tmp_path: Path) -> None:
    words = words_of(receipt_pdf(replace(receipt, mark=mark)), tmp_path)
    assert "BẢN THỬ – KHÔNG CÓ GIÁ TRỊ SỬ DỤNG" in words


def test_markup_and_length_are_only_text(receipt: Receipt, tmp_path: Path) -> None:
    person = receipt.applicant
    assert person is not None
    hostile: list[Any] = [
        replace(person, name="<b>Lan</b> & <font size=90>Huệ</font>"),
        replace(person, name=LONG[:120], address="A" * 300),
    ]
    for applicant in hostile:
        pdf = receipt_pdf(replace(receipt, applicant=applicant), "A5")
        words = words_of(pdf, tmp_path).replace(" ", "")
        assert applicant.name.replace(" ", "") in words


def test_many_papers_take_a_second_page_with_its_number(receipt: Receipt, tmp_path: Path) -> None:
    papers = tuple(
        {"name": f"Giấy tờ thứ {n}", "form": "copy", "count": 1, "note": ""} for n in range(40)
    )
    pdf = receipt_pdf(replace(receipt, dossier=replace(receipt.dossier, papers=papers)))
    assert page_count(pdf) > 1
    assert "Giấy tờ thứ 39" in words_of(pdf, tmp_path)


def test_without_applicant_and_due_date(desk: Desk, tmp_path: Path) -> None:
    received = desk.do(receive_dossier, procedure_code="1.001776")
    assert (received.due_at, received.needs_receipt) == (None, False)
    words = words_of(receipt_pdf(desk.do(issue_receipt, dossier_id=received.dossier_id)), tmp_path)
    assert "Tiếp nhận hồ sơ của: ………" in words
    assert "chưa công bố thời hạn" in words
    assert "Phí, lệ phí: Không thu" in words


def test_a_voided_dossier_has_no_receipt(desk: Desk) -> None:
    dossier_id = desk.do(receive_dossier, procedure_code="2.000815").dossier_id
    desk.do(void_dossier, dossier_id=dossier_id, reason="Nhập trùng")
    with pytest.raises(Problem, match="no_receipt"):
        desk.do(issue_receipt, dossier_id=dossier_id)


def test_the_receipt_is_never_kept_with_an_attempt(desk: Desk) -> None:
    dossier_id = desk.do(receive_dossier, procedure_code="2.000815").dossier_id
    act = Act(issue_receipt, {"dossier_id": dossier_id}, actor="staff:s1", attempt_id="key-1")
    with pytest.raises(Bug):
        desk.store.execute(act)
    assert "031190001234" not in repr(desk.do(issue_receipt, dossier_id=dossier_id))
