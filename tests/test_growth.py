"""The number of queries of a page must not grow with the rows: each page is counted in a small world and in a larger."""

import mailbox
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coalition.models import Event, OutgoingMessage, SuppressedAddress
from commitments.models import ActionPlan, CommonCommitment
from municipalities.models import BulkMessage, Document, Municipality, Note, Role
from network import dispatch
from network.models import Bulletin, BulletinItem, Gathering
from practices.models import Practice
from reports import carry_forward
from reports.models import ChangeRequest, ProgressReport, ReportingCycle

from . import make
from .access_table import TABLE
from .rounds import (
    address,
    client_of,
    in_its_state,
    names,
    remove_the_draft_plan,
    submit_the_application,
    submit_the_report,
)

# The most that one page may ask of the database; the fullest, the review of a report, asks 28 times.
MOST = 28
# It opens a year for one town, to take it back.
HEAVIER = {"cycle_preview": 55}
# What the visitor asks for, where a page without it has no list.
QUESTIONS = {
    "find_municipality": "?q=town",
    "find_town": "?q=town",
    "compare": "?with=lakeside-on&with=upstream-on&with=rivermouth-qc",
    "search": "?q=town",
    "search, actions": "?q=action&among=actions",
    "progress_rows, actions": "?of=actions&year=2025",
    "progress_rows, members": "?of=members&year=2025",
    "directory, map": "?view=map",
    "directory, table": "?view=table&province=ON",
}
# Pages of one thing, or of fixed length, whatever else there is.
NO_LIST = {
    *("join", "about", "accessibility", "privacy", "credits", "style", "caught_mail", "caught_mail_html"),
    # one page of the book; its contents are as long as the book: tests/test_book.py
    *("page", "opinion_thanks", "add_page", "desk_page", "edit_page", "page_version"),
    *("add_notice", "edit_notice", "add_feature", "edit_feature"),
    *(
        "profile",
        "declaration",
        "declaration_text",
        "own_data",
        "own_data_file",
        "delete_account",
        "robots",
        "security",
        "healthz",
        "readyz",
        "root",
    ),
    # a line for each day; what waits for one person: tests/test_reminder_days.py and tests/test_digest.py count
    *("cycle_reminders", "my_reminders"),
    # one message; a line for each kind of mail
    *("notification", "own_mail", "leave_mail", "choose_mail"),
    # the newest few, and figures
    *("home", "commitments", "members_over_time"),
    # four towns at most, a line for each commitment
    "compare",
    # frozen when the report was accepted
    *("public_report_pdf", "public_report_data", "public_report_actions", "public_report_indicators"),
    *("permanent_report", "newest_report", "report_schema", "filed_pack", "verification"),
    # one practice, or a form of it
    *("practice_pdf", "add_practice", "edit_practice", "enter_practice", "correct_practice"),
    # a form and one filing; two reports beside each other (tests/test_report_changes.py counts)
    *("council_pack", "council_pack_pdf", "council_pack_word", "report_changes"),
    # one town's letter, in two languages
    *("interest_letter", "interest_letter_docx", "declare_interest"),
    # what was handed in and the questions of one report: tests/test_workbook.py, tests/test_plan_import.py
    *("report_workbook", "report_workbook_file", "report_workbook_upload"),
    *("import_plan", "plan_template", "plan_upload"),
    # the mail of one person; a form of one thing
    *("outgoing_message_html", "suppress_address"),
    # made of no rows
    *("mail_samples", "mail_sample", "mail_sample_html"),
    "translation",
    *("service", "add_service", "remove_service", "review_offer", "contact_form_setting"),
    *("provincial_service", "add_provincial_service", "remove_provincial_service"),
    # one issue, one event, one's own subscription or registration, and their forms
    *("bulletin_issue", "confirm_subscription", "bulletin_subscription", "own_bulletin", "edit_bulletin"),
    *("write_piece", "edit_item", "event", "event_calendar", "register_for_event", "join_event"),
    *("event_registration", "secretariat_event", "add_event", "edit_event"),
    # what a visitor fills in; one town's papers; the newest few who endorse
    *("contact", "write_to_municipality", "endorse", "contribute_research", "verify_offer"),
    *("presentation_notes_docx", "get_involved", "resolution_for_council", "resolution_for_council_docx"),
    # a picture; a line for each kind of page
    *("portal_picture", "town_picture", "sitemap"),
    *("rename_municipality", "place_in_region", "merge_municipality", "undo_merger"),
    *("invite", "change_role", "remove_person", "leave_town", "invitation"),
    *("application_letter", "application_resolution", "application_contact", "withdraw_application"),
    *("application_declaration", "application_priorities", "application_check", "priorities"),
    *("application_champion", "application_inventory", "model_resolution", "model_resolution_docx"),
    *("signature_certificate", "membership_certificate", "contacts"),
    *("plan_details", "remove_action", "correct_report", "copy_samples", "public_plan_pdf"),
    *("return_application", "decline_application", "return_report", "accept_report", "answer_request"),
    *("add_cycle", "document"),
    *("session", "signed_in_again"),
    *("document_preview", "public_document", "public_document_preview", "add_file", "add_link"),
    *("document_details", "replace_document", "withdraw_document"),
    # the catalogue, as long as it is
    *("indicators", "secretariat_indicators", "secretariat_indicator", "define_indicator"),
    *("cycle_dates", "welcome", "edit_bulk_message", "end_membership"),
    *(
        "cycle_question",
        "cycle_guidance",
        "cycle_calendar",
        "report_calendar",
        "extension",
        "decide_extension",
    ),
}

# allauth's pages are of one person.
PAGES = [name for name in names("GET") if not name.startswith(("account_", "mfa_"))]
# A page that is another in another state: (address, state, arguments).
VARIANTS = {
    "cycle": ("cycle", None, {"year": 2026}),
    "cycle_export": ("cycle_export", None, {"year": 2026}),
    "search, actions": ("search", None, {}),
    "progress_rows, actions": ("progress_rows", None, {}),
    "progress_rows, members": ("progress_rows", None, {}),
    "directory, map": ("directory", None, {}),
    "directory, table": ("directory", None, {}),
    "report, filed": ("report", submit_the_report, {}),
    "application, submitted": ("application", submit_the_application, {}),
    "plan, published": ("plan", remove_the_draft_plan, {}),
}
VIEWS = {name: (name, None, {}) for name in PAGES} | VARIANTS
years = count(2019, -1)
INDICATORS = [
    f"I{number:02}" for number in (7, 11, 13, 17, 18, 25, 29, 1, 10, 12, 19, 21, 28, 30, 4, 5, 2, 3)
]
towns_made = count(1)
questions_made = count(1)


def grow(scene, times):
    """More of everything that a page lists, around the towns and people of the scene. May be called again."""
    lakeside = Municipality.objects.get(slug=scene.arguments["town"]["slug"])
    newtown = Municipality.objects.get(slug=scene.arguments["applicant"]["slug"])
    people = scene.people
    grow_papers(lakeside, newtown, people, 3 * times)
    grow_plan(lakeside, people["lea"], 4 * times)
    grow_plan(Municipality.objects.get(slug="upstream-on"), people["sam"], times)
    towns = grow_towns(lakeside, people, 4 * times)
    for n in range(3 * times):
        make.proposal(people["lea"], f"Hamlet {n}")
    grow_reports(lakeside, towns, people, times)
    grow_messages(lakeside, towns, people, 3 * times)
    grow_practices(scene, lakeside, towns, people, times)
    grow_trail(lakeside, newtown, people["sam"], 3 * times)
    grow_content(people["sam"], times)
    grow_help(lakeside, towns, times)
    grow_network(scene, people, times)
    grow_mail(scene, times)
    for n in range(3 * times):
        mailbox.Maildir(Path(settings.MAIL_CATCHER)).add(
            f"Subject: Mail {n}\nTo: lea@example.org\n\nHello.\n"
        )


def grow_papers(lakeside, newtown, people, times):
    """Documents, people, past applications, and what the secretariat asked for."""
    application = newtown.applications.get()
    letter = next(step for step in application.steps() if step.key == "letter")
    for n in range(times):
        application.comment(letter, make.user(f"Writer {n}"), f"Message {n}")
        for town in (lakeside, newtown):
            make.document(town, by=people["lea"], name=f"paper {n}.pdf")
            make.evidence(town, by=make.user(f"Archivist {n}"), access="public", title=f"Study {n}")
            make.link(town, by=people["lea"], access="public", title=f"Page {n}")
            make.member(town, make.user(f"Colleague {n}"), Role.CONTRIBUTOR)
        grow_history(lakeside.documents.get(title="Housing study"), n)
        past = make.application(lakeside, by=people["lea"], status="declined", reason="Too early.")
        for step in ("letter", "declaration", "priorities"):
            application.requests.create(step=step, text="Please say more.")
            past.requests.create(step=step, text="Please say more.")


def grow_history(document, n):
    """One more document that stood in its place before."""
    last = document
    while former := Document.objects.filter(replaced_by=last).first():
        last = former
    former = make.evidence(
        document.municipality, title=f"Former {n}", name=f"former {n}.pdf", by=make.user("Clerk")
    )
    Document.objects.filter(pk=former.pk).update(replaced_by=last)
    Event.record(document, "revise", make.user("Somebody else"))


def grow_plan(town, by, times):
    """Priorities, and actions that each serve several commitments, in the plan being written and in the public one."""
    numbers = list(CommonCommitment.objects.values_list("number", flat=True))
    make.priorities(town, *numbers[: 5 + times])
    for plan in town.plans.exclude(status=ActionPlan.Status.REPLACED):
        first = plan.actions.count()
        for n in range(first, first + times):
            action = make.action(
                plan, *{numbers[n % 10], numbers[(n + 3) % 10]}, title=f"Action {n}", position=n
            )
            grow_action(action, town, 1)
        grow_action(plan.actions.order_by("pk").first(), town, times)


def grow_action(action, town, times):
    """What hangs on an action, and from where it was taken up."""
    documents = town.documents.current().filter(access="public").order_by("pk")
    action.evidence.add(*documents[: 2 + times])
    free = [code for code in INDICATORS if not action.targets.filter(indicator=code).exists()]
    for code in free[:times]:
        make.target(action, code)
        make.milestone(action, f"Step for {code}")
    source = make.municipality(f"Source {action.pk}-{times}", slug=f"source-{action.pk}-{times}")
    type(action).objects.filter(pk=action.pk).update(copied_from=source)


def grow_towns(lakeside, people, times):
    """Members with plans and people, parts of Lakeside, towns of Lea and of Sam, towns that apply."""
    towns = []
    for n in (next(towns_made) for _ in range(times)):
        place = {"latitude": 43 + n % 12, "longitude": -95 + n * 7 % 30, "population": 1000 * n}
        town = make.municipality(
            f"Town {n}", name_fr=f"Ville {n}", slug=f"town-{n}-on", parent=lakeside, **place
        )
        make.membership(town, status="active" if n % 3 else "on_hold")
        make.priorities(town, 1, 2, 3)
        make.published_plan(town, by=people["sam"], actions=3)
        for person in ("lea", "sam"):
            make.member(town, people[person], Role.COORDINATOR)
        towns.append(town)
        applicant = make.municipality(f"Candidate town {n}", slug=f"candidate-{n}-on")
        make.application(
            applicant,
            by=people["nora"],
            status="submitted",
            submitted_at=timezone.now() - timedelta(days=n),
        )
        make.municipality(f"Free town {n}", slug=f"free-{n}-on")
    return towns


def grow_reports(lakeside, towns, people, times):
    """Reports of all towns in every state; for Lakeside other years, revisions, requests and answers."""
    sam = people["sam"]
    decider = make.user("Ivo Novak", is_secretariat=True)  # Sam works for all these towns
    cycles = {cycle.year: cycle for cycle in ReportingCycle.objects.all()}
    cycles[2026].start_reports(towns, sam)
    cycles[2025].start_reports(towns, sam)
    reports = ProgressReport.objects.filter(municipality__in=towns)
    reports.filter(cycle__year=2026).update(status="submitted", submitted_at=timezone.now())
    for report in reports.filter(cycle__year=2025)[:times]:
        accept(report, decider)
    for _ in range(times):
        accept(make.report(lakeside, by=sam, year=next(years)), decider)
    for cycle in (cycles[2026], ReportingCycle.objects.get(status="draft")):
        for _ in range(times):
            grow_questions(cycle)
    past = lakeside.reports.get(cycle__year=2025)
    carry_forward.refresh([past])
    past.correct(sam, "A figure was wrong.")
    accept(past, decider)
    current = lakeside.reports.get(cycle__year=2026)
    carry_forward.refresh([current])
    answered(current)
    ProgressReport.objects.filter(pk=current.pk).update(status="returned")
    for key in ("overview", "indicators", *map(str, range(1, 11))):
        for _ in range(times):
            ChangeRequest.objects.create(
                report=current, section=key, text="Say more.", due_on=date(2027, 1, 1), asked_by=sam
            )


def grow_questions(cycle):
    """One more about the year and one about the first commitment, the one about the year answered by every town."""
    question = make.question(cycle, text=f"What else, {next(questions_made)}?")
    make.question(cycle, commitment=1, text=f"What else, {next(questions_made)}?")
    for report in cycle.reports.all():
        report.answers.create(question=question, text_en="A lot.")


def accept(report, by):
    answered(report)
    ProgressReport.objects.filter(pk=report.pk).update(status="submitted", overview_en="A good year.")
    report.refresh_from_db()
    report.accept(by)


def answered(report):
    report.sections.update(text_en="We opened the desk.", text_fr="Nous avons ouvert le guichet.")
    report.updates.update(outcome="updated", text_en="It answers 340 calls.")
    report.readings.update(answer="value", value="12.5", note="Counted twice.")


def grow_messages(lakeside, towns, people, times):
    """Messages to all towns; notes about Lakeside and the town that applies."""
    message = BulkMessage.objects.order_by("pk").first()
    message.municipalities.add(*towns)
    for n in range(times):
        make.bulk_message(lakeside, *towns, by=people["sam"], subject_en=f"Message {n}")
        for town in (lakeside, Municipality.objects.get(slug="newtown-on")):
            Note.write(town, make.user("Somebody", is_secretariat=True), "They wrote.")


def grow_practices(scene, lakeside, towns, people, times):
    """In the library and on the way there, of Lakeside and of others; adopted by all the towns."""
    shown = Practice.objects.get(slug=scene.arguments["public_practice"]["practice"])
    for town in towns:
        make.adoption(shown, town, by=people["sam"])
    report = lakeside.reports.get(cycle__year=2025)
    lineage = report.updates.first().action.lineage
    for _ in range(2 * times):
        for town in (lakeside, *towns[:2]):
            made = make.public_practice(town, by=people["sam"], commitments=[3], action_lineage=lineage)
            make.adoption(made, lakeside, by=people["lea"])
        for status in ("draft", "submitted", "returned"):
            practice = make.practice(lakeside, by=make.user("Writer"), status=status, reason="Say more.")
            Event.record(practice, "revise", make.user("Somebody else"))
    for name in ("practice", "practice_to_review"):
        for _ in range(times):
            Event.record(
                Practice.objects.get(pk=scene.arguments[name]["pk"]), "revise", make.user("Somebody else")
            )


def grow_help(lakeside, towns, times):
    """Services of Lakeside, of others and of the province; who endorses, and research."""
    for _ in range(3 * times):
        for reach in (lakeside, lakeside.province, towns[0]):
            make.service(reach)
        make.endorsement(status="listed")
        make.research(status="listed")


def grow_mail(scene, times):
    """To people of their own; much that came back, and addresses taken off the list by people of their own."""
    letter = OutgoingMessage.objects.get(pk=scene.arguments["letter"]["pk"])
    suppressed = SuppressedAddress.objects.get(pk=scene.arguments["suppressed"]["pk"])
    for _ in range(3 * times):
        number = next(questions_made)
        make.bounce(letter)
        make.bounce(make.mail(make.user(f"Reader {number}")), address=suppressed.address)
        make.mail(scene.people["lea"])  # on the bell of every page
        make.suppressed(f"gone{number}@example.org", by=make.user("Somebody", is_secretariat=True))
        for thing in (letter, suppressed):
            Event.record(thing, "retry", make.user("Somebody else"))


def grow_trail(lakeside, newtown, by, times):
    things = [
        lakeside.membership,
        *newtown.applications.all(),
        *lakeside.plans.all(),
        *lakeside.reports.all(),
    ]
    for thing in things:
        for _ in range(times):
            Event.record(thing, "submit", make.user("Somebody else"), note="As agreed.", is_on_behalf=True)


def grow_content(by, times):
    """Pages, some in their second version; notices, features, links that lead nowhere, comments of readers."""
    for n in range(times):
        number = next(questions_made)
        page = make.book_page(by=by, title=f"Page {number}", body_en=f"[Nowhere](/en/nowhere-{number}/)")
        page.publish(by, read=page.ahead().stamp)
        page.revise(by, body_fr="Encore.")
        make.notice(by=by, text_en=f"Notice {n}")
        make.feature(by=by, title_en=f"Feature {n}", link_en=f"/en/nowhere-{number}/")
        make.opinion(path=f"/en/page-{number}/")


def grow_network(scene, people, times):
    """Issues with mails and items, subscriptions, events coming and past, and who registered for them."""
    sam, lea = people["sam"], people["lea"]
    draft = Bulletin.objects.get(pk=scene.arguments["bulletin"]["pk"])
    event = Gathering.objects.get(slug=scene.arguments["event"]["slug"])
    for n in range(2 * times):
        make.subscription()
        make.sent_bulletin(by=sam, title_en=f"Bulletin {next(questions_made)}", items=1)
        draft.add(sam, [BulletinItem(kind="piece", title_en=f"More {n}", text_en="Words.")])
        mine = make.gathering(by=sam, title_en=f"Event {n}")
        make.registration(mine, lea.email, person=lea)
        for status in ("registered", "waiting"):
            make.registration(event, status=status, person=make.user("Guest"))
    dispatch.send_due(timezone.now())


@dataclass
class Look:
    status: int
    queries: list
    length: int


def look(scene, view, is_first=False):
    name, prepare, arguments = VIEWS[view]
    with in_its_state(scene, name, prepare):
        client = client_of(scene, name)
        asked = address(scene, name, **arguments) + QUESTIONS.get(view, "")
        if is_first:
            client.get(asked)  # what is asked once in a process (content types) is not counted
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(asked)
        return Look(answer.status_code, [each["sql"] for each in queries], len(answer.getvalue()))


@pytest.fixture(scope="module")
def looks(scene, django_db_blocker):
    """{view: (in the small world, in the large one)}"""
    with django_db_blocker.unblock(), transaction.atomic():
        grow(scene, 1)
        small = {view: look(scene, view, is_first=True) for view in VIEWS}
        grow(scene, 3)
        yield {view: (before, look(scene, view)) for view, before in small.items()}
        transaction.set_rollback(True)


# What the larger world has and the small one lacks, whatever their sizes.
ONLY_IN_THE_LARGER = {
    "public_plan_pdf": 5,  # drawn anew: the small world's is at hand since its first look
    "practice_pdf": 5,  # the same
    "review_report": 3,  # a report of last year to compare with
}


@pytest.mark.parametrize("view", VIEWS)
def test_queries_do_not_grow(db, looks, view):
    small, large = looks[view]
    print(f"{view}: {len(large.queries)} queries")  # pytest -rP shows the table
    assert small.status == large.status
    most = len(small.queries) + ONLY_IN_THE_LARGER.get(view, 0)
    assert len(large.queries) <= most, "\n".join(repeated(large.queries))
    assert len(large.queries) <= HEAVIER.get(view, MOST)


@pytest.mark.parametrize("view", sorted(set(VIEWS) - NO_LIST))
def test_lists_did_grow(db, looks, view):
    """Or the test above would prove nothing."""
    small, large = looks[view]
    assert small.status == 200
    assert large.length > small.length


def repeated(queries):
    """The beginnings of the queries that are asked more than once, with how often."""
    kinds = Counter(re.sub(r"'[^']*'|\b\d+\b", "?", sql) for sql in queries)
    return [f"{number} x {sql[:300]} ... {sql[-300:]}" for sql, number in kinds.items() if number > 1]


def test_pages_without_a_list_are_pages():
    assert set(TABLE) >= NO_LIST
