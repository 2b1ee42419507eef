"""A report from the real store: its JSON, its as-of, its closing, its refusal."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from core.clock import AgendaClock, Instant
from core.errors import Problem
from core.events import DossierResolved, DossierVoided, Event, StoreMarked
from core.ports import Act, Store, UnitOfWork
from core.reporting.closing import close_report
from core.reporting.identities import IdentityFailed
from core.reporting.period import Period, period_of
from core.reporting.profiles import load_profile
from core.reporting.report import Report, dossiers_behind, make_report
from core.texts import Texts
from core.wire import canonical
from tests.reporting.cases import at, received

_JUNE = period_of("2026-06-01", "2026-06-30")


def _record(unit: UnitOfWork, *, events: list[Event]) -> None:
    for event in events:
        unit.record(event)


def _say(store: Store, *events: Event) -> int:
    return store.execute(Act(_record, {"events": list(events)})).seq


def _report(store: Store, period: Period = _JUNE, as_of: int | None = None) -> Report:
    return store.read(
        lambda reader: make_report(
            reader,
            form="kstthc-06a",
            profile=load_profile("ii06a"),
            period=period,
            as_of_seq=as_of,
        )
    )


def _close(store: Store, report: Report, number: str) -> Any:
    arguments = {
        "form": report.form,
        "profile": report.profile.profile_id,
        "period_from": report.period.first.isoformat(),
        "period_to": report.period.last.isoformat(),
        "number": number,
        "signed_on": "2026-11-23",
        "fingerprint": report.fingerprint,
        "as_of_seq": report.as_of.seq,
    }
    return store.execute(Act(close_report, arguments)).result


def test_the_json_has_the_keys_of_the_contract(store: Store, texts_vi: Texts) -> None:
    _say(
        store,
        received("d1", at("10 08:00"), channel="online", due_at=at("12 17:00")),
        received("d2", at("05-10 08:00"), sector="Đất đai", due_at=at("05-12 17:00")),
        DossierResolved("d1", "withdrawn", at("11 08:00")),
    )
    report = _report(store).to_json(texts_vi)
    assert list(report) == [
        "form",
        "profile",
        "site",
        "period",
        "rows",
        "total",
        "rates",
        "tables",
        "warnings",
        "fingerprint",
    ]
    assert report["site"] == "local"
    assert report["period"]["kind"] == "month"
    assert report["period"]["as_of"]["at"] == "2026-11-23T07:30:00+07:00"
    assert [row["sector"] for row in report["rows"]] == ["Đất đai", "S"]
    assert report["rows"][1] == {
        "unit": "",
        "sector": "S",
        "received_total": 1,
        "received_online": 1,
        "received_direct_postal": 0,
        "carried_over": 0,
        "resolved_total": 1,
        "resolved_early": 1,
        "resolved_on_time": 0,
        "resolved_overdue": 0,
        "in_progress_total": 0,
        "in_progress_within_due": 0,
        "in_progress_overdue": 0,
        "withdrawn": 1,
        "refused": 0,
        "late_entry": 0,
    }
    assert report["total"]["in_progress_overdue"] == 1
    shares = {rate["name"]: rate["text"] for rate in report["rates"]}
    assert shares["resolved_share"] == "50 %"
    assert shares["on_time_share"] == "100 %"
    assert report["warnings"] == []


def test_the_fingerprint_can_be_reckoned_by_anybody(store: Store, texts_vi: Texts) -> None:
    _say(store, received("d1", at("10 08:00")))
    report = _report(store).to_json(texts_vi)
    facts = {name: report[name] for name in ("form", "profile", "site", "rows", "total", "rates")}
    facts["period"] = {"from": "2026-06-01", "to": "2026-06-30"}
    expected = hashlib.sha256(canonical(facts).encode()).hexdigest()
    assert report["fingerprint"] == expected


def test_an_earlier_as_of_does_not_know_what_came_later(store: Store) -> None:
    before = _say(store, received("d1", at("10 08:00")), received("d2", at("10 09:00")))
    earlier = _report(store)
    _say(store, DossierResolved("d1", "result", at("11 08:00")), DossierVoided("d2", "test"))
    now, then = _report(store), _report(store, as_of=before)
    assert now.total.counts["received_total"] == now.total.counts["resolved_total"] == 1
    assert then.total.counts["received_total"] == then.total.counts["in_progress_total"] == 2
    assert then.fingerprint == earlier.fingerprint != now.fingerprint
    assert then.as_of == earlier.as_of
    assert then.as_of.hash != now.as_of.hash


def test_an_as_of_beyond_the_journal_is_told(store: Store) -> None:
    with pytest.raises(Problem) as told:
        _report(store, as_of=10**6)
    assert told.value.code == "report.unknown_seq"


def test_warnings_name_their_dossiers(store: Store, texts_vi: Texts) -> None:
    _say(store, received("d1", at("10 08:00")), received("d2", at("10 08:00"), due_at=at("11")))
    running = _report(store, period_of("2026-01-01", "2026-12-31"))
    by_code = {one.code: one for one in running.warnings}
    assert set(by_code) == {"partial_period", "no_due"}
    assert by_code["no_due"].dossiers == ("C-d1",)
    assert "07:30 23/11/2026" in by_code["partial_period"].text(texts_vi)


def test_a_store_ahead_of_the_clock_has_its_own_now(store: Store, agenda: AgendaClock) -> None:
    _say(store, received("d1", at("10 08:00"), due_at=at("12 17:00")))
    agenda.jump(Instant(at("11 08:00")))
    report = _report(store)
    assert report.warnings == ()
    assert report.total.counts["in_progress_overdue"] == 1


def test_a_contradiction_refuses_the_report_and_names_the_dossier(store: Store) -> None:
    seq = _say(store, received("good", at("10 08:00")), received("bad", at("10"), channel="fax"))
    for as_of in (None, seq):
        with pytest.raises(IdentityFailed) as told:
            _report(store, as_of=as_of)
        (violation,) = told.value.violations
        assert (violation.identity, violation.dossiers) == ("A1", ("C-bad",))


def test_a_closed_report_is_the_same_paper_until_the_figures_change(store: Store) -> None:
    _say(store, received("d1", at("10 08:00"), due_at=at("12 17:00")))
    draft = _report(store)
    assert draft.signing is None
    assert _close(store, draft, "12/BC-TTPVHCC").amends == ""
    again = _report(store)
    assert again.signing is not None
    assert (again.signing.number, again.fingerprint) == ("12/BC-TTPVHCC", draft.fingerprint)
    _say(store, DossierResolved("d1", "result", at("11 08:00")))
    changed = _report(store)
    assert changed.signing is None
    assert [one.code for one in changed.warnings] == ["changed_since_closed"]
    assert _close(store, changed, "15/BC-TTPVHCC").amends == "12/BC-TTPVHCC"
    amended = _report(store)
    assert amended.signing is not None
    assert amended.signing.amends


def test_a_closing_needs_number_and_day(store: Store) -> None:
    with pytest.raises(Problem) as told:
        _close(store, _report(store), "  ")
    assert told.value.code == "report.number_missing"


def test_a_number_opens_to_its_dossiers(store: Store) -> None:
    _say(
        store,
        received("d1", at("10 08:00"), sector="S"),
        received("d2", at("11 08:00"), sector="T"),
        received("d3", at("05-11 08:00"), sector="T"),
    )

    def codes(figure: str, **where: str) -> list[str]:
        found = store.read(lambda reader: dossiers_behind(reader, _JUNE, figure, **where))
        return [one.code for one in found]

    assert codes("received_total") == ["C-d3", "C-d1", "C-d2"]
    assert codes("received_total", sector="T") == ["C-d3", "C-d2"]
    assert codes("carried_over") == ["C-d3"]


def test_the_stores_mark_goes_with_the_report(store: Store) -> None:
    _say(store, StoreMarked("demo"))
    assert _report(store).mark == "demo"
