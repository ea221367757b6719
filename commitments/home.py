"""What this app adds to public pages below: the ten commitments on the home page, and what they are called."""

from municipalities.extensions import commitment_names, home_panels
from municipalities.panels import Panel

from .models import CommonCommitment


@commitment_names.register(order=10)
def names():
    return [(each.number, each.short_title) for each in CommonCommitment.objects.all()]


@home_panels.register(order=10)
def commitments():
    ten = list(CommonCommitment.objects.all())
    return Panel("commitments", "", "public/home_commitments.html", {"commitments": ten}) if ten else None
