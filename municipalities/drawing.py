"""The number of members over the years as a drawing: a bar for each year, of whole units, so that no language
writes a comma into it."""

from dataclasses import dataclass, field

WIDTH, HEIGHT = 960, 320
TOP, BOTTOM, LEFT = 24, 40, 44
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000)
MOST_LINES = 5
MOST_LABELS = 12


@dataclass(frozen=True)
class Part:
    kind: str  # active, on_hold, perhaps
    y: int
    height: int


@dataclass(frozen=True)
class Bar:
    year: object
    x: int
    width: int
    middle: int
    top: int
    has_label: bool
    parts: list = field(default_factory=list)


@dataclass(frozen=True)
class Drawing:
    bars: list
    lines: list  # (number, y)
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = HEIGHT - BOTTOM
    labels_at: int = HEIGHT - BOTTOM + 24


def draw(years):
    """The Drawing of register.Years; None where there is nothing to draw."""
    highest = max((year.members + year.perhaps for year in years), default=0)
    if not highest:
        return None
    step = next((step for step in STEPS if step * MOST_LINES >= highest), STEPS[-1])
    top = -(-highest // step) * step
    room = HEIGHT - TOP - BOTTOM

    def at(number):
        return HEIGHT - BOTTOM - round(room * number / top)

    slot = (WIDTH - LEFT) / len(years)
    every = -(-len(years) // MOST_LABELS)
    bars = []
    for number, year in enumerate(years):
        x, below, parts = round(LEFT + slot * number), 0, []
        for kind in ("active", "on_hold", "perhaps"):
            if count := getattr(year, kind):
                parts.append(Part(kind, at(below + count), at(below) - at(below + count)))
                below += count
        width = max(3, min(56, round(slot * 0.72)))
        x += round((slot - width) / 2)
        is_labelled = (len(years) - 1 - number) % every == 0
        bars.append(Bar(year, x, width, x + width // 2, at(below), is_labelled, parts))
    return Drawing(bars, [(number, at(number)) for number in range(0, top + 1, step)])
