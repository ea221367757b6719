"""The acts in the life of a report as the views perform them: the door with the person's role, then the verb."""

import copy
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from unittest.mock import patch

from django.core.exceptions import PermissionDenied
from django.core.files.storage import InMemoryStorage
from django.http import Http404, QueryDict
from django.test import override_settings

from coalition.accounts import acts_for_secretariat
from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState, once
from commitments.access import (
    get_action,
    get_action_to_remove,
    get_draft,
    get_member_town,
    get_plan_to_publish,
)
from commitments.models import Action, ActionPlan, IndicatorVersion, Priority
from municipalities.access import get_membership, get_municipality, get_person, is_removed
from municipalities.models import Member, Municipality, Role
from reports import remarks, reviewing
from reports.access import (
    get_newest_extension,
    get_part,
    get_part_of,
    get_report,
    get_report_to_review,
    get_request,
)
from reports.completeness import gaps
from reports.forms.part import PartForms
from reports.last_year import LastYear
from reports.models import Assignment, Extension, FiledPack, ProgressReport, Snapshot
from reports.models import council as council_models
from reports.models import snapshot as snapshot_models
from reports.views.part import keep_answers
from reports.views.part_verbs import _with_confirmed

from . import database, make
from .life_model import DONE, FORBIDDEN, HIDDEN, NOT_NOW, Model

TOWN, YEAR = "lakeside-on", 2026
REFUSALS = {Http404: HIDDEN, PermissionDenied: FORBIDDEN, WrongState: NOT_NOW}
UPDATE_FIELDS, READING_FIELDS = ("outcome", "text_en", "text_fr"), ("answer", "note")


@contextmanager
def without_drawing():
    """Nothing is drawn and no file is written: a PDF takes longer than all the rest. No second factor is asked."""
    drawn = b"%PDF-1.7\n%%EOF\n"
    storage = InMemoryStorage()
    with ExitStack() as stack:
        stack.enter_context(patch.object(snapshot_models, "render_report", lambda *_facts: drawn))
        stack.enter_context(patch.object(council_models, "compose", lambda *_facts: None))
        stack.enter_context(patch.object(council_models, "render_pdf", lambda _pack: drawn))
        for model, name in ((Snapshot, "pdf_en"), (Snapshot, "pdf_fr"), (FiledPack, "pdf")):
            stack.enter_context(patch.object(model._meta.get_field(name), "storage", storage))
        stack.enter_context(override_settings(SECOND_FACTOR_REQUIRED=False))
        yield


def build():
    """(portal, model) of Lakeside with its people, a published plan of three actions and a report to be written."""
    database.load_reference()
    town, other = (
        make.municipality("Lakeside", slug=TOWN),
        make.municipality("Rivermouth", slug="rivermouth-on"),
    )
    make.membership(town)
    make.membership(other)
    people = {name: make.user(name.title()) for name in ("lea", "eli", "vic", "odile")}
    people |= {name: make.user(name.title(), is_secretariat=True) for name in ("sam", "ada")}
    in_force = IndicatorVersion.objects.in_force(YEAR).select_related("indicator")
    model = Model({version.code: version.indicator.commitment_id for version in in_force})
    for name, role in model.roles.items():
        make.member(town, people[name], Role(role))
    make.member(other, people["odile"])
    portal = Portal(people)
    model.start_plan("lea")
    portal.start_plan("lea")
    portal.learn(model)
    for numbers in ([1], [1, 3], [2, 3]):
        model.add_action("lea", numbers)
        portal.add_action("lea", model, numbers)
    portal.learn(model)
    number = model.edition("draft").number
    model.publish("lea", number)
    portal.publish("lea", number)
    model.choose_priorities("lea", [1, 3])
    portal.choose_priorities("lea", [1, 3])
    make.report(town, by=people["lea"], year=YEAR)
    return portal, model


def answer_of(act, *args):
    """(what came of it, what the act gives back)"""
    try:
        return DONE, act(*args)
    except tuple(REFUSALS) as refusal:
        return REFUSALS[type(refusal)], None


class Portal:
    def __init__(self, people):
        self.people = people
        self.keys = {}  # ("edition" or "action", number in the model) -> key of the row
        self.requests, self.members = [], {}
        for member in Member.objects.filter(municipality__slug=TOWN):
            self.members[self.name_of(member.user_id)] = member.pk

    def copy(self):
        twin = copy.copy(self)
        twin.keys, twin.requests, twin.members = dict(self.keys), list(self.requests), dict(self.members)
        return twin

    def name_of(self, key):
        return next((name for name, person in self.people.items() if person.pk == key), None)

    @property
    def report(self):
        return ProgressReport.objects.get(municipality__slug=TOWN, cycle__year=YEAR)

    def learn(self, model):
        """Which rows are the model's new editions, actions, and people."""
        for edition, key in zip(
            model.editions,
            ActionPlan.objects.filter(municipality__slug=TOWN).order_by("pk").values_list("pk", flat=True),
            strict=True,
        ):
            self.keys["edition", edition.number] = key
            rows = dict(Action.objects.filter(plan=key).values_list("title_en", "pk"))
            assert rows.keys() == {title_of(action.lineage) for action in edition.actions.values()}
            for number, action in edition.actions.items():
                self.keys["action", number] = rows[title_of(action.lineage)]

    # --- what stands in the database, as the model says it ---

    def stored(self, model):
        report = self.report
        said = {
            ("words", "overview", code): getattr(report, f"overview_{code}") or "" for code in ("en", "fr")
        }
        for section in report.sections.all():
            for code in ("en", "fr"):
                said["words", str(section.commitment_id), code] = getattr(section, f"text_{code}") or ""
        numbers = {title_of(lineage): update.number for lineage, update in model.updates.items()}
        for update in report.updates.select_related("action"):
            number = numbers.get(update.action.title_en, update.action.title_en)
            for name in UPDATE_FIELDS:
                said["update", number, name] = getattr(update, name) or ""
            if not update.is_answered:
                said["update", number, "outcome"] = ""
        for reading in report.readings.all():
            said["reading", reading.indicator_id, "answer"] = reading.answer if reading.is_answered else ""
            said["reading", reading.indicator_id, "note"] = reading.note
        return said

    def needed(self):
        sections = self.report.sections.filter(is_priority=True)
        return set(sections.values_list("commitment_id", flat=True))

    def gaps(self, model):
        """{the form at which something is missing}, as the model calls them."""
        report = self.report
        numbers = {f"update-{key}": number for number, key in self.update_keys(model).items()}
        missing = set()
        for gap in gaps(report):
            anchor = gap.url.partition("#")[2]
            if anchor == "words":
                missing.add(("words", gap.section))
            elif anchor in numbers:
                missing.add(("update", numbers[anchor]))
            else:
                missing.add(("reading", anchor.removeprefix("reading-")))
        return missing

    def update_keys(self, model):
        rows = dict(self.report.updates.values_list("action__title_en", "pk"))
        return {update.number: rows[title_of(lineage)] for lineage, update in model.updates.items()}

    def snapshots(self):
        rows = Snapshot.objects.filter(municipality__slug=TOWN).order_by("pk")
        return [
            (row.revision, row.sha256, Snapshot.digest(row.data), row.pdf_en_sha256, row.pdf_fr_sha256)
            for row in rows
        ]

    def editions(self):
        plans = ActionPlan.objects.filter(municipality__slug=TOWN).order_by("pk")
        return list(plans.values_list("status", flat=True))

    def roles(self):
        """{person: role that the door gives, or None}"""
        found = {}
        for name, person in self.people.items():
            answer, town = answer_of(get_municipality, person, TOWN)
            found[name] = int(town.role) if answer == DONE else None
        return found

    def people_of_town(self):
        people = Member.objects.filter(municipality__slug=TOWN)
        return {self.name_of(key): role for key, role in people.values_list("user_id", "role")}

    def answer_everything(self):
        """At once, by no act of this machine: where a run begins with a report that is written."""
        report = self.report
        ProgressReport.objects.filter(pk=report.pk).update(overview_en="A good year.")
        report.sections.update(text_en="A good year.")
        report.updates.update(outcome="done")
        report.readings.update(answer="not_collected")

    @staticmethod
    def newest_event():
        return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def events_since(self, key):
        """(key of the newest, [(person, verb)])"""
        rows = list(Event.objects.filter(pk__gt=key).order_by("pk").values_list("pk", "actor_id", "action"))
        return (rows[-1][0] if rows else key), [(self.name_of(by), verb) for _key, by, verb in rows]

    @staticmethod
    def outbox():
        return list(OutgoingMessage.objects.order_by("pk").values_list("key", flat=True))

    # --- pages of the report ---

    def _report(self, person, role):
        return get_report(self.people[person], TOWN, YEAR, role)

    def open_page(self, person, page_model, model):
        """What the page shows, as the browser would send it back."""
        outline, part = get_part(self.people[person], TOWN, YEAR, page_model)
        forms = PartForms(outline.report, part, LastYear(outline.report))
        return Shown(forms, {f"update-{key}": number for number, key in self.update_keys(model).items()})

    def save(self, person, key, shown, typed):
        report = self._report(person, Role.CONTRIBUTOR)
        return keep_answers(report, key, shown.sent(typed)).is_kept

    def confirm_all(self, person, key, shown):
        report = self._report(person, Role.CONTRIBUTOR)
        get_part_of(report, key)
        report.check_open(key)
        data = shown.sent({})
        data["confirm"] = "all"
        data, _confirmed = _with_confirmed(data)
        return keep_answers(report, key, data).is_kept

    # --- the report ---

    def submit(self, person):
        report = self._report(person, Role.COORDINATOR)
        signed = {"name": "Marie Roy", "title": "Mayor"}
        once(report.submit, report.Status.SUBMITTED, by=self.people[person], **signed)

    def _to_review(self, person):
        if not acts_for_secretariat(self.people[person]):
            raise PermissionDenied
        return get_report_to_review(TOWN, YEAR)

    def send_back(self, person, parts, read):
        report = self._to_review(person)
        before = set(report.change_requests.values_list("pk", flat=True))
        asked = {part: f"Say more at {part}." for part in parts}
        once(
            report.send_back,
            report.Status.RETURNED,
            by=self.people[person],
            requests=asked,
            due_on=make.days_from_now(20),
            read=read,
        )
        new = report.change_requests.exclude(pk__in=before).order_by("pk")
        keys = dict(new.values_list("section", "pk"))
        self.requests += [keys[part] for part in parts if part in keys]

    def accept(self, person, read):
        report = self._to_review(person)
        once(report.accept, report.Status.ACCEPTED, by=self.people[person], read=read)

    def correct(self, person):
        report = self._report(person, Role.COORDINATOR)
        if not (report.status == "draft" and report.is_correction):
            report.correct(self.people[person], "A figure was wrong.")

    def answer_request(self, person, place, reply):
        report = self._report(person, Role.CONTRIBUTOR)
        get_request(report, self.requests[place]).give_answer(
            self.people[person], reply=reply, answer="See there."
        )

    def settle_request(self, person, place):
        report = self._to_review(person)
        get_request(report, self.requests[place]).settle(self.people[person])

    def assign_review(self, person, to, had):
        report = self._to_review(person)
        if to and self.people[to] not in reviewing.may_review(report):
            raise WrongState(report, "assign")
        key = str(self.people[had].pk) if had else ""
        reviewing.assign(report, self.people[person], self.people[to] if to else None, read=key)

    # --- more time ---

    def ask_extension(self, person, days, reason):
        report = self._report(person, Role.COORDINATOR)
        until = report.cycle.due_at + timedelta(days=days)
        Extension.ask(report, self.people[person], until=until, reason=reason)

    def decide_extension(self, person, verb):
        extension = get_newest_extension(self._to_review(person))
        if verb == "grant":
            extension.grant(self.people[person], until=extension.asked_until)
        else:
            extension.decline(self.people[person], answer="Please file what you have.")

    def withdraw_extension(self, person):
        newest = get_newest_extension(self._report(person, Role.COORDINATOR))
        once(newest.withdraw, newest.Status.WITHDRAWN, by=self.people[person])

    # --- sharing out ---

    def share_out(self, person, part, to):
        report = self._report(person, Role.COORDINATOR)
        owner = report.municipality.people.get(user=self.people[to]) if to else None
        with report.held():
            Assignment.share_out(report, self.people[person], {part: owner})

    def _assignment(self, person, part):
        report = self._report(person, Role.CONTRIBUTOR)
        assignment = report.assignments.standing().filter(part=part).first()
        if assignment is None:
            raise Http404
        assignment.report = report
        assignment.check_holder(self.people[person])
        return report, assignment

    def mark_ready(self, person, part):
        report, assignment = self._assignment(person, part)
        with report.held():
            report.check_editable("mark_ready")
            _outline, now = get_part_of(report, part)
            assignment.mark_ready(self.people[person], PartForms(report, now, LastYear(report)).mark)

    def take_ready_back(self, person, part):
        report, assignment = self._assignment(person, part)
        report.check_editable("take_ready_back")
        assignment.take_ready_back(self.people[person])

    def comment(self, person, key, text):
        report = self._report(person, Role.CONTRIBUTOR)
        _outline, part = get_part_of(report, key)
        if not remarks.are_read_by(report):
            raise PermissionDenied
        if PartForms(report, part, LastYear(report)).one("words") is None:
            raise WrongState(report, "comment")
        remarks.write(report, part, "words", self.people[person], text)

    # --- people ---

    def change_role(self, person, whom, role):
        get_person(self.people[person], TOWN, self.members[whom]).change_role(self.people[person], Role(role))

    def remove(self, person, whom):
        get_person(self.people[person], TOWN, self.members[whom]).remove(self.people[person])

    def is_removed(self, person, whom):
        return is_removed(self.people[person], TOWN, self.members[whom])

    def leave(self, person):
        municipality = get_municipality(self.people[person], TOWN)
        if own := municipality.people.filter(user=self.people[person]).first():
            own.leave()

    def join(self, whom, role):
        """By whatever road: no act of this machine."""
        town = Municipality.objects.get(slug=TOWN)
        self.members[whom] = make.member(town, self.people[whom], Role(role)).pk

    def move_membership(self, person, verb):
        if not acts_for_secretariat(self.people[person]):
            raise PermissionDenied
        membership = get_membership(TOWN)
        membership.municipality.refuse_decider(self.people[person])
        _sources, target = membership.TRANSITIONS[verb]
        once(getattr(membership, verb), target, by=self.people[person], reason="A long leave.")

    def membership(self):
        return get_membership(TOWN).status

    # --- the plan ---

    def start_plan(self, person):
        town = get_member_town(self.people[person], TOWN, Role.CONTRIBUTOR)
        ActionPlan.start(town, self.people[person])

    def add_action(self, person, model, commitments):
        """After the model's: it is called as the model counts it."""
        draft = get_draft(self.people[person], TOWN)
        lineage = list(model.edition("draft").actions.values())[-1].lineage
        draft.add_action(self.people[person], title_en=title_of(lineage), commitments=commitments)

    def revise_action(self, person, number, commitments):
        action = get_action(self.people[person], TOWN, self.keys["action", number])
        action.revise(self.people[person], commitments=commitments)

    def remove_action(self, person, number):
        _plan, doomed = get_action_to_remove(self.people[person], TOWN, self.keys["action", number])
        if doomed:
            doomed.remove(self.people[person])

    def publish(self, person, number):
        seen = get_plan_to_publish(self.people[person], TOWN, str(self.keys["edition", number]))
        seen.publish(self.people[person])

    def choose_priorities(self, person, numbers):
        town = get_member_town(self.people[person], TOWN, Role.COORDINATOR)
        Priority.revise(town, self.people[person], dict.fromkeys(numbers, ""))


class Shown:
    """What a page of a part showed: what the browser sends back, and what it says, as the model calls it."""

    def __init__(self, forms, numbers):
        self.data, self.places = {}, {}
        for form in forms.all:
            for bound in form:
                value = bound.value()
                if value is not None and value is not False:
                    self.data[bound.html_name] = str(value)
                if name := _name(forms.part.key, form.prefix, bound.name, numbers):
                    self.places[name] = bound.html_name

    def says(self):
        return {name: self.data.get(place, "") for name, place in self.places.items()}

    def sent(self, typed):
        data = QueryDict(mutable=True)
        data.update({**self.data, **{self.places[name]: value for name, value in typed.items()}})
        return data


def _name(key, prefix, field, numbers):
    """A field of a page as the model calls it, or None for one that it does not speak of."""
    if prefix == "words":
        return ("words", key, field[-2:]) if field.startswith("words_") else None
    if prefix in numbers:
        return ("update", numbers[prefix], field) if field in UPDATE_FIELDS else None
    return ("reading", prefix.removeprefix("reading-"), field) if field in READING_FIELDS else None


def title_of(lineage):
    return f"Action {lineage}"
