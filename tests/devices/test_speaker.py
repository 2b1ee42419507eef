"""The loudspeaker speaks every call, in order, one at a time."""

from __future__ import annotations

import array
import math
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from core.clock import AgendaClock
from core.ports import Announcement, DeviceHealth, Spoke
from core.settings import Values
from devices.transports.memory import STARTED, MemoryTransport, SilentOutput
from devices.voice import ClipBank, scaled
from tests.devices.device_harness import Bench

RATE = 22_050
LENGTHS_S = {"chime": 1.5, "vi/a": 0.2, "vi/b": 0.3, "vi/long": 4.0, "pause": 1.0}


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    """Clips of known length, each with a tone of its own."""
    for place, (name, seconds) in enumerate(LENGTHS_S.items(), 2):
        path = tmp_path / f"{name}.wav"
        path.parent.mkdir(exist_ok=True)
        tone = [round(9000 * math.sin(i / place)) for i in range(round(seconds * RATE))]
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(array.array("h", tone).tobytes())
    return tmp_path


class Ear(SilentOutput):
    """Takes the samples of each announcement and tells the clips in them."""

    def __init__(self, bank: ClipBank) -> None:
        super().__init__()
        self._bank = bank
        self.heard_clips: list[list[str]] = []

    def heard(self, data: bytes) -> None:
        found: list[str] = []
        while data:
            found.append(next(n for n in LENGTHS_S if data.startswith(self._bank.joined((n,)))))
            data = data[len(self._bank.joined((found[-1],))) :]
        self.heard_clips.append(found)
        super().heard(b"!")


def speaker(agenda: AgendaClock, voice: Path, **settings: int) -> tuple[Bench, Ear]:
    ear = Ear(ClipBank(voice))
    values = Values({"voice.volume": 100})
    for name, value in settings.items():
        values = values.with_(f"voice.{name}", value)
    wire = MemoryTransport(ear, "ear", chunk=1 << 24)
    desk = Bench(agenda, wire, "pcm_speaker", settings=values, voice_folder=voice)
    return desk, ear


def call(key: str, *clips: str) -> Announcement:
    return Announcement(key, ("chime", *(clips or ("vi/long",))), ("vi/a",), key)


def test_a_call_is_one_buffer_with_the_chime_first(agenda: AgendaClock, voice: Path) -> None:
    desk, ear = speaker(agenda, voice)
    desk.hub.say(Announcement("A001", ("vi/a", "pause", "vi/b"), (), "A001"))
    agenda.advance(10)
    assert ear.heard_clips == [["chime", "vi/a", "pause", "vi/b"]]
    assert [s.moment for s in desk.of(Spoke)] == ["started", "finished"]


def test_the_voice_starts_at_once_when_idle(agenda: AgendaClock, voice: Path) -> None:
    desk, _ = speaker(agenda, voice)
    desk.hub.say(call("A001"))
    assert [s.moment for s in desk.of(Spoke)] == ["started"]


def test_calls_never_overlap(agenda: AgendaClock, voice: Path) -> None:
    desk, _ = speaker(agenda, voice)
    for number in range(3):
        desk.hub.say(call(f"A{number:03d}", "vi/a"))
    agenda.advance(60)
    assert [(s.label, s.moment) for s in desk.of(Spoke)] == [
        (f"A{number:03d}", moment) for number in range(3) for moment in ("started", "finished")
    ]


def test_twenty_calls_at_once_are_all_spoken_in_order_and_short(
    agenda: AgendaClock, voice: Path
) -> None:
    desk, ear = speaker(agenda, voice)
    for number in range(20):
        desk.hub.say(call(f"A{number:03d}"))
    agenda.advance(300)
    started = [s for s in desk.of(Spoke) if s.moment == "started"]
    assert [s.label for s in started] == [f"A{n:03d}" for n in range(20)]
    # The first found the voice idle; the last few wait less than 15 s again.
    assert [s.short for s in started] == [False] + [True] * 17 + [False] * 2
    assert ear.heard_clips[1] == ["chime", "vi/a"]


def test_a_newer_recall_takes_the_place_of_the_waiting_one(
    agenda: AgendaClock, voice: Path
) -> None:
    desk, ear = speaker(agenda, voice)
    for key, clip in (("A001", "vi/a"), ("A002", "vi/a"), ("A003", "vi/a"), ("A002", "vi/b")):
        desk.hub.say(call(key, clip))
    agenda.advance(60)
    assert [s.label for s in desk.of(Spoke) if s.moment == "started"] == ["A001", "A002", "A003"]
    assert ear.heard_clips[1] == ["chime", "vi/b"]


def test_without_sound_the_calls_keep_their_time_unheard(
    agenda: AgendaClock, voice: Path, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("is lost")
    desk, _ = speaker(agenda, voice)
    desk.wire.unplug("no_sound")
    desk.hub.say(call("A001"))
    desk.hub.say(call("A002"))
    assert (desk.state.health, desk.state.fault) == (DeviceHealth.LOST, "no_sound")
    agenda.advance(30)
    assert [(s.label, s.moment) for s in desk.of(Spoke)] == [
        ("A001", "unheard"),
        ("A001", "finished"),
        ("A002", "unheard"),
        ("A002", "finished"),
    ]


def test_sound_that_goes_away_in_the_middle_is_told(
    agenda: AgendaClock, voice: Path, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("is lost")
    desk, _ = speaker(agenda, voice)
    desk.hub.say(call("A001"))
    agenda.advance(1)
    desk.wire.unplug("no_sound")
    agenda.advance(20)
    assert [s.moment for s in desk.of(Spoke)] == ["started", "unheard", "finished"]


def test_a_missing_clip_is_left_out_and_reported(agenda: AgendaClock, voice: Path) -> None:
    desk, ear = speaker(agenda, voice)
    desk.hub.say(call("A001", "vi/nobody", "vi/a"))
    agenda.advance(10)
    assert ear.heard_clips == [["chime", "vi/a"]]
    assert (desk.state.fault, desk.state.facts["missing"]) == ("clip_missing", "vi/nobody")


def test_a_clip_of_another_form_is_not_played_wrongly(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "odd.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(b"\1\0" * 100)
    (tmp_path / "text.wav").write_text("no sound")
    bank = ClipBank(tmp_path)
    assert bank.joined(("odd", "text")) == b""
    assert bank.missing == {"odd", "text"}


def test_volume_scales_the_samples(voice: Path) -> None:
    loud = array.array("h", [1000, -1000, 32767, -32768]).tobytes()
    assert array.array("h", scaled(loud, 50)).tolist() == [500, -500, 16383, -16384]
    assert scaled(loud, 100) == loud
    bank = ClipBank(voice)
    assert bank.joined(("vi/a",), 50) == scaled(bank.joined(("vi/a",), 100), 50)
    assert bank.seconds(("vi/a", "vi/b")) == pytest.approx(0.5)


def test_a_pc_without_sound_says_so() -> None:
    from devices.transports.base import TransportError
    from devices.transports.sound import SoundTransport

    transport = SoundTransport("an output that nobody has")
    with pytest.raises(TransportError, match="no_sound"):
        transport.open()
    transport.close()


def test_the_sound_system_takes_the_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the sound library itself, into its own output that nobody hears."""
    import miniaudio

    from devices.transports import sound

    monkeypatch.setattr(sound, "_backends", lambda: [miniaudio.Backend.NULL])
    transport = sound.SoundTransport()
    transport.open()
    assert transport.read(0.01) == b""
    for _ in range(2):
        transport.write(bytes(2 * RATE))
        heard = b""
        while not heard:
            heard = transport.read(5.0)
        assert heard == STARTED
    transport.wake()
    assert transport.read(5.0) == b""
    transport.close()
    transport.close()


def test_no_sound_system_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    import miniaudio

    from devices.transports import sound
    from devices.transports.base import TransportError

    monkeypatch.setattr(sound, "_backends", lambda: [miniaudio.Backend.JACK])
    transport = sound.SoundTransport()
    with pytest.raises(TransportError, match="no_sound"):
        transport.open()
    with pytest.raises(TransportError, match="no_sound"):
        transport.write(b"\0\0")
    transport.close()
