"""The small drawing of an indicator over the years: where each thing stands in it. templates/indicators/chart.html draws.

A year without a figure leaves a gap, a withheld one a hollow mark on the ground line, a new definition a dashed line:
nothing is joined across any of them.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

WIDTH, HEIGHT = 360, 172
LEFT, RIGHT = 34, 326  # of the first and the last year
TOP, GROUND = 40, 132
YEARS_AT = 154
CLOSEST = 40  # years nearer to each other than that are not all written


@dataclass(frozen=True)
class Mark:
    point: object
    x: float
    y: float
    has_year: bool

    @property
    def label_at(self):
        return round(self.y - 11, 1)


class Chart:
    width, height, ground, years_at = WIDTH, HEIGHT, GROUND, YEARS_AT
    left, right, top = LEFT - 14, RIGHT + 14, TOP - 22

    def __init__(self, points):
        """`points` of series.py on one scale, the oldest first, at least two of them figures."""
        self.points = points

    @cached_property
    def marks(self):
        values = [point.value for point in self.points if point.is_value]
        lowest, highest = min([*values, Decimal(0)]), max([*values, Decimal(0)])
        first, last = self.points[0].year, self.points[-1].year
        step = (RIGHT - LEFT) / max(last - first, 1)
        every = max(1, round(CLOSEST / step + 0.49))

        def height(point):
            if not point.is_value or highest == lowest:
                return GROUND
            return round(GROUND - float((point.value - lowest) / (highest - lowest)) * (GROUND - TOP), 1)

        return [
            Mark(
                point,
                round(LEFT + (point.year - first) * step, 1),
                height(point),
                has_year=(last - point.year) % every == 0,
            )
            for point in self.points
        ]

    @property
    def lines(self):
        """The pairs of marks that are joined: figures of two years that follow each other."""
        return [(a, b) for a, b in self._neighbours() if self._are_joined(a, b)]

    @property
    def breaks(self):
        """Where a dashed line parts what may not be compared."""
        return [round((a.x + b.x) / 2, 1) for a, b in self._neighbours() if b.point.is_broken]

    @property
    def has_withheld(self):
        return any(point.is_withheld for point in self.points)

    def _neighbours(self):
        return list(zip(self.marks, self.marks[1:], strict=False))

    @staticmethod
    def _are_joined(a, b):
        follow = b.point.year - a.point.year == 1
        return follow and a.point.is_value and b.point.is_value and not b.point.is_broken
