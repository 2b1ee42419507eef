"""The sheet of arranging: a page for each subject, one Save for the page in sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.bridge import Office
from ui.supervisor.acts import ActSheet
from ui.supervisor.arrange.counters_page import CountersPage
from ui.supervisor.arrange.days_page import DaysPage
from ui.supervisor.arrange.page import ArrangePage
from ui.supervisor.arrange.sectors_page import SectorsPage
from ui.supervisor.arrange.settings_page import SettingsPage
from ui.theme import Theme
from ui.widgets.buttons import StaffButton

_PAGES: tuple[tuple[type[ArrangePage], str], ...] = (
    (CountersPage, "monitor"),
    (SectorsPage, "list"),
    (DaysPage, "calendar-days"),
    (SettingsPage, "settings"),
)
_HEIGHT_PX = 500


class ArrangeSheet(ActSheet):
    """Counters, sectors, days off and settings; Alt and a figure turns the pages."""

    def __init__(
        self,
        office: Office,
        theme: Theme,
        window: QWidget,
        actor: str,
        tell: Callable[[str], None],
    ) -> None:
        texts = office.texts
        super().__init__(
            office,
            theme,
            window,
            actor,
            tell,
            title=texts("supervisor.arrange.title"),
            confirm=texts("common.save"),
            icon="save",
            width_px=1080,
        )
        self.leave.setText(texts("common.close"))
        self.pages: dict[str, ArrangePage] = {}
        self.tabs: dict[str, StaffButton] = {}
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(_HEIGHT_PX)
        row = QHBoxLayout()
        row.setSpacing(theme.space("near"))
        for number, (kind, icon) in enumerate(_PAGES, 1):
            row.addWidget(self._make_tab(kind.NAME, icon, number))
            page = kind(office, theme, actor)
            page.refused.connect(self.refuse)
            page.told.connect(self._saved)
            self.pages[kind.NAME] = page
            self.stack.addWidget(page)
        row.addStretch(1)
        self.form.addLayout(row)
        self.form.addWidget(self.stack, 1)
        self.confirmed.connect(self._save)
        self.turn_to(CountersPage.NAME)

    def turn_to(self, name: str) -> None:
        """Show a page, as it stands now."""
        self.tell_trouble("")
        for other, tab in self.tabs.items():
            tab.setChecked(other == name)
        page = self.pages[name]
        self.stack.setCurrentWidget(page)
        page.read()

    def _make_tab(self, name: str, icon: str, number: int) -> StaffButton:
        word = self.texts(f"supervisor.arrange.{name}")
        key = f"Alt+{number}"
        tab = StaffButton(self.theme, f"{word}  {key}", icon, key=key)
        tab.setCheckable(True)
        tab.clicked.connect(lambda _checked=False: self.turn_to(name))
        self.tabs[name] = tab
        return tab

    def _save(self) -> None:
        self.rest()
        self.current().save()

    def current(self) -> ArrangePage:
        """The page in sight."""
        page = self.stack.currentWidget()
        assert isinstance(page, ArrangePage)
        return page

    def _saved(self, words: str) -> None:
        self.ready()
        self.tell_trouble("")
        self._tell(words)
