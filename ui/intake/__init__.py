"""The intake: a dossier is written down once, with its due date and its receipt."""

from ui.windows import Placement, Window

WINDOW = Window(
    name="intake",
    title="intake.title",
    factory="ui.intake.window:intake_window",
    role="intake",
    placement=Placement.MAXIMISED,
    icon="file-pen-line",
)
