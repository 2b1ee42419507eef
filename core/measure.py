"""One line of the speed table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure beside the bare baseline of the same run and the figure to reach.

    `unit` is that of both values (`ms`, `/s`, `MB`); `baseline` is None where
    nothing bare compares; `target` is as the goals put it (`<= 20 ms`).
    """

    name: str
    value: float
    unit: str
    target: str = ""
    baseline: float | None = None
    baseline_name: str = ""
    reached: bool | None = None

    @property
    def ratio(self) -> float | None:
        """Value over baseline; None without one."""
        return self.value / self.baseline if self.baseline else None
