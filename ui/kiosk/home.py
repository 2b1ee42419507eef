"""The first page: what do you need?  One touch, one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.clock import Clock, Timers
from core.queue.views import KioskTile, KioskView
from core.texts import Texts
from ui.kiosk.grid import Grid, Room, choose_grid
from ui.kiosk.look import KioskLook
from ui.kiosk.words import sector_name, tile_facts, tile_notice
from ui.widgets.buttons import BigButton
from ui.widgets.icon import has_icon
from ui.widgets.labels import ClockLabel, FittedLabel
from ui.widgets.tile import Tile

PRIORITY_ICONS = {
    "elderly": "person-standing",
    "disabled": "accessibility",
    "pregnant": "heart-pulse",
    "child": "baby",
    "merit": "medal",
}
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Means:
    """What the pages are made with."""

    look: KioskLook
    texts: Texts
    clock: Clock
    timers: Timers


class Header(QWidget):
    """The centre's name and the time; on a compact screen also the tools."""

    def __init__(self, means: Means, centre: str, tools: Sequence[QWidget] = ()) -> None:
        super().__init__()
        look = means.look
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.gap)
        name = FittedLabel(look.theme, look.title(), centre, least_px=look.least_px)
        row.addWidget(name, 1)
        clock = ClockLabel(
            look.theme,
            look.strong() if look.compact else look.body(),
            means.clock,
            means.timers,
            means.texts,
            with_date=not look.compact,
            color="ink_soft",
            align=_RIGHT,
        )
        clock.setMinimumWidth(look.mm(16 if look.compact else 60))
        row.addWidget(clock)
        for tool in tools:
            row.addWidget(tool)
        self.setFixedHeight(look.target if look.compact else look.mm(18))


class Ribbon(QWidget):
    """A strip over the page: practice, demonstration, or old figures."""

    def __init__(self, look: KioskLook, words: str, color: str = "warn") -> None:
        super().__init__()
        self._look = look
        self._color = color
        label = FittedLabel(
            look.theme, look.strong(), words, color=color, align=_CENTRE, least_px=look.least_px
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(look.gap, 0, look.gap, 0)
        box.addWidget(label)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._look.theme.color(self._color))
        painter.setBrush(self._look.theme.color(f"{self._color}_soft"))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, self._look.radius, self._look.radius)


class PriorityBar(QWidget):
    """The categories of priority, one touch each; touched again it is taken back."""

    chosen = Signal(str)

    def __init__(self, means: Means, categories: Sequence[str], chosen: str) -> None:
        super().__init__()
        look, texts = means.look, means.texts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap // 2)
        row = QHBoxLayout()
        row.setSpacing(look.gap)
        caption_key = "caption_short" if look.compact else "caption"
        caption = FittedLabel(
            look.theme,
            look.strong(),
            texts(f"kiosk.priority.{caption_key}"),
            color="ink_soft",
            least_px=look.least_px,
        )
        self.buttons: dict[str, BigButton] = {}
        if look.compact:
            row.addWidget(caption, 2)
        else:
            column.addWidget(caption)
        for category in categories:
            button = self._button(means, category, chosen == category)
            self.buttons[category] = button
            row.addWidget(button, 3)
        column.addLayout(row, 1)
        self.setFixedHeight(look.target if look.compact else look.mm(41 if look.upright else 31))

    def _button(self, means: Means, category: str, chosen: bool) -> BigButton:
        look = means.look
        button = BigButton(
            look.theme,
            look.strong(),
            means.texts(f"kiosk.priority.{category}"),
            "circle-check" if chosen else PRIORITY_ICONS[category],
            kind="chosen" if chosen else "plain",
            stacked=look.compact or look.upright,
            least_px=look.least_px,
        )
        shape(button, look)
        button.clicked.connect(lambda: self.chosen.emit("" if chosen else category))
        return button


class Tiles(QWidget):
    """The tiles of one page, in the grid that holds all their names whole."""

    touched = Signal(str)

    def __init__(self, means: Means, view: KioskView, room: QSize, page: int) -> None:
        super().__init__()
        look = means.look
        self.tiles: dict[str, Tile] = {}
        made = [self._tile(means, tile, view) for tile in view.tiles]
        pager = look.target + look.gap

        def fits(grid: Grid) -> bool:
            size = QSize(grid.tile_width, grid.tile_height)
            return all(tile.holds(size) for tile in made)

        grid = choose_grid(len(made), _room(look, room), fits)
        if grid.pages > 1:
            smaller = QSize(room.width(), room.height() - pager)
            grid = choose_grid(len(made), _room(look, smaller), fits)
        self.grid = grid
        self.page = page % grid.pages
        box = QGridLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.gap)
        first = self.page * grid.per_page
        for index, tile in enumerate(made):
            if first <= index < first + grid.per_page:
                place = index - first
                tile.setFixedSize(grid.tile_width, grid.tile_height)
                box.addWidget(tile, place // grid.columns, place % grid.columns)
            else:
                tile.deleteLater()
        box.setRowStretch(grid.rows, 1)
        box.setColumnStretch(grid.columns, 1)

    def _tile(self, means: Means, tile: KioskTile, view: KioskView) -> Tile:
        look = means.look
        icon = tile.sector.icon if has_icon(tile.sector.icon) else "file-text"
        name = sector_name(tile.sector, means.texts)
        drawn = Tile(
            look.theme,
            look.name(),
            look.body(),
            icon=icon,
            name=name,
            least_px=look.least_px,
            parent=self,
        )
        shape(drawn, look)
        notice = tile_notice(tile, view, means.clock.now(), means.texts)
        if notice is None:
            drawn.show_facts(*tile_facts(tile, means.texts))
        else:
            drawn.show_notice(notice)
            drawn.setEnabled(False)
        drawn.clicked.connect(lambda: self.touched.emit(tile.sector.sector_id))
        self.tiles[tile.sector.sector_id] = drawn
        return drawn


class HomePage(QWidget):
    """Header, tiles, priority and tools; `stale` is a sentence about old figures."""

    sector_touched = Signal(str)
    priority_chosen = Signal(str)
    language_touched = Signal()
    easy_touched = Signal()
    page_touched = Signal(int)

    def __init__(
        self, means: Means, view: KioskView, *, priority: str = "", page: int = 0, stale: str = ""
    ) -> None:
        super().__init__()
        self._means = means
        self._look = means.look
        look, texts = means.look, means.texts
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look.margin, look.margin, look.margin, look.margin)
        self._column.setSpacing(look.gap)
        self._used = 2 * look.margin
        tools = self._tools()
        low = look.wishes.low
        self._add(Header(means, view.centre, tools if look.compact and not low else ()))
        if view.mark in ("practice", "demo", "simulated"):
            self._add(self._strip(texts(f"kiosk.mark.{view.mark}")))
        if stale:
            self._add(self._strip(stale, "info"))
        if low:
            self._lower()
        if not look.compact or priority:
            self._add(self._instruction(priority))
        foot = self._foot(view, priority, () if look.compact and not low else tools)
        rest = look.size.height() - self._used - sum(w.height() + look.gap for w in foot)
        self.tiles = Tiles(
            means, view, QSize(look.size.width() - 2 * look.margin, rest - look.gap), page
        )
        self.tiles.touched.connect(self.sector_touched)
        self._column.addWidget(self.tiles, 1)
        if self.tiles.grid.pages > 1:
            self._column.addWidget(self._pager())
        for widget in foot:
            self._column.addWidget(widget)

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        self._used += widget.height() + self._look.gap

    def _strip(self, words: str, color: str = "warn") -> Ribbon:
        ribbon = Ribbon(self._look, words, color)
        ribbon.setFixedHeight(round(self._look.body().pixelSize() * 1.5))
        return ribbon

    def _lower(self) -> None:
        """Leave the upper half of the glass free: everything to touch stands below."""
        free = self._look.size.height() // 2 - self._used
        if free > 0:
            self._column.addSpacing(free)
            self._used += free + self._look.gap

    def _instruction(self, priority: str) -> FittedLabel:
        look, texts = self._look, self._means.texts
        if priority:
            words = texts(
                "kiosk.ask_priority", category=texts(f"kiosk.priority.{priority}").lower()
            )
        else:
            words = texts("kiosk.ask")
        font = look.strong() if look.compact or look.wishes.low else look.title()
        label = FittedLabel(
            look.theme, font, words, color="info" if priority else "ink", least_px=look.least_px
        )
        label.setFixedHeight(round(font.pixelSize() * 1.45))
        return label

    def _foot(self, view: KioskView, priority: str, tools: Sequence[QWidget]) -> list[QWidget]:
        foot: list[QWidget] = []
        categories = [
            name
            for name in view.settings.text("kiosk.priority_categories").split()
            if name in PRIORITY_ICONS
        ]
        if view.settings.flag("kiosk.priority_offered") and categories:
            bar = PriorityBar(self._means, categories, priority)
            bar.chosen.connect(self.priority_chosen)
            foot.append(bar)
        if tools:
            row = QWidget()
            box = QHBoxLayout(row)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(self._look.gap)
            for tool in tools:
                box.addWidget(tool, 1)
            row.setFixedHeight(self._look.target)
            foot.append(row)
        return foot

    def _tools(self) -> list[QWidget]:
        look, texts = self._look, self._means.texts
        short = "_short" if look.compact else ""
        language = BigButton(
            look.theme,
            look.strong(),
            texts("kiosk.tool.language"),
            "languages",
            least_px=look.least_px,
        )
        easy = BigButton(
            look.theme,
            look.strong(),
            texts(f"kiosk.tool.easy{short}"),
            "a-large-small",
            least_px=look.least_px,
        )
        language.clicked.connect(self.language_touched)
        easy.clicked.connect(self.easy_touched)
        for button in (language, easy):
            shape(button, look)
            button.setFixedHeight(look.target)
            if look.compact and not look.wishes.low:
                button.setFixedWidth(button.sizeHint().width())
        self.language_button, self.easy_button = language, easy
        return [language, easy]

    def _pager(self) -> BigButton:
        last = self.tiles.page == self.tiles.grid.pages - 1
        button = BigButton(
            self._look.theme,
            self._look.strong(),
            self._means.texts("kiosk.page.back" if last else "kiosk.page.next"),
            "arrow-left" if last else "arrow-right",
            least_px=self._look.least_px,
        )
        shape(button, self._look)
        button.setFixedHeight(self._look.target)
        button.clicked.connect(lambda: self.page_touched.emit(0 if last else self.tiles.page + 1))
        self.pager = button
        return button


def shape(button: Tile | BigButton, look: KioskLook) -> None:
    """Round corners and outlines of the kiosk; touched, never tabbed to."""
    button.radius_px = look.radius
    button.outline_px = look.line
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _room(look: KioskLook, room: QSize) -> Room:
    least = look.target if look.compact or look.wishes.low else look.mm(25)
    return Room(
        room.width(),
        room.height(),
        look.gap,
        look.mm(48),
        least,
        look.mm(52 if look.upright else 46),
    )
