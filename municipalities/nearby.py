"""The members around a town: the nearest, and those of about its size."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.db.models import F, FloatField, Value
from django.db.models.functions import Abs, Cast, Ln, Power

from .atlas.projection import EARTH
from .models import Municipality

SHOWN = 4
FARTHEST = 100  # km: what a resident calls near


@dataclass(frozen=True)
class Neighbour:
    municipality: Municipality
    kilometres: int | None = None


def members_beside(town):
    members = Municipality.objects.members().exclude(pk=town.pk)
    return members.select_related("province", "membership")


def nearest(town):
    """[Neighbour] as the crow flies, the nearest first; none where the place of the town is not known. One query."""
    if town.latitude is None:
        return []
    # A plane is near enough to find them by; how far they are is computed on the sphere.
    shrink = cos(radians(town.latitude))
    east = (F("longitude") - town.longitude) * Value(shrink)
    north = F("latitude") - town.latitude
    apart = Power(Cast(east, FloatField()), 2) + Power(Cast(north, FloatField()), 2)
    found = members_beside(town).exclude(latitude=None).order_by(apart, "pk")[:SHOWN]
    return [Neighbour(other, round(kilometres(town, other))) for other in found]


def kilometres(a, b):
    """The great circle between two towns."""
    south, north = radians(a.latitude), radians(b.latitude)
    across = radians(b.longitude - a.longitude)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(across / 2) ** 2
    return 2 * EARTH / 1000 * asin(sqrt(half))


def of_similar_size(town):
    """[Neighbour] whose population is nearest to the town's, by how many times as large they are. One query."""
    if not town.population:
        return []
    sized = members_beside(town).filter(population__gt=0)
    times = Abs(Ln(Cast("population", FloatField()) / Value(float(town.population))))
    return [Neighbour(other) for other in sized.order_by(times, "pk")[:SHOWN]]


def members_near(town, most=3):
    """The nearest members within FARTHEST, the nearest first; of the same province where nobody knows where it is."""
    if town.latitude is None:
        return list(members_beside(town).filter(province=town.province_id).alphabetical()[:most])
    return [each.municipality for each in nearest(town)[:most] if each.kilometres <= FARTHEST]
