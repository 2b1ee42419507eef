"""The rating pad on a screen of its own."""

from ui.theme import Look
from ui.windows import Placement, Window

WINDOW = Window(
    name="rating",
    title="rating.title",
    factory="ui.rating.window:RatingWindow",
    role="rating",
    placement=Placement.FULL_SCREEN,
    look=Look.DAY,
    public=True,
    icon="smile",
)
