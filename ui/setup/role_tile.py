"""A role of this PC as a tile that is chosen or not."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from ui.theme import SEMIBOLD, Theme
from ui.widgets.buttons import Touchable
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import draw_setting, fit_text

_ICONS = {
    "kiosk": "ticket",
    "board": "tv",
    "counter": "user",
    "rating": "smile",
    "supervisor": "layout-dashboard",
    "reports": "file-text",
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RoleTile(Touchable):
    """Icon, the role's word, what it does, and a mark when it is chosen."""

    def __init__(self, theme: Theme, role: str, word: str, more: str) -> None:
        super().__init__(theme)
        self._role = role
        self._more = more
        self.setText(word)
        self.setAccessibleName(f"{word}. {more}")
        self.setCheckable(True)
        self.toggled.connect(self._turn)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(330, 76)

    def draw_content(self, painter: QPainter) -> None:
        theme = self.theme
        room = QRectF(self.rect()).adjusted(16, 6, -16, -6)
        side = 28.0
        icon = QRectF(room.left(), room.center().y() - side / 2, side, side)
        draw_icon(painter, icon, _ICONS[self._role], self.ink())
        mark = QRectF(room.right() - 24, room.center().y() - 12, 24, 24)
        name = "circle-check" if self.isChecked() else "circle-dashed"
        draw_icon(painter, mark, name, theme.color("info" if self.isChecked() else "off"))
        words = room.adjusted(side + 16, 0, -36, 0)
        half = QSizeF(words.width(), words.height() / 2)
        title = fit_text(self.text(), theme.font("body", SEMIBOLD), half)
        more = fit_text(self._more, theme.font("small"), half, 11)
        top = words.center().y() - (title.height + more.height) / 2
        upper = QRectF(words.left(), top, words.width(), title.height)
        draw_setting(painter, upper, title, self.ink(), _LEFT)
        lower = QRectF(words.left(), upper.bottom(), words.width(), more.height)
        draw_setting(painter, lower, more, theme.color("ink_soft"), _LEFT)

    def _turn(self, chosen: bool) -> None:
        self.kind = "chosen" if chosen else "plain"
        self.update()
