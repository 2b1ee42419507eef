"""From the officer's key to the painted board and the beginning voice."""

from __future__ import annotations

import contextlib
import itertools
import queue
import threading
from collections.abc import Iterator

from core.measure import Measure, at_least, at_most
from core.ports import Act, DeviceNews, Spoke
from core.queue.calling import CalledTicket, call_next
from core.queue.serving import finish
from core.queue.taking import take_ticket
from core.rehearsal.cast import counters_of_play
from db.store import SqliteStore
from tests.speed.benches.rehearsed import OFFICER, a_centre, a_folder, do, monday_morning
from tests.speed.benches.sampling import Samples, clock
from tests.speed.benches.windows import BareWindow, Painted, Screens, screens
from ui.board.call_list import CallList
from ui.board.window import BoardWindow
from ui.theme import Look

SIZE = (1920, 1080)
# The centre's time runs fast, so that a voice of five seconds is idle again
# soon; what is measured is real time.
SPEED = 20.0
BURST = 20
WARM_UP = 5
SPEAKER = {"device_id": "speaker", "driver": "pcm_speaker", "transport": {"kind": "null"}}


class Hall:
    """A board that is seen and a loudspeaker that says when it begins."""

    def __init__(self, store: SqliteStore, stage: Screens) -> None:
        self._store = store
        self._stage = stage
        self.board = BoardWindow(stage.office, stage.theme.with_look(Look.NIGHT))
        stage.show(self.board, SIZE)
        self.list = self.board.findChild(CallList)
        self.painted = Painted(self.list)
        self.began_s: dict[str, float] = {}
        self.spoken: list[str] = []
        self.over: list[str] = []
        stage.hub.listen(self._hear)
        self._turn = itertools.cycle(counters_of_play())
        stage.until_painted(self.board)

    def call(self) -> str:
        """The next counter calls and is free again; returns the label."""
        counter_id = next(self._turn)
        called: CalledTicket = do(self._store, call_next, counter_id=counter_id)
        self._store.submit(Act(finish, {"counter_id": counter_id}, OFFICER))
        return called.label

    def shows(self, label: str) -> bool:
        return f"{label} " in self.list.accessibleName()

    def measure_call(self, painted: Samples, voiced: Samples) -> None:
        """One call while the voice is idle."""
        before, began_s = self.painted.times, clock.monotonic_s()
        label = self.call()
        self._stage.until(lambda: self.shows(label) and self.painted.times > before)
        painted.since(began_s)
        self._stage.until(lambda: label in self.over)
        voiced.ms.append((self.began_s[label] - began_s) * 1000)

    def burst(self, many: int) -> tuple[int, int]:
        """So many calls at once: how many the board shows, how many are spoken in order."""
        already = len(self.spoken)
        before = self.painted.times
        labels = [self.call() for _ in range(many)]
        self._stage.until(lambda: self.shows(labels[-1]) and self.painted.times > before)
        shown = sum(self.shows(label) for label in labels)
        self._stage.until(lambda: labels[-1] in self.over)
        spoken = self.spoken[already:]
        return shown, sum(a == b for a, b in zip(spoken, labels, strict=False))

    def _hear(self, news: DeviceNews) -> None:
        if not isinstance(news, Spoke):
            return
        if news.moment == "started":
            self.began_s[news.label] = clock.monotonic_s()
            self.spoken.append(news.label)
        elif news.moment == "finished":
            self.over.append(news.label)


class BareVoice:
    """A thread that is handed a name and says at once that it began."""

    def __init__(self) -> None:
        self._orders: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._begun: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def speak(self) -> None:
        self._orders.put("A001")
        self._begun.get()

    def close(self) -> None:
        self._orders.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (order := self._orders.get()) is not None:
            self._begun.put(order)


@contextlib.contextmanager
def a_hall(waiting: int) -> Iterator[tuple[Hall, Screens]]:
    """A hall with so many people waiting for every counter."""
    centre_clock = monday_morning(SPEED)
    with a_folder() as folder, a_centre(folder, centre_clock) as store:
        sectors = store.read(lambda reader: reader.counters.list_sectors())
        for _ in range(waiting):
            for sector in sectors:
                do(store, take_ticket, sector_id=sector.sector_id, channel="desk")
        with screens(store, centre_clock, [SPEAKER]) as stage:
            yield Hall(store, stage), stage


def measure_hall(rounds: int = 150) -> list[Measure]:
    """Single calls, then a burst."""
    painted, voiced, bare_painted, bare_voiced = Samples(), Samples(), Samples(), Samples()
    with a_hall(waiting=rounds + BURST) as (hall, stage):
        voice, bare = BareVoice(), BareWindow()
        stage.show(bare, SIZE)
        for _ in range(WARM_UP):
            hall.measure_call(Samples(), Samples())
        for _ in range(rounds):
            hall.measure_call(painted, voiced)
            bare_painted.time(lambda: stage.paint(bare))
            bare_voiced.time(voice.speak)
        shown, spoken = hall.burst(BURST)
        voice.close()
    name, limit = "bare_window", at_most(100, "ms")
    return [
        Measure("call_to_board", painted.p99, "ms", limit, bare_painted.p99, name),
        Measure(
            "call_to_voice", voiced.p99, "ms", at_most(300, "ms"), bare_voiced.p99, "bare_thread"
        ),
        Measure("burst_shown", shown, "n", at_least(BURST, "n")),
        Measure("burst_spoken", spoken, "n", at_least(BURST, "n")),
    ]
