"""The workshop: the bench of fake devices, where a rehearsal can be watched and disturbed."""

from ui.windows import Placement, Window

WINDOW = Window(
    name="workshop",
    title="workshop.title",
    factory="ui.workshop.window:WorkshopWindow",
    role="workshop",
    placement=Placement.MAXIMISED,
    icon="wrench",
)
