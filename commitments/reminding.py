"""What a town is reminded of on its way: a Declaration that is not signed, a plan that is expected."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.moments import say_day
from coalition.templatetags.coalition_tags import in_language
from municipalities.extensions import open_matters
from municipalities.models import Application, Membership
from municipalities.reminding.matters import OpenMatter, Said, calls_of_town, steps
from municipalities.reminding.of_towns import with_people

from .matters import matter_of_declaration, matter_of_plan
from .models import Declaration, Signature

SIGNED_WITHIN = timedelta(days=90)  # of the day the application was begun
DECLARATION = steps(0)
PLAN = steps(-60, -30, 0, 30)


class DeclarationUnsigned(OpenMatter):
    is_deadline = False

    def said(self, call, today, at):
        facts = {
            "town": in_language(self.municipality, "name"),
            "day": say_day(self.last - SIGNED_WITHIN),
        }
        return Said(
            subject=_("%(town)s: the Declaration is not signed yet") % facts,
            title=_("Declaration to sign"),
            sentence=_("%(town)s began its application on %(day)s, and the Declaration is not signed yet.")
            % facts,
            url=reverse("application_declaration", args=[self.municipality.slug]),
            button=_("Open the Declaration"),
            advice=[
                _(
                    "It is signed on the page by whoever may sign for the municipality, or recorded after council."
                )
            ],
        )


@open_matters.register(order=10)
def declarations_unsigned(at, towns=None):
    """Of applications under way."""
    declaration = Declaration.in_force(on=timezone.localdate(at))
    if declaration is None:
        return
    signed = Signature.objects.filter(declaration=declaration).values("municipality")
    applications = Application.objects.filter(
        status__in=Application.EDITABLE, opened_at__lte=at - SIGNED_WITHIN + timedelta(days=7)
    ).exclude(municipality__in=signed)
    for application in with_people(applications, towns):
        town = application.municipality
        yield DeclarationUnsigned(
            key=matter_of_declaration(town),
            municipality=town,
            last=application.opened_at.astimezone(town.time_zone).date() + SIGNED_WITHIN,
            calls=calls_of_town(town.people.all(), DECLARATION),
        )


class PlanExpected(OpenMatter):
    def said(self, call, today, at):
        days = (self.last - today).days
        facts = {"town": in_language(self.municipality, "name"), "day": say_day(self.last), "days": days}
        if days > 0:
            subject = ngettext(
                "%(town)s: the action plan is expected in %(days)s day",
                "%(town)s: the action plan is expected in %(days)s days",
                days,
            )
        elif days == 0:
            subject = _("%(town)s: the action plan is expected today")
        else:
            subject = _("%(town)s: the action plan is awaited")
        sentence = (
            _("The action plan of %(town)s is expected by %(day)s, a year after it joined.")
            if days >= 0
            else _("The action plan of %(town)s was expected by %(day)s, a year after it joined.")
        )
        return Said(
            subject=subject % facts,
            title=_("Action plan"),
            sentence=sentence % facts,
            url=reverse("plan", args=[self.municipality.slug]),
            button=_("Open the plan"),
            advice=[
                _("A plan may begin small: a few actions, published, and more with the next edition."),
                _("If council needs more time, tell the secretariat."),
            ],
        )


@open_matters.register(order=20)
def plans_expected(at, towns=None):
    """Of members that have published none."""
    memberships = Membership.objects.filter(
        status=Membership.Status.ACTIVE,
        plan_published_on=None,
        plan_expected_on__lte=(at + timedelta(days=70)).date(),
    ).exclude(municipality__plans__status="published")
    for membership in with_people(memberships, towns):
        town = membership.municipality
        yield PlanExpected(
            key=matter_of_plan(town),
            municipality=town,
            last=membership.plan_expected_on,
            calls=calls_of_town(town.people.all(), PLAN),
        )
