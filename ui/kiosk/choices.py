"""What the citizen chooses from: tiles of sectors, and categories of priority."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QWidget

from core.queue.views import KioskTile, KioskView
from ui.kiosk.grid import Grid, Room, choose_grid
from ui.kiosk.look import KioskLook
from ui.kiosk.parts import Means, big_button, shape
from ui.kiosk.words import sector_name, tile_facts, tile_notice
from ui.widgets.icon import has_icon
from ui.widgets.labels import FittedLabel
from ui.widgets.lettering import set_text
from ui.widgets.tile import Tile

PRIORITY_ICONS = {
    "elderly": "person-standing",
    "disabled": "accessibility",
    "pregnant": "heart-pulse",
    "child": "baby",
    "merit": "medal",
}


class PriorityBar(QWidget):
    """The categories of priority, one touch each; touched again it is taken back."""

    chosen = Signal(str)

    def __init__(self, means: Means, categories: Sequence[str], chosen: str) -> None:
        super().__init__()
        look, texts = means.look, means.texts
        columns = 3 if look.upright else len(categories) + 1
        width = (means.inner_width - look.gap * (columns - 1)) // columns
        self._font = _even_font(means, categories, width)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.gap)
        caption = FittedLabel(
            look.theme,
            look.strong(),
            texts("kiosk.priority.caption"),
            least_px=look.least_px,
        )
        grid.addWidget(caption, 0, 0)
        self.buttons = {category: self._button(means, category, chosen) for category in categories}
        for index, button in enumerate(self.buttons.values(), start=1):
            grid.addWidget(button, index // columns, index % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        rows = (len(categories) + columns) // columns
        height = look.target if look.compact else look.mm(22)
        self.setFixedHeight(rows * height + (rows - 1) * look.gap)

    def _button(self, means: Means, category: str, chosen: str) -> QWidget:
        on = category == chosen
        button = big_button(
            means,
            means.texts(f"kiosk.priority.{category}"),
            "circle-check" if on else PRIORITY_ICONS[category],
            kind="chosen" if on else "accent",
            font=self._font,
            height=means.look.target if means.look.compact else means.look.mm(22),
        )
        button.stacked = means.look.compact
        button.clicked.connect(lambda: self.chosen.emit("" if on else category))
        return button


def _even_font(means: Means, categories: Sequence[str], width: int) -> QFont:
    """The largest font in which every category fits on one line of its button."""
    look = means.look
    font = look.strong()
    beside = 0.0 if look.compact else 1.5  # em: icon and gap
    for category in categories:
        words = set_text(means.texts(f"kiosk.priority.{category}"), look.strong(), 1_000_000)
        taken = words.width + (beside + 0.6) * look.strong().pixelSize()
        fitting = int(look.strong().pixelSize() * width * 0.97 / taken)
        font.setPixelSize(max(look.least_px, min(font.pixelSize(), fitting)))
    return font


class Tiles(QWidget):
    """The tiles of one page, in the grid that holds all their words whole.

    With more pages than one the last place turns to the next page.
    """

    touched = Signal(str)
    turned = Signal(int)

    def __init__(self, means: Means, view: KioskView, room: QSize, page: int) -> None:
        super().__init__()
        self._means = means
        self._room = _room(means.look, room)
        self.tiles = {tile.sector.sector_id: self._tile(tile) for tile in view.tiles}
        made = list(self.tiles.values())
        self._fill(view)
        self.grid = self._grid()
        self.page = page % self.grid.pages
        first = self.page * self.grid.per_page
        shown: list[QWidget] = [*made[first : first + self.grid.per_page]]
        for tile in made:
            tile.setVisible(tile in shown)
        if self.grid.pages > 1:
            shown.append(self._turn_button())
        self._set(shown)

    def follow(self, view: KioskView) -> bool:
        """Show newer figures of the same sectors; False when they need another grid."""
        was_brief = self._is_brief()
        self._fill(view)
        same = self._grid() == self.grid
        if same:
            self._even_names()
        if was_brief != self._is_brief():
            self.update()
        return same

    def _even_names(self) -> None:
        """Set the names of all open sectors in one size: the smallest that one of them needs."""
        size = QSize(self.grid.tile_width, self.grid.tile_height)
        drawn = self.tiles.values()
        shared = min((tile.fitting_px(size) for tile in drawn if tile.isEnabled()), default=None)
        for tile in drawn:
            if tile.name_px != shared:
                tile.name_px = shared
                tile.update()

    def _grid(self) -> Grid:
        return choose_grid(len(self.tiles), self._room, self._holds)

    def _is_brief(self) -> bool:
        return any(tile.brief for tile in self.tiles.values())

    def _holds(self, grid: Grid) -> bool:
        """Whether the words of all tiles fit; with short figures where whole ones do not."""
        size = QSize(grid.tile_width, grid.tile_height)
        for brief in (False, True):
            for tile in self.tiles.values():
                tile.brief = brief
            if all(tile.holds(size) for tile in self.tiles.values()):
                return True
        return False

    def _set(self, shown: Sequence[QWidget]) -> None:
        box = QGridLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self._means.look.gap)
        self._even_names()
        for place, widget in enumerate(shown):
            widget.setFixedSize(self.grid.tile_width, self.grid.tile_height)
            box.addWidget(widget, place // self.grid.columns, place % self.grid.columns)
        box.setRowStretch(self.grid.rows, 1)
        box.setColumnStretch(self.grid.columns, 1)

    def _turn_button(self) -> QWidget:
        last = self.page == self.grid.pages - 1
        self.turn = big_button(
            self._means,
            self._means.texts("kiosk.page.back" if last else "kiosk.page.next"),
            "arrow-left" if last else "arrow-right",
            kind="chosen",
            font=self._means.look.name(),
        )
        self.turn.clicked.connect(lambda: self.turned.emit(0 if last else self.page + 1))
        return self.turn

    def _tile(self, tile: KioskTile) -> Tile:
        look, texts = self._means.look, self._means.texts
        icon = tile.sector.icon if has_icon(tile.sector.icon) else "file-text"
        drawn = Tile(
            look.theme,
            look.name(),
            look.body(),
            icon=icon,
            name=sector_name(tile.sector, texts),
            least_px=look.least_px,
            parent=self,
        )
        shape(drawn, look)
        drawn.clicked.connect(lambda: self.touched.emit(tile.sector.sector_id))
        return drawn

    def _fill(self, view: KioskView) -> None:
        """What each tile says now: its figures, or why it gives no number."""
        texts, now = self._means.texts, self._means.clock.now()
        for tile in view.tiles:
            drawn = self.tiles[tile.sector.sector_id]
            notice = tile_notice(tile, view, now, texts)
            drawn.setEnabled(notice is None)
            if notice is None:
                drawn.show_facts(*tile_facts(tile, texts))
            else:
                drawn.show_notice(notice)


def _room(look: KioskLook, room: QSize) -> Room:
    return Room(
        room.width(),
        room.height(),
        look.gap,
        least_width=look.mm(48),
        least_height=look.target if look.compact or look.wishes.low else look.mm(25),
        most_height=look.mm((52 if look.upright else 46) * (1.35 if look.wishes.large else 1)),
    )
