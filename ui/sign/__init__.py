"""The sign above a counter, on a small screen."""

from ui.theme import Look
from ui.windows import Placement, Window

WINDOW = Window(
    name="sign",
    title="sign.title",
    factory="ui.sign.window:SignWindow",
    role="sign",
    placement=Placement.FULL_SCREEN,
    look=Look.NIGHT,
    public=True,
    icon="monitor",
)
