"""The ring: the sign of a town. Ten petals, one per Common Commitment; the further out, the further along.

A ring is a string of ten digits, one per commitment in order. It is drawn on the server: in pages with the
colours of the style sheet, elsewhere (PDF, mail) with colours given.
"""

from math import asin, cos, degrees, radians, sin

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

COMMITMENTS = 10
EMPTY = "0" * COMMITMENTS
STATE_NAMES = [
    gettext_lazy("not yet a priority"),
    gettext_lazy("priority"),
    gettext_lazy("in the plan"),
    gettext_lazy("under way"),
    gettext_lazy("done"),
]
_COUNTED = [
    ngettext_lazy("%(count)d not yet a priority", "%(count)d not yet priorities", "count"),
    ngettext_lazy("%(count)d priority", "%(count)d priorities", "count"),
    ngettext_lazy("%(count)d in the plan", "%(count)d in the plan", "count"),
    ngettext_lazy("%(count)d under way", "%(count)d under way", "count"),
    ngettext_lazy("%(count)d done", "%(count)d done", "count"),
]
# In units of a drawing 100 wide. How far out a petal is filled tells its state, without any colour.
INNER, OUTER = 17.0, 49.0
REACH = [INNER, 25.0, 33.0, 41.0, OUTER]
HALF_GAP = 1.3
NUMBERS_AT = 55.5
NUMBERS_MARGIN = 13


def states(ring):
    """The ten states as numbers; ValueError for anything but ten digits from 0 to 4."""
    if len(ring) != COMMITMENTS or not set(ring) <= set("01234"):
        raise ValueError(f"A ring is ten digits from 0 to 4, not {ring!r}")
    return [int(digit) for digit in ring]


def working_on(number):
    """A regular expression for the rings that show the commitment as a priority or further."""
    return rf"^.{{{number - 1}}}[1-4]"


def describe(ring):
    """The ring in words, the furthest first: "2 done, 3 under way, 5 not yet priorities".

    An empty ring says nothing of a town: many members have not recorded their priorities here.
    """
    found = states(ring)
    if not any(found):
        return _("no priorities recorded here yet")
    counts = [(state, found.count(state)) for state in reversed(range(len(REACH)))]
    return _(", ").join(str(_COUNTED[state] % {"count": count}) for state, count in counts if count)


def segments(ring):
    """(number, state, name of the state) for each commitment: what a legend or a table says."""
    return [(number, state, capfirst(STATE_NAMES[state])) for number, state in enumerate(states(ring), 1)]


def _point(radius, angle):
    # To a tenth: a third of a pixel in the largest ring. A page of thirty towns draws thirty of them.
    x, y = 50 + radius * sin(radians(angle)), 50 - radius * cos(radians(angle))
    return f"{round(x, 1):g} {round(y, 1):g}"


def _petal(position, outer):
    """Path of one petal from INNER to `outer`; the gaps between petals have parallel sides."""
    middle = (position + 0.5) * 360 / COMMITMENTS
    half = 180 / COMMITMENTS

    def corner(radius, side):
        gap = degrees(asin(HALF_GAP / radius))
        return _point(radius, middle + side * (half - gap))

    return (
        f"M{corner(INNER, -1)}L{corner(outer, -1)}A{outer:g} {outer:g} 0 0 1 {corner(outer, 1)}"
        f"L{corner(INNER, 1)}A{INNER:g} {INNER:g} 0 0 0 {corner(INNER, -1)}Z"
    )


def svg(
    ring,
    size=32,
    *,
    title=None,
    colours=None,
    track=None,
    ink=None,
    font=None,
    numbers=False,
    decorative=False,
):
    """The ring as SVG text, `size` pixels wide.

    Without colours it takes them from the style sheet: classes `c1` to `c10` on the petals. Outside pages
    give `colours` (one, or ten), `track` (of the part not reached) and, with numbers, `ink` and `font`.
    `title` names whose ring it is; the description follows. A decorative ring stands beside its own words.
    """
    reached = states(ring)
    if isinstance(colours, str):
        colours = [colours] * COMMITMENTS
    margin = NUMBERS_MARGIN if numbers else 0
    namespace = ' xmlns="http://www.w3.org/2000/svg"' if colours else ""  # a page knows what svg is
    parts = [
        f'<svg{namespace} class="ring" width="{size}" height="{size}"'
        f' viewBox="{-margin} {-margin} {100 + 2 * margin} {100 + 2 * margin}"',
        ' aria-hidden="true">' if decorative else ' role="img">',
    ]
    if not decorative:
        name = _("%(title)s: %(description)s") % {
            "title": title or _("Commitments"),
            "description": describe(ring),
        }
        parts.append(f"<title>{escape(name)}</title>")
    track_paint = f'fill="{track}"' if track else 'class="ring-track"'
    parts.append(f'<path {track_paint} d="{"".join(_petal(i, OUTER) for i in range(COMMITMENTS))}"/>')
    for position, state in enumerate(reached):
        paint = f'fill="{colours[position]}"' if colours else f'class="c{position + 1}"'
        if state:
            parts.append(f'<path {paint} d="{_petal(position, REACH[state])}"/>')
    if numbers:
        ink_paint = f'fill="{ink}"' if ink else 'class="ring-number"'
        if font:
            ink_paint += f' font-family="{escape(font)}"'
        for position in range(COMMITMENTS):
            x, y = _point(NUMBERS_AT, (position + 0.5) * 360 / COMMITMENTS).split()
            parts.append(
                f'<text {ink_paint} x="{x}" y="{y}" dy=".35em" text-anchor="middle" font-size="8.5">{position + 1}</text>'
            )
    return mark_safe("".join(parts) + "</svg>")
