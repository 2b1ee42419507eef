"""First run: five questions make an empty PC a working centre."""

from ui.windows import Placement, Window

WINDOW = Window(
    name="setup",
    title="setup.title",
    factory="ui.setup.window:SetupWindow",
    role="setup",
    placement=Placement.MAXIMISED,
    icon="settings",
)
