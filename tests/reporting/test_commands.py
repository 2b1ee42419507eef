"""`import` and `report` as a user runs them: what is printed, written and returned."""

from __future__ import annotations

import io
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from core.clock import AgendaClock
from core.commands import parse
from core.commands.context import Context, Wiring
from core.errors import Exit, Problem
from core.ports import Act, UnitOfWork
from core.texts import Texts
from tests.exchange.files import row, write_csv
from tests.reporting.cases import at, received

_JUNE = ("--from", "2026-06-01", "--to", "30/06/2026")
_STEM = "kstthc-06a_2026-06-01_2026-06-30"


def _wiring(store: Any) -> Wiring:
    """The store under every name that opens one; no command here needs more."""
    names = (field.name for field in fields(Wiring) if field.name != "parts")
    return Wiring(**{name: lambda *_ways: store for name in names})


class Desk:
    """A command line on one store."""

    def __init__(self, store: Any, folder: Path, agenda: AgendaClock, texts: Texts) -> None:
        self.store = store
        self.folder = folder
        self._agenda = agenda
        self._texts = texts
        self.told = ""

    def run(self, *words: str) -> tuple[int, str]:
        """Exit code and standard output; standard error is kept in `told`."""
        request = parse(words, self._texts)
        out, err = io.StringIO(), io.StringIO()
        wiring = _wiring(self.store)
        context = Context(self.folder, self._agenda, self._texts, out, err, wiring)
        try:
            code = request.command.run(context, request.arguments)
        finally:
            self.told = err.getvalue()
        return code, out.getvalue()

    def report(self, *more: str) -> tuple[int, str]:
        return self.run("report", "kstthc-06a", *_JUNE, "--out", str(self.folder), *more)


@pytest.fixture
def desk(store: Any, tmp_path: Path, agenda: AgendaClock, texts_vi: Texts) -> Desk:
    return Desk(store, tmp_path / "out", agenda, texts_vi)


def test_what_was_imported_is_what_is_reported(desk: Desk, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "june.csv",
        row(dossier_code="A", resolved_at="2026-06-15 17:00:30"),
        row(dossier_code="B", resolved_at="2026-06-15 17:01", channel="online"),
        row(dossier_code="C", resolved_at="2026-06-14 09:00", presented_at="2026-06-13 09:00"),
        row(dossier_code="D", presented_at="2026-05-31 23:59", due_at="2026-06-30"),
        row(dossier_code="E", entered_at="2026-06-16 08:00", due_at="2026-06-29 17:00"),
        row(dossier_code="F", sector=""),
    )
    code, printed = desk.run("import", str(path))
    assert code == Exit.FINE
    assert json.loads(printed)["added"] == 5
    code, printed = desk.report()
    assert code == Exit.FINE
    files = [desk.folder / f"{_STEM}.{extension}" for extension in ("pdf", "xlsx", "json")]
    assert printed.splitlines() == [str(file) for file in files]
    assert all(file.stat().st_size > 500 for file in files)
    assert json.loads(files[2].read_text("utf-8"))["total"] == {
        "received_total": 5,
        "received_online": 1,
        "received_direct_postal": 3,
        "carried_over": 1,
        "resolved_total": 3,
        "resolved_early": 1,
        "resolved_on_time": 1,
        "resolved_overdue": 1,
        "in_progress_total": 2,
        "in_progress_within_due": 1,
        "in_progress_overdue": 1,
        "withdrawn": 0,
        "refused": 0,
        "late_entry": 1,
    }


def test_a_file_of_which_nothing_lands_ends_with_3(desk: Desk, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "bad.csv", row(sector=""))
    code, printed = desk.run("import", str(path))
    assert code == Exit.REFUSED
    assert json.loads(printed)["refused"] == 1


def _record(unit: UnitOfWork, *, events: list[Any]) -> None:
    for event in events:
        unit.record(event)


def test_a_refused_report_leaves_only_its_reasons(desk: Desk) -> None:
    assert desk.report("--format", "json")[0] == Exit.FINE
    bad = received("bad", at("10 08:00"), channel="fax")
    desk.store.execute(Act(_record, {"events": [bad]}))
    with pytest.raises(Problem) as told:
        desk.report()
    assert told.value.exit_code == Exit.REFUSED
    assert [file.name for file in desk.folder.iterdir()] == [f"{_STEM}.refused.json"]
    refused = json.loads((desk.folder / f"{_STEM}.refused.json").read_text("utf-8"))
    assert refused["violations"][0]["dossiers"] == ["C-bad"]
    assert "C-bad" in refused["text"]


def test_closing_prints_the_number_and_the_second_one_amends(desk: Desk, tmp_path: Path) -> None:
    closing = ("--close", "--number", "12/BC-TTPVHCC", "--date", "2026-07-05", "--format", "json")
    assert desk.report(*closing)[0] == Exit.FINE
    first = (desk.folder / f"{_STEM}.json").read_text("utf-8")
    assert desk.report(
        "--format", "json", "--as-of", str(json.loads(first)["period"]["as_of"]["seq"])
    )
    assert (desk.folder / f"{_STEM}.json").read_text("utf-8") == first
    assert desk.run("import", str(write_csv(tmp_path / "late.csv", row())))[0] == Exit.FINE
    desk.report("--format", "json")
    changed = json.loads((desk.folder / f"{_STEM}.json").read_text("utf-8"))
    assert [one["code"] for one in changed["warnings"]] == ["changed_since_closed"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--format", "docx"), "report.unknown_format"),
        (("--format", ""), "report.unknown_format"),
        (("--profile", "s9"), "report.unknown_profile"),
        (("--as-of", "999999"), "report.unknown_seq"),
        (("--close", "--date", "2026-07-05"), "report.number_missing"),
        (("--close", "--number", "1", "--date", "soon"), "report.bad_day"),
    ],
)
def test_wrong_usage_is_told_and_writes_nothing(
    desk: Desk, words: tuple[str, ...], code: str
) -> None:
    with pytest.raises(Problem) as told:
        desk.report(*words)
    assert (told.value.code, told.value.exit_code) == (code, Exit.USAGE)
    assert not desk.folder.exists()


def test_an_unknown_form_names_those_there_are(desk: Desk, texts_vi: Texts) -> None:
    with pytest.raises(Problem) as told:
        desk.run("report", "kstthc-99", *_JUNE)
    assert "kstthc-06a" in texts_vi.problem(told.value)


def test_progress_for_a_window_is_json_lines(desk: Desk) -> None:
    desk.report("--progress", "json")
    steps = [json.loads(line) for line in desk.told.splitlines()]
    assert [step["step"] for step in steps] == ["figures", "pdf", "xlsx", "json"]
    assert [step["done"] for step in steps] == sorted(step["done"] for step in steps)
    assert all(0 <= step["done"] < 1 for step in steps)


def test_a_folder_that_cannot_be_written_is_an_environment_problem(desk: Desk) -> None:
    desk.folder.parent.mkdir(exist_ok=True)
    desk.folder.write_text("a file, not a folder")
    with pytest.raises(Problem) as told:
        desk.report()
    assert told.value.code == "report.cannot_write"
    assert told.value.exit_code == Exit.ENVIRONMENT
