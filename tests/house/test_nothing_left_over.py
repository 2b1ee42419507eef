"""Every icon, setting and protocol that is shipped is used, and every one asked for is shipped."""

from __future__ import annotations

import re
from functools import cache

import pytest

from core.settings import SETTINGS
from tests.house.sources import ROOT, name_of, sources, strings

ICONS = sorted(file.stem for file in (ROOT / "resources" / "icons").glob("*.svg"))
PROTOCOLS = sorted(file.stem for file in (ROOT / "resources" / "protocols").glob("*.toml"))


@cache
def literals(without: str = "") -> frozenset[str]:
    files = [file for file in sources() if name_of(file) != without]
    return frozenset(str(node.value) for file in files for node in strings(file))


@cache
def data() -> str:
    """What data files say: the catalogue and the theme name icons too."""
    folder = ROOT / "resources"
    files = [*folder.rglob("*.toml"), *folder.rglob("*.qss")]
    return "\n".join(file.read_text("utf-8") for file in files)


def test_every_icon_is_drawn_somewhere() -> None:
    named = data()
    assert [
        icon
        for icon in ICONS
        if icon not in literals() and f'"{icon}"' not in named and f"/{icon}.svg" not in named
    ] == []


def test_icons_named_by_data_are_there() -> None:
    named = set(re.findall(r'^icon = "([a-z0-9-]+)"', data(), re.MULTILINE))
    named |= set(re.findall(r"/([a-z0-9-]+)\.svg", data()))
    assert named
    assert named <= set(ICONS)


def test_every_setting_decides_something() -> None:
    used = literals("core/settings.py")
    assert [setting.name for setting in SETTINGS if setting.name not in used] == []


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_protocol_is_offered(protocol: str) -> None:
    from devices.protocols.description import known_protocols

    assert protocol in known_protocols()
