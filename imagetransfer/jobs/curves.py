"""A job's losses as curves, drawn by the server: the page needs no script for them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 300, 110
DECADES = 5  # below the largest loss; what is smaller has no weight in the picture
_ORDER = ("total", "style", "content", "tv")


@dataclass(frozen=True)
class Curve:
    """One loss: its name, the points of an SVG polyline, and its last value."""

    name: str
    points: str
    last: str


@dataclass(frozen=True)
class Chart:
    """All curves of a job over its steps, on one logarithmic scale; `lines` are the heights of the powers of ten."""

    curves: list[Curve]
    lines: list[tuple[float, str]]
    steps: int
    width: int = WIDTH
    height: int = HEIGHT


def losses_chart(losses: Sequence[dict[str, Any]], steps: int) -> Chart | None:
    """Return the chart; None while there are less than two rows."""
    # A loss of nothing, such as the content's before the first step, has no place on a logarithmic scale.
    names = losses[-1].keys() - {"step"} if losses else set()
    least = max((row.get(name, 0) for row in losses for name in names), default=0) * 10.0**-DECADES
    values = {
        name: [(row["step"], row[name]) for row in losses if row.get(name, 0) > least]
        for name in sorted(names, key=_place)
    }
    values = {name: points for name, points in values.items() if len(points) > 1}
    if not values:
        return None
    logs = [math.log10(value) for points in values.values() for _step, value in points]
    low, high = math.floor(min(logs)), math.ceil(max(logs))
    high += high == low

    def y(log: float) -> float:
        return round(HEIGHT * (high - log) / (high - low), 1)

    def line(points: list[tuple[int, float]]) -> str:
        return " ".join(f"{WIDTH * step / max(1, steps):.1f},{y(math.log10(value))}" for step, value in points)

    curves = [Curve(name, line(points), f"{points[-1][1]:.2g}") for name, points in values.items()]
    return Chart(curves, [(y(power), f"{10.0**power:g}") for power in range(low, high + 1)], steps)


def _place(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)
