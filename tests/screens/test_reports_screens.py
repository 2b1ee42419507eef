"""The report window: what is ordered, made, refused, cancelled, closed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.events import DossierResolved, Event, SettingChanged, StaffDefined
from core.ports import Act, UnitOfWork
from core.reporting.period import period_of
from core.reporting.profiles import load_profile
from core.reporting.report import make_report
from core.services import ReportNews, ReportOrder
from core.texts import Texts
from tests.counter.centre import wait
from tests.reporting.cases import at, received
from tests.screens.harness import STAFF_SIZES, settle
from ui.reports.pages import CellFact
from ui.reports.window import ReportWindow
from ui.widgets.sheet import Sheet

SECTORS = (
    "Chứng thực",
    "Hộ tịch",
    "Đất đai",
    "Lao động, Tiền lương, Việc làm và Bảo hiểm xã hội",
    "NGƯỜI CÓ CÔNG, BẢO TRỢ XÃ HỘI, GIẢM NGHÈO ĐỀU Ở ĐÂY",
)
REFUSAL = {
    "violations": [
        {"identity": "A2", "dossiers": ["H24.33.7-260615-0001", "H24.33.7-260616-0012"]},
        {"identity": "A4", "dossiers": [f"H24.33.7-260617-{n:04}" for n in range(1, 10)]},
    ]
}

Look = Callable[..., None]


class Runner:
    """A runner whose every word is said by the test."""

    def __init__(self) -> None:
        self.orders: list[ReportOrder] = []
        self.hear: Callable[[ReportNews], None] = lambda _news: None
        self.killed = 0

    def start(self, order: ReportOrder, hear: Callable[[ReportNews], None]) -> Callable[[], None]:
        self.orders.append(order)
        self.hear = hear
        return self._kill

    def _kill(self) -> None:
        self.killed += 1


@pytest.fixture
def runner(real_office: Any) -> Runner:
    made = Runner()
    real_office.services = replace(real_office.services, reports=made)
    return made


@pytest.fixture
def window(qtbot: QtBot, real_office: Any, runner: Runner, store: Any, theme: Any) -> ReportWindow:
    """The window over a store with a June of dossiers, the supervisor signed in."""
    store.execute(Act(_record, {"events": list(_june())}))
    real_office.actor = "staff:dung"
    opened = ReportWindow(real_office, theme)
    qtbot.addWidget(opened)
    settle(opened, STAFF_SIZES[0])
    return opened


@pytest.fixture
def look(check: Callable[..., None], staff_sizes: Any) -> Look:
    def looked(window: ReportWindow, state: str, **more: Any) -> None:
        for size in staff_sizes:
            check(window, f"reports_{state}_{size[0]}", size, **more)

    return looked


def _record(unit: UnitOfWork, *, events: list[Event]) -> None:
    for event in events:
        unit.record(event)


def _june() -> list[Event]:
    """Dossiers of every channel and outcome, in sectors of long names."""
    events: list[Event] = [
        SettingChanged("centre.name", "Trung tâm Phục vụ hành chính công phường Ẫ Ế Ỗ"),
        SettingChanged("centre.superior", "ỦY BAN NHÂN DÂN PHƯỜNG ĐỐNG ĐA"),
        SettingChanged("centre.issuer", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"),
        SettingChanged("centre.place", "Đống Đa"),
        SettingChanged("centre.signer_title", "PHÓ GIÁM ĐỐC"),
        SettingChanged("centre.signer_name", "Nguyễn Phước Bảo Quỳnh Như"),
        StaffDefined("dung", "Lê Đức Dũng", "supervisor", "Phó Giám đốc Trung tâm"),
    ]
    for index in range(60):
        sector = SECTORS[index % len(SECTORS)]
        day = 1 + index % 26
        channel = ("online", "in_person", "postal")[index % 3]
        due = at(f"{day + 3:02} 17:00")
        events.append(
            received(f"d{index}", at(f"{day:02} 08:00"), sector=sector, channel=channel, due_at=due)
        )
        if index % 4:
            ended = at(f"{day + index % 5:02} 16:00")
            events.append(
                DossierResolved(f"d{index}", "withdrawn" if index % 17 == 1 else "result", ended)
            )
    return events


def report_file(store: Any, texts: Texts, folder: Path) -> Path:
    """The JSON of June, as the child process writes it."""
    period = period_of("2026-06-01", "2026-06-30")
    report = store.read(
        lambda reader: make_report(
            reader, form="kstthc-06a", profile=load_profile("ii06a"), period=period
        )
    )
    path = folder / "kstthc-06a_2026-06-01_2026-06-30.json"
    path.write_text(json.dumps(report.to_json(texts), ensure_ascii=False), "utf-8")
    return path


@pytest.fixture
def made(
    qtbot: QtBot,
    window: ReportWindow,
    runner: Runner,
    store: Any,
    texts_vi: Texts,
    tmp_path: Path,
) -> ReportWindow:
    """A window in which the report has been made."""
    window.make_report()
    runner.hear(ReportNews(ended=True, files={"json": report_file(store, texts_vi, tmp_path)}))
    wait(qtbot, lambda: window.paper.page_count > 0)
    return window


def test_nothing_is_made_yet(window: ReportWindow, look: Look) -> None:
    look(window, "order")


def test_it_is_being_made(qtbot: QtBot, window: ReportWindow, runner: Runner, look: Look) -> None:
    window.order.make.click()
    runner.hear(ReportNews("pdf", 0.62))
    wait(qtbot, lambda: window.order.progress.value() == 62)
    look(window, "running", elided=(window.order.step.text(),))


def test_it_is_made(made: ReportWindow, look: Look) -> None:
    look(made, "done", part=made.order)


def test_the_identities_fail(
    qtbot: QtBot, window: ReportWindow, runner: Runner, look: Look
) -> None:
    window.make_report()
    sentence = (
        "Báo cáo chưa lập được: các tổng A2, A4 không khớp ở 11 hồ sơ. "
        "Mở từng hồ sơ để sửa rồi lập lại."
    )
    runner.hear(ReportNews(ended=True, problem=sentence, refused=REFUSAL))
    wait(qtbot, window.banner.isVisible)
    guilty = [row.dossier for row in window.desk.guilty.rows_model.rows]
    assert guilty[0] == "H24.33.7-260615-0001"
    assert len(guilty) == 11
    look(window, "refused")


def test_it_is_cancelled(window: ReportWindow, runner: Runner, look: Look) -> None:
    window.make_report()
    window.order.stop.click()
    assert runner.killed == 1
    look(window, "cancelled")


def test_no_office_printer(made: ReportWindow, look: Look) -> None:
    made.desk.acts["print"].click()
    look(made, "no_printer", part=made.order)


def test_closing_it(qtbot: QtBot, made: ReportWindow, look: Look) -> None:
    made.desk.acts["close"].click()
    wait(qtbot, lambda: bool(made.findChildren(Sheet)))
    (sheet,) = made.findChildren(Sheet)
    look(made, "closing", part=sheet.panel)


def test_the_dossiers_behind_a_number(qtbot: QtBot, made: ReportWindow, look: Look) -> None:
    made.paper.touched.emit(CellFact("", "Tổng số", ("resolved_overdue",), 9))
    wait(qtbot, lambda: bool(made.findChildren(Sheet)))
    (sheet,) = made.findChildren(Sheet)
    table: Any = sheet.table  # type: ignore[attr-defined]
    wait(qtbot, lambda: bool(table.rows_model.rows))
    look(made, "cell", part=sheet.panel)
