"""The hall board: the newest call, the last calls, who waits, what is new."""

from ui.theme import Look
from ui.windows import Placement, Window

WINDOW = Window(
    name="board",
    title="board.title",
    factory="ui.board.window:BoardWindow",
    role="board",
    placement=Placement.FULL_SCREEN,
    look=Look.NIGHT,
    public=True,
    icon="monitor",
)
