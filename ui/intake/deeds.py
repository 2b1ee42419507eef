"""What is done with a found dossier, and the way back where there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.dossiers.applicant import correct_entry
from core.dossiers.corrections import correct_dossier, join_code, void_dossier
from core.dossiers.model import IN_PROGRESS, Dossier, DossierState, Outcome
from core.dossiers.progress import resolve_dossier, return_dossier, withdraw_dossier
from core.texts import Texts

_RESOLVED = frozenset({DossierState.RESOLVED})
_KEPT = frozenset(DossierState) - {DossierState.VOIDED, DossierState.REFUSED_AT_RECEPTION}


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be done with a found dossier; `reasoned` asks why first."""

    name: str
    key: str
    icon: str
    states: frozenset[DossierState]
    reasoned: bool = False


DEEDS: tuple[Deed, ...] = (
    Deed("open", "Ctrl+O", "eye", frozenset(DossierState)),
    Deed("resolve", "Ctrl+G", "file-check", IN_PROGRESS),
    Deed("return", "Ctrl+T", "package-open", _RESOLVED),
    Deed("withdraw", "Ctrl+R", "undo-2", IN_PROGRESS, reasoned=True),
    Deed("refuse", "Ctrl+B", "ban", IN_PROGRESS, reasoned=True),
    Deed("join", "Ctrl+M", "hash", _KEPT, reasoned=True),
    Deed("correct", "Ctrl+S", "square-pen", _KEPT),
    Deed("void", "Ctrl+H", "trash-2", _KEPT, reasoned=True),
    Deed("print", "Ctrl+P", "printer", _KEPT),
)


@dataclass(frozen=True, slots=True)
class Doing:
    """A verb with its arguments; `undo` is None where the centre offers no way back."""

    verb: Callable[..., Any]
    arguments: dict[str, Any]
    undo: Doing | None = None


def doing_of(name: str, dossier: Dossier, reason: str, texts: Texts) -> Doing:
    """The verb of a deed; `reason` is the answer to its question."""
    one = {"dossier_id": dossier.dossier_id}
    if name == "resolve":
        return Doing(resolve_dossier, one, _put_back(dossier, texts))
    if name == "return":
        back = _corrected(dossier, {"returned_at": None}, texts)
        return Doing(return_dossier, one, back)
    if name == "withdraw":
        return Doing(withdraw_dossier, {**one, "reason": reason}, _put_back(dossier, texts))
    if name == "refuse":
        arguments = {**one, "outcome": Outcome.REFUSED.value, "reason": reason}
        return Doing(resolve_dossier, arguments, _put_back(dossier, texts))
    if name == "join":
        return Doing(join_code, {**one, "dossier_code": reason})
    return Doing(void_dossier, {**one, "reason": reason})


def correcting(
    dossier: Dossier,
    fields: dict[str, Any],
    person: dict[str, str] | None,
    reason: str,
    ground: str,
    texts: Texts,
) -> Doing:
    """A correction; its way back is the correction to what stood before.

    An applicant's wrong data is erased, so that one has no way back.
    """
    before = {name: getattr(dossier, name) for name in fields}
    if not before.get("dossier_code", "known"):
        before.pop("dossier_code")  # a code can be replaced, not taken away
    arguments = {
        "dossier_id": dossier.dossier_id,
        "fields": fields,
        "applicant": person,
        "reason": reason,
        "ground": ground,
    }
    undo = None if person is not None else _corrected(dossier, before, texts)
    return Doing(correct_entry, arguments, undo)


def taking_back(dossier_id: str, texts: Texts) -> Doing:
    """The way back from a dossier that was just written down."""
    reason = texts("intake.undone_after_saving")
    return Doing(void_dossier, {"dossier_id": dossier_id, "reason": reason})


def _put_back(dossier: Dossier, texts: Texts) -> Doing:
    """Into progress again, as before the clock was stopped."""
    return _corrected(dossier, {"resolved_at": None, "outcome": ""}, texts)


def _corrected(dossier: Dossier, fields: dict[str, Any], texts: Texts) -> Doing:
    arguments = {
        "dossier_id": dossier.dossier_id,
        "fields": fields,
        "reason": texts("intake.undone"),
    }
    return Doing(correct_dossier, arguments)
