"""What the map of the directory shows: provinces with how many they have, the towns, and those it cannot place."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Avg, Count, F
from django.db.models.functions import Round
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from coalition.i18n import other_language

from .atlas.marks import WHOLE, around, gather, spot
from .atlas.outlines import outlines
from .atlas.projection import project
from .facets import address, number
from .models import Membership, Province
from .stages import Stage, say_stage, stage_of

# Which filters show a part of the country: with others, where in the country the answer lies is what one wants to see.
CLOSE_UP = {"q", "province", "area"}
MOST_MISSING = 30
# Units of the drawing: how wide the dot of one town is, and those of more; the square whose towns share a dot.
DOTS, CELL = [(1, 110), (3, 160), (8, 220), (20, 290)], 130


@dataclass(frozen=True)
class Shape:
    """A province or territory."""

    name: str
    path: str
    said: str
    url: str
    is_chosen: bool
    count: int


@dataclass(frozen=True)
class Sign:
    """A mark with its link: a town, or several."""

    x: float
    y: float
    said: str
    url: str
    stage: str = ""  # of one town
    count: int = 1


def directory_map(towns, asked, counts):
    """Facts for templates/public/map.html. `counts`: members by province; one query for the towns."""
    spots, missing = placed(towns)
    frame = around(spots) if CLOSE_UP & asked.keys() else WHOLE
    return {
        "shapes": shapes(
            counts, frame, lambda code: address(asked, province=code, area=None), asked.get("province")
        ),
        "signs": [sign(mark, asked) for mark in gather(spots, frame)],
        "frame": frame,
        "missing": missing[:MOST_MISSING],
        "more_missing": max(len(missing) - MOST_MISSING, 0),
        "is_close": frame != WHOLE,
        "whole": address(asked, province=None, area=None, q=None),
        "stages": [stage for stage in Stage if any(each.stage == stage for each in spots)],
    }


def placed(towns):
    """([Spot], [(slug, name) of a town whose place is not known]); the largest first, so that marks carry its name."""
    rows = towns.order_by(F("population").desc(nulls_last=True), "pk").values_list(
        "slug",
        f"name_{get_language()}",
        f"name_{other_language(get_language())}",
        "longitude",
        "latitude",
        "membership__status",
        "membership__plan_published_on",
        "membership__last_report_year",
    )
    spots, missing = [], []
    for slug, name, other_name, longitude, latitude, *standing in rows:
        if longitude is None:
            missing.append((slug, name or other_name))
        else:
            spots.append(spot(slug, name or other_name, stage_of(*standing), longitude, latitude))
    return spots, missing


def shapes(counts, frame, url_of, chosen=None):
    """The provinces that can be seen in the frame, with more detail where it shows a part of the country."""
    names = {province.code: province.name for province in Province.objects.all()}
    return [
        Shape(
            name=names.get(outline.code, outline.code),
            path=outline.far if frame == WHOLE else outline.near,
            said=say_count(names.get(outline.code, outline.code), counts.get(outline.code, 0)),
            url=url_of(outline.code),
            is_chosen=outline.code == chosen,
            count=counts.get(outline.code, 0),
        )
        for outline in outlines()
        if outline.touches(frame)
    ]


def say_count(place, count):
    said = ngettext("%(count)s municipality", "%(count)s municipalities", count) % {"count": number(count)}
    return _("%(label)s: %(message)s") % {"label": place, "message": said}


def sign(mark, asked):
    first = mark.first
    if len(mark.spots) == 1:
        said = _("%(label)s: %(message)s") % {"label": first.name, "message": say_stage(first.stage)}
        return Sign(first.x, first.y, said, reverse("municipality", args=[first.slug]), first.stage)
    others = len(mark.spots) - 1
    said = ngettext("%(town)s and %(count)s other", "%(town)s and %(count)s others", others) % {
        "town": first.name,
        "count": number(others),
    }
    # Where a closer look would be the same, the list below has to do.
    url = address(asked, area=mark.area) if mark.area != asked.get("area") else "#results-list"
    return Sign(first.x, first.y, said, url, count=len(mark.spots))


def home_map():
    """Facts for the small map of the home page: provinces as links, towns as dots. One query.

    Towns of a cell are one dot, the larger the more they are; dots of a size are one path, so that the page stays
    light however many members there are.
    """
    current = Membership.objects.exclude(status=Membership.Status.ENDED)
    rows = (
        current.values("municipality__province_id")
        .annotate(across=Round("municipality__longitude"), up=Round("municipality__latitude"))
        .annotate(
            count=Count("pk"),
            longitude=Avg("municipality__longitude"),
            latitude=Avg("municipality__latitude"),
        )
        .values_list("municipality__province_id", "count", "longitude", "latitude")
    )
    counts, cells = Counter(), {}
    for code, count, longitude, latitude in rows:
        counts[code] += count
        if longitude is not None:
            x, y = project(float(longitude), float(latitude))
            place, number = cells.get((x // CELL, y // CELL), ((round(x), round(y)), 0))
            cells[x // CELL, y // CELL] = place, number + count
    dots = {}
    for (x, y), count in cells.values():
        dots.setdefault(dot_width(count), []).append(f"M{x} {y}h0")
    there = reverse("directory")
    found = shapes(counts, WHOLE, lambda code: there + address({"view": "map", "province": code}))
    return {
        "shapes": found,
        "dots": [(width, "".join(places)) for width, places in sorted(dots.items())],
        "frame": WHOLE,
        "provinces": sorted((each for each in found if each.count), key=lambda each: -each.count),
    }


def dot_width(count):
    return max(width for least, width in DOTS if count >= least)
