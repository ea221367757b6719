"""The picture beside the address of a town's pages: its ring and its name (coalition/picture.py)."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coalition import picture
from coalition.ring import EMPTY, describe


def content_of(town):
    """What the picture shows of a town that is or was a member."""
    ring = town.membership.ring
    words = town.province.name if ring == EMPTY else f"{town.province.name}. {capfirst(describe(ring))}"
    return picture.facts(ring, town.name, words)


def address_of(town):
    """Changes with the ring and the name, so that nobody is shown what stood there before."""
    return reverse("town_picture", args=[town.slug, picture.mark(content_of(town))])


def alternative_of(town):
    return _("The ring of %(town)s: %(description)s") % {
        "town": town.name,
        "description": describe(town.membership.ring),
    }
