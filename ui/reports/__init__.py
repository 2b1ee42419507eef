"""The report window: a period, its official form, and everything that may be done with it."""

from ui.windows import Placement, Window

WINDOW = Window(
    name="reports",
    title="report_window.title",
    factory="ui.reports.window:ReportWindow",
    role="reports",
    placement=Placement.MAXIMISED,
    icon="file-text",
)
