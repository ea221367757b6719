"""Towns, people and things in the states that the addresses of the access table need."""

import mailbox
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from coalition.models import Event, Translation
from commitments.models.inventory import InventoryEntry
from municipalities.models import Municipality, Role
from network.models import CalendarKey
from reports.models import ProgressReport

from . import database, make


@dataclass
class Scene:
    people: dict
    arguments: dict = field(default_factory=dict)
    # What another town has and Lakeside has not, for what an address names after its town; by kind of thing.
    foreign: dict = field(default_factory=dict)


def build_scene():
    database.load_reference()
    lakeside = make.municipality("Lakeside", name_fr="Bord-du-Lac", slug="lakeside-on")
    newtown = make.municipality("Newtown", name_fr="Neuville", slug="newtown-on")
    rivermouth = make.municipality("Rivermouth", slug="rivermouth-qc", province_code="QC")
    free = make.municipality("Freetown", slug="freetown-on")
    merged = make.municipality("Oldtown", slug="oldtown-on", merged_into=free, merged_on=date(2024, 1, 1))
    for town in (lakeside, rivermouth):
        make.membership(town)
    cast = {"vic": Role.VIEWER, "eli": Role.CONTRIBUTOR, "lea": Role.COORDINATOR}
    people = {name: make.user(name.title()) for name in ["nora", *cast, "odile"]}
    people["sam"] = sam = make.user("Sam", is_secretariat=True)
    people["ada"] = make.user("Ada", is_staff=True, is_superuser=True)
    password = make_password(make.PASSWORD)
    for person in people.values():
        person.password = password
        person.save()
    for person in (sam, people["ada"]):
        TOTP.activate(person, generate_totp_secret())
        RecoveryCodes.activate(person)
    passkey = make.passkey(sam)
    for name, role in cast.items():
        make.member(lakeside, people[name], role)
        make.member(newtown, people[name], role)
    make.member(rivermouth, people["odile"], Role.COORDINATOR)
    lea = people["lea"]

    application = make.application(newtown, by=lea)
    contact = {"contact_name": "Lea Tran", "contact_title": "Director", "contact_email": lea.email}
    make.application(lakeside, by=lea, status="approved", **contact)
    document = make.document(lakeside, by=lea, preview=make.preview())
    evidence = make.evidence(lakeside, by=lea)
    paper = make.evidence(lakeside, by=lea, title="By-law", access="public", preview=make.preview())
    make.evidence(lakeside, by=lea, title="Minutes for members", access="members")
    make.signature(lakeside, by=lea)
    make.priorities(lakeside, 1, 3)
    make.published_plan(lakeside, by=lea)
    upstream = make.municipality("Upstream", slug="upstream-on")
    make.membership(upstream)
    make.published_plan(upstream, by=sam)
    past = make.report(lakeside, by=sam, year=2025)
    ProgressReport.objects.filter(pk=past.pk).update(status="submitted", overview_en="A good year.")
    past.refresh_from_db()
    pack = make.filed_pack(past)
    past.accept(sam)
    this_year = make.report(lakeside, by=sam, year=2026)
    asked = make.change_request(this_year, by=sam)
    make.assignment(this_year, "1", to=people["eli"], by=lea)
    make.extension(this_year, by=lea)
    draft = make.plan(lakeside, by=lea)
    action = make.action(draft, 1)
    make.milestone(action)
    make.target(action)
    action.evidence.add(paper)
    cycle = make.cycle(2027)
    question = make.question(cycle)
    workbook, table = (make.spreadsheet_upload(thing, by=lea) for thing in (this_year, draft))
    service = make.service(lakeside)
    make.service(lakeside, "Legal clinic", kind="legal")
    of_province = make.service(make.province("ON"), "Human rights office", name_fr="Bureau des droits")
    make.endorsement("Lake School", status="listed")
    offer = make.endorsement("Harbour Union", status="waiting")
    offered = make.endorsement("New Hope", status="unverified", verified_at=None)
    make.research()
    invitation = make.invitation(
        lakeside, by=lea, token="the-token-of-the-scene", email=people["odile"].email
    )
    handover = make.handover(lakeside, by=lea, successor=people["eli"])
    message = make.bulk_message(lakeside, rivermouth, by=sam)
    with connection.cursor() as cursor:  # far from the numbers that stand for none (tests/hostile.py)
        cursor.execute("SELECT setval(pg_get_serial_sequence('practices_practice', 'id'), 500)")
    practice = make.practice(lakeside, by=lea, commitments=[3])
    to_review = make.practice(lakeside, by=lea, title_en="Pay the youth council", status="submitted")
    public_practice = make.public_practice(rivermouth, by=people["odile"], commitments=[3])
    make.adoption(public_practice, upstream, by=sam)
    page = make.book_page(by=sam)
    issue, draft_issue = make.sent_bulletin(by=sam), make.bulletin(by=sam)
    reader, candidate = make.subscription(), make.subscription(status="unconfirmed", joined_at=None)
    event = make.gathering(by=sam, capacity=1)
    planned = make.gathering(by=sam, published=False, title_en="Planned")
    for status in ("registered", "waiting"):
        make.registration(event, status=status)
    unverified = make.registration(event, status="unverified", placed_at=None)
    calendar = CalendarKey.renew(lea)
    notice, feature, opinion = make.notice(by=sam), make.feature(by=sam), make.opinion()
    letter = make.mail(lea, status="failed", last_error="550 5.7.1 Not today", failed_at=timezone.now())
    make.bounce(letter, kind="soft")
    suppressed = make.suppressed()
    make.mail((suppressed.address, "en"))
    mail = mailbox.Maildir(Path(settings.MAIL_CATCHER)).add(
        "Subject: Welcome\nTo: lea@example.org\n\nGood morning.\n"
    )

    town = {"slug": lakeside.slug}
    return Scene(
        people={"anonymous": None, **people},
        arguments={
            "": {},
            "town": town,
            "town_picture": town | {"mark": "0123456789"},
            "sitemap_section": {"section": "municipalities"},
            "free_town": {"slug": free.slug},
            "merged_town": {"slug": merged.slug},
            "applicant": {"slug": newtown.slug},
            "applicant_step": {"slug": newtown.slug, "step": "letter"},
            "application": {"pk": application.pk},
            "proposal": {"pk": make.proposal(people["nora"]).pk},
            "document": {"pk": document.pk},
            "evidence": town | {"pk": evidence.pk},
            "public_paper": town | {"pk": paper.pk},
            "invitation": town | {"pk": invitation.pk},
            "token": {"token": "the-token-of-the-scene"},
            "service": town | {"pk": service.pk},
            "provincial_service": {"pk": of_province.pk},
            "offer": {"key": "endorsement", "pk": offer.pk},
            "offer_token": {"token": offered.token},
            "text": town | {"pk": title_of(action).pk},
            "person": town | {"pk": lakeside.people.get(user=people["eli"]).pk},
            "handover": town | {"pk": handover.pk},
            "passkey": {"pk": passkey.pk},
            "action": town | {"pk": action.pk},
            "plan_to_copy": town | {"source": upstream.slug},
            "edition": town | {"edition": 1},
            "commitment": {"number": 3},
            "indicator": {"code": "I04"},
            "declaration": {"version": 1},
            "cycle": {"year": cycle.year},
            "cycle_table": {"year": cycle.year, "format": "csv"},
            "question": {"year": cycle.year, "pk": question.pk},
            "year": town | {"year": 2026},
            "year_message": town | {"year": 2026, "key": "1"},
            "change_request": town | {"year": 2026, "pk": asked.pk},
            "year_section": town | {"year": 2026, "number": 1},
            "year_part": town | {"year": 2026, "part": "1"},
            "workbook": town | {"year": 2026, "pk": workbook.pk},
            "plan_upload": town | {"pk": table.pk},
            "past_year": town | {"year": 2025},
            "past_revision": town | {"year": 2025, "revision": 1},
            "past_revision_file": town | {"year": 2025, "revision": 1},
            "permanent_report": {"year": 2025, "number": past.pk},
            "permanent_revision": {"year": 2025, "number": past.pk, "revision": 1},
            "schema": {"version": 1},
            "filed_pack": town | {"year": 2025, "pk": pack.pk},
            "message": {"pk": message.pk},
            "notification": {"pk": letter.notification.pk},
            "mail_token": {"token": make.mail_token(lea)},
            "page_slug": {"slug": page.slug_en},
            "desk_page": {"pk": page.pk},
            "page_version": {"pk": page.pk, "number": 1},
            "issue": {"number": issue.number},
            "bulletin": {"pk": draft_issue.pk},
            "bulletin_item": {"pk": draft_issue.pk, "item": draft_issue.items.first().pk},
            "consent_token": {"token": candidate.consents.get().token},
            "subscription_token": {"token": reader.token},
            "event": {"slug": event.slug},
            "public_event": {"pk": event.pk},
            "draft_event": {"pk": planned.pk},
            "registration_token": {"token": unverified.token},
            "calendar_token": {"token": calendar.token},
            "notice": {"pk": notice.pk},
            "feature": {"pk": feature.pk},
            "opinion": {"pk": opinion.pk},
            "table_format": {"format": "csv"},
            "practice": town | {"pk": practice.pk},
            "practice_to_review": {"pk": to_review.pk},
            "public_practice": {"practice": public_practice.slug},
            "mail": {"key": mail},
            "letter": {"pk": letter.pk},
            "mail_sample": {"key": "digest"},
            "mail_sample_html": {"key": "digest", "language": "fr"},
            "suppressed": {"pk": suppressed.pk},
        },
    )


def title_of(action):
    """The line of the ledger about it."""
    return Translation.objects.get(model="commitments.action", row_id=action.pk, field="title")


def bring_in_the_others(scene):
    """The six people of STANDS_LIKE, and what Rivermouth has; the tests of access alone need them.

    Returns what ends once everybody is signed in: Remy's roles and Dina's account.
    """
    people = {name: make.user(name.title()) for name in ["remy", "abel", "dina"]}
    people["suzy"] = make.user("Suzy", is_secretariat=True)
    people["tess"] = tess = make.user("Tess", is_secretariat=True)
    people["omar"] = make.user("Omar", is_staff=True, is_superuser=True)
    for person in people.values():
        person.password = scene.people["nora"].password
        person.save()
    TOTP.activate(tess, generate_totp_secret())
    RecoveryCodes.activate(tess)
    towns = {slug: Municipality.objects.get(slug=slug) for slug in ["lakeside-on", "newtown-on"]}
    roles = []
    for town in towns.values():
        for name in ["tess", "dina"]:
            make.member(town, people[name], Role.COORDINATOR)
        roles.append(make.member(town, people["remy"], Role.COORDINATOR))
    waiting = make.municipality("Hilltop", slug="hilltop-on")
    make.application(
        waiting,
        by=people["abel"],
        status="submitted",
        submitted_at=timezone.now(),
        letter=make.document(waiting, name="canary.pdf"),
        resolution=make.document(waiting, name="canary.pdf"),
        resolution_number="Canary",
        contact_name="Canary",
    )
    make.member(waiting, people["abel"], Role.COORDINATOR)
    # The newest of all applications, still a draft: a door that forgets the town finds this one.
    begun = make.municipality("Hilltop", slug="hilltop-ns", province_code="NS")
    # Of those that were approved, the newest is Rivermouth's.
    rivermouth = Municipality.objects.get(slug="rivermouth-qc")
    odile = scene.people["odile"]
    make.application(rivermouth, by=odile, status="approved", contact_name="Canary", champion_name="Canary")
    draft = make.application(
        begun,
        by=people["abel"],
        letter=make.document(begun, name="canary.pdf"),
        resolution=make.document(begun, name="canary.pdf"),
        resolution_number="Canary",
        contact_name="Canary",
        champion_name="Canary",
    )
    Event.record(draft, "open", people["abel"])
    make.interest(draft, by=people["abel"])
    InventoryEntry.objects.create(application=draft, commitment_id=1, text="Canary", language="en")
    if merged := Municipality.objects.filter(slug=scene.arguments["merged_town"]["slug"]).first():
        make.member(merged, tess, Role.COORDINATOR)

    theirs = make.report(rivermouth, by=odile, year=2024)
    kept = make.filed_pack(theirs)
    make.assignment(theirs, "1", to=odile, by=odile)
    make.extension(theirs, by=odile)
    action = make.action(make.plan(rivermouth, by=odile), 1, title="Canary")
    lea = scene.people["lea"]  # her own, so that only the town hides them
    uploads = [make.spreadsheet_upload(thing, by=lea, name="Canary") for thing in (theirs, action.plan)]
    make.priorities(rivermouth, 2)
    canary = make.evidence(rivermouth, by=odile, title="Canary", name="canary.pdf")
    for report in rivermouth.reports.all():
        type(report).objects.filter(pk=report.pk).update(overview_en="Canary")
    scene.foreign |= {
        "text": {"pk": title_of(action).pk},
        "person": {"pk": rivermouth.people.get(user=odile).pk},
        "invitation": {"pk": make.invitation(rivermouth, by=odile).pk},
        "service": {"pk": make.service(rivermouth, "Canary").pk},
        "handover": {"pk": make.handover(rivermouth, by=odile).pk},
        "action": {"pk": action.pk},
        "evidence": {"pk": canary.pk},
        "workbook": {"pk": uploads[0].pk},
        "plan_upload": {"pk": uploads[1].pk},
        "public_paper": {"pk": canary.pk},
        "year": {"year": 2024},
        "year_section": {"year": 2024},
        "year_part": {"year": 2024},
        "year_message": {"year": 2024},
        "change_request": {
            "year": 2024,
            "pk": make.change_request(rivermouth.reports.first(), by=scene.people["sam"]).pk,
        },
        "past_year": {"year": 2024},
        "filed_pack": {"year": 2024, "pk": kept.pk},
        "practice": {"pk": make.practice(rivermouth, by=odile, title_en="Canary").pk},
    }
    scene.people |= people

    def end():
        for role in roles:
            role.delete()
        people["dina"].is_active = False
        people["dina"].save()

    return end
