"""Notices above every page and features of the home page, as they stand now."""

from django.utils import timezone

from .for_a_while import ForAWhile
from .models import Feature, Notice
from .models.feature import MOST


def _not_over(model):
    return lambda: list(model.objects.not_over(timezone.now()))


kept_notices = ForAWhile(_not_over(Notice))
kept_features = ForAWhile(_not_over(Feature))


def notices():
    """The oldest first: what was announced first stays where it was."""
    now = timezone.now()
    return [notice for notice in reversed(kept_notices.get()) if notice.is_shown(now)]


def features():
    now = timezone.now()
    return [feature for feature in kept_features.get() if feature.is_shown(now)][:MOST]
