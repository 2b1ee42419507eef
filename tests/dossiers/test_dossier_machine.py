"""Any order of verbs: the store agrees with a plain model, and with its own journal."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock import AgendaClock
from core.dossiers.catalogue import install_catalogue
from core.dossiers.corrections import correct_dossier, join_code, void_dossier
from core.dossiers.model import IN_PROGRESS, DossierState, Outcome
from core.dossiers.progress import STEPS, change_state, resolve_dossier, return_dossier
from core.dossiers.reception import receive_dossier
from core.errors import Problem
from core.ids import seeded_ids
from core.ports import Act
from core.reporting.fold import fold
from db.rebuild import verify
from db.store import open_store
from tests.dossiers.desk import at

VERBS = ("receive", "resolve", "return", "void", "join", "step", "correct", "reopen", "wait")
STEP = st.tuples(st.sampled_from(VERBS), st.integers(0, 5), st.integers(0, 5))


@dataclass
class Model:
    """A dossier as the rules say it must be."""

    state: str = "received"
    code: str = ""
    outcome: str = ""
    copies: int = 1
    counted: bool = True


class Run:
    """The same steps on the store and on the model."""

    def __init__(self, store: Any, clock: AgendaClock) -> None:
        self.store = store
        self.clock = clock
        self.ids: list[str] = []
        self.models: list[Model] = []

    def act(self, verb: Callable[..., Any], **values: Any) -> bool:
        try:
            self.result = self.store.execute(Act(verb, values)).result
        except Problem:
            return False
        return True

    def step(self, verb: str, which: int, choice: int) -> None:
        if verb == "wait":
            self.clock.advance(choice * 3600 + 1)
        elif verb == "receive":
            assert self.act(receive_dossier, procedure_code="1.001612")
            self.ids.append(self.result.dossier_id)
            self.models.append(Model())
        elif self.ids:
            index = which % len(self.ids)
            getattr(self, f"on_{verb}")(self.ids[index], self.models[index], choice)

    def on_resolve(self, dossier_id: str, model: Model, choice: int) -> None:
        outcome = list(Outcome)[choice % 5]
        done = self.act(resolve_dossier, dossier_id=dossier_id, outcome=outcome, reason="x")
        assert done == (model.state in IN_PROGRESS)
        if done:
            model.state, model.outcome = "resolved", outcome

    def on_return(self, dossier_id: str, model: Model, _choice: int) -> None:
        done = self.act(return_dossier, dossier_id=dossier_id)
        assert done == (model.state == "resolved")
        if done:
            model.state = "returned"

    def on_void(self, dossier_id: str, model: Model, _choice: int) -> None:
        done = self.act(void_dossier, dossier_id=dossier_id, reason="x")
        assert done == model.counted
        model.state, model.counted = "voided", False

    def on_join(self, dossier_id: str, model: Model, choice: int) -> None:
        code = f"H24.01-260821-{choice:04d}"
        taken = any(other.code == code and other.counted for other in self.models)
        done = self.act(join_code, dossier_id=dossier_id, dossier_code=code)
        allowed = model.code == code or (not model.code and not taken)
        assert done == (model.counted and allowed)
        if done:
            model.code = code

    def on_step(self, dossier_id: str, model: Model, choice: int) -> None:
        state = list(DossierState)[choice % 6 + 1]
        done = self.act(change_state, dossier_id=dossier_id, state=state, reason="x")
        assert done == (state in STEPS.get(DossierState(model.state), ()))
        if done:
            model.state = state

    def on_correct(self, dossier_id: str, model: Model, choice: int) -> None:
        fields = {"copies": choice + 1}
        done = self.act(correct_dossier, dossier_id=dossier_id, fields=fields, reason="x")
        assert done == model.counted
        if done:
            model.copies = choice + 1

    def on_reopen(self, dossier_id: str, model: Model, _choice: int) -> None:
        fields = {"resolved_at": None, "outcome": "", "returned_at": None}
        done = self.act(correct_dossier, dossier_id=dossier_id, fields=fields, reason="x")
        assert done == model.counted
        if done and model.outcome:
            model.state, model.outcome = "in_process", ""

    def check(self) -> None:
        for dossier_id, model in zip(self.ids, self.models, strict=True):
            found = self.store.read(lambda reader, one=dossier_id: reader.dossiers.find(one))
            seen = (found.state, found.dossier_code, found.outcome, found.copies)
            assert seen == (model.state, model.code, model.outcome, model.copies)
        day = (at("2026-08-21 00:00"), at("2026-08-30 00:00"))
        counted = self.store.read(lambda reader: reader.dossiers.count_received(*day))
        assert counted == sum(model.counted for model in self.models)
        facts = self.store.read(lambda reader: fold(reader.events()))
        assert len(facts) == counted
        open_ones = self.store.read(lambda reader: reader.dossiers.count_due(2**62))
        assert open_ones == sum(model.state in IN_PROGRESS for model in self.models)


@given(st.lists(STEP, min_size=5, max_size=60))
@settings(max_examples=8, deadline=None)
def test_any_order_of_verbs(steps: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = AgendaClock(at("2026-08-21 08:00"))
        store = open_store(Path(folder), clock=clock, ids=seeded_ids(clock, 1))
        try:
            store.execute(Act(install_catalogue, {}))
            run = Run(store, clock)
            for step in [("receive", 0, 0), *steps]:
                run.step(*step)
                clock.advance(1)
            run.check()
        finally:
            store.close()
        assert verify(Path(folder), lambda _done, _total: None) == []
