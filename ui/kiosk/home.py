"""The first page: what do you need?  One touch, one number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.queue.views import KioskView
from ui.kiosk.choices import PRIORITY_ICONS, PriorityBar, Tiles
from ui.kiosk.parts import Header, Means, Ribbon, big_button, mark_ribbon
from ui.widgets.icon import Icon
from ui.widgets.labels import FittedLabel
from ui.widgets.lettering import set_text

_CENTRE = Qt.AlignmentFlag.AlignCenter


class HomePage(QWidget):
    """Header, question, tiles, priority and tools; `stale` is a sentence about old figures.

    On a screen that stands, and with low controls, the tools are at the foot,
    where a seated person reaches them; on one that lies they are in the header.
    """

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
        self._frame = _frame(view)
        self._look = look = means.look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look.margin, look.margin, look.margin, look.margin)
        self._column.setSpacing(look.gap)
        self._used = 2 * look.margin
        at_foot = look.upright or look.wishes.low
        tools = self._tools()
        self._add(Header(means, view.centre, () if at_foot else tools))
        ribbons = self._ribbons(view, stale)
        beside = not (look.upright or look.compact or look.wishes.low or priority)
        for ribbon in [] if beside else ribbons:
            self._add(ribbon)
        foot = self._foot(view, priority, tools if at_foot else ())
        self._foot_height = sum(widget.height() + look.gap for widget in foot)
        if look.wishes.low:
            self._lower()
        if priority or not (look.compact or look.wishes.low):
            question = self._question(priority)
            self._add(self._row([question, *ribbons]) if beside and ribbons else question)
        rest = look.size.height() - self._used - self._foot_height
        self.tiles = Tiles(means, view, QSize(means.inner_width, rest), page)
        self.tiles.touched.connect(self.sector_touched)
        self.tiles.turned.connect(self.page_touched)
        self._column.addWidget(self.tiles, 1)
        for widget in foot:
            self._column.addWidget(widget)

    def follow(self, view: KioskView) -> bool:
        """Show other figures without building the page anew; False when that cannot be."""
        return _frame(view) == self._frame and self.tiles.follow(view)

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        self._used += widget.height() + self._look.gap

    def _lower(self) -> None:
        """Leave the upper half of the glass to words: everything to touch stands below."""
        look = self._look
        free = look.size.height() // 2 - self._used + look.margin - look.gap
        if free < self._look.target:
            return
        pointer = QWidget()
        column = QVBoxLayout(pointer)
        column.setSpacing(self._look.gap)
        words = self._means.texts("kiosk.ask_low")
        label = FittedLabel(
            self._look.theme,
            self._look.title(),
            words,
            align=_CENTRE,
            least_px=self._look.least_px,
        )
        column.addStretch(1)
        column.addWidget(label)
        if free > 2 * self._look.target:
            side = self._look.mm(14)
            arrow = Icon("arrow-down", side, self._look.theme.color("info"))
            column.addWidget(arrow, 0, _CENTRE)
        column.addStretch(1)
        pointer.setFixedHeight(free)
        self._add(pointer)

    def _row(self, widgets: Sequence[QWidget]) -> QWidget:
        """The question with its ribbons beside it: height is dear on a screen that lies."""
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self._look.gap)
        for widget in widgets:
            box.addWidget(widget, 1)
        row.setFixedHeight(max(widget.height() for widget in widgets))
        return row

    def _ribbons(self, view: KioskView, stale: str) -> list[QWidget]:
        ribbons = [mark_ribbon(self._means, view.mark)]
        if stale:
            ribbons.append(Ribbon(self._means, stale, "info"))
        return [ribbon for ribbon in ribbons if ribbon is not None]

    def _question(self, priority: str) -> FittedLabel:
        look, texts = self._look, self._means.texts
        words = texts("kiosk.ask")
        if priority:
            category = texts(f"kiosk.priority.{priority}").lower()
            words = texts("kiosk.ask_priority", category=category)
        font = look.strong() if look.compact or look.wishes.low else look.title()
        label = FittedLabel(
            look.theme, font, words, color="info" if priority else "ink", least_px=look.least_px
        )
        wrapped = set_text(words, look.strong(), self._means.inner_width)
        single = set_text(words, font, 1_000_000)
        label.setFixedHeight(round(max(wrapped.height, single.height)))
        return label

    def _foot(self, view: KioskView, priority: str, tools: Sequence[QWidget]) -> list[QWidget]:
        foot: list[QWidget] = []
        wanted = view.settings.text("kiosk.priority_categories").split()
        categories = [name for name in wanted if name in PRIORITY_ICONS]
        if view.settings.flag("kiosk.priority_offered") and categories:
            self.priorities = PriorityBar(self._means, categories, priority)
            self.priorities.chosen.connect(self.priority_chosen)
            foot.append(self.priorities)
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
        texts = self._means.texts
        short = "_short" if self._look.compact else ""
        self.language = big_button(self._means, texts("kiosk.tool.language"), "languages")
        self.easy = big_button(self._means, texts(f"kiosk.tool.easy{short}"), "a-large-small")
        self.language.clicked.connect(self.language_touched)
        self.easy.clicked.connect(self.easy_touched)
        tools: list[QWidget] = [self.language, self.easy]
        for tool in tools:
            tool.setMinimumWidth(tool.sizeHint().width())
        return tools


def _frame(view: KioskView) -> object:
    """What a page is built around; everything else are figures in it."""
    return (
        view.centre,
        view.mark,
        tuple(tile.sector for tile in view.tiles),
        view.settings.flag("kiosk.priority_offered"),
        view.settings.text("kiosk.priority_categories"),
    )
