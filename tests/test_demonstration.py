"""`manage.py load_demo`: what it loads, and what it refuses."""

import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings as project
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from coalition.models import Comment, Event, Notification, OutgoingMessage, User
from commitments.models import Action, ActionPlan, Signature
from municipalities.census import read_table
from municipalities.models import (
    Application,
    ApplicationRequest,
    BulkMessage,
    Document,
    Handover,
    Interest,
    Invitation,
    Member,
    Municipality,
    Note,
    Proposal,
    Role,
)
from network.letters import letters_of
from network.models import Bulletin, Gathering, Registration, Subscription
from reports.demonstration import evidence, joining, office, planning, teams
from reports.demonstration.calendar import Calendar
from reports.demonstration.people import PASSWORD, everybody
from reports.demonstration.towns import Town, free_towns, read_towns
from reports.models import CouncilPaper, ProgressReport, ReportingCycle, Snapshot

from . import make
from .test_registry import OFFICIAL

pytestmark = pytest.mark.django_db
MODELS = [
    Municipality,
    User,
    Member,
    Application,
    Document,
    Signature,
    ActionPlan,
    ReportingCycle,
    ProgressReport,
]
MODELS += [Snapshot, Event, OutgoingMessage]
MODELS += [Interest, Invitation, Handover, Comment, Note, BulkMessage, Proposal]


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Loaded once for this file, and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def load(**options):
    out = io.StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


def count():
    return {model: model.objects.count() for model in MODELS}


def reports_of(slug):
    return dict(ProgressReport.objects.filter(municipality__slug=slug).values_list("cycle__year", "status"))


def test_towns_of_every_kind(demonstration):
    invented = Municipality.objects.filter(is_invented=True)
    # Eight with people, two that nobody works for yet, and one that became part of another.
    assert invented.count() == 11
    assert invented.filter(people=None).count() == 3
    assert Municipality.objects.filter(is_invented=False).count() == 53
    assert not invented.exclude(sgc_code=None).exists()
    populations = sorted(invented.values_list("population", flat=True))
    assert populations[0] < 500
    assert populations[-1] > 600_000
    assert len({town.time_zone.key for town in invented}) >= 6
    assert {language for town in invented for language in town.languages} == {"en", "fr"}
    assert set(Application.objects.values_list("status", flat=True)) == {"approved", "submitted", "draft"}
    assert invented.filter(membership__status="on_hold").count() == 1
    without_plan = invented.get(slug="stony-narrows-mb")
    assert without_plan.priorities.exists()
    assert not without_plan.plans.public().exists()


def test_the_ways_of_joining(demonstration):
    applying = Application.objects.exclude(status="approved")
    assert applying.count() == 2
    for application in applying:
        assert application.champion_name and application.champion_title
        assert application.inventory.exists()
    [interest] = Interest.objects.all()
    assert Interest.objects.public_of(interest.municipality) == interest
    assert interest.declared_at < interest.acknowledged_at < timezone.now()
    [asked] = ApplicationRequest.objects.exclude(answer_by=None)
    assert asked.asked_at < asked.resolved_at == asked.application.submitted_at
    assert asked.asked_at.date() < asked.answer_by
    assert asked.application.unchanged_steps() == []
    thread = Comment.objects.about(asked.application)
    assert [comment.is_of_secretariat for comment in thread] == [False, True]
    assert all(asked.asked_at < comment.written_at < asked.resolved_at for comment in thread)
    taken = Action.objects.filter(plan__municipality__slug="stony-narrows-mb", plan__status="draft")
    assert taken.count() == 2
    assert Proposal.objects.waiting().get().proposed_by.email == "nora@example.org"


def test_the_people_of_lakeside(demonstration):
    [handover] = Handover.objects.all()
    assert handover.given_at == handover.completed_at < timezone.now() - timedelta(days=300)
    roles = dict(handover.municipality.people.values_list("user__email", "role"))
    assert roles["lea@example.org"] == Role.COORDINATOR
    assert roles["eli@example.org"] == Role.CONTRIBUTOR
    submitters = Event.objects.filter(
        action="submit",
        object_id__in=handover.municipality.reports.values("pk"),
        content_type__model="progressreport",
    )
    assert set(submitters.filter(at__lt=handover.given_at).values_list("actor__email", flat=True)) == {
        "eli@example.org"
    }
    assert set(submitters.filter(at__gt=handover.given_at).values_list("actor__email", flat=True)) == {
        "lea@example.org"
    }
    [invitation] = Invitation.objects.all()
    assert invitation.state == "waiting"
    assert not User.objects.filter(email=invitation.email).exists()
    assert timedelta() < invitation.expires_at - timezone.now() < timedelta(days=6)


def test_evidence_at_every_level(demonstration):
    register = Document.objects.filter(municipality__slug="lakeside-on").exclude(
        kind__in=Document.OF_APPLICATION
    )
    assert sorted(register.values_list("access", flat=True)) == [
        "members",
        *["public"] * 5,  # two of them resolutions of the council
        "town",
    ]
    [link] = register.exclude(link="")
    assert link.link_host == "example.org"
    assert all(document.added_at < timezone.now() - timedelta(days=30) for document in register)
    assert sum(Document.objects.values_list("size", flat=True)) < 500_000


def test_a_plan_of_two_editions_with_all_that_actions_carry(demonstration):
    plan = ActionPlan.objects.public().get(municipality__slug="lakeside-on")
    assert plan.edition == 2 and plan.resolution.access == "public"
    assert {"adopted", "added", "changed"} <= {entry["what"] for entry in plan.changes}
    for hanging in ("milestones__reached_on", "targets", "evidence"):
        assert plan.actions.filter(**{f"{hanging}__isnull": False}).exists(), hanging
    assert Action.objects.exclude(copied_from=None).exists()


def test_the_secretariats_own(demonstration):
    assert set(Note.objects.values_list("municipality__slug", flat=True)) == {"cedar-inlet-bc"}
    draft, sent = BulkMessage.objects.order_by("status")
    assert (draft.status, sent.status) == ("draft", "sent")
    assert sent.letters().count() == sent.sent_to >= 5
    for message in (draft, sent):
        assert all([message.subject_en, message.subject_fr, message.text_en, message.text_fr])
        assert not message.municipalities.filter(is_invented=False).exists()
    [gone] = Municipality.objects.exclude(merged_into=None)
    assert gone.is_invented and gone.merged_into.is_invented
    assert gone.merged_on < timezone.localdate()


def test_people_for_every_role(demonstration):
    assert set(Member.objects.values_list("role", flat=True)) == set(Role.values)
    assert set(User.objects.values_list("language", flat=True)) == {"en", "fr"}
    assert User.objects.filter(is_secretariat=True).exists()
    assert User.objects.filter(is_superuser=True, is_staff=True).count() == 1
    for user in User.objects.all():
        assert user.email.endswith("@example.org")
        assert user.emailaddress_set.get().verified
        validate_password(PASSWORD, user)
    assert User.objects.get(email="lea@example.org").check_password(PASSWORD)


def test_plans_and_reports(demonstration):
    year = ReportingCycle.objects.open().get().year
    assert reports_of("lakeside-on") == {
        year: "draft",
        year - 1: "accepted",
        year - 2: "accepted",
        year - 3: "accepted",
    }
    assert reports_of("rivermouth-qc")[year] == "submitted"
    assert reports_of("prairie-gate-ab")[year] == "returned"
    assert ReportingCycle.objects.filter(status="closed").count() == 3
    assert ReportingCycle.objects.open().get().due_at > timezone.now()
    for plan in ActionPlan.objects.filter(status="published"):
        assert 5 <= plan.actions.count() <= 14
    draft = ProgressReport.objects.get(municipality__slug="lakeside-on", cycle__year=year)
    assert draft.gaps()
    assert draft.overview_en


def test_accepted_reports_are_public_in_both_languages(demonstration):
    assert Snapshot.objects.count() == 14
    for snapshot in Snapshot.objects.all():
        assert snapshot.digest(snapshot.data) == snapshot.sha256
        for pdf in (snapshot.pdf_en, snapshot.pdf_fr):
            with pdf.open() as file:
                assert file.read(5) == b"%PDF-"
        assert snapshot.accepted_at == datetime.fromisoformat(snapshot.data["accepted_at"])
        assert snapshot.data["submitted_at"] < snapshot.data["accepted_at"]
        assert snapshot.accepted_at.year == snapshot.cycle.year + 1


def test_the_past_is_past(demonstration):
    now = timezone.now()
    assert not Event.objects.filter(at__gt=now).exists()
    assert Event.objects.filter(at__lt=now - timedelta(days=365)).count() > 100
    for report in ProgressReport.objects.filter(status="accepted"):
        told = ["start", "submit", "accept"] + ["correct", "submit", "accept"] * (report.revision - 1)
        assert [event.action for event in Event.objects.about(report)] == told
        packs = report.filed_packs.order_by("filed_at")
        assert [pack.revision for pack in packs] == list(range(1, report.revision + 1))
        assert packs.last().filed_at == report.submitted_at
    # Somewhere a mistake was put right, and a draft is on its way to council.
    assert ProgressReport.objects.filter(status="accepted", revision=2).exclude(correction_reason="").exists()
    assert CouncilPaper.objects.filter(report__status="draft").exists()
    # Old mail is not sent now; what is recent goes to a domain kept for examples.
    queued = OutgoingMessage.objects.filter(status="queued")
    assert not queued.filter(created_at__lt=now - timedelta(days=31)).exists()
    assert not OutgoingMessage.objects.exclude(to_address__endswith="@example.org").exists()


def test_real_towns_have_facts_only(demonstration):
    real = Municipality.objects.filter(is_invented=False)
    for what in ("plans", "priorities", "signatures", "applications", "people", "snapshots", "documents"):
        assert not real.filter(**{f"{what}__isnull": False}).exists(), what
    assert set(ProgressReport.objects.filter(municipality__in=real).values_list("status", "overview_en")) == {
        ("draft", None)
    }


def test_a_second_time_changes_nothing(demonstration):
    before = count()
    assert "already loaded" in load()
    assert count() == before


def test_refused_beside_a_real_person(db):
    make.user("A real person", email="clerk@municipality.example")
    before = count()
    with pytest.raises(CommandError, match="holds 1 account"):
        load()
    assert count() == before


def test_refused_where_it_is_no_demonstration(db, settings):
    settings.DEMONSTRATION = False
    before = count()
    with pytest.raises(CommandError, match="not a demonstration"):
        load()
    assert count() == before


def test_logins_are_printed(db):
    before = count()
    printed = load(logins=True)
    assert PASSWORD in printed
    for person in everybody(read_towns()):
        assert person.email in printed
    assert count() == before


def test_no_invented_town_exists():
    places = [*read_towns(), *free_towns(), *office.read()["proposals"]]
    places += [gone for town in read_towns() for gone in town.get("predecessors", [])]
    names = {town[key] for town in places for key in ("name", "name_en", "name_fr") if key in town}
    assert len(names) > 20
    path = OFFICIAL if OFFICIAL.exists() else None
    if path is None:
        # Where the official table is not at hand, at least no known member may share a name.
        call_command("load_reference", verbosity=0)
        real = set(Municipality.objects.filter(is_invented=False).values_list("name_en", flat=True))
    else:
        real = {place.name_en for place in read_table(path).subdivisions.values()}
    assert not names & real


class Anybody(dict):
    def __missing__(self, address):
        return None


@pytest.mark.parametrize(
    "day", [date(2026, 11, 22), date(2027, 1, 1), date(2027, 6, 30), date(2027, 7, 1), date(2028, 2, 29)]
)
def test_any_day_will_do(day):
    """Whenever the demonstration is loaded, what happened lies in the past and in order."""
    calendar = Calendar(datetime.combine(day, datetime.max.time(), tzinfo=timezone.get_default_timezone()))
    opening = calendar.opening(calendar.year)
    assert opening <= day - timedelta(days=30)
    assert calendar.due(calendar.year) >= day + timedelta(days=60)
    assert all(at <= calendar.now for at, _do in office.happenings(calendar, Anybody()))
    for facts in read_towns():
        town = Town(facts, Municipality(province_id=facts["province"]), None)
        joined = [at for at, _do in joining.happenings(town, calendar, None)]
        assert joined == sorted(joined)
        assert joined[-1] <= calendar.now
        for at, _do in joining.conversation(town, calendar, Anybody()):
            assert joined[0] < at < joined[-1]
        later = [
            *evidence.happenings(town, calendar, Anybody()),
            *teams.happenings(town, calendar, Anybody()),
        ]
        for at, _do in [*later, *office.happenings_of(town, calendar, Anybody())]:
            assert joined[-1] < at <= calendar.now
        for at, _do in planning.happenings(town, calendar):
            assert joined[-1] < at <= calendar.now
        for told in facts.get("years", []):
            stages = [calendar.day(told[key]) for key in ("submitted", "returned", "accepted") if key in told]
            assert stages == sorted(stages)
            year = calendar.year + told["year"]
            assert all(calendar.opening(year) < stage <= day for stage in stages)
            if told["year"]:
                assert stages[0] <= calendar.due(year)


def test_events_and_bulletins(demonstration):
    """Plainly invented, also where no banner stands above them: in calendars, feeds and mail."""
    events = Gathering.objects.all()
    assert sorted(events.values_list("status", flat=True)) == ["cancelled", *["published"] * 5]
    assert events.filter(ends_at__lt=timezone.now()).count() == 1
    [full] = [event for event in events if event.registrations.waiting().exists()]
    assert full.registrations.registered().count() == full.capacity
    sent = Bulletin.objects.sent()
    assert (sent.count(), Bulletin.objects.filter(status="draft").count()) == (2, 1)
    for thing in (*events, *Bulletin.objects.all()):
        assert "(demonstration)" in thing.title_en and "(démonstration)" in thing.title_fr
    for bulletin in sent:
        assert not bulletin.gaps() and bulletin.items.count() >= 3
        letters = letters_of(bulletin)
        assert letters.count() > 20 and not letters.exclude(status="sent").exists()
        assert bulletin.sent_at < timezone.now() - timedelta(days=30)
    addresses = {each.email for each in [*Registration.objects.all(), *Subscription.objects.all()]}
    assert all(address.endswith("@example.org") for address in addresses)


def test_the_last_two_weeks_are_unread_at_the_bell(demonstration):
    """And somebody of the secretariat reads what arrives once a day."""
    before = timezone.now() - timedelta(days=15)
    assert not Notification.objects.filter(at__lt=before, read_at=None).exists()
    sam, camille = User.objects.get(email="sam@example.org"), User.objects.get(email="camille@example.org")
    assert sam.notifications.exclude(read_at=None).count() >= 3
    assert camille.rhythms["arrival"] == "daily"
    lea = User.objects.get(email="lea@example.org")
    assert lea.notifications.unread().exists() and lea.notifications.exclude(path="").exists()


def test_french_keeps_its_signs_on_the_line_of_their_word():
    """No space at which a line may end stands before a colon, a semicolon or a closing quotation mark, nor after an opening one."""
    breakable = re.compile(r"(?<=[\w»)’”]) [:;»](?=[\s\".,)])|« (?=\S)")
    files = list(project.BASE_DIR.glob("*/demonstration/**/*.toml"))
    assert len(files) > 10
    assert [(file.name, found[0]) for file in files for found in breakable.finditer(file.read_text())] == []
