"""The theme: contrast of its tokens, fonts of equal figures, room for stacked marks."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF

from tests.screens.harness import luminance, ratio
from ui.scale import Scale, readable_cap_mm, reading_distance_m, scale_of
from ui.theme import BOLD, CAP_HEIGHT, REGULAR, SEMIBOLD, Look, Theme
from ui.widgets.lettering import ASCENT, LINE, fit_text, set_text

GROUNDS = ("paper", "surface", "sunken", "raised")
PUBLIC_INKS = ("ink", "ink_soft", "info", "good", "warn", "bad")
PAIRS = (
    ("on_action", "action"),
    ("on_action", "action_pressed"),
    ("on_select", "select"),
    ("off", "off_soft"),
    *((name, f"{name}_soft") for name in ("info", "good", "warn", "bad")),
    ("ink", "accent_soft"),
)


def contrast(theme: Theme, ink: str, ground: str) -> float:
    return ratio(*(luminance(QColor(theme.color(name))) for name in (ink, ground)))


@pytest.mark.parametrize("look", list(Look))
def test_public_inks_reach_seven_to_one(theme: Theme, look: Look) -> None:
    worn = theme.with_look(look)
    pairs = [(ink, ground) for ink in PUBLIC_INKS for ground in GROUNDS] + list(PAIRS)
    faint = {pair: round(contrast(worn, *pair), 2) for pair in pairs if contrast(worn, *pair) < 7}
    assert not faint


@pytest.mark.parametrize("look", list(Look))
def test_staff_ink_and_outlines(theme: Theme, look: Look) -> None:
    worn = theme.with_look(look)
    for ground in GROUNDS:
        assert contrast(worn, "ink_faint", ground) >= 4.5
        assert contrast(worn, "edge", ground) >= 3
        assert contrast(worn, "focus", ground) >= 3


@pytest.mark.parametrize("look", list(Look))
def test_the_style_sheet_has_every_token(theme: Theme, look: Look) -> None:
    assert "$" not in theme.with_look(look).style_sheet()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("weight", [REGULAR, SEMIBOLD, BOLD])
def test_bundled_faces_are_used_and_figures_are_of_equal_width(theme: Theme, weight: Any) -> None:
    font = theme.font_px(100, weight)
    assert QFontInfo(font).family().startswith("Source Sans 3")
    metrics = QFontMetricsF(font)
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1
    assert metrics.capHeight() == pytest.approx(100 * CAP_HEIGHT, abs=0.5)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("weight", [REGULAR, SEMIBOLD, BOLD])
def test_a_line_holds_stacked_capitals(theme: Theme, weight: Any) -> None:
    ink = QFontMetricsF(theme.font_px(100, weight)).tightBoundingRect("ẪẾỖỰĐẶgjỵ")
    assert -ink.top() <= 100 * ASCENT
    assert ink.bottom() <= 100 * (LINE - ASCENT)
    assert LINE >= 1.9 * CAP_HEIGHT


@pytest.mark.usefixtures("qapp")
def test_text_wraps_evenly_and_shrinks_before_it_is_cut(theme: Theme) -> None:
    font = theme.font_px(40)
    words = "Trung tâm Phục vụ hành chính công phường Liên Chiểu"
    setting = set_text(words, font, 600)
    assert " ".join(setting.lines) == words
    assert setting.width <= 600
    lengths = [len(line) for line in setting.lines]
    assert max(lengths) < 2 * min(lengths)
    small = fit_text(words, font, QSizeF(200, 80), least_px=30)
    assert small.width <= 200
    assert small.height <= 80
    assert " ".join(small.lines) == words


def test_millimetres_are_those_of_the_glass() -> None:
    upright = scale_of(QSize(1080, 1920), 268, 476)
    lying = scale_of(QSize(1920, 1080), 268, 476)
    assert upright.px_per_mm == pytest.approx(1920 / 476)
    assert lying.px_per_mm == pytest.approx(1080 / 268)
    assert upright.mm(20) == 81
    assert readable_cap_mm(0.6) == pytest.approx(7.33, abs=0.01)
    assert readable_cap_mm(8) == pytest.approx(97.7, abs=0.1)
    assert reading_distance_m(QSize(1080, 1920), upright) == 0.6
    assert reading_distance_m(QSize(1280, 800), Scale(800 / 136)) == 0.35


@pytest.mark.usefixtures("qapp")
def test_a_cap_font_is_never_smaller_than_asked(theme: Theme) -> None:
    scale = Scale(4.03)
    for millimetres in (4.3, 7.33, 30.0):
        font = scale.cap_font(theme, millimetres)
        assert scale.cap_mm(font) >= millimetres
        assert font.pixelSize() * CAP_HEIGHT <= scale.px_per_mm * millimetres + 1


def test_motion_is_off_when_asked(theme: Theme) -> None:
    moving = dataclasses.replace(theme, motion=True)
    assert moving.seconds("calm") == 0.25
    assert theme.seconds("calm") == 0
    assert theme.seconds("toast") == 6
