"""What a town is reminded of between its reports: links that broke, and services nobody looked at for a year."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.moments import say_day
from coalition.templatetags.coalition_tags import in_language

from ..extensions import open_matters
from ..models import Document, LocalService, Member, Municipality
from ..models.local_service import GOOD_FOR
from .matters import OpenMatter, Said, Step, calls_of_town, steps

OF_MEMBERS = ["active", "on_hold"]
LINK = (Step("found", 0), Step("30-days-after", 30))
SERVICES = steps(0, 30)


def people_of_towns(path="people"):
    """To be prefetched: the people of each town that may be reminded."""
    return Prefetch(path, Member.objects.filter(user__is_active=True).select_related("user"))


def with_people(rows, towns=None):
    """Rows of towns, or of these towns alone, each with its town and the people there who may be reminded."""
    if towns is not None:
        rows = rows.filter(municipality__in=towns)
    found = rows.select_related("municipality").prefetch_related(people_of_towns("municipality__people"))
    return found.order_by("pk")


@dataclass(frozen=True)
class BrokenLink(OpenMatter):
    document: Document = None

    is_deadline = False

    def said(self, call, today, at):
        facts = {
            "town": in_language(self.municipality, "name"),
            "title": str(self.document),
            "day": say_day(self.last),
        }
        return Said(
            subject=_("%(town)s: a link of the evidence register no longer answers") % facts,
            title=_("Broken link: %(title)s") % facts,
            sentence=_(
                "The link “%(title)s” in the evidence register of %(town)s has not answered since %(day)s."
            )
            % facts,
            url=self.document.get_absolute_url(),
            button=_("See the link"),
            advice=[_("Replace it, or take it out of the register. The portal tries it again every week.")],
        )


@open_matters.register(order=60)
def broken_links(at, towns=None):
    documents = Document.objects.current().filter(
        link_state=Document.LinkState.BROKEN,
        link_broken_since__isnull=False,
        municipality__membership__status__in=OF_MEMBERS,
    )
    for document in with_people(documents, towns):
        town = document.municipality
        yield BrokenLink(
            key=document.matter,
            municipality=town,
            last=document.link_broken_since.astimezone(town.time_zone).date(),
            calls=calls_of_town(town.people.all(), LINK),
            document=document,
        )


@dataclass(frozen=True)
class ServicesToReview(OpenMatter):
    number: int = 0

    is_deadline = False

    def said(self, call, today, at):
        facts = {"town": in_language(self.municipality, "name"), "number": self.number}
        subject = ngettext(
            "%(town)s: is %(number)s local service still right?",
            "%(town)s: are %(number)s local services still right?",
            self.number,
        )
        sentence = ngettext(
            "%(number)s local service of %(town)s was not looked at for a year.",
            "%(number)s local services of %(town)s were not looked at for a year.",
            self.number,
        )
        return Said(
            subject=subject % facts,
            title=_("Where to get help: is it still right?"),
            sentence=sentence % facts,
            url=reverse("services", args=[self.municipality.slug]),
            button=_("Look at the services"),
            advice=[_("One click says that a service is still right.")],
        )


@open_matters.register(order=70)
def services_to_review(at, towns=None):
    """A line for each town; the service that waits longest names the day."""
    services = LocalService.objects.filter(municipality__membership__status__in=OF_MEMBERS)
    services = services.not_reviewed_since(at.date() - GOOD_FOR)
    if towns is not None:
        services = services.filter(municipality__in=towns)
    reviewed = defaultdict(list)
    for town, day in services.order_by().values_list("municipality", "reviewed_on"):
        reviewed[town].append(day)
    found = Municipality.objects.filter(pk__in=reviewed).prefetch_related(people_of_towns())
    for town in found.order_by("pk"):
        yield ServicesToReview(
            key=LocalService.matter_of(town.pk),
            municipality=town,
            last=min(reviewed[town.pk]) + GOOD_FOR,
            calls=calls_of_town(town.people.all(), SERVICES),
            number=len(reviewed[town.pk]),
        )
