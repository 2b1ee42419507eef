"""How many tiles stand beside and below each other, and on how many pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_MOST_COLUMNS = 4
_MOST_PAGES = 5


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of a page; sizes of one tile in pixels."""

    columns: int
    rows: int
    pages: int
    tile_width: int
    tile_height: int

    @property
    def per_page(self) -> int:
        """Tiles of sectors on a page; with more pages one place turns the page."""
        return self.columns * self.rows - (1 if self.pages > 1 else 0)


@dataclass(frozen=True, slots=True)
class Room:
    """The room for tiles and the least that one of them needs, in pixels."""

    width: int
    height: int
    gap: int
    least_width: int
    least_height: int
    most_height: int


def choose_grid(count: int, room: Room, fits: Callable[[Grid], bool]) -> Grid:
    """The fewest pages, then the fewest columns, in which every tile is whole.

    `fits` says whether all names can be set in tiles of that size.  When
    nothing satisfies it the largest tiles are taken, in which names shrink.
    """
    possible = list(_possible(max(1, count), room))
    for grid in possible:
        if fits(grid):
            return grid
    if not possible:
        return _grid(1, 1, max(1, count), room)
    return max(possible, key=lambda grid: grid.tile_width * grid.tile_height)


def _possible(count: int, room: Room) -> Iterator[Grid]:
    for pages in range(1, _MOST_PAGES + 1):
        places = count if pages == 1 else math.ceil(count / pages) + 1
        for columns in range(1, min(_MOST_COLUMNS, places) + 1):
            grid = _grid(columns, math.ceil(places / columns), pages, room)
            if grid.tile_height >= room.least_height and grid.tile_width >= room.least_width:
                yield grid


def _grid(columns: int, rows: int, pages: int, room: Room) -> Grid:
    width = (room.width - room.gap * (columns - 1)) // columns
    height = (room.height - room.gap * (rows - 1)) // rows
    return Grid(columns, rows, pages, width, min(height, room.most_height))
