"""What a command is given: the services of this PC, made when first asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from core.clock import Clock
from core.texts import Texts

if TYPE_CHECKING:
    # The guardian of a run needs none of them, and starts sooner.
    from core.care import Copy, Damage, Finding
    from core.ports import Store


class Care(Protocol):
    """The store as files: copied, checked, replaced, upgraded."""

    def findings(self) -> list[Finding]:
        """The self-check of the store: durability, chain, disk, clock, copies."""
        ...

    def back_up(self, target: Path) -> Copy:
        """A verified copy; raises `Problem` and leaves no half file behind."""
        ...

    def restore(self, copy: Path) -> Copy:
        """Put a copy in the store's place; the old store is kept aside."""
        ...

    def verify(self, progress: Callable[[int, int], None]) -> list[Damage]:
        """Every damaged event and every projection that differs from its journal."""
        ...

    def migrate(self) -> tuple[str, str]:
        """Bring the store to this program's shape; versions before and after."""
        ...


@dataclass
class Wiring:
    """What only main may put together; each is called once, when it is needed.

    `parts` are the makers of windows, devices and figures by name
    (`demo`, `run`, `simulate`, `bench`, `devices`, `figures`, ...): a command
    asks for the one it needs with `Context.part`.
    """

    open_store: Callable[[], Store]
    open_read_only: Callable[[], Store]
    make_store: Callable[[], None]
    care: Callable[[], Care]
    parts: dict[str, Callable[..., Any]] = field(default_factory=dict)


@dataclass
class Context:
    """One run of the command line.

    Standard output carries only the result; everything said to a person goes
    to `stderr` through `say`.
    """

    data_folder: Path
    clock: Clock
    texts: Texts
    stdout: TextIO
    stderr: TextIO
    wiring: Wiring
    headless: bool = False
    _opened: list[Store] = field(default_factory=list)

    def store(self) -> Store:
        """The store for writing; a new data folder gets a fresh one."""
        return self._writing

    def read_only_store(self) -> Store:
        """The store for reading beside whoever writes; made fresh when there is none."""
        return self._reading

    def make_store_if_new(self) -> None:
        """Make the store of a new data folder, with the shipped catalogue, and close it."""
        self.wiring.make_store()

    @cached_property
    def care(self) -> Care:
        return self.wiring.care()

    def part(self, name: str, *arguments: Any, **named: Any) -> Any:
        """What main wires under this name, made with these arguments."""
        return self.wiring.parts[name](*arguments, **named)

    def print(self, line: str) -> None:
        """A line of the result."""
        self.stdout.write(line + "\n")

    def print_json(self, value: Any) -> None:
        self.print(json.dumps(value, ensure_ascii=False, indent=2))

    def say(self, key: str, **facts: object) -> None:
        """Tell the person at the terminal something, in their language."""
        self.stderr.write(self.texts(key, **facts) + "\n")
        self.stderr.flush()

    def close(self) -> None:
        """Close the stores that were opened, the last one first."""
        while self._opened:
            self._opened.pop().close()

    @cached_property
    def _writing(self) -> Store:
        return self._kept(self.wiring.open_store())

    @cached_property
    def _reading(self) -> Store:
        return self._kept(self.wiring.open_read_only())

    def _kept(self, store: Store) -> Store:
        self._opened.append(store)
        return store
