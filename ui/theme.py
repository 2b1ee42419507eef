"""The one theme: tokens, fonts, palette and style sheet.

Tokens are read from `resources/themes/civic.toml`; the style sheet of the
standard controls is `civic.qss`, in which `$name` stands for a token.  Public
screens take their sizes in millimetres through `ui.scale`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from core.errors import Bug
from core.resources import resource

REGULAR = QFont.Weight.Normal
SEMIBOLD = QFont.Weight.DemiBold
BOLD = QFont.Weight.Bold

CAP_HEIGHT = 0.66
"""Height of a capital of Source Sans 3, in em (OS/2 table of the face)."""


class Look(StrEnum):
    """The three sets of colours of the theme."""

    DAY = "day"
    NIGHT = "night"
    CONTRAST = "contrast"


@lru_cache(maxsize=128)
def face(family: str, pixels: int, weight: QFont.Weight) -> QFont:
    """A font as screens draw it; whoever wants to change it takes a copy."""
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@dataclass(frozen=True)
class Theme:
    """Tokens by name; sizes in pixels, `duration_ms` in milliseconds."""

    look: Look
    family: str
    document_family: str
    type_px: Mapping[str, int]
    space_px: Mapping[str, int]
    radius_px: Mapping[str, int]
    size_px: Mapping[str, int]
    duration_ms: Mapping[str, int]
    millimetres: Mapping[str, float]
    palettes: Mapping[str, Mapping[str, str]]
    motion: bool = True

    def color(self, name: str) -> QColor:
        """The colour of a token, such as `ink` or `action`."""
        return QColor(self.palettes[self.look][name])

    def font(self, step: str = "body", weight: QFont.Weight = REGULAR) -> QFont:
        """A screen font of the type scale: small, body, lead, title, headline, display, figure."""
        return self.font_px(self.type_px[step], weight)

    def font_px(self, pixels: float, weight: QFont.Weight = REGULAR) -> QFont:
        """A screen font with an em of so many pixels; its figures are of equal width."""
        return QFont(face(self.family, max(1, round(pixels)), weight))

    def space(self, name: str) -> int:
        return self.space_px[name]

    def radius(self, name: str) -> int:
        return self.radius_px[name]

    def size(self, name: str) -> int:
        return self.size_px[name]

    def seconds(self, name: str) -> float:
        """A duration of the theme in seconds; 0 when motion is off and it only moves."""
        moves = name in ("quick", "calm", "pulse")
        return 0.0 if moves and not self.motion else self.duration_ms[name] / 1000

    def with_look(self, look: Look) -> Theme:
        return replace(self, look=look)

    def palette(self) -> QPalette:
        """The palette of Qt's own controls."""
        palette = QPalette()
        for role, name in _ROLES.items():
            palette.setColor(role, self.color(name))
        for role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("off"))
        return palette

    def style_sheet(self) -> str:
        """The style sheet of the standard controls, tokens filled in."""
        sheet = Template(_folder().joinpath("civic.qss").read_text(encoding="utf-8"))
        return sheet.substitute(
            dict(self.palettes[self.look])
            | {f"radius_{name}": f"{value}px" for name, value in self.radius_px.items()}
            | {f"space_{name}": f"{value}px" for name, value in self.space_px.items()}
            | {f"size_{name}": f"{value}px" for name, value in self.size_px.items()}
            | {f"type_{name}": f"{value}px" for name, value in self.type_px.items()}
            | {"icons": resource("icons").as_posix()}
        )


_ROLES = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "paper",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "paper",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.PlaceholderText: "ink_faint",
    QPalette.ColorRole.Highlight: "select",
    QPalette.ColorRole.HighlightedText: "on_select",
    QPalette.ColorRole.Link: "info",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Accent: "action",
}


def load_theme(look: Look = Look.DAY, name: str = "civic", *, motion: bool = True) -> Theme:
    """The tokens of a theme file."""
    tokens: dict[str, Any] = tomllib.loads(
        _folder().joinpath(f"{name}.toml").read_text(encoding="utf-8")
    )
    steps = dict(tokens["type"])
    return Theme(
        look=look,
        family=steps.pop("family"),
        document_family=steps.pop("document_family"),
        type_px=steps,
        space_px=tokens["space"],
        radius_px=tokens["radius"],
        size_px=tokens["size"],
        duration_ms=tokens["duration_ms"],
        millimetres=tokens["millimetres"],
        palettes=tokens["colors"],
        motion=motion,
    )


def load_fonts() -> None:
    """Register the bundled faces; a bare machine has none that we could use."""
    for face in sorted(resource("fonts").glob("*/*.ttf")):
        if QFontDatabase.addApplicationFont(str(face)) < 0:
            raise Bug(f"the font {face.name} cannot be loaded")


def dress(app: QApplication, theme: Theme) -> None:
    """Give the application its fonts, Fusion style, palette and style sheet."""
    load_fonts()
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(theme.font())
    app.setPalette(theme.palette())
    app.setStyleSheet(theme.style_sheet())


def _folder() -> Path:
    return resource("themes")
