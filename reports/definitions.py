"""From which reporting years an indicator may still be defined anew: those that are not open yet."""

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.workflow import WrongState
from commitments.extensions import before_year_is_defined

from .models import ReportingCycle

YEARS_AHEAD = 5


def newest_open_year():
    """The newest year that was ever opened, or None."""
    opened = ReportingCycle.objects.exclude(status=ReportingCycle.Status.DRAFT)
    return opened.aggregate(newest=Max("year"))["newest"]


def current_year():
    """The year whose definitions the catalogue shows: the newest open one, else this year."""
    return newest_open_year() or timezone.localdate().year


def years_to_define():
    """The next years for which a definition may be written."""
    first = (newest_open_year() or timezone.localdate().year - 1) + 1
    return range(first, first + YEARS_AHEAD)


@before_year_is_defined.register(order=10)
def refuse_open_years(version, year):
    """Towns answer, or have answered, to what is in force there. Waits for whoever opens a year at this moment."""
    list(ReportingCycle.objects.filter(year=year).select_for_update(no_key=True).values_list("pk"))
    newest = newest_open_year()
    if newest is not None and year <= newest:
        raise WrongState(
            version,
            "define",
            _("The year %(year)s is open already: a definition changes from a year that is not open yet.")
            % {"year": year},
        )
