"""The devices of this PC: what each is, how it stands, what to do, and a trial of each."""

from ui.windows import Placement, Window

WINDOW = Window(
    name="devices",
    title="devices_window.title",
    factory="ui.devices.window:DevicesWindow",
    role="devices",
    placement=Placement.MAXIMISED,
    icon="plug",
)
