"""The intake in every state, with the longest names, at two sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.dossiers.progress import resolve_dossier
from core.dossiers.reception import receive_dossier
from core.errors import Exit, Problem
from tests.intake.office import Centre, wait
from tests.screens.harness import STAFF_SIZES
from ui.intake.entry import Visit
from ui.intake.verbs import Page
from ui.intake.window import IntakeWindow

SIZES = {f"{size[0]}x{size[1]}": size for size in STAFF_SIZES}
_SMALL, _LARGE = SIZES
CERTIFICATION = "2.000815"
BIRTH = "1.001193"
LONGEST = "2.000992"
PERSON = {
    "name": "NGUYỄN PHƯỚC BẢO QUỲNH NHƯ HOÀNG THIÊN NGỮ ẪẾỖỰĐ",
    "id_number": "031190001234",
    "phone": "0912 345 678",
    "address": "Số 12, ngách 3/45 đường Nguyễn Bỉnh Khiêm, tổ dân phố Cát Bi 3, phường Hải An",
}


@pytest.fixture
def centre(
    qapp: Any, store: Any, quiet_devices: Any, agenda: Any, tmp_path: Path
) -> Iterator[Centre]:
    made = Centre(store, quiet_devices, agenda, tmp_path)
    yield made
    made.close()


# The quick suite draws the smaller size, where room is short.
@pytest.fixture(params=[_SMALL, pytest.param(_LARGE, marks=pytest.mark.long)])
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def window(qtbot: QtBot, centre: Centre, theme: Any) -> Callable[[Visit], IntakeWindow]:
    """Opens the intake of a visit, ready to choose a procedure."""

    def opened(visit: Visit) -> IntakeWindow:
        made = IntakeWindow(centre.office, theme, visit)
        qtbot.addWidget(made)
        wait(qtbot, lambda: bool(made.writing._procedures))
        wait(qtbot, lambda: not visit.staff_id or bool(made.writing.entry().attempt_id))
        return made

    return opened


Opened = Callable[[Visit], IntakeWindow]


def choose(qtbot: QtBot, window: IntakeWindow, code: str) -> None:
    window.writing._pick(window.writing._procedures[code])
    wait(qtbot, lambda: window.page is Page.FILLING)


def fill(window: IntakeWindow, **words: str) -> None:
    for name, text in words.items():
        row = window.writing.form.rows[name]
        row.set_text(text)
        row.changed.emit()


def settle_side(qtbot: QtBot, centre: Centre, window: IntakeWindow) -> None:
    """Let what stands beside the fields come; marked words would be drawn twice."""
    for line in window.findChildren(QLineEdit):
        line.deselect()
    centre.clock.advance(0.4)
    wait(qtbot, lambda: bool(window.writing.side.due.due()))


def state_of(window: IntakeWindow) -> str:
    chosen = window.finder.chosen()
    return chosen.state if chosen else ""


def some_dossiers(centre: Centre) -> None:
    """A morning's dossiers: one resolved, one withdrawn, one with an official code."""
    for index, (code, name) in enumerate(
        (
            (CERTIFICATION, "Trần Văn Bình"),
            (BIRTH, PERSON["name"]),
            (LONGEST, "Đỗ Thị Ường"),
            ("1.013225", "Lê Ỗ Ẫn"),
        )
    ):
        done = centre.do(
            receive_dossier,
            by="an",
            procedure_code=code,
            applicant={**PERSON, "name": name},
            dossier_code=f"H24.00-261123-000{index}" if index % 2 else "",
        )
        centre.clock.advance(120)
        if index == 0:
            centre.do(resolve_dossier, by="an", dossier_id=done.dossier_id)


def test_gate(qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str) -> None:
    made = window(Visit("", ""))
    wait(qtbot, lambda: made.gate.card.names.current() is not None)
    check(made, f"intake-gate-{size}", SIZES[size])


def test_choosing(qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str) -> None:
    made = window(centre.serve())
    wait(qtbot, lambda: made.writing.procedures.current() is not None)
    check(made, f"intake-choosing-{size}", SIZES[size])


def test_choosing_by_letters(
    qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str
) -> None:
    made = window(Visit("q1", "an", "Nguyễn Thị Ánh Tuyết"))
    made.writing.procedures.field.setText("dang ky khai")
    check(made, f"intake-letters-{size}", SIZES[size])


def test_choosing_nothing_fits(
    qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str
) -> None:
    made = window(Visit("q1", "an", "Nguyễn Thị Ánh Tuyết"))
    made.writing.procedures.field.setText("không có thủ tục nào")
    check(made, f"intake-no-procedure-{size}", SIZES[size])


def test_empty_form(qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str) -> None:
    made = window(centre.serve())
    choose(qtbot, made, CERTIFICATION)
    settle_side(qtbot, centre, made)
    check(made, f"intake-empty-{size}", SIZES[size])


def test_filled_form(qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str) -> None:
    some_dossiers(centre)
    made = window(centre.serve("civil_status"))
    centre.do(
        receive_dossier,
        by="an",
        procedure_code=CERTIFICATION,
        applicant=PERSON,
        ticket_id=made.clerk.visit.ticket_id,
    )
    choose(qtbot, made, LONGEST)
    fill(made, **PERSON, fee_dong="1.250.000", presented_at="20/11/2026 15:30", note="Bản giấy")
    settle_side(qtbot, centre, made)
    made.writing.show_visit(made.clerk.visit)
    wait(qtbot, lambda: made.writing.side.visit.row_at(0) is not None)
    centre.clock.advance(2.1)
    wait(qtbot, lambda: bool(made.head.draft()))
    check(made, f"intake-filled-{size}", SIZES[size])


def test_mistakes(qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str) -> None:
    made = window(centre.serve())
    choose(qtbot, made, BIRTH)
    fill(made, name="Đỗ Thị Ường", phone="09x")
    made.run("save")
    wait(qtbot, lambda: bool(made.writing.form.wrong()))
    settle_side(qtbot, centre, made)
    check(made, f"intake-mistake-{size}", SIZES[size])


def test_saved(qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str) -> None:
    made = window(centre.serve())
    choose(qtbot, made, LONGEST)
    fill(made, **PERSON)
    made.run("save")
    wait(qtbot, lambda: made.page is Page.SAVED)
    wait(qtbot, lambda: "PDF" in made.saved.file_words())
    made.saved.show_file(Path("/home/motcua/receipts/D.H24.00-261123-0001.pdf"))
    check(made, f"intake-saved-{size}", SIZES[size])


def test_found(qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str) -> None:
    some_dossiers(centre)
    made = window(Visit("q1", "an", "Nguyễn Phước Bảo Quỳnh Như Hoàng Thiên Ngữ"))
    made.run("find")
    wait(qtbot, lambda: made.finder.chosen() is not None)
    check(made, f"intake-found-{size}", SIZES[size])


def test_opened(qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str) -> None:
    some_dossiers(centre)
    made = window(Visit("q1", "an", "Nguyễn Thị Ánh Tuyết"))
    made.finding.open("khai sinh")
    wait(qtbot, lambda: made.finder.chosen() is not None)
    made.finder.want("open")
    wait(qtbot, lambda: PERSON["name"] in made.finder.person())
    check(made, f"intake-opened-{size}", SIZES[size])


def test_nothing_found(qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str) -> None:
    made = window(Visit("q1", "an", "Nguyễn Thị Ánh Tuyết"))
    made.finding.open("không có")
    wait(qtbot, lambda: bool(made.finder.count_words()))
    check(made, f"intake-none-found-{size}", SIZES[size])


def test_question(qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str) -> None:
    some_dossiers(centre)
    made = window(Visit("q1", "an", "Nguyễn Thị Ánh Tuyết"))
    made.run("find")
    wait(qtbot, lambda: made.finder.chosen() is not None)
    made.finder.want("withdraw")
    sheet = made.talk.sheet
    assert sheet is not None
    sheet.field.setText("Số điện thoại 0912345678")
    sheet._answer()
    wait(qtbot, lambda: bool(sheet.told()))
    check(made, f"intake-question-{size}", SIZES[size], part=sheet.panel)


def test_done(qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str) -> None:
    some_dossiers(centre)
    made = window(Visit("q1", "an", "Nguyễn Thị Ánh Tuyết"))
    made.run("find")
    wait(qtbot, lambda: made.finder.chosen() is not None)
    made.finder.want("resolve")
    wait(qtbot, lambda: not made.foot.undo.isHidden())
    wait(qtbot, lambda: state_of(made) == "resolved")
    check(made, f"intake-done-{size}", SIZES[size])


def test_correcting(qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str) -> None:
    some_dossiers(centre)
    made = window(Visit("q1", "an", "Nguyễn Thị Ánh Tuyết"))
    made.finding.open("khai sinh")
    wait(qtbot, lambda: made.finder.chosen() is not None)
    made.finder.want("correct")
    wait(qtbot, lambda: made.page is Page.CORRECTING)
    settle_side(qtbot, centre, made)
    check(made, f"intake-correcting-{size}", SIZES[size])


def test_store_does_not_answer(
    qtbot: QtBot,
    centre: Centre,
    window: Opened,
    check: Any,
    size: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = window(centre.serve())
    choose(qtbot, made, BIRTH)
    fill(made, **PERSON)
    settle_side(qtbot, centre, made)

    def broken(_act: Any, _priority: Any) -> Future[Any]:
        lost: Future[Any] = Future()
        lost.set_exception(Problem("store.busy", Exit.ENVIRONMENT))
        return lost

    monkeypatch.setattr(centre.store, "submit", broken)
    made.run("save")
    wait(qtbot, lambda: bool(made.writing.form.wrong()))
    check(made, f"intake-offline-{size}", SIZES[size])


def test_printer_does_not_print(
    qtbot: QtBot, centre: Centre, window: Opened, check: Any, size: str
) -> None:
    centre.printer.broken = True
    made = window(centre.serve())
    choose(qtbot, made, CERTIFICATION)
    fill(made, name="Trần Văn Bình")
    made.run("save")
    wait(qtbot, lambda: made.page is Page.SAVED)
    made.writer.saver.print_receipt()
    wait(qtbot, lambda: "không nhận" in made.foot.toast.text())
    made.saved.show_file(Path("/home/motcua/receipts/D.H24.00-261123-0001.pdf"))
    check(made, f"intake-not-printed-{size}", SIZES[size])
