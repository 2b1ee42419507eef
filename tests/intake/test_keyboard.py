"""The intake wholly by keyboard, on the real store: what a clerk does in a morning."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.dossiers.model import Channel, DossierState
from core.dossiers.reception import receive_dossier
from core.errors import Exit, Problem
from core.ports import Scanned
from tests.counter.keys import press, show_active, write
from tests.intake.office import PIN, Centre, wait
from ui.intake.entry import Visit
from ui.intake.verbs import Page
from ui.intake.window import IntakeWindow

CERTIFICATION = "2.000815"
BIRTH = "1.001193"
CARD = "031190001234|123456789|Đỗ Thị Ường|01021990|Nữ|Số 12 Cát Bi, Hải An|15072021"
APPLICANT = {"name": "Đỗ Thị Ường", "id_number": "031190001234", "phone": "0912 345 678"}


@pytest.fixture
def opened(qtbot: QtBot, centre: Centre, theme: Any) -> Iterator[Callable[[Visit], IntakeWindow]]:
    made: list[IntakeWindow] = []

    def open_it(visit: Visit, office: Any = None) -> IntakeWindow:
        window = IntakeWindow(office or centre.office, theme, visit)
        made.append(window)
        show_active(qtbot, window)
        wait(qtbot, lambda: bool(window.writing._procedures))
        wait(qtbot, lambda: not visit.staff_id or bool(window.writing.entry().attempt_id))
        return window

    yield open_it
    for window in made:
        window.close()


@pytest.fixture
def window(centre: Centre, opened: Callable[[Visit], IntakeWindow]) -> IntakeWindow:
    """The intake of the visitor who stands at counter q1."""
    return opened(centre.serve())


def choose(qtbot: QtBot, window: IntakeWindow, words: str) -> None:
    write(words)
    press(window, "Return")
    wait(qtbot, lambda: window.page is Page.FILLING)


def save(qtbot: QtBot, window: IntakeWindow, key: str = "F9") -> None:
    press(window, key)
    wait(qtbot, lambda: window.page is Page.SAVED)


def find(qtbot: QtBot, window: IntakeWindow, words: str) -> None:
    press(window, "F6")
    write(words)
    window.office.timers.advance(0.3)  # type: ignore[attr-defined]
    wait(qtbot, lambda: window.finder.chosen() is not None)


@pytest.fixture
def dossier(centre: Centre) -> str:
    """A dossier that came online this morning, as yet without an official code."""
    received = centre.do(
        receive_dossier, by="an", procedure_code=BIRTH, channel="online", applicant=APPLICANT
    )
    return str(received.dossier_id)


def the(centre: Centre, dossier_id: str) -> Any:
    return centre.store.read(lambda r: r.dossiers.find(dossier_id))


def test_from_the_ticket_to_the_saved_dossier(
    qtbot: QtBot, centre: Centre, window: IntakeWindow
) -> None:
    choose(qtbot, window, "ban chinh")
    write("Trần Văn Bình")
    press(window, "Return")
    write("031190001234")
    press(window, "Return")
    write("0912 345 678")
    save(qtbot, window)
    saved = centre.dossiers()[0]
    assert (saved.procedure_code, saved.channel) == (CERTIFICATION, Channel.IN_PERSON)
    assert saved.ticket_id == window.clerk.visit.ticket_id
    assert window.saved.number() == saved.local_number
    person = centre.store.read(lambda r: r.persons.masked_name(saved.applicant_id))
    assert person == "Trần V. B"


def test_enter_runs_through_all_fields_and_saves(
    qtbot: QtBot, centre: Centre, window: IntakeWindow
) -> None:
    choose(qtbot, window, CERTIFICATION)
    write("Lê An")
    fields = sum(not row.isHidden() for row in window.writing.form.rows.values())
    press(window, *["Return"] * fields)
    wait(qtbot, lambda: window.page is Page.SAVED)


def test_the_due_date_is_said_in_words(qtbot: QtBot, centre: Centre, window: IntakeWindow) -> None:
    choose(qtbot, window, "1.001612")
    centre.clock.advance(0.4)
    wait(qtbot, lambda: bool(window.writing.side.due.due()))
    assert window.writing.side.due.due() == "Hẹn trả: Thứ Sáu 27/11/2026, 17:00 – 3 ngày làm việc"


def test_a_double_strike_saves_once(qtbot: QtBot, centre: Centre, window: IntakeWindow) -> None:
    choose(qtbot, window, CERTIFICATION)
    write("Lê An")
    press(window, "F9", "F9", "Ctrl+Return")
    wait(qtbot, lambda: window.page is Page.SAVED)
    assert len(centre.dossiers()) == 1


def test_the_same_again_keeps_the_person_of_the_visit_only(
    qtbot: QtBot, centre: Centre, opened: Any, window: IntakeWindow
) -> None:
    choose(qtbot, window, CERTIFICATION)
    write("Lê An")
    save(qtbot, window)
    press(window, "F4")
    assert window.page is Page.FILLING
    assert window.writing.entry().name == "Lê An"
    save(qtbot, window, "Ctrl+Return")
    assert [one.procedure_code for one in centre.dossiers()] == [CERTIFICATION] * 2
    window.begin(Visit("q1", "an", "An", "another", "A002"))
    press(window, "F4")
    entry = window.writing.entry()
    assert (entry.procedure_code, entry.name, entry.label) == (CERTIFICATION, "", "A002")


def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, centre: Centre, window: IntakeWindow
) -> None:
    choose(qtbot, window, CERTIFICATION)
    press(window, "F9")
    assert window.writing.form.rows["name"].wrong() == "Hãy nhập họ và tên người nộp."
    write("Lê An")
    press(window, "Return", "Return")
    write("09x")
    press(window, "F9")
    wait(qtbot, lambda: bool(window.writing.form.rows["phone"].wrong()))
    assert window.writing.form.rows["phone"].field.hasFocus()
    assert window.writing.entry().name == "Lê An"
    write("0912345678")
    save(qtbot, window)
    assert len(centre.dossiers()) == 1


def test_what_could_not_be_written_stays_and_is_saved_once(
    qtbot: QtBot, centre: Centre, window: IntakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(qtbot, window, CERTIFICATION)
    write("Lê An")
    submit = centre.store.submit

    def answer_lost(act: Any, priority: Any) -> Future[Any]:
        submit(act, priority).result()
        lost: Future[Any] = Future()
        lost.set_exception(Problem("store.busy", Exit.ENVIRONMENT))
        return lost

    monkeypatch.setattr(centre.store, "submit", answer_lost)
    press(window, "F9")
    wait(qtbot, lambda: bool(window.writing.form.wrong()))
    assert window.writing.entry().name == "Lê An"
    monkeypatch.undo()
    save(qtbot, window)
    assert len(centre.dossiers()) == 1


def test_a_draft_outlives_a_crash(
    qtbot: QtBot, centre: Centre, opened: Any, window: IntakeWindow
) -> None:
    choose(qtbot, window, CERTIFICATION)
    write("Lê Ẫn")
    centre.clock.advance(2.1)
    wait(qtbot, lambda: window.head.draft() == "Đã lưu nháp")
    again = opened(window.clerk.visit, centre.new_office())
    wait(qtbot, lambda: again.page is Page.FILLING)
    assert again.writing.entry().name == "Lê Ẫn"
    save(qtbot, again)
    assert centre.notes.load("intake.q1").result() is None


def test_an_unfinished_entry_belongs_to_its_own_visit(
    qtbot: QtBot, centre: Centre, window: IntakeWindow
) -> None:
    choose(qtbot, window, CERTIFICATION)
    write("Lê An")
    first = window.clerk.visit.ticket_id
    window.begin(Visit("q1", "an", "An", "another", "A002"))
    assert "lượt trước" in window.foot.toast.text()
    assert window.head.visit() == "Số A001"
    save(qtbot, window)
    assert centre.dossiers()[0].ticket_id == first


def test_a_new_entry_can_be_taken_back(qtbot: QtBot, centre: Centre, window: IntakeWindow) -> None:
    choose(qtbot, window, CERTIFICATION)
    write("Lê An")
    press(window, "F3")
    assert window.page is Page.CHOOSING
    window.foot.undo.button.click()
    assert window.page is Page.FILLING
    assert window.writing.entry().name == "Lê An"


def test_without_a_ticket_it_came_online(qtbot: QtBot, centre: Centre, opened: Any) -> None:
    window = opened(Visit("", "an", "An"))
    assert window.head.visit() == "Không từ phiếu số"
    choose(qtbot, window, BIRTH)
    write("Lê An")
    window.writing.form.rows["dossier_code"].field.setFocus()
    write("H24.00-261123-0007")
    save(qtbot, window)
    saved = centre.dossiers()[0]
    assert (saved.channel, saved.ticket_id) == (Channel.ONLINE, "")
    assert saved.dossier_code == "H24.00-261123-0007"


def test_what_was_written_on_paper_is_entered_later(
    qtbot: QtBot, centre: Centre, window: IntakeWindow
) -> None:
    choose(qtbot, window, CERTIFICATION)
    write("Lê An")
    rows = window.writing.form.rows
    assert rows["ground"].isHidden()
    rows["presented_at"].field.setFocus()
    write("20/11/2026 14:05")
    assert not rows["ground"].isHidden()
    save(qtbot, window)
    saved = centre.dossiers()[0]
    assert saved.late_entry
    assert saved.ground == "Nhập bù từ sổ giấy"
    assert saved.presented_at < saved.entered_at


@pytest.mark.parametrize("by_keyboard", [False, True])
def test_the_identity_card_fills_the_fields(
    qtbot: QtBot, centre: Centre, window: IntakeWindow, quiet_devices: Any, by_keyboard: bool
) -> None:
    choose(qtbot, window, CERTIFICATION)
    if by_keyboard:
        write(CARD)
        press(window, "Return")
    else:
        quiet_devices.tell(Scanned("scanner", CARD))
    wait(qtbot, lambda: window.writing.entry().address == "Số 12 Cát Bi, Hải An")
    entry = window.writing.entry()
    assert (entry.name, entry.id_number) == ("Đỗ Thị Ường", "031190001234")
    assert window.writing.form.rows["phone"].field.hasFocus()


def test_saving_can_be_taken_back_for_ten_seconds(
    qtbot: QtBot, centre: Centre, window: IntakeWindow
) -> None:
    choose(qtbot, window, CERTIFICATION)
    write("Lê An")
    save(qtbot, window)
    press(window, "Ctrl+Z")
    wait(qtbot, lambda: window.page is Page.FILLING)
    assert centre.dossiers()[0].state == DossierState.VOIDED
    assert window.writing.entry().name == "Lê An"
    save(qtbot, window)
    centre.clock.advance(11)
    assert window.foot.undo.isHidden()


def test_a_dossier_is_turned_away_with_a_reason(
    qtbot: QtBot, centre: Centre, window: IntakeWindow
) -> None:
    choose(qtbot, window, CERTIFICATION)
    press(window, "F8")
    write("Bản chính đã bị tẩy xóa")
    press(window, "Return")
    wait(qtbot, lambda: window.page is Page.CHOOSING)
    assert centre.dossiers()[0].state == DossierState.REFUSED_AT_RECEPTION


def outsider(name: str) -> str:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    return program


def test_others_read_the_receipt_that_was_printed(
    qtbot: QtBot, centre: Centre, window: IntakeWindow, tmp_path: Any
) -> None:
    choose(qtbot, window, CERTIFICATION)
    write("Nguyễn Thị Hồng Ưu Ẫng")
    save(qtbot, window)
    press(window, "Ctrl+P")
    wait(qtbot, lambda: len(centre.printer.files) == 1)
    wait(qtbot, lambda: "Laser tầng 1" in window.foot.toast.text())
    file = centre.printer.files[0]
    text = subprocess.run(
        [outsider("pdftotext"), "-layout", str(file), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    words = " ".join(text.split())
    for expected in (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Nguyễn Thị Hồng Ưu Ẫng",
        "Thời gian trả kết quả: 17 giờ 00 phút, ngày 23 tháng 11 năm 2026",
        centre.dossiers()[0].local_number,
    ):
        assert expected in words
    picture = tmp_path / "page"
    subprocess.run(
        [outsider("pdftoppm"), "-r", "150", "-png", "-singlefile", str(file), str(picture)],
        check=True,
    )
    command = [outsider("zbarimg"), "--quiet", "--raw", f"{picture}.png"]
    read = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    assert read == centre.dossiers()[0].dossier_id


def test_the_scanned_receipt_finds_its_dossier(
    qtbot: QtBot, centre: Centre, window: IntakeWindow, quiet_devices: Any, dossier: str
) -> None:
    quiet_devices.tell(Scanned("scanner", f"https://dvc.example/t/{dossier}\r"))
    wait(qtbot, lambda: window.finder.chosen() is not None)
    chosen = window.finder.chosen()
    assert chosen is not None
    assert chosen.dossier_id == dossier


@pytest.mark.parametrize("words", ["do thi uong", "0912345678", "031190001234", "khai sinh"])
def test_found_with_the_person_masked_until_opened(
    qtbot: QtBot, centre: Centre, window: IntakeWindow, dossier: str, words: str
) -> None:
    find(qtbot, window, words)
    reads = centre.reads(the(centre, dossier))
    assert "Ường" not in window.finder._more.text() + window.finder.person()
    press(window, "Return", "Return")
    wait(qtbot, lambda: "Đỗ Thị Ường" in window.finder.person())
    assert "0912 345 678" in window.finder.person()
    assert centre.reads(the(centre, dossier)) == reads + 1


def test_result_and_return_and_the_way_back(
    qtbot: QtBot, centre: Centre, window: IntakeWindow, dossier: str
) -> None:
    find(qtbot, window, "khai sinh")
    press(window, "Ctrl+G")
    wait(qtbot, lambda: not window.foot.undo.isHidden())
    assert the(centre, dossier).state == DossierState.RESOLVED
    press(window, "Ctrl+Z")
    wait(qtbot, lambda: the(centre, dossier).state == DossierState.IN_PROCESS)
    wait(qtbot, lambda: window.finder.buttons["resolve"].isEnabled())
    press(window, "Ctrl+G")
    wait(qtbot, lambda: window.finder.buttons["return"].isEnabled())
    press(window, "Ctrl+T")
    wait(qtbot, lambda: the(centre, dossier).state == DossierState.RETURNED)


@pytest.mark.parametrize(
    ("key", "state", "outcome"),
    [
        ("Ctrl+R", DossierState.RESOLVED, "withdrawn"),
        ("Ctrl+B", DossierState.RESOLVED, "refused"),
        ("Ctrl+H", DossierState.VOIDED, ""),
    ],
)
def test_deeds_that_ask_why_and_keep_a_refused_reason(
    qtbot: QtBot,
    centre: Centre,
    window: IntakeWindow,
    dossier: str,
    key: str,
    state: DossierState,
    outcome: str,
) -> None:
    find(qtbot, window, "khai sinh")
    press(window, key)
    sheet = window.talk.sheet
    assert sheet is not None
    write("Gọi 0912345678")
    press(window, "Return")
    wait(qtbot, lambda: "thông tin" in sheet.told() or "số điện thoại" in sheet.told())
    assert sheet.field.text() == "Gọi 0912345678"
    sheet.field.selectAll()
    write("Nộp nhầm nơi")
    press(window, "Return")
    wait(qtbot, lambda: window.talk.sheet is None)
    assert (the(centre, dossier).state, the(centre, dossier).outcome) == (state, outcome)


def test_the_official_code_is_joined_later(
    qtbot: QtBot, centre: Centre, window: IntakeWindow, dossier: str
) -> None:
    find(qtbot, window, "khai sinh")
    press(window, "Ctrl+M")
    write("h24.00-261123-0099")
    press(window, "Return")
    wait(qtbot, lambda: the(centre, dossier).dossier_code == "H24.00-261123-0099")


def test_a_dossier_is_put_right_and_the_unfinished_entry_waits(
    qtbot: QtBot, centre: Centre, window: IntakeWindow, dossier: str
) -> None:
    choose(qtbot, window, CERTIFICATION)
    write("Lê An")
    find(qtbot, window, "khai sinh")
    press(window, "Ctrl+S")
    wait(qtbot, lambda: window.page is Page.CORRECTING)
    press(window, "F9")
    assert window.foot.toast.text() == "Chưa có gì được sửa."
    rows = window.writing.form.rows
    rows["name"].field.setFocus()
    press(window, "Ctrl+A")
    write("Đỗ Thị Ướng")
    rows["copies"].field.setFocus()
    press(window, "Ctrl+A")
    write("3")
    press(window, "F9")
    write("Gõ nhầm tên")
    press(window, "Return")
    wait(qtbot, lambda: window.page is Page.FINDING)
    put_right = the(centre, dossier)
    assert put_right.copies == 3
    assert centre.store.read(lambda r: r.persons.has_name(put_right.applicant_id, "Đỗ Thị Ướng"))
    press(window, "Esc")
    assert window.page is Page.FILLING
    assert window.writing.entry().name == "Lê An"


def test_a_deed_that_does_not_fit_is_explained(
    qtbot: QtBot, centre: Centre, window: IntakeWindow, dossier: str
) -> None:
    find(qtbot, window, "khai sinh")
    press(window, "Ctrl+T")
    assert "Đã tiếp nhận" in window.foot.toast.text()
    assert the(centre, dossier).state == DossierState.RECEIVED


def test_the_gate_asks_and_the_idle_lock_keeps_what_was_typed(
    qtbot: QtBot, centre: Centre, opened: Any
) -> None:
    window = opened(Visit("", ""))
    assert window.page is Page.GATE
    wait(qtbot, lambda: window.gate.card.names.current() is not None)
    write("anh tuyet")
    press(window, "Return", *PIN, "Return")
    wait(qtbot, lambda: window.page is Page.CHOOSING)
    wait(qtbot, lambda: bool(window.writing.entry().attempt_id))
    choose(qtbot, window, CERTIFICATION)
    write("Lê An")
    centre.clock.advance(301)
    assert window.page is Page.GATE
    press(window, "F6", "F9")
    assert window.page is Page.GATE
    press(window, *PIN, "Return")
    wait(qtbot, lambda: window.page is Page.FILLING)
    assert window.writing.entry().name == "Lê An"
    assert centre.dossiers() == []
