"""The kiosk: a citizen takes a number with one touch."""

from ui.theme import Look
from ui.windows import Placement, Window

WINDOW = Window(
    name="kiosk",
    title="kiosk.title",
    factory="ui.kiosk.window:KioskWindow",
    role="kiosk",
    placement=Placement.FULL_SCREEN,
    look=Look.DAY,
    public=True,
    icon="ticket",
)
