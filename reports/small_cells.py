"""Which figures are too small to be public: a reader could recognize the people behind them.

The rule, for definitions that count people or what happened to single people (`counts_people`):

- a count from 1 to 9 is withheld, and so is a share, rate or ratio made from it, with both its numbers;
- so is a share or ratio whose complement, all that are not counted, is 1 to 9: one tells the other;
- a rate that was given alone is turned back into a count with the population, which is public;
- of another figure that was given alone, the town says whether so few people stand behind it;
- zero is public, and so is "all of them": nobody stands in an empty cell. None out of a whole of fewer than 10 is
  withheld, since the complement is small.

It is applied when a report is frozen. The town and the secretariat read their own rows, which keep the figure.
"""

from django.utils.translation import gettext as _

from commitments.models import IndicatorVersion

FEWEST = 10
BELOW, REVEALING = "below_10", "revealing"
Kind = IndicatorVersion.Kind


def is_few(count):
    return 0 < count < FEWEST


def why_withheld(reading, population):
    """Why the public does not read the figure: BELOW, REVEALING; "" where it does. `population` may be unknown."""
    version = reading.version
    if reading.value is None or not version.counts_people:
        return ""
    if reading.is_small or is_few(_count(reading, population)):
        return BELOW
    has_complement = reading.is_computed and version.kind in {Kind.SHARE, Kind.RATIO}
    return REVEALING if has_complement and is_few(reading.denominator - reading.numerator) else ""


def _count(reading, population):
    """How many are counted; 0 where that cannot be known from the figure."""
    version = reading.version
    if version.kind == Kind.NUMBER:
        return reading.value
    if reading.is_computed:
        return reading.numerator
    if version.kind == Kind.RATE and version.uses_population and population:
        return round(reading.value * population / version.per, 1)
    return 0


def say_withheld(why, kind):
    if why == BELOW:
        return _("Fewer than 10") if kind == Kind.NUMBER else _("Suppressed: fewer than 10")
    return _("Suppressed")
