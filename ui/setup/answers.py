"""What the wizard asked, and what follows from it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from core.people.model import Role
from core.setup import FIRST_SUPERVISOR, LIVE, PRACTICE, NewStaff
from core.station import Station

COUNTER_ROLE = "counter"
ROLES = ("kiosk", "board", COUNTER_ROLE, "rating", "supervisor", "reports")
USUAL_ROLES = ("kiosk", "board", COUNTER_ROLE, "supervisor")
LETTERHEAD = (
    "centre.superior",
    "centre.issuer",
    "centre.name",
    "centre.place",
    "centre.hotline",
)
PRINTER_PORT = 9100
COUNTERS = 6  # of the shipped catalogue, q1 to q6


@dataclass
class Answers:
    """The five answers; `secret` is never kept longer than the wizard."""

    letterhead: dict[str, str] = field(default_factory=dict)
    roles: tuple[str, ...] = USUAL_ROLES
    counter: int = 1
    devices: tuple[dict[str, Any], ...] = ()
    printer_host: str = ""
    has_speaker: bool = True
    supervisor: str = ""
    supervisor_title: str = ""
    secret: str = field(default="", repr=False)
    practice_first: bool = True
    starts_with_pc: bool = True

    @property
    def mark(self) -> str:
        return PRACTICE if self.practice_first else LIVE

    def settings(self) -> dict[str, Any]:
        """The centre's settings; the newcomer's name of the centre also heads its papers."""
        return {name: value.strip() for name, value in self.letterhead.items() if value.strip()}

    def staff(self, hashed: str) -> list[dict[str, Any]]:
        """The first supervisor, who may administer until somebody else is named."""
        first = NewStaff(
            FIRST_SUPERVISOR,
            self.supervisor,
            Role.ADMINISTRATOR.value,
            self.supervisor_title,
            hashed,
        )
        return [asdict(first)]

    def station(self) -> Station:
        """This PC's own file."""
        return Station(
            name="pc1",
            roles=tuple(self._placed(role) for role in self.roles),
            starts_with_pc=self.starts_with_pc,
            devices=self._device_configs(),
        )

    def _placed(self, role: str) -> str:
        """A counter and its rating pad belong to a counter's number."""
        return f"{role}:q{self.counter}" if role in (COUNTER_ROLE, "rating") else role

    def _device_configs(self) -> list[dict[str, Any]]:
        configs = list(self.devices)
        if self.printer_host.strip():
            host = self.printer_host.strip()
            configs.append(
                _config("printer-1", "escpos_printer", kind="tcp", host=host, port=PRINTER_PORT)
            )
        if self.has_speaker and not any(one["driver"] == "pcm_speaker" for one in configs):
            configs.append(_config("speaker-1", "pcm_speaker", kind="sound"))
        return configs


def _config(device_id: str, driver: str, **transport: Any) -> dict[str, Any]:
    return {"device_id": device_id, "driver": driver, "transport": transport}
