"""What this app adds to public pages below: a town's accepted reports, and the newest of all."""

from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities.extensions import home_panels, profile_panels
from municipalities.panels import Panel

from .models import Snapshot
from .series import series_of, told_by

NEWEST = 4
SHOWN_AT_FIRST = 6


@profile_panels.register(order=30)
def reports(municipality):
    """Every town has the panel: that there is no report yet is an answer too."""
    snapshots = list(Snapshot.objects.of(municipality).newest_revisions())
    missing = list(municipality.reports.unpublished(timezone.now()).values_list("cycle__year", flat=True))
    facts = {"snapshots": snapshots, "missing": missing}
    newest = max((snapshot.accepted_at for snapshot in snapshots), default=None)
    return Panel("reports", _("Progress reports"), "public_report/panel.html", facts, changed_at=newest)


@profile_panels.register(order=35)
def indicators(municipality):
    """What can be followed over the years."""
    all_series = [each for each in series_of(told_by(municipality)).values() if each.has_years]
    facts = {"first": all_series[:SHOWN_AT_FIRST], "others": all_series[SHOWN_AT_FIRST:]}
    return Panel("indicators", _("Indicators"), "indicators/panel.html", facts) if all_series else None


@home_panels.register(order=20)
def newest():
    snapshots = list(
        Snapshot.objects.newest_revisions()
        .select_related("cycle", "municipality__province", "municipality__membership")
        .defer("data")
        .order_by("-accepted_at")[:NEWEST]
    )
    return (
        Panel("reports", _("Latest reports"), "public_report/home.html", {"snapshots": snapshots})
        if snapshots
        else None
    )
