"""Starting with the PC, coming back, staying awake: nothing of this machine is touched."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from core.autostart import autostart_text, without_console
from core.awake import AwakeThread, LinuxAwake, NoAwake, WindowsAwake, saver_settings
from core.care import Lamp
from core.clock import AgendaClock
from core.errors import Exit, Problem
from core.guardian import AGAIN, MOST_CRASHES, WINDOW_S, keep_alive
from core.machine_check import awake_finding
from core.station import Station, read_station
from core.station_desk import Account, StationFile

HARD = ["/opt/một cửa/bin/python", "/opt/100% $HOME `x`/main.py", "run", "--data", 'a"b\\c']


def exec_of(text: str) -> list[str]:
    """The arguments of an Exec line as a desktop reads it: value first, then quoting."""
    line = re.search(r"^Exec=(.*)$", text, re.MULTILINE)
    assert line is not None
    words = line[1].replace("\\\\", "\\")
    split = ["sh", "-c", f"printf '%s\\n' {words}"]
    said = subprocess.run(split, capture_output=True, check=True, text=True, encoding="utf-8")
    return said.stdout.replace("%%", "%").splitlines()


def test_the_desktop_entry_says_exactly_the_command() -> None:
    assert exec_of(autostart_text("linux", HARD, "Một Cửa")) == HARD


def test_the_desktop_entry_is_valid(tmp_path: Path) -> None:
    if shutil.which("desktop-file-validate") is None:
        pytest.skip("desktop-file-utils is not installed")
    file = tmp_path / "mot-cua.desktop"
    file.write_text(autostart_text("linux", HARD, "Một Cửa"), "utf-8")
    subprocess.run(["desktop-file-validate", str(file)], check=True)


def test_the_command_file_of_windows() -> None:
    python = without_console("win32", PureWindowsPath(r"C:\Một Cửa\.venv\Scripts\python.exe"))
    text = autostart_text("win32", [str(python), r"C:\100%\main.py", "run"], "Một Cửa")
    assert text.splitlines() == [
        "@echo off",
        "chcp 65001 >nul",
        r'start "" "C:\Một Cửa\.venv\Scripts\pythonw.exe" "C:\100%%\main.py" "run"',
    ]
    assert text.count("\r\n") == text.count("\n") == 3


@pytest.mark.parametrize(
    ("platform", "environment", "place"),
    [
        ("linux", {}, ".config/autostart/mot-cua.desktop"),
        ("linux", {"XDG_CONFIG_HOME": "{home}/cfg"}, "cfg/autostart/mot-cua.desktop"),
        (
            "win32",
            {"APPDATA": "{home}/Roaming"},
            "Roaming/Microsoft/Windows/Start Menu/Programs/Startup/mot-cua.cmd",
        ),
    ],
)
def test_the_entry_comes_and_goes(
    tmp_path: Path, platform: str, environment: dict[str, str], place: str
) -> None:
    known = {name: value.format(home=tmp_path) for name, value in environment.items()}
    desk = StationFile(tmp_path, HARD, "Một Cửa", Account(platform, known, tmp_path))
    desk.start_with_pc(False)
    desk.start_with_pc(True)
    assert (tmp_path / place).is_file()
    desk.start_with_pc(False)
    assert not (tmp_path / place).exists()


def test_an_entry_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("a file in the way", "utf-8")
    desk = StationFile(tmp_path, HARD, "Một Cửa", Account("linux", {}, tmp_path))
    with pytest.raises(Problem) as refused:
        desk.start_with_pc(True)
    assert refused.value.code == "setup.no_autostart"
    desk.start_with_pc(False)


def test_the_station_is_written_and_read(tmp_path: Path) -> None:
    desk = StationFile(tmp_path, HARD, "Một Cửa", Account("linux", {}, tmp_path))
    assert desk.read() == Station()
    desk.write(Station("pc1", ("kiosk",), starts_with_pc=True))
    assert read_station(tmp_path) == desk.read() == Station("pc1", ("kiosk",), True)


# --- The guardian ----------------------------------------------------------------


def guarded(codes: Iterator[int], agenda: AgendaClock, each_s: float = 1.0) -> int:
    def start() -> int:
        agenda.advance(each_s)
        return next(codes)

    return keep_alive(start, agenda)


@pytest.mark.parametrize("code", [Exit.FINE, Exit.USAGE, Exit.REFUSED, Exit.ENVIRONMENT])
def test_an_ordinary_end_is_the_end(agenda: AgendaClock, code: int) -> None:
    assert guarded(iter([code]), agenda) == code


def test_a_killed_program_comes_back(agenda: AgendaClock) -> None:
    assert guarded(iter([-9, Exit.BUG, Exit.FINE]), agenda) == Exit.FINE


def test_a_wished_start_is_no_crash(agenda: AgendaClock) -> None:
    assert guarded(iter([AGAIN] * 10 + [Exit.FINE]), agenda) == Exit.FINE


def test_three_crashes_in_a_row_are_enough(agenda: AgendaClock) -> None:
    codes = iter([-11] * (MOST_CRASHES + 1))
    assert guarded(codes, agenda) == Exit.BUG
    assert len(list(codes)) == 1


def test_crashes_far_apart_are_forgiven(agenda: AgendaClock) -> None:
    assert guarded(iter([-11] * 5 + [Exit.FINE]), agenda, WINDOW_S) == Exit.FINE


# --- Staying awake ---------------------------------------------------------------


def test_windows_keeps_the_display_on_and_lets_go() -> None:
    states: list[int] = []
    awake = WindowsAwake(lambda state: states.append(state) or 1)
    awake.hold()
    awake.release()
    assert states == [0x80000003, 0x80000000]


def test_a_windows_that_refuses_is_harmless() -> None:
    awake = WindowsAwake(lambda _state: 0)
    awake.hold()
    awake.release()


def test_linux_holds_with_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = tmp_path / "said"
    for name in ("systemd-inhibit", "xset"):
        tool = tmp_path / name
        tool.write_text(f'#!/bin/sh\necho "{name} $*" >> "{said}"\n', "utf-8")
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    awake = LinuxAwake(lambda name: str(tmp_path / name) if (tmp_path / name).exists() else None)
    assert awake.means() == ("systemd-inhibit", "xset")
    awake.hold()
    awake.release()
    lines = said.read_text("utf-8").splitlines()
    assert {"xset q", "xset s off", "xset -dpms"} <= set(lines)


def test_linux_without_any_means(monkeypatch: pytest.MonkeyPatch) -> None:
    awake = LinuxAwake(lambda _name: None)
    awake.hold()
    awake.release()
    assert awake_finding(awake).lamp is Lamp.AMBER
    assert awake_finding(NoAwake()).code == "finding.may_sleep"


def test_what_the_x_server_had_is_put_back() -> None:
    said = "  timeout:  600    cycle:  300\n  DPMS is Enabled\n"
    assert saver_settings(said) == [("s", "600", "300"), ("+dpms",)]
    assert saver_settings("") == []


def test_the_thread_holds_and_releases_once() -> None:
    calls: list[str] = []

    class Noted(NoAwake):
        def hold(self) -> None:
            calls.append("hold")

        def release(self) -> None:
            calls.append("release")

    keeper: Any = AwakeThread(Noted)
    keeper.start()
    keeper.stop()
    assert calls == ["hold", "release"]
