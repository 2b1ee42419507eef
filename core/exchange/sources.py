"""Opening a file of rows: CSV in UTF-8, or a spreadsheet.

A record's line is the physical line on which it starts, the header being
line 1; a quoted cell may span several lines.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import Exit, Problem
from core.exchange.cells import CellError, text_of

_CHUNK = 1 << 20
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DELIMITERS = ",;\t"
_HEADING_CHARS = 60
# A broken quote makes one cell of the rest of the file: it is read, then refused.
_CELL_CHARS = 1 << 30


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands: its first physical line and its cells."""

    line: int
    cells: list[Any]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read as rows; `digest` is the SHA-256 of its bytes."""

    path: Path
    digest: str
    is_spreadsheet: bool

    def records(self) -> Iterator[Record]:
        """The header first, then every record that is not blank."""
        return _sheet(self.path) if self.is_spreadsheet else _csv(self.path)


def open_source(path: Path) -> Source:
    """Look at the whole file once, before anything of it is taken.

    Raises `Problem` exchange.cannot_read or exchange.not_utf8.
    """
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            start = file.read(8)
            file.seek(0)
            is_spreadsheet = start.startswith((_ZIP, _OLD_OFFICE))
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                if not is_spreadsheet:
                    decoder.decode(chunk)
        if not is_spreadsheet:
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise Problem("exchange.not_utf8", file=path.name) from error
    except OSError as error:
        raise Problem(
            "exchange.cannot_read", Exit.ENVIRONMENT, file=path.name, reason=error.strerror or ""
        ) from error
    return Source(path, digest.hexdigest(), is_spreadsheet)


def headings_of(record: Record) -> list[str]:
    """The header's names: lower case, without spaces around."""
    try:
        return [text_of(cell, _HEADING_CHARS).lower() for cell in record.cells]
    except CellError:
        raise Problem("exchange.bad_header") from None


def _csv(path: Path) -> Iterator[Record]:
    csv.field_size_limit(_CELL_CHARS)
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = _delimiter(file.readline())
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        line = 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Record(line, cells)
            line = reader.line_num + 1


def _delimiter(header: str) -> str:
    """Comma, or what an office's own spreadsheet writes instead."""
    return max(_DELIMITERS, key=header.count)


def _sheet(path: Path) -> Iterator[Record]:
    """The first sheet that a person sees; a row's line is its number in the spreadsheet."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        visible = python_calamine.SheetVisibleEnum.Visible
        seen = [one.name for one in book.sheets_metadata if one.visible == visible]
        sheet = book.get_sheet_by_name(seen[0])
        first = (sheet.start or (0, 0))[0] + 1
        rows = sheet.iter_rows()
    except (python_calamine.CalamineError, OSError, IndexError) as error:
        raise Problem("exchange.bad_spreadsheet", file=path.name) from error
    for line, cells in enumerate(rows, first):
        if any(str(cell).strip() for cell in cells):
            yield Record(line, cells)
