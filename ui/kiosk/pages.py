"""The pages of the kiosk: one stands, one is kept, the others go when they are left."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QWidget


class Pages(QStackedLayout):
    """A stack that owns its pages."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._kept: QWidget | None = None

    @property
    def standing(self) -> QWidget:
        """The page that stands now."""
        page = self.currentWidget()
        assert page is not None
        return page

    def put(self, page: QWidget) -> None:
        """Let this page stand in place of the last one."""
        old = self.currentWidget()
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
        if old is not page and old is not self._kept:
            self._drop(old)

    def keep(self, page: QWidget) -> None:
        """Keep this page while others stand; the one that was kept goes with its turn."""
        if self._kept is not self.currentWidget():
            self._drop(self._kept)
        self._kept = page

    def _drop(self, page: QWidget | None) -> None:
        if page is not None:
            self.removeWidget(page)
            page.deleteLater()
