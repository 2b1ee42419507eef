"""Protocols as data: `resources/protocols/<name>.toml`.

No standard exists for counter signs and keypads, so a protocol is a file
that says how a frame is built: its literal bytes, where address, length,
body and check stand, and what the commands and messages are.  A device of a
known shape is added by one such file and no code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from core.errors import Exit, Problem
from core.resources import resource
from devices.protocols.checks import CHECKS

PARTS = ("address", "length", "body", "check")
ADDRESS_FORMS = ("byte", "hex2", "decimal2")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a frame: literal bytes, or a named part."""

    name: str = ""
    literal: bytes = b""


@dataclass(frozen=True, slots=True)
class Message:
    """What the device may say: bare bytes, or the body of a frame.

    In `body` None stands for one byte whose name is in `fields`.
    """

    name: str
    bare: bytes = b""
    body: tuple[int | None, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProtocolFile:
    """One protocol; times are in seconds, `answer_s` 0 means that nothing is answered."""

    name: str
    kind: str
    title: str
    source: str
    baud: int
    framing: str
    gap_s: float
    answer_s: float
    address_form: str = "byte"
    addresses: range = range(1, 2)
    frame: tuple[Part, ...] = ()
    check_kind: str = "none"
    check_over: tuple[str, ...] = ()
    length_over: tuple[str, ...] = ()
    charset: str = "ascii"
    max_chars: int = 16
    replace: Mapping[str, str] = field(default_factory=dict)
    commands: Mapping[str, tuple[bytes | str, ...]] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()
    values: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


def known_protocols() -> tuple[str, ...]:
    """The names of all shipped protocol files."""
    return tuple(sorted(path.stem for path in resource("protocols").glob("*.toml")))


@cache
def load_protocol(name: str) -> ProtocolFile:
    """Read a protocol; raises `Problem` `device.bad_protocol` that says what does not fit."""
    path = resource("protocols", f"{name}.toml")
    try:
        return parse_protocol(name, tomllib.loads(path.read_text("utf-8")))
    except (OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise Problem(
            "device.bad_protocol", Exit.USAGE, protocol=name, detail=str(error)
        ) from error


def parse_protocol(name: str, raw: Mapping[str, Any]) -> ProtocolFile:
    """A protocol from the tables of its file; raises ValueError or KeyError."""
    line, address, text = raw["line"], raw.get("address", {}), raw.get("text", {})
    check = raw.get("check", {})
    return ProtocolFile(
        name=name,
        kind=raw["kind"],
        title=raw["title"],
        source=raw["source"],
        baud=int(line["baud"]),
        framing=line.get("framing", "8N1"),
        gap_s=line.get("gap_ms", 0) / 1000,
        answer_s=line.get("answer_ms", 0) / 1000,
        address_form=_one_of(address.get("form", "byte"), ADDRESS_FORMS),
        addresses=range(int(address.get("low", 1)), int(address.get("high", 1)) + 1),
        frame=tuple(_part(part) for part in raw.get("frame", ())),
        check_kind=_one_of(check.get("kind", "none"), tuple(CHECKS)),
        check_over=tuple(_one_of(part, PARTS) for part in check.get("over", ())),
        length_over=tuple(_one_of(p, PARTS) for p in raw.get("length", {}).get("over", ())),
        charset=text.get("charset", "ascii"),
        max_chars=int(text.get("max_chars", 16)),
        replace=dict(text.get("replace", {})),
        commands={key: _pieces(body) for key, body in raw.get("commands", {}).items()},
        messages=tuple(_message(key, body) for key, body in raw.get("messages", {}).items()),
        values={
            key: {int(value): int(meaning) for value, meaning in table.items()}
            for key, table in raw.get("values", {}).items()
        },
        keys={char: key for key, chars in raw.get("keys", {}).items() for char in chars},
    )


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"{value}: {', '.join(known)}")
    return value


def _part(raw: Mapping[str, str]) -> Part:
    if "part" in raw:
        return Part(_one_of(raw["part"], PARTS))
    return Part(literal=raw["text"].encode() if "text" in raw else bytes.fromhex(raw["bytes"]))


def _pieces(raw: Mapping[str, str]) -> tuple[bytes | str, ...]:
    """A body as literal bytes and names of values, in order."""
    if "bytes" in raw:
        words = raw["bytes"].split()
        return tuple(w[1:-1] if w.startswith("{") else bytes.fromhex(w) for w in words)
    pieces: list[bytes | str] = []
    for literal in raw["text"].split("{"):
        name, brace, rest = literal.rpartition("}")
        pieces += [name, rest.encode()] if brace else [literal.encode()]
    return tuple(piece for piece in pieces if piece)


def _message(name: str, raw: Mapping[str, str]) -> Message:
    if "bare" in raw:
        return Message(name, bare=raw["bare"].encode())
    pieces = _pieces(raw)
    body: list[int | None] = []
    for piece in pieces:
        body += [None] if isinstance(piece, str) else list(piece)
    return Message(name, body=tuple(body), fields=tuple(p for p in pieces if isinstance(p, str)))
