"""Protocols as data: every shipped file holds, and noise harms none of them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Problem
from devices.protocols.checks import CHECKS
from devices.protocols.description import known_protocols, load_protocol, parse_protocol
from devices.protocols.framed import FramedProtocol, Heard

PRESS = bytes.fromhex("ff68 03 03 68 02 b1 01 b4 16")


@pytest.mark.parametrize("name", known_protocols())
def test_every_file_is_whole(name: str) -> None:
    file = load_protocol(name)
    assert file.source
    assert file.kind in ("sign", "pad", "keypad")
    assert file.baud >= 1200
    wanted = {"sign": {"show"}, "pad": {"arm", "disarm"}, "keypad": set()}[file.kind]
    assert wanted <= set(file.commands)
    assert file.commands or file.keys


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        # Frames that others' programs send to the same sign, with lead E instead of A.
        ("hello", b"<ID01><L1><PA><FE><MA><WC><FE>hello16<E>"),
        ("bonjour", b"<ID01><L1><PA><FE><MA><WC><FE>bonjour15<E>"),
        ("bonkour", b"<ID01><L1><PA><FE><MA><WC><FE>bonkour14<E>"),
    ],
)
def test_am03127_sums_are_those_seen_in_the_field(text: str, frame: bytes) -> None:
    packet = frame[len("<ID01>") : -len("00<E>")]
    assert CHECKS["xor8_hex"](packet) == frame[-5:-3]
    own = FramedProtocol(load_protocol("am03127")).encode("show", 1, text=text)
    assert own.startswith(b"<ID01><L1><PA><FA><MA><WC><FA>" + text.encode())
    assert CHECKS["xor8_hex"](own[6:-5]) == own[-5:-3]


def test_addresses_stand_as_the_sign_wants_and_stay_in_range() -> None:
    sign = FramedProtocol(load_protocol("am03127"))
    assert sign.encode("show", 255, text="A").startswith(b"<IDFF>")
    with pytest.raises(ValueError, match="address"):
        sign.encode("show", 0, text="A")


def test_hostile_text_cannot_leave_its_place() -> None:
    sign = FramedProtocol(load_protocol("am03127"))
    frame = sign.encode("show", 1, text="<E>\x00Đ" + "9" * 100)
    assert frame.count(b"<E>") == 1
    assert len(frame) < 120


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        ("sum8", "05 03 E7", "EF"),
        ("sum8", "3A 00 78 03 01", "B6"),
        ("xor8", "01 02 04", "07"),
        ("crc16_modbus", "01 06 00 00 00 32", "08 1F"),
        ("crc16_modbus", "02 06 00 07 00 20", "39 E0"),
        ("none", "01", ""),
    ],
)
def test_checks_are_those_of_published_frames(kind: str, data: str, expected: str) -> None:
    assert CHECKS[kind](bytes.fromhex(data)) == bytes.fromhex(expected)


def test_a_pad_frame_is_built_and_read() -> None:
    pad = FramedProtocol(load_protocol("caller_ff68"))
    assert pad.encode("arm", 2, window=60) == bytes.fromhex("ff68 03 03 68 02 a1 3c df 16")
    assert pad.feed(PRESS) == [Heard("press", 2, {"button": 3})]


@pytest.mark.parametrize("cut", range(1, len(PRESS)))
def test_a_frame_may_come_in_two_pieces(cut: int) -> None:
    pad = FramedProtocol(load_protocol("caller_ff68"))
    assert pad.feed(PRESS[:cut]) == []
    assert pad.feed(PRESS[cut:]) == [Heard("press", 2, {"button": 3})]


def test_acknowledgements_are_told_apart_in_pieces_and_noise() -> None:
    sign = FramedProtocol(load_protocol("am03127"))
    heard = [h.name for piece in (b"xxN", b"ACK\x00A", b"CKAC", b"K") for h in sign.feed(piece)]
    assert heard == ["refused", "ok", "ok"]


@given(st.binary(max_size=200))
def test_after_any_noise_the_next_good_frames_are_heard(data: bytes) -> None:
    pad = FramedProtocol(load_protocol("caller_ff68"))
    pad.feed(data)
    # A false beginning may swallow one frame at most.
    heard = pad.feed(PRESS * 60)
    assert Heard("press", 2, {"button": 3}) in heard


@pytest.mark.parametrize("name", ["am03127", "caller_ff68"])
def test_two_hundred_thousand_random_bytes_do_no_harm(name: str) -> None:
    chance, protocol = random.Random(3), FramedProtocol(load_protocol(name))
    for _ in range(400):
        protocol.feed(chance.randbytes(500))
    assert len(protocol._bytes) <= 300


def test_a_wrong_sum_is_no_press() -> None:
    pad = FramedProtocol(load_protocol("caller_ff68"))
    assert pad.feed(PRESS[:-2] + b"\x00\x16") == []


def test_a_file_with_a_mistake_is_named() -> None:
    with pytest.raises(Problem) as caught:
        load_protocol("no_such_protocol")
    assert caught.value.code == "device.bad_protocol"
    line = {"baud": 9600}
    base = {"kind": "sign", "title": "t", "source": "s", "line": line}
    with pytest.raises(ValueError, match="sum9"):
        parse_protocol("x", {**base, "check": {"kind": "sum9"}})
    with pytest.raises(ValueError, match="nowhere"):
        parse_protocol("x", {**base, "frame": [{"part": "nowhere"}]})
