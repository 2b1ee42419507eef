"""Dataclasses to and from plain JSON values.

Payloads of the journal, stored results of attempts and messages to devices
all pass through here.  The canonical text has sorted keys and no spaces, so
that the same facts give the same hash on every engine and machine.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from enum import Enum
from typing import Any

from core.errors import Bug

_PLAIN = frozenset({str, int, float, bool, type(None)})
# Made once: making an encoder costs more than most of what it encodes.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """Canonical JSON text: sorted keys, no spaces, UTF-8 left as it is."""
    return _CANONICAL.encode(value)


def to_wire(value: Any) -> Any:
    """Plain JSON values (dict, list, str, int, float, bool, None)."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if dataclasses.is_dataclass(kind):
        return {name: to_wire(getattr(value, name)) for name in _field_names(kind)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_wire(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_wire(item) for key, item in value.items()}
    if isinstance(value, (str, int, float)):
        return value
    raise Bug(f"{type(value).__name__} cannot be put into JSON")


def from_wire(kind: Any, value: Any) -> Any:
    """The inverse of `to_wire` for an annotated type.

    Unknown keys of a dataclass are passed over and missing ones take their
    default: an older program can read what a newer one wrote.
    """
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        inner = next(a for a in typing.get_args(kind) if a is not type(None))
        return from_wire(inner, value)
    if origin in (tuple, list):
        inner = (typing.get_args(kind) or (Any,))[0]
        items = [from_wire(inner, item) for item in value]
        return tuple(items) if origin is tuple else items
    if origin is dict:
        inner = typing.get_args(kind)[1]
        return {key: from_wire(inner, item) for key, item in value.items()}
    if isinstance(kind, type):
        if dataclasses.is_dataclass(kind):
            hints = _hints(kind)
            known = {k: from_wire(hints[k], v) for k, v in value.items() if k in hints}
            return kind(**known)
        if issubclass(kind, Enum):
            return kind(value)
    return value


@functools.cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {name: hints[name] for name in _field_names(kind)}
