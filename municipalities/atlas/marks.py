"""The towns of an answer as marks on the map: those that would lie on each other become one mark with their number."""

from dataclasses import dataclass, field
from math import floor

from .projection import HEIGHT, WIDTH, project

CLOSEST = 0.038  # of the width of what is shown: marks nearer to each other than that become one
MARGIN = 0.14  # around the towns, of the width
NARROWEST = 700  # units of the drawing, some 380 km: closer up the outlines have nothing more to say


@dataclass(frozen=True)
class Spot:
    """A town on the map."""

    slug: str
    name: str
    stage: str
    longitude: float
    latitude: float
    x: float
    y: float


@dataclass
class Mark:
    """One town, or several around the first."""

    spots: list = field(default_factory=list)

    @property
    def first(self):
        return self.spots[0]

    @property
    def area(self):
        """Degrees west, south, east and north around its towns, as the directory reads them."""
        across = [spot.longitude for spot in self.spots]
        up = [spot.latitude for spot in self.spots]
        sides = min(across) - 0.01, min(up) - 0.01, max(across) + 0.01, max(up) + 0.01
        return ",".join(f"{side:.2f}" for side in sides)


@dataclass(frozen=True)
class Frame:
    """The part of the drawing that is shown."""

    x: float = 0
    y: float = 0
    width: float = WIDTH

    @property
    def height(self):
        return self.width * HEIGHT / WIDTH

    @property
    def box(self):
        return f"{self.x:.0f} {self.y:.0f} {self.width:.0f} {self.height:.0f}"

    @property
    def scale(self):
        """How large a mark of radius 1 is drawn."""
        return round(self.width * CLOSEST * 0.32, 1)


WHOLE = Frame()


def spot(slug, name, stage, longitude, latitude):
    longitude, latitude = float(longitude), float(latitude)
    return Spot(slug, name, stage, longitude, latitude, *project(longitude, latitude))


def around(spots):
    """The frame that holds the towns, in the proportions of the whole map."""
    if not spots:
        return WHOLE
    left, right = min(spot.x for spot in spots), max(spot.x for spot in spots)
    top, bottom = min(spot.y for spot in spots), max(spot.y for spot in spots)
    width = max(right - left, (bottom - top) * WIDTH / HEIGHT) * (1 + 2 * MARGIN)
    width = min(max(width, NARROWEST), WIDTH)
    height = width * HEIGHT / WIDTH
    x = min(max((left + right - width) / 2, 0), WIDTH - width)
    y = min(max((top + bottom - height) / 2, 0), HEIGHT - height)
    return Frame(x, y, width)


def gather(spots, frame):
    """The marks, the first town of each in the order of `spots`. No two lie nearer than CLOSEST of the frame.

    Looks only at the squares around each town, so that thousands take no longer than their number.
    """
    closest = frame.width * CLOSEST
    marks, squares = [], {}
    for each in spots:
        column, line = floor(each.x / closest), floor(each.y / closest)
        near = (
            mark
            for across in (column, column - 1, column + 1)
            for up in (line, line - 1, line + 1)
            for mark in squares.get((across, up), ())
            if (mark.first.x - each.x) ** 2 + (mark.first.y - each.y) ** 2 < closest**2
        )
        if mark := next(near, None):
            mark.spots.append(each)
        else:
            mark = Mark([each])
            marks.append(mark)
            squares.setdefault((column, line), []).append(mark)
    return marks
