"""The counter: an officer calls, serves and writes down."""

from ui.windows import Placement, Window

WINDOW = Window(
    name="counter",
    title="counter.title",
    factory="ui.counter.window:counter_window",
    role="counter",
    placement=Placement.MAXIMISED,
    icon="megaphone",
)
