"""What a town was called before, as its page says it."""

from itertools import pairwise

from django.utils.translation import get_language

from .models import Municipality


def former_names(town):
    """(name in the reader's language, the instant from which it was called otherwise), the newest first."""
    if not town.former_names:
        return []
    history = Municipality.pgh_event_model.objects.filter(pgh_obj=town).order_by("pgh_id")
    column = f"name_{get_language()[:2]}"
    said = history.values_list(column, "name_en", "name_fr", "pgh_created_at")
    names = [(own or english or french, since) for own, english, french, since in said]
    return [
        (before, since)
        for (before, _begun), (after, since) in pairwise(names)
        if before != after and before in town.former_names
    ][::-1]
