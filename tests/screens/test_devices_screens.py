"""The devices window: lamps in every state, a trial, a search, nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.ports import DeviceHealth, DeviceState, KeypadKey
from tests.screens.harness import STAFF_SIZES, settle
from ui.devices.window import DevicesWindow

SINCE = 1_795_393_800_000_000

GOOD = (
    DeviceState(
        "printer",
        "printer",
        "Máy in phiếu ở sảnh",
        DeviceHealth.READY,
        since=SINCE,
        driver="escpos",
        facts={"port": "192.168.1.50:9100"},
    ),
    DeviceState(
        "sign-1",
        "sign",
        "Bảng số quầy 1",
        DeviceHealth.READY,
        since=SINCE,
        facts={"port": "/dev/ttyUSB0"},
    ),
    DeviceState("pad-1", "pad", "Phím đánh giá quầy 1", DeviceHealth.READY, since=SINCE),
    DeviceState("speaker", "speaker", "Loa đọc số", DeviceHealth.READY, since=SINCE),
)
TROUBLED = (
    DeviceState(
        "printer",
        "printer",
        "Máy in phiếu ở sảnh TRUNG TÂM Ẫ Ế Ỗ Ự Đ",
        DeviceHealth.DEGRADED,
        fault="paper_near_end",
        since=SINCE,
    ),
    DeviceState(
        "printer-2",
        "printer",
        "Máy in phiếu dự phòng",
        DeviceHealth.LOST,
        fault="paper_out",
        since=SINCE,
    ),
    DeviceState(
        "sign-1",
        "sign",
        "Bảng số quầy Đăng ký, quản lý hộ kinh doanh và hợp tác xã",
        DeviceHealth.LOST,
        fault="unplugged",
        since=SINCE,
    ),
    DeviceState("keypad-1", "keypad", "Phím gọi số quầy 1", DeviceHealth.READY, since=SINCE),
    DeviceState("scanner", "scanner", "Máy quét mã quầy 2", DeviceHealth.OFF),
    DeviceState(
        "speaker", "speaker", "Loa đọc số", DeviceHealth.DEGRADED, fault="no_sound", since=SINCE
    ),
)

Look = Callable[..., None]


@pytest.fixture
def opened(qtbot: QtBot, office: Any, quiet_devices: Any, theme: Any) -> Callable[..., Any]:
    def with_devices(*states: DeviceState) -> DevicesWindow:
        quiet_devices.present = states
        window = DevicesWindow(office, theme)
        qtbot.addWidget(window)
        settle(window, STAFF_SIZES[0])
        return window

    return with_devices


@pytest.fixture
def look(check: Callable[..., None], staff_sizes: Any) -> Look:
    def looked(window: DevicesWindow, state: str) -> None:
        for size in staff_sizes:
            check(window, f"devices_{state}_{size[0]}", size)

    return looked


def test_no_device_yet(opened: Callable[..., Any], look: Look) -> None:
    look(opened(), "empty")


def test_everything_works(opened: Callable[..., Any], look: Look) -> None:
    look(opened(*GOOD), "good")


def test_degraded_lost_and_off(
    qtbot: QtBot, opened: Callable[..., Any], quiet_devices: Any, look: Look
) -> None:
    window = opened(*TROUBLED)
    quiet_devices.tell(KeypadKey("q1", "next", "keypad-1"))
    qtbot.waitUntil(lambda: "07:30" in window.cards["keypad-1"].message.text())
    look(window, "troubled")


def test_a_trial_of_the_speaker(opened: Callable[..., Any], quiet_devices: Any, look: Look) -> None:
    window = opened(*GOOD)
    window.cards["speaker"].button.click()
    assert quiet_devices.told[-1][0] == "say"
    look(window, "trial")
