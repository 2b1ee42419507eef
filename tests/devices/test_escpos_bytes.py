"""The bytes of a slip, read back by parsers that share no code with the encoder."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.fakes.escpos_stream import Dots, EscposStream
from devices.protocols.escpos import (
    Ask,
    Cut,
    Fenced,
    Printed,
    Pushed,
    Reply,
    ReplyParser,
    Status,
    bands,
    fault_of,
    process_id,
    pushed_fault,
    slip_bytes,
)
from devices.raster import Raster


def noise(width: int, height: int, seed: int = 1) -> Raster:
    return Raster(width, height, random.Random(seed).randbytes(width // 8 * height))


def read_back(data: bytes) -> tuple[int, bytes, list[str]]:
    """A reader of its own for this test: width in bytes, rows, and the other commands."""
    at, width, rows, others = 0, 0, b"", []
    while at < len(data):
        if data[at : at + 4] == b"\x1dv0\x00":
            width = data[at + 4] + 256 * data[at + 5]
            height = data[at + 6] + 256 * data[at + 7]
            rows += data[at + 8 : at + 8 + width * height]
            at += 8 + width * height
        elif data[at : at + 2] == b"\x1b@":
            others.append("reset")
            at += 2
        elif data[at : at + 2] == b"\x1bd":
            others.append(f"feed {data[at + 2]}")
            at += 3
        elif data[at : at + 2] == b"\x1dV":
            others.append(f"cut {data[at + 2]}")
            at += 3
        else:
            raise AssertionError(f"byte {data[at]:02x} at {at} would print as a letter")
    return width, rows, others


@pytest.mark.parametrize(("width", "height"), [(576, 420), (384, 1), (576, 128), (384, 1000)])
def test_the_picture_comes_back_dot_for_dot(width: int, height: int) -> None:
    raster = noise(width, height)
    row_bytes, rows, others = read_back(slip_bytes(raster))
    assert (row_bytes, rows) == (width // 8, raster.rows)
    assert others == ["reset", "feed 6", "cut 1"]


def test_the_bytes_are_those_of_python_escpos() -> None:
    printer_module = pytest.importorskip("escpos.printer")
    image_module = pytest.importorskip("PIL.Image")
    raster = noise(384, 300)
    inverted = bytes(255 - byte for byte in raster.rows)
    printer = printer_module.Dummy(profile="TM-T20II")
    printer.hw("INIT")
    printer.image(image_module.frombytes("1", (384, 300), inverted), fragment_height=128)
    printer.cut(mode="PART")
    assert slip_bytes(raster) == printer.output


def test_no_band_is_taller_than_cheap_printers_bear() -> None:
    assert all(band[6] + 256 * band[7] <= 128 for band in bands(noise(576, 1000)))


def test_the_full_cut_is_asked_for_when_set() -> None:
    assert slip_bytes(noise(384, 1), Cut.FULL).endswith(b"\x1dV\x00")


@given(st.lists(st.integers(1, 400), min_size=1, max_size=30))
@settings(max_examples=30, deadline=None)
def test_a_stream_cut_anywhere_gives_the_same_picture(sizes: list[int]) -> None:
    raster = noise(384, 40)
    data = slip_bytes(raster) * 2
    stream, rows, at = EscposStream(), b"", 0
    for size in [*sizes, len(data)]:
        for step in stream.feed(data[at : at + size]):
            rows += step.rows if isinstance(step, Dots) else b""
        at += size
    assert rows == raster.rows * 2


# --- Replies ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x12", [Status(0x12)]),
        (b"\x1a\x32\x7e", [Status(0x1A), Status(0x32), Status(0x7E)]),
        (b"\x00", [Fenced(0)]),
        (b"\x0f\x03", [Fenced(15), Fenced(3)]),
        (b'7"0001\x00', [Printed(b"0001")]),
        (b"\x18\x00\x0f\x00", [Pushed(b"\x18\x00\x0f\x00")]),
        (b'\x127"0042\x00\x14\x00\x03\x00\x00', None),
        (b"\x11\x13", []),
        (b"\xff\xa5A", []),
        (b'7"00\x80\x12', [Status(0x12)]),
    ],
)
def test_replies_are_told_apart(data: bytes, expected: list[Reply] | None) -> None:
    replies = ReplyParser().feed(data)
    if expected is None:
        expected = [Status(0x12), Printed(b"0042"), Pushed(b"\x14\x00\x03\x00"), Fenced(0)]
    assert replies == expected
    one_by_one = ReplyParser()
    assert [r for byte in data for r in one_by_one.feed(bytes((byte,)))] == expected


@given(st.binary(max_size=300))
def test_any_bytes_are_taken_and_a_process_id_after_them_is_found(data: bytes) -> None:
    parser = ReplyParser()
    parser.feed(data)
    assert Printed(b"0007") in parser.feed(b"\xff" * 8 + b'7"0007\x00')


def test_two_hundred_thousand_random_bytes_leave_the_parsers_whole() -> None:
    chance = random.Random(5)
    parser, stream = ReplyParser(), EscposStream()
    for _ in range(400):
        data = chance.randbytes(500)
        parser.feed(data)
        stream.feed(data)
    assert Printed(b"0007") in parser.feed(b"\xff" * 8 + b'7"0007\x00')
    assert len(parser._bytes) < 8


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({Ask.PRINTER: 0x12, Ask.PAPER: 0x12}, ""),
        ({Ask.PRINTER: 0x12, Ask.PAPER: 0x1E}, "paper_near_end"),
        ({Ask.PRINTER: 0x1A, Ask.OFFLINE: 0x32, Ask.ERROR: 0x12, Ask.PAPER: 0x7E}, "paper_out"),
        ({Ask.PRINTER: 0x1A, Ask.OFFLINE: 0x16, Ask.ERROR: 0x12, Ask.PAPER: 0x12}, "cover_open"),
        ({Ask.PRINTER: 0x1A, Ask.OFFLINE: 0x52, Ask.ERROR: 0x1A}, "cutter_jam"),
        ({Ask.PRINTER: 0x1A, Ask.OFFLINE: 0x52, Ask.ERROR: 0x52}, "overheated"),
        ({Ask.PRINTER: 0x1A, Ask.OFFLINE: 0x52, Ask.ERROR: 0x32}, "printer_error"),
        ({Ask.PRINTER: 0x1A, Ask.OFFLINE: 0x12, Ask.ERROR: 0x12}, "offline"),
    ],
)
def test_status_bytes_become_faults(answers: dict[Ask, int], fault: str) -> None:
    assert fault_of(answers) == fault


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        (b"\x10\x00\x00\x00", ""),
        (b"\x10\x00\x03\x00", "paper_near_end"),
        (b"\x18\x00\x0f\x00", "paper_out"),
        (b"\x38\x00\x00\x00", "cover_open"),
        (b"\x18\x08\x00\x00", "cutter_jam"),
        (b"\x18\x40\x00\x00", "overheated"),
        (b"\x18\x20\x00\x00", "printer_error"),
        (b"\x18\x00\x00\x00", "offline"),
    ],
)
def test_pushed_status_becomes_the_same_faults(values: bytes, fault: str) -> None:
    assert pushed_fault(values) == fault


def test_a_process_id_is_four_figures_as_the_manual_wants() -> None:
    assert process_id(12) == b"\x1d(H\x06\x00000012"
    assert process_id(12345) == b"\x1d(H\x06\x00002345"
