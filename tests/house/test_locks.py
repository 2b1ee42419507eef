"""The locks: hashes for all, no host by name, everything that pyproject asks for."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.house.sources import ROOT, tracked

RUNTIME, DEVELOPER = "requirements.lock", "requirements-dev.lock"
# Written in halves, so that this file names no host either.
HOSTS = re.compile(
    "|".join(
        first + second
        for first, second in (
            ("pypi", r"\.org"),
            ("python", "hosted"),
            ("npm", "js"),
            (r"(?:deb|ftp)\.debian", r"\."),
            ("/work", "/(?:main|shared)"),
            ("/root", "/"),
            ("/tmp", "/w/"),
        )
    )
)


def _is_text(name: str) -> bool:
    return b"\0" not in (ROOT / name).read_bytes()[:2000]


def pins(lock: str) -> dict[str, set[str]]:
    """Name -> the pinned lines of a lock (several where markers differ)."""
    found: dict[str, set[str]] = {}
    for name, rest in re.findall(r"^([a-z0-9._-]+)==(.+?) \\$", _text(lock), re.MULTILINE):
        found.setdefault(name, set()).add(rest)
    return found


def _text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPER])
def test_every_pin_has_hashes_and_no_address(lock: str) -> None:
    for entry in re.split(r"\n(?=[a-z0-9])", _text(lock).strip()):
        entry = "\n".join(line for line in entry.splitlines() if not line.startswith("#"))
        assert re.match(r"[a-z0-9._-]+==", entry), entry[:60]
        assert "--hash=sha256:" in entry, entry[:60]
    assert "://" not in _text(lock)


def test_locks_cover_what_pyproject_asks_for() -> None:
    project = tomllib.loads(_text("pyproject.toml"))
    for asked in project["project"]["dependencies"]:
        assert _name(asked) in pins(RUNTIME), asked
    for asked in project["dependency-groups"]["dev"]:
        assert _name(asked) in pins(DEVELOPER), asked


def test_the_developers_lock_holds_the_other_one() -> None:
    runtime, developer = pins(RUNTIME), pins(DEVELOPER)
    assert {name: developer.get(name) for name in runtime} == runtime


def test_qt_is_one_sound_version_for_every_python() -> None:
    """6.12.0 loses references on Python below 3.12; add-ons are not all LGPL."""
    assert pins(RUNTIME)["pyside6-essentials"] == {"6.11.3"}
    assert not {"pyside6", "pyside6-addons"} & set(pins(DEVELOPER))


def test_no_file_names_where_packages_or_people_are() -> None:
    """No registry's host, and nothing of the machine on which the program was written."""
    named = {
        name: found[0]
        for name in filter(_is_text, tracked())
        if (found := HOSTS.search((ROOT / name).read_text("utf-8")))
    }
    assert named == {}


def _name(asked: str) -> str:
    return re.split(r"[<>=! ;\[]", asked)[0].lower().replace("_", "-")
