"""The supervisor: the hall as it is now, and what may be done about it."""

from ui.windows import Placement, Window

WINDOW = Window(
    name="supervisor",
    title="supervisor.title",
    factory="ui.supervisor.window:SupervisorWindow",
    role="supervisor",
    placement=Placement.MAXIMISED,
    icon="layout-dashboard",
)
