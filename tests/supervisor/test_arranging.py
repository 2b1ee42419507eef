"""A fresh centre is arranged by its supervisor: counters, sectors, days off, settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.arranging import define_counter, define_day, define_sector
from core.errors import Problem
from core.queue.counters import open_counter
from core.setup import change_setting
from tests.counter.centre import Centre, wait
from ui.supervisor.arrange.sheet import ArrangeSheet
from ui.supervisor.window import SupervisorWindow


@pytest.fixture
def centre(
    qapp: Any, store: Any, quiet_devices: Any, agenda: Any, tmp_path: Path
) -> Iterator[Centre]:
    made = Centre(store, quiet_devices, agenda, tmp_path)
    made.office.actor = "staff:dung"
    yield made
    made.close()


@pytest.fixture
def sheet(qtbot: QtBot, centre: Centre, theme: Any) -> ArrangeSheet:
    window = SupervisorWindow(centre.office, theme)
    qtbot.addWidget(window)
    window.show()
    wait(qtbot, lambda: window._view is not None)
    window.acts.buttons["arrange"].click()
    opened = window.findChild(ArrangeSheet)
    assert isinstance(opened, ArrangeSheet)
    return opened


def counter(centre: Centre, counter_id: str) -> Any:
    return centre.store.read(lambda reader: reader.counters.find(counter_id))


def test_a_new_counter_serves_what_its_weights_say(
    qtbot: QtBot, centre: Centre, sheet: ArrangeSheet
) -> None:
    page: Any = sheet.pages["counters"]
    wait(qtbot, lambda: bool(page.table.rows_model.rows))
    page.new.click()
    assert page.number.value() == 3, "the first free number is offered"
    page.name.setText("Người có công")
    page.weights["merit"].setValue(2)
    assert sheet.confirm is not None
    sheet.confirm.click()
    wait(qtbot, lambda: counter(centre, "q3") is not None)
    assert counter(centre, "q3").sectors == {"merit": 2}


def test_a_sector_of_ones_own(qtbot: QtBot, centre: Centre, sheet: ArrangeSheet) -> None:
    sheet.turn_to("sectors")
    page: Any = sheet.pages["sectors"]
    wait(qtbot, lambda: bool(page.table.rows_model.rows))
    page.new.click()
    page.name.setText("Tiếp công dân")
    page.prefix.setText("p")
    page.opens.setText("8 giờ")
    assert sheet.confirm is not None
    sheet.confirm.click()
    wait(qtbot, lambda: bool(sheet.trouble.text()))
    page.opens.setText("08:00-11:00")
    sheet.confirm.click()

    def prefixes() -> list[str]:
        return centre.store.read(  # type: ignore[no-any-return]
            lambda reader: [one.prefix for one in reader.counters.list_sectors()]
        )

    wait(qtbot, lambda: "P" in prefixes())


def test_a_setting_is_changed(qtbot: QtBot, centre: Centre, sheet: ArrangeSheet) -> None:
    sheet.turn_to("settings")
    page: Any = sheet.pages["settings"]
    wait(qtbot, lambda: bool(page.table.rows_model.rows))
    row = next(r for r in page.table.rows_model.rows if r.setting.name == "next.undo_s")
    page.choose(row)
    page.number.setValue(20)
    assert sheet.confirm is not None
    sheet.confirm.click()
    wait(qtbot, lambda: centre.store.read(lambda r: r.settings.integer("next.undo_s")) == 20)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"number": 12}, "arranging.number_taken"),
        ({"number": 0}, "arranging.bad_number"),
        ({"name": "  "}, "arranging.bad_name"),
        ({"sectors": {"merit": 10}}, "arranging.bad_number"),
        ({"sectors": {"nothing": 1}}, "queue.no_sector"),
        ({"active": False}, "arranging.counter_open"),
    ],
)
def test_a_counter_that_cannot_be(centre: Centre, arguments: dict[str, Any], code: str) -> None:
    centre.do(open_counter, by="an", counter_id="q1")
    asked = {"counter_id": "q1", "number": 1, "name": "Quầy", "sectors": {}, **arguments}
    with pytest.raises(Problem) as refused:
        centre.do(define_counter, by="dung", **asked)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"prefix": "A"}, "arranging.prefix_taken"),
        ({"prefix": "Đ"}, "arranging.bad_prefix"),
        ({"opens": "sáng"}, "queue.bad_hours"),
        ({"capacity_am": -1}, "arranging.bad_number"),
    ],
)
def test_a_sector_that_cannot_be(centre: Centre, arguments: dict[str, Any], code: str) -> None:
    asked = {"sector_id": "new", "name": "Mới", "name_en": "", "prefix": "M", **arguments}
    with pytest.raises(Problem) as refused:
        centre.do(define_sector, by="dung", **asked)
    assert refused.value.code == code


def test_only_a_supervisor_arranges(centre: Centre) -> None:
    with pytest.raises(Problem) as refused:
        centre.do(define_day, by="an", day="2026-12-24", kind="off")
    assert refused.value.code == "people.not_allowed"


def test_a_day_that_is_none_and_hours_that_nobody_can_read(centre: Centre) -> None:
    with pytest.raises(Problem) as refused:
        centre.do(define_day, by="dung", day="2026-13-01", kind="off")
    assert refused.value.code == "arranging.bad_day"
    with pytest.raises(Problem) as refused:
        centre.do(change_setting, by="dung", name="hours.working", value="7h30-11h30")
    assert refused.value.code == "settings.bad_value"
