"""Members in the neighbourhood of a town: what a resident can point to."""

from math import cos, radians

from django.db.models import F, FloatField
from django.db.models.functions import Cast

from .models import Municipality

KM_PER_DEGREE = 111.2
FARTHEST = 100  # km


def members_near(town, most=3):
    """The nearest members within FARTHEST, the nearest first; of the same province where nobody knows where it is."""
    others = Municipality.objects.members().exclude(pk=town.pk).select_related("province")
    if town.latitude is None or town.longitude is None:
        return list(others.filter(province=town.province_id).alphabetical()[:most])
    # The earth is flat enough for a hundred kilometres.
    north = (Cast("latitude", FloatField()) - float(town.latitude)) * KM_PER_DEGREE
    east = (Cast("longitude", FloatField()) - float(town.longitude)) * (
        KM_PER_DEGREE * cos(radians(town.latitude))
    )
    near = others.annotate(north=north, east=east).annotate(
        away=F("north") * F("north") + F("east") * F("east")
    )
    return list(near.filter(away__lt=FARTHEST**2).order_by("away", "pk")[:most])
