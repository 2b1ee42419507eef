"""From practice to live: a strip that says what this is, and the sheet that ends it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.setup import PRACTICE
from core.supervision import Overview
from ui.bridge import Office
from ui.supervisor.acts import ActSheet, Tell
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.labels import FittedLabel


class PracticeBanner(Banner):
    """Across the window while the centre practises; its button is pressed to go live."""

    def __init__(self, office: Office, theme: Theme) -> None:
        super().__init__(theme, "info")
        self._office = office

    def show_view(self, view: Overview) -> None:
        texts = self._office.texts
        if view.hall.mark != PRACTICE:
            self.tell("")
            return
        can_end = self._office.services.go_live is not None
        self.tell(texts("setup.live.banner"), texts("setup.live.title") if can_end else "")


class GoLiveSheet(ActSheet):
    """Says what stays and what is set aside, and does it."""

    def __init__(
        self, office: Office, theme: Theme, window: QWidget, actor: str, tell: Tell
    ) -> None:
        texts = office.texts
        super().__init__(
            office,
            theme,
            window,
            actor,
            tell,
            title=texts("setup.live.title"),
            confirm=texts("setup.live.do"),
            icon="circle-play",
            width_px=560,
        )
        words = FittedLabel(theme, theme.font("body"), texts("setup.live.help"))
        self.form.addWidget(words)
        self.confirmed.connect(self._go)

    def _go(self) -> None:
        go_live, actor = self.office.services.go_live, self._actor
        if go_live is None:
            return
        self.rest()
        self.leave.setEnabled(False)
        self._tell(self.texts("setup.live.preparing"))
        self.office.aside(lambda: go_live(actor), then=self._ready, failed=self._refused)

    def _ready(self, _nothing: None) -> None:
        if self.office.services.restart is not None:
            self.office.services.restart()

    def _refused(self, error: Exception) -> None:
        self.leave.setEnabled(True)
        self.refuse(error)
