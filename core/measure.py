"""One line of the speed table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """The figure to reach, in `unit`.

    With the unit `x` of a measure in another unit it is the ratio to the
    baseline; otherwise the value itself is meant.
    """

    limit: float
    unit: str
    is_most: bool

    def holds(self, figure: float) -> bool:
        return figure <= self.limit if self.is_most else figure >= self.limit

    def __str__(self) -> str:
        return f"{'<=' if self.is_most else '>='} {self.limit:,.6g} {self.unit}"


def at_most(limit: float, unit: str) -> Target:
    return Target(limit, unit, is_most=True)


def at_least(limit: float, unit: str) -> Target:
    return Target(limit, unit, is_most=False)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure beside the bare baseline of the same run and the figure to reach.

    `name` is what the catalogue has words for (`bench.what.<name>`); `unit` is
    that of value and baseline (`ms`, `/s`, `MB`, `x`, `n`); `baseline` is None
    where nothing bare compares, else `baseline_name` says in one word what it
    is (`bench.bare.<name>`).
    """

    name: str
    value: float
    unit: str
    target: Target | None = None
    baseline: float | None = None
    baseline_name: str = ""

    @property
    def ratio(self) -> float | None:
        """Value over baseline; None without one."""
        return self.value / self.baseline if self.baseline else None

    @property
    def reached(self) -> bool | None:
        """Whether the figure to reach is reached; None where there is none."""
        if self.target is None:
            return None
        of_ratio = self.target.unit == "x" and self.unit != "x"
        figure = self.ratio if of_ratio else self.value
        return figure is not None and self.target.holds(figure)
