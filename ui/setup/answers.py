"""What the wizard asked, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from core.first_counters import plan_counters, shipped_counters
from core.people.model import Role
from core.setup import FIRST_SUPERVISOR, LIVE, PRACTICE, NewStaff
from core.station import Station
from core.texts import nfc

ROLES = ("kiosk", "board", "counter", "rating", "supervisor", "reports")
USUAL_ROLES = ("kiosk", "board", "counter", "supervisor")
_AT_A_COUNTER = ("counter", "rating")
LETTERHEAD = (
    "centre.superior",
    "centre.issuer",
    "centre.name",
    "centre.place",
    "centre.hotline",
)
SPEAKER = {"device_id": "speaker-1", "driver": "pcm_speaker", "transport": {"kind": "sound"}}


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer of the first day and the PIN that was made for them."""

    name: str
    pin: str = field(repr=False)


@dataclass
class Answers:
    """The five answers; `secret` and the PINs are never kept longer than the wizard.

    `counters` is how many the centre has, `own` which of them stand at this
    PC.  `is_centre_new` is False on one more PC of a centre that works.
    """

    is_centre_new: bool = True
    letterhead: dict[str, str] = field(default_factory=dict)
    roles: tuple[str, ...] = USUAL_ROLES
    counters: int = len(shipped_counters())
    own: tuple[int, ...] = (1,)
    devices: tuple[dict[str, Any], ...] = ()
    has_speaker: bool = True
    supervisor: str = ""
    supervisor_title: str = ""
    secret: str = field(default="", repr=False)
    officers: tuple[Officer, ...] = ()
    practice_first: bool = True
    backup_folder: str = ""
    starts_with_pc: bool = True

    @property
    def mark(self) -> str:
        return PRACTICE if self.practice_first else LIVE

    def settings(self) -> dict[str, Any]:
        """The centre's settings: what stands on its papers and screens."""
        return {name: value.strip() for name, value in self.letterhead.items() if value.strip()}

    def counter_plan(self, general: str) -> list[dict[str, Any]]:
        """The definitions that differ from the shipped ones, as an operation takes them."""
        shipped = shipped_counters()
        plan = plan_counters(self.counters, general, shipped)
        return [asdict(counter) for counter in plan if counter not in shipped]

    def staff(self, hashes: Sequence[str]) -> list[dict[str, Any]]:
        """The first supervisor, who may administer until somebody else is named, and officers.

        `hashes` are those of the password and of the officers' PINs.
        """
        first = NewStaff(
            FIRST_SUPERVISOR,
            self.supervisor,
            Role.ADMINISTRATOR.value,
            self.supervisor_title,
            hashes[0],
        )
        others = (
            NewStaff(f"s{number:02}", officer.name, Role.OFFICER.value, "", hashed)
            for number, (officer, hashed) in enumerate(
                zip(self.officers, hashes[1:], strict=True), 2
            )
        )
        return [asdict(member) for member in (first, *others)]

    def station(self) -> Station:
        """This PC's own file."""
        folder = self.backup_folder.strip()
        return Station(
            name="pc1",
            roles=tuple(role for word in self.roles for role in self._placed(word)),
            starts_with_pc=self.starts_with_pc,
            devices=[*self.devices, *([SPEAKER] if self.has_speaker else [])],
            settings={"backup.folder": folder} if folder else {},
        )

    def forget_secrets(self) -> None:
        self.secret = ""
        self.officers = ()

    def _placed(self, role: str) -> list[str]:
        """One window carries all counters of a PC; each has a rating pad of its own."""
        if role not in _AT_A_COUNTER:
            return [role]
        places = [f"q{number}" for number in self.own]
        return (
            [f"counter:{'+'.join(places)}"]
            if role == "counter"
            else [f"rating:{place}" for place in places]
        )


def names_in(text: str) -> list[str]:
    """The names of a list, one a line, each once."""
    names = (" ".join(nfc(line).split()) for line in text.splitlines())
    return list(dict.fromkeys(name for name in names if name))


def numbers_in(text: str, most: int) -> tuple[int, ...]:
    """Counter numbers such as `1, 2`; empty when one of them does not exist."""
    words = text.replace(",", " ").replace("+", " ").split()
    if not all(word.isdecimal() and 1 <= int(word) <= most for word in words):
        return ()
    return tuple(sorted({int(word) for word in words}))
