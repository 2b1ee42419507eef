"""A command started beside the running program hands its work over to it.

The running program listens on a local socket; its address and a secret key
stand in a file of the data folder that only its owner can read.  An act goes
over as JSON: the verb by its name, which must be an operation of `core`, and
its plain arguments.  Reading needs no hand-over: SQLite lets other processes
read beside the writer.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import logging
import os
import secrets
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing import AuthenticationError, Pipe
from multiprocessing.connection import Client, Connection, Listener, wait
from pathlib import Path
from typing import Any, TypeVar

from core.clock import Clock
from core.errors import Bug, Exit, Problem
from core.events import Changes, changes_of
from core.ids import Ids
from core.ports import Act, Done, Priority, Reader, Store
from core.wire import from_wire, to_wire
from db.deed import result_type
from db.store import open_store

T = TypeVar("T")
_log = logging.getLogger(__name__)
_NOTE = "mot-cua.socket.json"
# A longer path does not fit into the socket address of Linux (108 bytes).
_SOCKET_PATH_MAX = 90
_CALLERS = 4


class Desk:
    """The running program's side: carries out acts that other processes bring."""

    def __init__(self, folder: Path, store: Store, on_hail: Callable[[str], Any]) -> None:
        """`on_hail` answers, on a thread of the desk, what another process asks for."""
        self._note = folder / _NOTE
        self._store = store
        self._on_hail = on_hail
        self._key = secrets.token_bytes(32)
        self._closing = threading.Event()
        self._until_closing, self._close_callers = Pipe(duplex=False)
        family, address = _address(folder)
        self._listener = Listener(address, family, authkey=self._key)
        self._thread = threading.Thread(target=self._serve, name="desk", daemon=True)

    def open(self) -> None:
        """Listen, and let those find us who may read the data folder."""
        _write_private(
            self._note, json.dumps({"address": self._listener.address, "key": self._key.hex()})
        )
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self._close_callers.close()
        with contextlib.suppress(OSError):
            self._note.unlink()
        # Only a caller wakes `accept`.  This one goes away without proving that it
        # knows the key, so that it never waits for a desk that has left already.
        with contextlib.suppress(OSError):
            Client(self._listener.address).close()
        self._thread.join()
        self._listener.close()
        self._until_closing.close()

    def _serve(self) -> None:
        with ThreadPoolExecutor(_CALLERS, thread_name_prefix="desk") as callers:
            while not self._closing.is_set():
                try:
                    caller = self._listener.accept()
                except (OSError, EOFError, AuthenticationError):
                    continue
                if self._closing.is_set():
                    caller.close()
                    return
                callers.submit(self._attend, caller)

    def _attend(self, caller: Connection[Any, Any]) -> None:
        with caller, contextlib.suppress(OSError, EOFError):
            while caller in wait([caller, self._until_closing]) and not self._closing.is_set():
                question = json.loads(caller.recv_bytes())
                caller.send_bytes(json.dumps(self._answer(question)).encode())

    def _answer(self, question: dict[str, Any]) -> dict[str, Any]:
        if "hail" in question:
            return {"answer": to_wire(self._on_hail(str(question["hail"])))}
        try:
            done = self._store.execute(_act_of(question), Priority(question["priority"]))
        except Problem as problem:
            facts = {name: str(value) for name, value in problem.facts.items()}
            return {"problem": problem.code, "exit": int(problem.exit_code), "facts": facts}
        # The caller learns that it failed; the running program goes on.
        except Exception as error:
            _log.exception("an act that was handed over failed")
            return {"bug": type(error).__name__}
        first = done.changes.events[0].seq if done.changes.events else done.seq + 1
        return {
            "result": to_wire(done.result),
            "first": first,
            "seq": done.seq,
            "repeated": done.repeated,
        }


class HandedStore:
    """`core.ports.Store` beside a running program: reads itself, writes through it."""

    def __init__(self, reading: Store, line: Connection[Any, Any]) -> None:
        self._reading = reading
        self._line = line
        self._turn = threading.Lock()
        self._asking = ThreadPoolExecutor(1, thread_name_prefix="handover")
        self._listeners: tuple[Callable[[Changes], None], ...] = ()

    @property
    def clock(self) -> Clock:
        return self._reading.clock

    def execute(self, act: Act, priority: Priority = Priority.STAFF) -> Done[Any]:
        answer = self._ask(_question_of(act, priority))
        if "problem" in answer:
            raise Problem(answer["problem"], Exit(answer["exit"]), **answer["facts"])
        if "bug" in answer:
            raise Bug(f"the running program failed: {answer['bug']}")
        result = from_wire(result_type(act.verb), answer["result"])
        done = Done(result, self._changes(answer), answer["seq"], answer["repeated"])
        for listener in self._listeners:
            listener(done.changes)
        return done

    def submit(self, act: Act, priority: Priority = Priority.STAFF) -> Future[Done[Any]]:
        return self._asking.submit(self.execute, act, priority)

    def submit_read(self, query: Callable[[Reader], T]) -> Future[T]:
        return self._reading.submit_read(query)

    def read(self, query: Callable[[Reader], T]) -> T:
        return self._reading.read(query)

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        self._listeners = (*self._listeners, listener)

        def leave() -> None:
            self._listeners = tuple(one for one in self._listeners if one is not listener)

        return leave

    def close(self) -> None:
        self._asking.shutdown()
        self._line.close()
        self._reading.close()

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        try:
            with self._turn:
                self._line.send_bytes(json.dumps(question).encode())
                answer: dict[str, Any] = json.loads(self._line.recv_bytes())
        except (OSError, EOFError) as error:
            raise Problem("store.running_program_gone", Exit.ENVIRONMENT) from error
        return answer

    def _changes(self, answer: dict[str, Any]) -> Changes:
        first, last = answer["first"], answer["seq"]
        if answer["repeated"] or first > last:
            return changes_of(())
        return changes_of(tuple(self.read(lambda r: list(r.events(first - 1, last)))))


def open_writer(folder: Path, *, clock: Clock, purpose: str, ids: Ids | None = None) -> Store:
    """The store for writing: our own, or through the program that has it open.

    Raises `Problem` store.in_use when that program cannot be reached.
    """
    try:
        return open_store(folder, clock=clock, ids=ids, purpose=purpose)
    except Problem as problem:
        line = dial(folder) if problem.code == "store.in_use" else None
        if line is None:
            raise
        return HandedStore(open_store(folder, clock=clock, read_only=True), line)


def hail(folder: Path, wish: str) -> dict[str, Any] | None:
    """Ask the running program for something, such as to show itself.

    Its answer stands under `answer`; None when nobody listens.
    """
    line = dial(folder)
    if line is None:
        return None
    with line, contextlib.suppress(OSError, EOFError):
        line.send_bytes(json.dumps({"hail": wish}).encode())
        answer: dict[str, Any] = json.loads(line.recv_bytes())
        return answer
    return None


def dial(folder: Path) -> Connection[Any, Any] | None:
    """A line to the running program; None when nobody listens."""
    try:
        note = json.loads((folder / _NOTE).read_text("utf-8"))
        return Client(note["address"], authkey=bytes.fromhex(note["key"]))
    except (OSError, EOFError, AuthenticationError, ValueError, KeyError):
        return None


def _question_of(act: Act, priority: Priority) -> dict[str, Any]:
    return {
        "verb": [act.verb.__module__, act.verb.__qualname__],
        "arguments": to_wire(act.arguments),
        "actor": act.actor,
        "station": act.station,
        "attempt": act.attempt_id,
        "priority": int(priority),
    }


def _act_of(question: dict[str, Any]) -> Act:
    module, name = question["verb"]
    if not str(module).startswith("core."):
        raise Bug(f"{module} is no home of operations")
    verb = getattr(importlib.import_module(module), name)
    return Act(
        verb, question["arguments"], question["actor"], question["station"], question["attempt"]
    )


def _address(folder: Path) -> tuple[str, str]:
    if sys.platform == "win32":
        return "AF_PIPE", rf"\\.\pipe\mot-cua-{secrets.token_hex(8)}"
    path = folder / "mot-cua.socket"
    if len(os.fsencode(path)) > _SOCKET_PATH_MAX:
        path = Path(tempfile.mkdtemp(prefix="mot-cua-")) / "socket"
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    return "AF_UNIX", str(path)


def _write_private(file: Path, words: str) -> None:
    """Write a file that only its owner can read, complete or not at all."""
    fresh = file.with_suffix(".new")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(words)
    fresh.replace(file)
