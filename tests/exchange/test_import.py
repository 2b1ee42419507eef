"""The neutral import end to end, on the real store (design 10)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from core.clock import VIETNAM, day_end, instant_of
from core.dossiers.catalogue import install_catalogue
from core.dossiers.model import Dossier
from core.errors import Problem
from core.events import DossierCorrected, DossierReceived, DossierResolved, DossierReturned
from core.exchange.importing import Summary, Watch
from core.exchange.mappings import COLUMNS
from core.ports import Act, Store
from core.texts import LANGUAGES, Texts
from tests.exchange.files import row, take, take_rows, write_csv


def _at(*parts: int) -> int:
    return instant_of(datetime(*parts, tzinfo=VIETNAM))  # type: ignore[misc, arg-type]


def _dossier(store: Store, code: str = "HS-1") -> Dossier:
    found = store.read(lambda reader: reader.dossiers.find_by_code(code))
    assert found is not None
    return found


def _events(store: Store, code: str = "HS-1") -> list[Any]:
    dossier_id = _dossier(store, code).dossier_id
    return store.read(lambda reader: reader.events_of(dossier_id=dossier_id))


def _counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.added, summary.updated, summary.unchanged, summary.refused


def _refusal(summary: Summary) -> tuple[int, str, str]:
    (error,) = summary.errors
    return error["line"], error["dossier_code"], error["code"]


def test_a_row_becomes_the_events_that_it_tells_of(store: Store, tmp_path: Path) -> None:
    store.execute(Act(install_catalogue))
    full = row(
        resolved_at="2026-06-15 16:00",
        returned_at="16/06/2026 09:00",
        entered_at="2026-06-15 08:05",
        applicant_name="Nguyễn Thị Ánh",
        digitised="yes",
        unit="UBND xã A",
    )
    summary = take_rows(store, tmp_path, full)
    assert _counts(summary) == (1, 0, 0, 0)
    events = _events(store)
    assert [type(one.event) for one in events] == [
        DossierReceived,
        DossierResolved,
        DossierReturned,
    ]
    assert [one.occurred_at for one in events] == [
        _at(2026, 6, 15, 8, 0),
        _at(2026, 6, 15, 16, 0),
        _at(2026, 6, 16, 9, 0),
    ]
    received = events[0].event
    assert received.ground.endswith(":2")
    assert len(received.ground) == 66
    assert received.due_at == _at(2026, 6, 15, 17, 0)
    assert received.reckoned_due_at is not None
    assert received.rule_version
    assert (received.unit, received.digitised) == ("UBND xã A", "yes")
    assert events[1].event.outcome == "result"
    assert "Ánh" not in repr(events)
    masked = store.read(lambda reader: reader.persons.masked_name(received.applicant_id))
    assert masked == "Nguyễn T. Á"


def test_days_alone_and_empty_times(store: Store, tmp_path: Path) -> None:
    one = row(
        presented_at="", entered_at="15/06/2026", due_at="2026-06-20", resolved_at="15/06/2026"
    )
    take_rows(store, tmp_path, one)
    dossier = _dossier(store)
    assert dossier.presented_at == dossier.entered_at == _at(2026, 6, 15)
    assert dossier.due_at == day_end(date(2026, 6, 20))
    assert dossier.resolved_at == dossier.presented_at


def test_a_resolved_day_alone_is_not_before_the_hour_of_presenting(
    store: Store, tmp_path: Path
) -> None:
    summary = take_rows(store, tmp_path, row(resolved_at="15/06/2026", returned_at="15/06/2026"))
    assert summary.refused == 0
    assert _dossier(store).resolved_at == _at(2026, 6, 15, 8, 0)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"dossier_code": "  "}, "no_code"),
        ({"sector": ""}, "no_sector"),
        ({"channel": ""}, "bad_choice"),
        ({"channel": "fax"}, "bad_choice"),
        ({"service_level": "level 4"}, "bad_choice"),
        ({"outcome": "lost", "resolved_at": "2026-06-16"}, "bad_choice"),
        ({"digitised": "maybe"}, "bad_choice"),
        ({"presented_at": "", "entered_at": ""}, "no_time"),
        ({"presented_at": "32/06/2026"}, "bad_time"),
        ({"outcome": "result"}, "outcome_without_time"),
        ({"resolved_at": "2026-06-15 07:59"}, "resolved_before_presented"),
        ({"resolved_at": "2026-06-14"}, "resolved_before_presented"),
        ({"applicant_name": "x" * 1_000_000}, "too_long"),
        ({"dossier_code": "D.H24.00-260615-0007"}, "own_number"),
    ],
)
def test_a_bad_row_is_listed_and_the_good_ones_land(
    store: Store, tmp_path: Path, given: dict[str, str], code: str
) -> None:
    bad = row(dossier_code="HS-bad") | given
    summary = take_rows(store, tmp_path, row(), bad, row(dossier_code="HS-2"))
    assert _counts(summary) == (2, 0, 0, 1)
    line, _, found = _refusal(summary)
    assert (line, found) == (3, code)
    for language in LANGUAGES:
        (error,) = summary.to_json(Texts(language))["errors"]
        assert error["text"]
        assert len(error["dossier_code"]) <= 64


def test_lines_are_physical_ones(store: Store, tmp_path: Path) -> None:
    name = "Nguyễn\nVăn\r\nAn"
    rows = [row(applicant_name=name), row(dossier_code="X", sector="")]
    path = write_csv(tmp_path / "rows.csv", *rows)
    path.write_bytes(path.read_bytes().replace(b"\r\nX", b"\r\n\r\nX"))
    assert _refusal(take(store, path)) == (6, "X", "no_sector")


def test_the_same_file_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    rows = [row(applicant_name="Trần An"), row(dossier_code="HS-2", resolved_at="2026-06-16")]
    first = take_rows(store, tmp_path, *rows)
    again = take_rows(store, tmp_path, *rows)
    assert _counts(again) == (0, 0, 2, 0)
    assert again.seq == first.seq == store.read(lambda reader: reader.head_seq())


def test_a_later_file_fills_what_was_empty(store: Store, tmp_path: Path) -> None:
    take_rows(store, tmp_path, row(due_at="", service_level="", applicant_name=""))
    later = row(
        resolved_at="2026-06-15 16:00",
        outcome="withdrawn",
        returned_at="2026-06-15 16:05",
        service_level="full_online",
        applicant_name="Trần An",
    )
    summary = take_rows(store, tmp_path, later)
    assert _counts(summary) == (0, 1, 0, 0)
    dossier = _dossier(store)
    assert dossier.due_at == _at(2026, 6, 15, 17, 0)
    assert (dossier.outcome, dossier.service_level) == ("withdrawn", "full_online")
    assert dossier.returned_at == _at(2026, 6, 15, 16, 5)
    assert dossier.applicant_id
    assert [type(one.event) for one in _events(store)][1:] == [
        DossierCorrected,
        DossierResolved,
        DossierReturned,
    ]
    assert _counts(take_rows(store, tmp_path, later)) == (0, 0, 1, 0)


def test_absence_means_nothing(store: Store, tmp_path: Path) -> None:
    take_rows(store, tmp_path, row(resolved_at="2026-06-15 16:00", outcome="refused", note="n"))
    sparse = row(due_at="", procedure_code="", procedure_name="", service_level="")
    assert _counts(take_rows(store, tmp_path, sparse)) == (0, 0, 1, 0)
    same_end = row(resolved_at="2026-06-15 16:00")
    assert _counts(take_rows(store, tmp_path, same_end)) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"sector": "T"}, "sector"),
        ({"due_at": "2026-06-16"}, "due_at"),
        ({"presented_at": "2026-06-15 08:01"}, "presented_at"),
        ({"resolved_at": "2026-06-15 16:01"}, "resolved_at"),
        ({"resolved_at": "2026-06-15 16:00", "outcome": "refused"}, "outcome"),
        ({"applicant_name": "Trần Bình"}, "applicant_name"),
    ],
)
def test_another_value_is_a_conflict_unless_amended(
    store: Store, tmp_path: Path, given: dict[str, str], field: str
) -> None:
    known = {"resolved_at": "2026-06-15 16:00", "outcome": "result", "applicant_name": "Trần An"}
    take_rows(store, tmp_path, row(**known))
    before = _dossier(store)
    refused = take_rows(store, tmp_path, row(**known | given))
    assert _refusal(refused) == (2, "HS-1", "conflict")
    assert refused.errors[0]["facts"]["fields"] == field
    assert _dossier(store) == before
    amended = take_rows(store, tmp_path, row(**known | given), amend=True)
    assert _counts(amended) == (0, 1, 0, 0)
    assert isinstance(_events(store)[-1].event, DossierCorrected)
    assert _counts(take_rows(store, tmp_path, row(**known | given))) == (0, 0, 1, 0)


def test_amending_may_not_end_a_dossier_before_it_began(store: Store, tmp_path: Path) -> None:
    take_rows(store, tmp_path, row(resolved_at="2026-06-15 16:00"))
    later = row(presented_at="2026-06-16 08:00")
    summary = take_rows(store, tmp_path, later, amend=True)
    assert _refusal(summary)[2] == "resolved_before_presented"


def test_a_code_twice_in_one_file_is_one_dossier(store: Store, tmp_path: Path) -> None:
    rows = [row(), row(), row(resolved_at="2026-06-16"), row(sector="T")]
    assert _counts(take_rows(store, tmp_path, *rows)) == (1, 1, 1, 1)


def test_an_erased_person_does_not_come_back(store: Store, tmp_path: Path) -> None:
    take_rows(store, tmp_path, row(applicant_name="Trần An"))
    person = _dossier(store).applicant_id
    store.execute(Act(lambda unit: unit.persons.erase(person)))
    assert _counts(take_rows(store, tmp_path, row(applicant_name="Trần An"))) == (0, 0, 1, 0)
    assert store.read(lambda reader: reader.persons.masked_name(person)) == ""


def test_what_the_catalogue_does_not_know_lands_with_a_warning(
    store: Store, tmp_path: Path, texts_vi: Texts
) -> None:
    store.execute(Act(install_catalogue))
    rows = [row(dossier_code=f"HS-{n}", sector="Lạ", procedure_code="9.999999") for n in range(3)]
    rows.append(row(dossier_code="ok", sector="Chứng thực", procedure_code="2.000815.H24"))
    summary = take_rows(store, tmp_path, *rows)
    assert summary.added == 4
    told = {one["code"]: one for one in summary.to_json(texts_vi)["warnings"]}
    assert set(told) == {"unknown_sector", "unknown_procedure"}
    assert "3 dòng" in told["unknown_sector"]["text"]
    assert (told["unknown_sector"]["line"], told["unknown_sector"]["dossier_code"]) == (2, "HS-0")


def test_a_note_about_people_stays_out_of_the_journal(store: Store, tmp_path: Path) -> None:
    named = row(note="gọi Trần An 0912345678", applicant_name="Trần An")
    summary = take_rows(store, tmp_path, named)
    assert summary.added == 1
    assert "note_left_out" in {one["code"] for one in summary.warnings}
    assert _dossier(store).note == ""


def test_hostile_text_is_only_text(store: Store, tmp_path: Path) -> None:
    hostile = "=cmd|'/C calc'!A0'); DROP TABLE dossiers;-- \U0001f600"
    take_rows(store, tmp_path, row(sector=hostile, dossier_code="HS'; --"))
    assert _dossier(store, "HS'; --").sector == hostile


def test_a_spreadsheet_is_read_with_its_dates(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    moments = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row(0, 0, COLUMNS)
    cells = row(dossier_code="7001", procedure_code="1.000890")
    for line in (1, 3):
        for column, name in enumerate(COLUMNS):
            page.write_string(line, column, cells[name])
    page.write_number(1, 0, 7001)
    page.write_number(1, 1, 1.00089)
    page.write_datetime(1, COLUMNS.index("presented_at"), datetime(2026, 6, 15, 8, 30), moments)  # noqa: DTZ001
    page.write_datetime(1, COLUMNS.index("due_at"), datetime(2026, 6, 20), days)  # noqa: DTZ001
    page.write_string(3, 0, "7002")
    page.write_string(3, COLUMNS.index("sector"), "")
    book.close()
    summary = take(store, path)
    assert _refusal(summary) == (4, "7002", "no_sector")
    dossier = _dossier(store, "7001")
    assert dossier.procedure_code == "1.000890"
    assert dossier.presented_at == _at(2026, 6, 15, 8, 30)
    assert dossier.due_at == day_end(date(2026, 6, 20))


def test_a_hidden_sheet_is_passed_over(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    book = xlsxwriter.Workbook(str(path))
    hidden, page = book.add_worksheet("lists"), book.add_worksheet("dossiers")
    hidden.write(0, 0, "nothing for anybody")
    page.activate()
    page.set_first_sheet()
    hidden.hide()
    page.write_row(0, 0, COLUMNS)
    page.write_row(1, 0, [row()[name] for name in COLUMNS])
    book.close()
    assert take(store, path).added == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "exchange.empty_file"),
        (b"dossier_code,sector,channel\n", "exchange.missing_columns"),
        (b"a,b\n1,2\n", "exchange.missing_columns"),
        (b"dossier_code,dossier_code,sector,channel,presented_at\n", "exchange.repeated_column"),
        ("dossier_code,sector\nHộ".encode("cp1258", "replace") + b"\xff", "exchange.not_utf8"),
        (b"PK\x03\x04 broken", "exchange.bad_spreadsheet"),
        (b"x" * 200_000, "exchange.bad_header"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_as_a_whole(
    store: Store, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    with pytest.raises(Problem) as told:
        take(store, path)
    assert told.value.code == code
    for language in LANGUAGES:
        assert Texts(language).problem(told.value)


def test_a_missing_file_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        take(store, tmp_path / "nowhere.csv")
    assert told.value.code == "exchange.cannot_read"


def test_an_offices_own_csv_is_understood(store: Store, tmp_path: Path, texts_vi: Texts) -> None:
    path = tmp_path / "rows.csv"
    lines = "Dossier_Code ;sector;channel;presented_at;ghi chú\nHS-1;S;online;15/06/2026;x\n"
    path.write_text(lines, "utf-8-sig")
    summary = take(store, path)
    assert summary.added == 1
    assert "ghi chú" in summary.to_json(texts_vi)["warnings"][0]["text"]


def test_a_broken_quote_is_one_refused_record(store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "rows.csv", row(), row(dossier_code="HS-2"))
    with path.open("a", encoding="utf-8") as file:
        file.write('HS-3,"open quote' + ",x" * 50_000)
    summary = take(store, path)
    assert summary.added == 2
    assert summary.errors[0]["line"] == 4


def test_cancelling_keeps_what_landed_and_another_run_goes_on(store: Store, tmp_path: Path) -> None:
    rows = [row(dossier_code=f"HS-{number}") for number in range(120)]
    seen: list[int] = []
    watch = Watch(seen.append, lambda: len(seen) == 1)
    first = take_rows(store, tmp_path, *rows, watch=watch)
    assert first.cancelled
    assert 0 < first.added < 120
    second = take_rows(store, tmp_path, *rows)
    assert (second.unchanged, second.added) == (first.added, 120 - first.added)


def test_the_summary_has_the_keys_of_the_contract(
    store: Store, tmp_path: Path, texts_vi: Texts
) -> None:
    summary = take_rows(store, tmp_path, row(), row(sector="")).to_json(texts_vi)
    assert list(summary) == [
        "file",
        "rows",
        "added",
        "updated",
        "unchanged",
        "refused",
        "errors",
        "warnings",
        "seq",
    ]
    assert (summary["file"], summary["rows"], summary["refused"]) == ("rows.csv", 2, 1)
    assert set(summary["errors"][0]) == {"line", "dossier_code", "code", "text"}
