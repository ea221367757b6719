"""The outlines of the provinces and territories: drawn once from a TopoJSON file, kept in reference/, read from there.

`manage.py draw_outlines FILE` draws. Borders are simplified where they lie, before the provinces are put together, so
that neighbours still share them; what is dropped first is what would be missed least (Visvalingam and Whyatt, 1993).
"""

import heapq
import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from django.conf import settings

from .projection import project

FILE = settings.BASE_DIR / "reference" / "province_outlines.json"
OTHER_CODES = {"NF": "NL"}  # as Newfoundland was called before 2001


@dataclass(frozen=True)
class Detail:
    """In units of the drawing, squared: a bend that spans less is straightened, an island that is smaller left out."""

    smallest_bend: int
    smallest_island: int


FAR, NEAR = Detail(900, 4_000), Detail(150, 500)


@dataclass(frozen=True)
class Outline:
    code: str
    far: str  # paths of SVG: for the whole country, and for a part of it
    near: str
    box: tuple  # left, top, right, bottom

    def touches(self, frame):
        left, top, right, bottom = self.box
        across = left < frame.x + frame.width and frame.x < right
        return across and top < frame.y + frame.height and frame.y < bottom


@cache
def outlines():
    """[Outline], as kept in reference/."""
    return [Outline(**each) for each in json.loads(FILE.read_text(encoding="utf-8"))]


def draw(topology):
    """The same, as plain dictionaries, from a TopoJSON whose object "can" has geometries with ids such as "CA.ON"."""
    arcs = list(projected(topology))
    far, near = (rings_of(topology, arcs, detail) for detail in (FAR, NEAR))
    return [
        {"code": code, "far": written(far[code]), "near": written(near[code]), "box": box(near[code])}
        for code in sorted(near)
    ]


def rings_of(topology, arcs, detail):
    """{code: the rings of the province, the largest first}"""
    simple = [simplified(arc, detail.smallest_bend) for arc in arcs]
    found = {}
    for geometry in topology["objects"]["can"]["geometries"]:
        code = str(geometry.get("id", "")).rpartition(".")[2]
        if len(code) != 2:  # an island off the coast that the file ascribes to nobody
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = sorted((joined(ring, simple) for polygon in polygons for ring in polygon), key=area)[::-1]
        found[OTHER_CODES.get(code, code)] = [
            ring for n, ring in enumerate(rings) if n == 0 or area(ring) >= detail.smallest_island
        ]
    return found


def projected(topology):
    """The arcs as places on the drawing; TopoJSON writes each point as a step from the one before."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for across, up in arc:
            x, y = x + across, y + up
            points.append(project(west + x * wide, south + y * high))
        yield points


def simplified(points, smallest):
    """Without the bends that span less than `smallest`; the ends stay, and of a closed line a triangle at least."""
    last = len(points) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    fewest = 4 if points[0] == points[-1] else 2
    bends = [(span(points[n - 1], points[n], points[n + 1]), n) for n in range(1, last)]
    current = {n: size for size, n in bends}
    heapq.heapify(bends)
    while bends and len(current) + 2 > fewest:
        size, n = heapq.heappop(bends)
        if current.get(n) != size:
            continue
        if size >= smallest:
            break
        del current[n]
        left, right = before[n], after[n]
        after[left], before[right] = right, left
        for side in (left, right):
            if 0 < side < last:
                # Never smaller than what was just dropped, or a whole coast would go bend by bend.
                current[side] = max(size, span(points[before[side]], points[side], points[after[side]]))
                heapq.heappush(bends, (current[side], side))
    return [points[n] for n in sorted({0, last, *current})]


def span(a, b, c):
    """The area of the triangle."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def joined(ring, arcs):
    """The points of a ring; a negative number is an arc taken from its end."""
    points = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def box(rings):
    across, down = zip(*(point for ring in rings for point in ring), strict=True)
    return [round(min(across)), round(min(down)), round(max(across)), round(max(down))]


def written(rings):
    return "".join(map(path, rings))


def path(ring):
    """Whole numbers, each point as a step from the one before: the shortest way to write it."""
    points = [(round(x), round(y)) for x, y in ring]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if a != b]
    written = "".join(f"{x}{y:+d}" if n == 0 else f"{x:+d}{y:+d}" for n, (x, y) in enumerate(steps[:-1]))
    return f"M{points[0][0]} {points[0][1]}l{written.replace('+', ' ').strip()}z"
