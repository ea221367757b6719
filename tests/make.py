"""One maker for each kind of object, with defaults that make sense. Keyword arguments override them."""

import json
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.utils import timezone

from coalition import outbox
from coalition.models import (
    Bounce,
    Feature,
    Notice,
    Opinion,
    OutgoingMessage,
    Page,
    SpreadsheetUpload,
    SuppressedAddress,
    User,
)
from coalition.outbox.leaving import links
from commitments.models import (
    Action,
    ActionPlan,
    Declaration,
    IndicatorVersion,
    Milestone,
    Priority,
    Signature,
    Target,
)
from municipalities.models import (
    Application,
    BulkMessage,
    Document,
    Endorsement,
    Interest,
    LocalService,
    Member,
    Membership,
    Municipality,
    Proposal,
    Province,
    Research,
    Role,
)
from municipalities.models.invitation import digest
from network.models import Bulletin, BulletinItem, Gathering, Registration, Subscription
from practices.models import Adoption, Practice
from reports.models import Assignment, Extension, FiledPack, Guidance, Question, ReportingCycle

from .authenticator import Passkey
from .papers import image_bytes

PASSWORD = "a fine long password"
numbers = count(1)


def days_from_now(days):
    return timezone.localdate() + timedelta(days=days)


def user(name="Somebody", *, email=None, language="en", **fields):
    person = User(
        email=email or f"{name.split()[0].lower()}{next(numbers)}@example.org",
        name=name,
        language=language,
        **fields,
    )
    # No password: signing in through the form has tests of its own, hashing in each test costs seconds.
    person.set_unusable_password()
    person.save()
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def passkey(person, name="Office computer"):
    """One that no test can answer with: tests/test_passkeys.py adds real ones."""
    credential = Passkey().create({"publicKey": {"user": {"id": ""}, "challenge": "AAAA"}})
    return Authenticator.objects.create(
        user=person, type="webauthn", data={"name": name, "credential": json.loads(credential)}
    )


def province(code="ON"):
    sgc = {"NL": 10, "PE": 11, "NS": 12, "NB": 13, "QC": 24, "ON": 35, "MB": 46, "SK": 47, "AB": 48, "BC": 59}
    names = {
        "ON": ("Ontario", "Ontario"),
        "QC": ("Quebec", "Québec"),
        "BC": ("British Columbia", "Colombie-Britannique"),
    }
    name_en, name_fr = names.get(code, (code, code))
    return Province.objects.get_or_create(
        code=code,
        defaults={
            "sgc_code": str(sgc[code]),
            "name_en": name_en,
            "name_fr": name_fr,
            "abbreviation_en": code,
            "abbreviation_fr": code,
            "population": 1_000_000,
        },
    )[0]


def municipality(name="Lakeside", *, name_fr=None, province_code="ON", **fields):
    fields.setdefault("population", 12_345)
    fields.setdefault("population_year", 2021)
    return Municipality.objects.create(
        name_en=name,
        name_fr=name_fr or name,
        province=province(province_code),
        kind=fields.pop("kind", "T"),
        **fields,
    )


def member(town, person, role=Role.COORDINATOR):
    return Member.objects.create(municipality=town, user=person, role=role)


def invitation(town, *, by, email="new@example.org", role=Role.CONTRIBUTOR, token="", **fields):
    """As it stands in the database; Invitation.send mails one."""
    fields.setdefault("language", "en")
    fields.setdefault("expires_at", timezone.now() + timedelta(days=7))
    token_sha256 = digest(token or f"token {next(numbers)}")
    return town.invitations.create(email=email, role=role, invited_by=by, token_sha256=token_sha256, **fields)


def handover(town, *, by, successor=None, **fields):
    return town.handovers.create(giver=by, successor=successor, note="The file is in the drawer.", **fields)


def membership(town, **fields):
    fields.setdefault("joined_on", date(2020, 5, 4))
    fields.setdefault("joined_year", 2020)
    made = Membership.objects.create(municipality=town, **fields)
    made.periods.begin()
    made.periods.enter(made.status, on=timezone.localdate())
    return made


def bulk_message(*towns, by, **words):
    words = {
        "subject_en": "The year's meeting",
        "subject_fr": "La rencontre de l'année",
        "text_en": "Dear colleagues,\n\nWe meet in May.",
        "text_fr": "Chers collègues,\n\nNous nous réunissons en mai.",
        "audience": "coordinators",
    } | words
    return BulkMessage.draft(by, towns, **words)


def document(
    town, *, kind=Document.Kind.LETTER, name="letter.pdf", content=b"%PDF-1.7\n%%EOF\n", by=None, **fields
):
    return Document.objects.create(
        municipality=town,
        kind=kind,
        name=name,
        content_type="application/pdf",
        file=ContentFile(content, name="x"),
        size=len(content),
        sha256="0" * 64,
        added_by=by,
        **fields,
    )


def evidence(town, *, by=None, title="Housing study", **fields):
    """A file of the town's register."""
    fields = {"kind": Document.Kind.STUDY, "name": "study.pdf", "language": "en"} | fields
    return document(town, by=by, title=title, **fields)


def link(town, *, by=None, title="Annual report", address="https://www.example.ca/report", **fields):
    return Document.objects.create(
        municipality=town, kind=Document.Kind.STUDY, title=title, link=address, added_by=by, **fields
    )


def preview():
    """A first page, as a worker draws it."""
    return ContentFile(image_bytes(), name="x")


def declaration(**fields):
    fields = {
        "version": 1,
        "title_en": "Declaration",
        "title_fr": "Déclaration",
        "text_en": "We join the coalition.",
        "text_fr": "Nous adhérons à la coalition.",
        "in_force_from": date(2020, 1, 1),
    } | fields
    return Declaration.objects.get_or_create(version=fields.pop("version"), defaults=fields)[0]


def signature(town, *, by=None, name="Marie Roy", title="Mayor"):
    text = Declaration.in_force(on=timezone.localdate()) or declaration()
    return Signature.objects.create(
        municipality=town,
        declaration=text,
        signatory_name=name,
        signatory_title=title,
        language="en",
        text_sha256=text.sha256("en"),
        signed_on=timezone.localdate(timezone=town.time_zone),
        signed_at=timezone.now(),
        recorded_by=by,
    )


def priorities(town, *commitment_numbers):
    """Needs the commitments: ask for the fixture `reference`."""
    Priority.choose(town, dict.fromkeys(commitment_numbers, ""))


def application(town, *, by, complete=False, **fields):
    """A draft; `complete` answers every step, so that it can be submitted (needs the fixture `reference`)."""
    if complete:
        fields = {
            "letter": document(town, by=by),
            "letter_on": date(2026, 1, 12),
            "resolution": document(town, kind=Document.Kind.RESOLUTION, name="resolution.pdf", by=by),
            "resolution_number": "2026-014",
            "resolution_on": date(2026, 2, 3),
            "contact_name": "Lea Tran",
            "contact_title": "Director",
            "contact_email": "lea@example.org",
        } | fields
        signature(town, by=by)
        priorities(town, 1, 7)
    return Application.objects.create(municipality=town, opened_by=by, **fields)


def interest(application, *, by, **fields):
    """The letter of an application, sent ahead; acknowledged where `fields` say so."""
    return Interest.objects.create(application=application, declared_by=by, **fields)


def proposal(by, name="Town", *, province_code="ON", **fields):
    fields.setdefault("remarks", "A village that became a town this year.")
    return Proposal.objects.create(proposed_by=by, name=name, province=province(province_code), **fields)


def service(reach, name="Complaint office", *, kind="complaints", **fields):
    """Of a town, or of a province."""
    of = {"province": reach} if isinstance(reach, Province) else {"municipality": reach}
    fields = {
        "name_en": name,
        "description_en": "It takes complaints.",
        "phone": "613 555-0101",
        "languages": ["en", "fr"],
        "reviewed_on": timezone.localdate(),
    } | fields
    return LocalService.objects.create(kind=kind, **of, **fields)


def offered(**fields):
    return {
        "nonce": f"n{next(numbers)}",
        "contact_name": "Paul Martin",
        "contact_email": "paul@example.org",
        "language": "en",
        "verified_at": timezone.now(),
    } | fields


def endorsement(name="Harbour Union", *, kind="labour", **fields):
    return Endorsement.objects.create(name=name, kind=kind, **offered(**fields))


def research(title="Who answers the door", **fields):
    fields = {
        "authors": "P. Martin",
        "year": 2024,
        "written_in": "en",
        "link": "https://www.example.org/door",
        "summary": "Few do.",
    } | fields
    return Research.objects.create(title=title, **offered(**fields))


def plan(town, *, by=None, **fields):
    return ActionPlan.objects.create(municipality=town, started_by=by, **fields)


def action(plan, *commitment_numbers, title="Open a complaints desk", **fields):
    """An action for these commitments (the first where none is named); needs the fixture `reference`."""
    fields.setdefault("title_en", title)
    made = Action.objects.create(plan=plan, **fields)
    made.commitments.set(commitment_numbers or [1])
    return made


def milestone(action, text="Choose the place", **fields):
    return Milestone.objects.create(action=action, text_en=text, **fields)


def target(action, code="I17", **fields):
    """From 10 per cent in 2024 to 50 in 2027, unless said otherwise; needs the fixture `reference`."""
    values = {"baseline": "10", "baseline_year": 2024, "target": "50", "target_year": 2027} | fields
    values.setdefault("version", IndicatorVersion.objects.filter(indicator=code).first())
    return Target.objects.create(action=action, indicator_id=code, **values)


def published_plan(town, *, by, actions=2):
    draft = plan(town, by=by)
    for number in range(1, actions + 1):
        action(draft, number, title=f"Action {number}", position=number)
    draft.publish(by)
    return draft


def cycle(year=2026, *, due_at=None, **fields):
    due_at = due_at or datetime(year + 1, 3, 31, 23, 59, 59, tzinfo=ZoneInfo("America/Toronto"))
    # Also a year of the past still takes reports, unless the test says otherwise.
    fields.setdefault("closes_at", max(due_at, timezone.now()) + timedelta(days=60))
    return ReportingCycle.objects.create(year=year, due_at=due_at, **fields)


def question(cycle, *, commitment=None, text="What did you learn?", **fields):
    fields = {"text_en": text, "text_fr": f"{text} (fr)", "hint_en": "", "hint_fr": ""} | fields
    return Question.objects.create(cycle=cycle, commitment_id=commitment, **fields)


def guidance(cycle, part, text="Write it as you would tell it."):
    return Guidance.objects.create(cycle=cycle, part=part, text_en=text, text_fr=f"{text} (fr)")


def extension(report, *, by, days=14, **fields):
    """Asked for, so many days after the date that holds."""
    fields.setdefault("asked_until", report.due_at + timedelta(days=days))
    fields.setdefault("reason", "Council meets late.")
    return Extension.objects.create(report=report, asked_by=by, **fields)


def report(town, *, by, year=2026):
    """The draft report of an open cycle, made from the town's plan."""
    its_cycle = ReportingCycle.objects.filter(year=year).first() or cycle(year)
    if its_cycle.status == "draft":
        its_cycle._move("open", by, opened_at=timezone.now())
    return its_cycle.start_report(town, by)


def change_request(report, *, by, section="1", **fields):
    """Asked in the first round and settled since, so that it opens nothing."""
    fields = {"text": "Say more.", "resolved_at": timezone.now(), "outcome": "settled"} | fields
    return report.change_requests.create(section=section, asked_by=by, **fields)


def assignment(report, part, *, to, by):
    """The part is the person's, a contributor or coordinator of the town."""
    Assignment.share_out(report, by, {part: report.municipality.people.get(user=to)})
    return report.assignments.get(part=part)


def filed(report, *, by):
    """The report answered in every part and submitted: one figure, the other indicators not collected."""
    type(report).objects.filter(pk=report.pk).update(
        overview_en="A good year.", overview_fr="Une bonne année."
    )
    report.sections.filter(is_priority=True).update(
        text_en="We opened the desk.", text_fr="", is_carried=False
    )
    report.updates.update(outcome="done", text_en="It answers 340 calls.")
    report.readings.update(answer="not_collected")
    figure = report.readings.first()
    report.readings.filter(pk=figure.pk).update(answer="value", value="12.5")
    report.refresh_from_db()
    report.submit(by, name="Marie Roy", title="Mayor")
    return report


def filed_pack(report):
    """The council pack of a filing, without the filing."""
    report.submitted_at = report.submitted_at or timezone.now()
    return FiledPack.freeze(report)


def spreadsheet_upload(
    target, *, by, rows=((1, [(1, "text", "Action", False), (2, "text", "Lead", False)]),), **fields
):
    """A sheet as coalition/spreadsheets/parser.py reads it; with these cells, it has nothing to say."""
    sheet = {"title": "Sheet1", "is_hidden": False, "merged": [], "rows": rows}
    data = {"kind": "xlsx", "sheets": [sheet]}
    fields = {"name": "report.xlsx", "language": "en"} | fields
    return SpreadsheetUpload.objects.create(target=target, uploaded_by=by, data=data, **fields)


PRACTICE = {
    "title_en": "A desk for complaints at the library",
    "summary_en": "People complain where they feel at home.",
    "why_en": "Nobody came to city hall.",
    "how_en": "Two evenings a week, with interpreters.",
    "effect_en": "340 complaints in a year, before it was 12.",
    "learned_en": "Begin with the librarians.",
    "started_year": 2023,
}


def practice(town, *, by, status="draft", topics=("education",), commitments=(1,), **fields):
    """Whole, in English; of the secretariat where `town` is None. Needs the fixture `reference`."""
    answers = PRACTICE | {"topics": list(topics), "commitments": list(commitments)} | fields
    made = Practice.begin(town, by, **answers)
    if status != "draft":
        Practice.objects.filter(pk=made.pk).update(status=status, submitted_at=timezone.now())
        made.refresh_from_db()
    return made


def public_practice(town, *, by, **fields):
    """In the library, though nobody has read it first."""
    made = practice(town, by=by, **fields)
    number, now = next(numbers), timezone.now()
    Practice.objects.filter(pk=made.pk).update(
        status="published", slug=f"practice-{number}", published_at=now, changed_at=now
    )
    made.refresh_from_db()
    return made


def adoption(practice, town, *, by, lineage=None):
    """Of the first action of the town's published plan, unless it is said of which."""
    lineage = (
        lineage or Action.objects.filter(plan__municipality=town, plan__status="published").first().lineage
    )
    return Adoption.objects.create(practice=practice, municipality=town, lineage=lineage, adopted_by=by)


def book_page(*, by, title="A day together", published=True, draft=True, **words):
    """A page of the book with one published version, and a draft that says more."""
    said = {
        **{f"title_{code}": title for code in ("en", "fr")},
        **{
            f"summary_{code}": f"What the members say to each other once a year ({code})."
            for code in ("en", "fr")
        },
        **{f"body_{code}": f"## Programme\n\nThe day begins at noon ({code})." for code in ("en", "fr")},
        **words,
    }
    page = Page.add(by, chapter=1, **said)
    if published:
        page.publish(by, read=page.ahead().stamp)
    if published and draft:
        page.revise(by, body_en="## Programme\n\nThe day begins at one.")
    return page


def notice(*, by, **words):
    said = {"text_en": "Reports are due in March.", "text_fr": "Les rapports sont attendus en mars."}
    return Notice.write(by, **{"starts_at": timezone.now(), **said, **words})


def feature(*, by, **words):
    said = {
        **{"title_en": "A day together", "title_fr": "Une journée ensemble"},
        **{"text_en": "Once a year.", "text_fr": "Une fois par an."},
        **{"link_en": "/en/join/", "link_fr": "/fr/adherer/"},
    }
    return Feature.write(by, **{"starts_at": timezone.now(), **said, **words})


def opinion(**answers):
    said = {"path": "/en/join/", "language": "en", "is_useful": False, "comment": "How long does it take?"}
    return Opinion.give(**{**said, **answers})


def subscription(email=None, *, language="en", **fields):
    """Confirmed on the public page a month ago, unless `fields` say otherwise."""
    then = timezone.now() - timedelta(days=30)
    fields = {"status": "active", "joined_at": then} | fields
    made = Subscription.objects.create(
        email=email or f"reader{next(numbers)}@example.org", language=language, **fields
    )
    said = {"wording": "I want it.", "version": 1, "language": language, "source": "page"}
    made.consents.create(**said, confirmed_at=then if made.status != "unconfirmed" else None)
    return made


def bulletin(*, by, items=2, **words):
    """A draft, whole in both languages."""
    said = {"title_en": "Bulletin of May", "title_fr": "Bulletin de mai"}
    said |= {"intro_en": "Good morning.", "intro_fr": "Bonjour."}
    made = Bulletin.begin(by, **(said | words))
    made.add(
        by,
        [
            BulletinItem(
                kind="piece",
                title_en=f"Piece {number}",
                title_fr=f"Article {number}",
                text_en="We meet **in May**: [how to join](/en/join/).",
                text_fr="On se voit **en mai** : [adhérer](/fr/adherer/).",
            )
            for number in range(1, items + 1)
        ],
    )
    return made


def sent_bulletin(*, by, **words):
    made = bulletin(by=by, **words)
    made.schedule(by, read=made.stamp)
    made.send()
    return made


def gathering(*, by, published=True, **words):
    """A workshop of three hours in ten days, whole in both languages."""
    starts_at = words.get("starts_at") or timezone.now() + timedelta(days=10)
    said = {
        **{"title_en": "Welcoming newcomers", "title_fr": "Accueillir"},
        **{"summary_en": "What works at the counter.", "summary_fr": "Ce qui marche au comptoir."},
        **{
            "description_en": "## Programme\n\nWe begin at one.",
            "description_fr": "## Programme\n\nÀ treize heures.",
        },
        **{"place_en": "City hall, Lakeside", "place_fr": "Mairie, Bord-du-Lac"},
        **{"kind": "workshop", "zone": "America/Toronto", "starts_at": starts_at},
        "ends_at": starts_at + timedelta(hours=3),
    }
    made = Gathering.begin(by, **(said | words))
    if published:
        made.publish(by)
    return made


def registration(gathering, email=None, *, status="registered", **fields):
    fields = {"name": "Ana Roy", "language": "en", "placed_at": timezone.now()} | fields
    return Registration.objects.create(
        gathering=gathering, email=email or f"guest{next(numbers)}@example.org", status=status, **fields
    )


def mail(to=("clerk@example.org", "en"), *, subject="Your report", category="report", **fields):
    """A message of the base layout alone, to a User or (address, language); `fields` say how it stands."""
    layout = ["mail/base.txt", "mail/base.txt", "mail/base.html"]
    message = outbox.compose_from(
        *layout, key=f"mail-{next(numbers)}", category=category, to=to, context={"subject": subject}
    )
    message.subject = subject
    row = outbox.put([message])[message.key]
    OutgoingMessage.objects.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()
    return row


def mail_token(person, category="bulk_message"):
    """Of the links at the foot of such a mail."""
    return links(person, category)[0].rstrip("/").rpartition("/")[2]


def bounce(message, *, kind="hard", said="550 5.1.1 No such user", **fields):
    fields = {"key": f"bounce-{next(numbers)}", "told_by": "smtp", "at": timezone.now()} | fields
    fields.setdefault("address", message.to_address)
    return Bounce.objects.create(message=message, kind=kind, said=said, **fields)


def suppressed(address="gone@example.org", *, by=None, said="550 5.1.1 No such user"):
    reason = SuppressedAddress.Reason
    return SuppressedAddress.suppress(address, reason.OFFICE if by else reason.BOUNCED, by=by, said=said)
