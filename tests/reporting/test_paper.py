"""Bieu II.06a on paper and in a spreadsheet, read back by outside programs."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest

from core.forms.files import rendered, write_report
from core.forms.frame import find_form, form_ids
from core.forms.sheet import sheet_of
from core.forms.wording import wording
from core.reporting.figures import DossierFacts, count, total_of
from core.reporting.notices import Notice
from core.reporting.period import period_of
from core.reporting.profiles import Profile, load_profile, profile_ids
from core.reporting.rates import rate_of
from core.reporting.report import AsOf, Letterhead, Report, Signing
from core.texts import Texts
from tests.reporting.cases import at, dossier

_PERIOD = period_of("2026-06-01", "2026-06-30")
_HOSTILE = "=cmd|' /C calc'!A0 <b>&amp; Nguyễn"
_SECTORS = ("Chứng thực", "Hộ tịch", "Thành lập và hoạt động của hộ kinh doanh", _HOSTILE)


def _dossiers(many: int) -> list[DossierFacts]:
    made = []
    for number in range(many):
        ends: dict[str, Any] = {} if number % 5 == 0 else {"resolved": f"{11 + number % 9} 10:00"}
        channel = ("online", "in_person", "postal")[number % 3]
        presented = "05-20 08:00" if number % 11 == 0 else f"{1 + number % 10} 08:00"
        made.append(
            dossier(
                presented,
                code=f"C{number}",
                sector=_SECTORS[number % len(_SECTORS)],
                channel=channel,
                due=f"{12 + number % 7} 17:00",
                **ends,
            )
        )
    return made


def _report(profile: Profile, *, many: int = 60, mark: str = "live", **given: Any) -> Report:
    figures = count(_dossiers(many), _PERIOD.window(2**60))
    rows = tuple(sorted(figures.lines, key=lambda line: line.sector))
    total = total_of(rows)
    extra = dict.fromkeys(
        (
            f"procedures_{a}_{b}"
            for a in ("used", "offered")
            for b in ("full_online", "partial_online")
        ),
        1,
    )
    facts: dict[str, Any] = {
        "form": "kstthc-06a",
        "profile": profile,
        "site": "local",
        "period": _PERIOD,
        "as_of": AsOf(4321, at("07-1 09:00"), "ab" * 32),
        "rows": rows,
        "total": total,
        "rates": tuple(rate_of(rule, dict(total.counts) | extra) for rule in profile.rates),
        "warnings": (Notice("no_due", {"n": 1}, ("C7",)),),
        "fingerprint": "5" * 64,
        "mark": mark,
        "letterhead": Letterhead(
            "Ủy ban nhân dân đặc khu Cát Hải",
            "Trung tâm Phục vụ hành chính công",
            "Trung tâm",
            "Cát Hải",
            "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
            "Nguyễn Thị Ánh Tuyết",
        ),
    }
    return Report(**facts | given)


def _run(*command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this PC")
    # The tests' own list of fonts is for Qt; office programs want theirs.
    env = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    done = subprocess.run(command, capture_output=True, check=False, timeout=120, env=env)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8")


def _pdf_text(content: bytes, folder: Path) -> str:
    path = folder / "report.pdf"
    path.write_bytes(content)
    return _run("pdftotext", "-layout", str(path), "-")


@pytest.fixture
def form() -> Any:
    return find_form("kstthc-06a")


def test_the_form_is_found() -> None:
    assert form_ids() == ["kstthc-06a"]


def test_the_paper_has_the_exact_words_and_figures(
    form: Any, texts_vi: Texts, tmp_path: Path
) -> None:
    report = _report(load_profile("ii06a"))
    text = _pdf_text(rendered(form, report, texts_vi, "pdf"), tmp_path)
    assert unicodedata.is_normalized("NFC", text)
    words, common = wording("kstthc_06a"), wording("letterhead")
    for line in (
        *words["title"],
        words["code"],
        words["unit_of_count"],
        common["nation"],
        common["motto"],
        "Kỳ báo cáo: Tháng 6 năm 2026",
        "(Từ ngày 1/6/2026 đến ngày 30/6/2026)",
        "ỦY BAN NHÂN DÂN ĐẶC KHU CÁT HẢI",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Thị Ánh Tuyết",
        "DỰ THẢO",
        "(3)=(4)+(5)+(6)",
        "sự kiện số 4321",
        "5" * 64,
        "C7./.",
    ):
        assert line in text, line
    (printed,) = re.findall(r"^\s*Tổng số\s+[\d\s]+$", text, re.MULTILINE)
    total = sheet_of(form, report, texts_vi).total
    assert [int(number) for number in re.findall(r"\d+", printed)] == list(total.numbers)


def test_every_row_prints_its_thirteen_columns(form: Any, texts_vi: Texts, tmp_path: Path) -> None:
    report = _report(load_profile("ii06a"))
    text = _pdf_text(rendered(form, report, texts_vi, "pdf"), tmp_path)
    for row in sheet_of(form, report, texts_vi).body:
        numbers = r"\s+".join(str(number) for number in row.numbers)
        assert re.search(rf"^\s*{row.order}\s.*\s{numbers}\s*$", text, re.MULTILINE), row


def test_a_closed_report_has_its_number_and_is_no_draft(
    form: Any, texts_vi: Texts, tmp_path: Path
) -> None:
    signing = Signing("120/BC-TTPVHCC", "2026-07-05", "110/BC-TTPVHCC")
    report = _report(load_profile("ii06a"), signing=signing)
    text = _pdf_text(rendered(form, report, texts_vi, "pdf"), tmp_path)
    assert "Số: 120/BC-TTPVHCC" in text
    assert "Cát Hải, ngày 05 tháng 7 năm 2026" in text
    assert "sửa đổi và thay thế" in text
    assert "DỰ THẢO" not in text


@pytest.mark.parametrize(
    ("mark", "words"),
    [("demo", "TRÌNH DIỄN"), ("simulated", "SỐ LIỆU MÔ PHỎNG"), ("practice", "LUYỆN TẬP")],
)
def test_a_store_that_is_not_real_says_so(
    form: Any, texts_vi: Texts, tmp_path: Path, mark: str, words: str
) -> None:
    report = _report(load_profile("ii06a"), mark=mark)
    assert words in _pdf_text(rendered(form, report, texts_vi, "pdf"), tmp_path)


def test_pages_after_the_first_are_numbered_in_the_top_margin(
    form: Any, texts_vi: Texts, tmp_path: Path
) -> None:
    rows = _report(load_profile("ii06a")).rows * 9
    content = rendered(form, _report(load_profile("ii06a"), rows=rows), texts_vi, "pdf")
    pages = _pdf_text(content, tmp_path).split("\f")
    assert pages[0].split()[0] == "ỦY"
    assert pages[1].split()[0] == "2"
    assert "Lĩnh vực giải quyết" in pages[1]


def test_the_pdf_is_sound_and_carries_its_own_faces(
    form: Any, texts_vi: Texts, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(rendered(form, _report(load_profile("ii06a")), texts_vi, "pdf"))
    assert "No syntax or stream encoding errors" in _run("qpdf", "--check", str(path))
    fonts = _run("pdffonts", str(path)).splitlines()[2:]
    ours = [line.split() for line in fonts if "Tinos" in line]
    assert [line[-5] for line in ours] == ["yes"] * 4
    # The library names Helvetica for empty cells; no letter is drawn in it.
    assert all("Tinos" in line or "Helvetica" in line for line in fonts)


def test_the_same_report_gives_the_same_bytes(form: Any, texts_vi: Texts) -> None:
    report = _report(load_profile("ii06a"))
    pdf = rendered(form, report, texts_vi, "pdf")
    assert pdf == rendered(form, report, texts_vi, "pdf")
    assert b"D:20260701090000+07'00'" in pdf
    xlsx = rendered(form, report, texts_vi, "xlsx")
    assert xlsx == rendered(form, report, texts_vi, "xlsx")


@pytest.mark.parametrize("profile", profile_ids())
def test_every_profile_prints_and_its_columns_add_up(
    form: Any, texts_vi: Texts, profile: str
) -> None:
    report = _report(load_profile(profile))
    sheet = sheet_of(form, report, texts_vi)
    keys = [column.key for column in sheet.columns]
    for row in (*sheet.body, sheet.total):
        for column, number in zip(sheet.columns, row.numbers, strict=True):
            parts = [row.numbers[keys.index(key)] for key in column.sums]
            assert not parts or sum(parts) == number
    widest = {cell.column + cell.columns for cell in sheet.head}
    assert max(widest) == len(sheet.columns) + 2
    for extension in ("pdf", "xlsx"):
        assert len(rendered(form, report, texts_vi, extension)) > 5000


def test_the_spreadsheet_holds_formulas_with_their_values_and_no_foreign_ones(
    form: Any, texts_vi: Texts
) -> None:
    report = _report(load_profile("ii06a"))
    book = zipfile.ZipFile(io.BytesIO(rendered(form, report, texts_vi, "xlsx")))
    page = book.read("xl/worksheets/sheet1.xml").decode()
    formulas = re.findall(r"<f>([^<]*)</f><v>(\d+)</v>", page)
    assert len(formulas) == 3 * len(report.rows) + 11
    assert all(formula.startswith("SUM(") for formula, _ in formulas)
    assert "cmd" not in page
    assert "=cmd|" in book.read("xl/sharedStrings.xml").decode()


def test_libreoffice_reckons_the_same_sums(form: Any, texts_vi: Texts, tmp_path: Path) -> None:
    report = _report(load_profile("ii06a"))
    # Without stored values the office program has to reckon for itself.
    content = rendered(form, report, texts_vi, "xlsx")
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(bare, "w") as copy:
        for name in book.namelist():
            data = book.read(name)
            if name.endswith("sheet1.xml"):
                data = re.sub(rb"(</f>)<v>\d+</v>", rb"\1", data)
            copy.writestr(name, data)
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    _run(
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "--outdir",
        str(tmp_path),
        str(bare),
    )
    with (tmp_path / "bare.csv").open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.reader(file) if line[1:2] == ["Tổng số"]]
    total = sheet_of(form, report, texts_vi).total
    (line,) = lines
    assert [int(re.sub(r"\D", "", cell)) for cell in line[2:13]] == list(total.numbers)


def test_files_are_named_by_form_and_days(form: Any, texts_vi: Texts, tmp_path: Path) -> None:
    report = _report(load_profile("ii06a"))
    (tmp_path / "kstthc-06a_2026-06-01_2026-06-30.refused.json").write_text("{}")
    written = write_report(form, report, texts_vi, tmp_path, ("json", "pdf"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "kstthc-06a_2026-06-01_2026-06-30.json",
        "kstthc-06a_2026-06-01_2026-06-30.pdf",
    ]
    assert len(written) == 2
