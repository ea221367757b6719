"""What must come of each act in the life of a report, said once more in plain Python: no database, no product code.

Each act answers (outcome, verbs of the trail). `stored` is what every field of the report says, by (form, field).
"""

from dataclasses import dataclass, field
from itertools import count

DONE, AGAIN, HIDDEN, FORBIDDEN, NOT_NOW, CONFLICT = [
    "done",
    "again",
    "hidden",
    "forbidden",
    "not_now",
    "conflict",
]
VIEWER, CONTRIBUTOR, COORDINATOR = 1, 2, 3
MADE = {VIEWER: "make_viewer", CONTRIBUTOR: "make_contributor", COORDINATOR: "make_coordinator"}
SECRETARIAT = {"sam", "ada"}
OVERVIEW, INDICATORS = "overview", "indicators"
NUMBERS = range(1, 11)


@dataclass
class Action:
    """Of one edition of the plan. What a new edition copies has the same lineage."""

    lineage: int
    commitments: frozenset


@dataclass
class Edition:
    number: int
    status: str = "draft"
    actions: dict = field(default_factory=dict)  # number of the row -> Action


@dataclass
class Update:
    number: int
    action: Action


@dataclass
class Request:
    part: str
    is_resolved: bool = False
    outcome: str = ""


@dataclass
class Extension:
    asked_by: str
    asked: tuple
    status: str = "asked"


@dataclass
class Assignment:
    owner: str | None
    mark: object = None  # what the part said when it was marked ready


@dataclass
class Page:
    """A page of a part in somebody's browser: what it showed."""

    person: str
    part: str
    shown: dict


class Model:
    def __init__(self, indicators):
        """`indicators` maps the code of each in force to its commitment, or None."""
        self.indicators = indicators
        self.numbers = count(1)
        self.roles = {"lea": COORDINATOR, "eli": CONTRIBUTOR, "vic": VIEWER, "ada": CONTRIBUTOR}
        self.membership = "active"
        self.status, self.revision, self.filings, self.accepted = "draft", 1, 0, 0
        self.submitted_by = self.reviewer = None
        self.priorities = set()
        self.needed = set()  # commitments that need words
        self.stored = {("words", OVERVIEW, code): "" for code in ("en", "fr")}
        self.stored |= {("words", str(n), code): "" for n in NUMBERS for code in ("en", "fr")}
        self.updates, self.readings = {}, set()  # by lineage; codes
        self.requests, self.extensions, self.assignments, self.comments = [], [], {}, {}
        self.editions = []

    # --- the doors ---

    def door(self, person, role):
        """What the door says, or None where it opens."""
        if person in SECRETARIAT:
            return None
        held = self.roles.get(person)
        return HIDDEN if held is None else FORBIDDEN if held < role else None

    def role_of(self, person):
        return COORDINATOR if person in SECRETARIAT else self.roles.get(person)

    def office_door(self, person):
        return None if person in SECRETARIAT else FORBIDDEN

    def refuses(self, person, *others):
        """Nobody decides on their own town's, or on what they wrote."""
        return person in self.roles or person in others

    # --- the parts ---

    def part_of(self, update):
        return str(min(update.action.commitments))

    def part_of_reading(self, code):
        return str(self.indicators[code] or INDICATORS)

    def forms_of(self, key):
        """The forms of a part: ("words", key), ("update", number), ("reading", code)."""
        words = [] if key == INDICATORS else [("words", key)]
        updates = [("update", u.number) for u in self.updates.values() if self.part_of(u) == key]
        return [*words, *updates, *(("reading", c) for c in self.readings if self.part_of_reading(c) == key)]

    def fields_of(self, key):
        forms = self.forms_of(key)
        return {name: value for name, value in self.stored.items() if name[:2] in forms}

    @property
    def parts(self):
        return [OVERVIEW, *map(str, NUMBERS), INDICATORS]

    @property
    def is_editable(self):
        return self.status in {"draft", "returned"}

    def is_open(self, key):
        if self.status == "draft":
            return True
        asked = {request.part for request in self.requests if not request.is_resolved}
        # What is asked at one commitment may have to be answered where its action is.
        for update in self.updates.values():
            first, *others = sorted(update.action.commitments)
            if asked & set(map(str, others)):
                asked = asked | {str(first)}
        return self.status == "returned" and key in asked

    def gaps(self):
        """The (form, why) that is missing."""
        said, missing = self.stored, set()

        def has_words(kind, number, prefix=""):
            return any(said[kind, number, f"{prefix}{code}"] for code in ("en", "fr"))

        if not has_words("words", OVERVIEW):
            missing.add(("words", OVERVIEW))
        missing |= {("words", str(n)) for n in self.needed if not has_words("words", str(n))}
        asked = {OVERVIEW, INDICATORS, *map(str, self.needed)} | {
            self.part_of(u) for u in self.updates.values()
        }
        for update in self.updates.values():
            outcome = said["update", update.number, "outcome"]
            if not outcome or (
                outcome in {"updated", "dropped"} and not has_words("update", update.number, "text_")
            ):
                missing.add(("update", update.number))
        for code in self.readings:
            if self.part_of_reading(code) in asked and not said["reading", code, "answer"]:
                missing.add(("reading", code))
        return missing

    # --- the pages ---

    def open_page(self, person, key):
        if refusal := self.door(person, VIEWER):
            return refusal, None
        return DONE, Page(person, key, self.fields_of(key))

    def save(self, person, page, typed):
        """`typed` maps fields of the page to what stands there now."""
        if refusal := self.door(person, CONTRIBUTOR):
            return refusal, []
        if not self.is_open(page.part):
            return NOT_NOW, []
        here, written = self.fields_of(page.part), {}
        for name, value in typed.items():
            if value == page.shown[name]:
                continue
            if name not in here:
                return CONFLICT, []  # asked in another part now, or no more
            if value == here[name]:
                continue
            if here[name] != page.shown[name]:
                return CONFLICT, []
            written[name] = value
        self.stored |= written
        return DONE, []

    # --- the report ---

    def submit(self, person):
        if refusal := self.door(person, COORDINATOR):
            return refusal, []
        if self.status == "submitted":
            return AGAIN, []
        if not self.is_editable or self.gaps():
            return NOT_NOW, []
        self.status, self.submitted_by = "submitted", person
        self.filings += 1
        for request in self.requests:
            request.is_resolved = True
        verbs = ["submit"]
        if self.membership == "on_hold":
            self.membership = "active"
            verbs.append("resume")
        return DONE, verbs

    def decide(self, person, target, read):
        """What the secretariat's decision on the filing `read` meets first; None where it is taken."""
        if refusal := self.office_door(person):
            return refusal
        if self.refuses(person, self.submitted_by):
            return FORBIDDEN
        if self.status == target:
            return AGAIN
        return NOT_NOW if self.status != "submitted" or read != self.filings else None

    def _settle_others(self, again=()):
        for request in self.requests:
            request.outcome = request.outcome or ("asked_again" if request.part in again else "settled")

    def send_back(self, person, parts, read):
        if refusal := self.decide(person, "returned", read):
            return refusal, []
        self.status = "returned"
        self._settle_others(parts)
        self.requests += [Request(part) for part in parts]
        return DONE, ["return"]

    def accept(self, person, read):
        if refusal := self.decide(person, "accepted", read):
            return refusal, []
        self.status = "accepted"
        self.accepted += 1
        self._settle_others()
        return DONE, ["accept"]

    def correct(self, person):
        if refusal := self.door(person, COORDINATOR):
            return refusal, []
        if self.status == "draft" and self.revision > 1:
            return AGAIN, []
        if self.status != "accepted":
            return NOT_NOW, []
        self.status = "draft"
        self.revision += 1
        return DONE, ["correct"]

    def answer_request(self, person, request):
        if refusal := self.door(person, CONTRIBUTOR):
            return refusal, []
        if request.is_resolved or self.status != "returned":
            return NOT_NOW, []
        return DONE, ["answer_request"]

    def settle_request(self, person, request):
        if refusal := self.office_door(person):
            return refusal, []
        if self.refuses(person, self.submitted_by):
            return FORBIDDEN, []
        if request.outcome == "settled":
            return AGAIN, []
        if self.status != "submitted" or request.outcome or not request.is_resolved:
            return NOT_NOW, []
        request.outcome = "settled"
        return DONE, ["settle_request"]

    def assign_review(self, person, to, had):
        if refusal := self.office_door(person):
            return refusal, []
        if to and (to not in SECRETARIAT or self.refuses(to, self.submitted_by)):
            return NOT_NOW, []
        if to == self.reviewer:
            return AGAIN, []
        if had != self.reviewer or self.status == "accepted":
            return NOT_NOW, []
        self.reviewer = to
        return DONE, ["assign" if to else "release"]

    # --- more time ---

    def ask_extension(self, person, asked):
        if refusal := self.door(person, COORDINATOR):
            return refusal, []
        if self.status != "draft" or self.revision > 1:
            return NOT_NOW, []
        if waiting := next((each for each in self.extensions if each.status == "asked"), None):
            return (AGAIN if (waiting.asked_by, waiting.asked) == (person, asked) else NOT_NOW), []
        self.extensions.append(Extension(person, asked))
        return DONE, ["ask"]

    def decide_extension(self, person, verb):
        if refusal := self.office_door(person):
            return refusal, []
        if not self.extensions:
            return HIDDEN, []
        newest = self.extensions[-1]
        if self.refuses(person, newest.asked_by):
            return FORBIDDEN, []
        if self.status != "draft" or newest.status != "asked":
            return NOT_NOW, []
        newest.status = {"grant": "granted", "decline": "declined"}[verb]
        return DONE, [verb]

    def withdraw_extension(self, person):
        if refusal := self.door(person, COORDINATOR):
            return refusal, []
        if not self.extensions:
            return HIDDEN, []
        newest = self.extensions[-1]
        if newest.status != "asked":
            return (AGAIN if newest.status == "withdrawn" else NOT_NOW), []
        newest.status = "withdrawn"
        return DONE, ["withdraw"]

    # --- sharing out ---

    def share_out(self, person, part, to):
        if refusal := self.door(person, COORDINATOR):
            return refusal, []
        if not self.is_editable:
            return NOT_NOW, []
        had = self.assignments.get(part, Assignment(None))
        if had.owner == to:
            return AGAIN, []
        self.assignments[part] = Assignment(to)
        return DONE, ["assign" if to else "take_back"]

    def _holder(self, person, part):
        """(refusal, assignment)"""
        if refusal := self.door(person, CONTRIBUTOR):
            return refusal, None
        held = self.assignments.get(part)
        if held is None or self.roles.get(held.owner, 0) < CONTRIBUTOR:
            return HIDDEN, None
        if held.owner != person and self.role_of(person) < COORDINATOR:
            return FORBIDDEN, None
        return (None if self.is_editable else NOT_NOW), held

    def mark_ready(self, person, part):
        refusal, held = self._holder(person, part)
        if refusal:
            return refusal, []
        mark = self.fields_of(part)
        if held.mark == mark:
            return AGAIN, []
        held.mark = mark
        return DONE, ["mark_ready"]

    def take_ready_back(self, person, part):
        refusal, held = self._holder(person, part)
        if refusal:
            return refusal, []
        if held.mark is None:
            return AGAIN, []
        held.mark = None
        return DONE, ["take_ready_back"]

    def comment(self, person, part, text):
        if refusal := self.door(person, CONTRIBUTOR):
            return refusal, []
        if person in SECRETARIAT:
            return FORBIDDEN, []
        if ("words", part) not in self.forms_of(part):
            return NOT_NOW, []
        said = self.comments.setdefault(part, [])
        if said and said[-1] == (person, text):
            return AGAIN, []
        said.append((person, text))
        return DONE, []

    # --- people ---

    def _others_coordinate(self, whom):
        return any(role == COORDINATOR for person, role in self.roles.items() if person != whom)

    def _is_last(self, person, whom):
        is_coordinator = self.roles[whom] == COORDINATOR
        return is_coordinator and person not in SECRETARIAT and not self._others_coordinate(whom)

    def change_role(self, person, whom, role):
        if refusal := self.door(person, COORDINATOR):
            return refusal, []
        if whom not in self.roles:
            return HIDDEN, []
        if self.roles[whom] == role:
            return AGAIN, []
        if role < COORDINATOR and self._is_last(person, whom):
            return NOT_NOW, []
        self.roles[whom] = role
        return DONE, [MADE[role]]

    def remove(self, person, whom):
        if refusal := self.door(person, COORDINATOR):
            return refusal, []
        if whom not in self.roles:
            return HIDDEN, []
        if self._is_last(person, whom):
            return NOT_NOW, []
        self._go(whom)
        return DONE, ["remove_person"]

    def leave(self, person):
        if refusal := self.door(person, VIEWER):
            return refusal, []
        if person not in self.roles:
            return AGAIN, []
        if self._is_last(person, person):
            return NOT_NOW, []
        self._go(person)
        return DONE, ["leave"]

    def _go(self, whom):
        del self.roles[whom]
        for held in self.assignments.values():
            if held.owner == whom:
                held.owner = None

    def move_membership(self, person, verb):
        if refusal := self.office_door(person):
            return refusal, []
        if self.refuses(person):
            return FORBIDDEN, []
        target = {"hold": "on_hold", "resume": "active"}[verb]
        if self.membership == target:
            return AGAIN, []
        self.membership = target
        return DONE, [verb]

    # --- the plan ---

    def edition(self, status):
        return next((each for each in self.editions if each.status == status), None)

    def _copies(self, edition):
        return {next(self.numbers): Action(a.lineage, a.commitments) for a in edition.actions.values()}

    def start_plan(self, person):
        if refusal := self.door(person, CONTRIBUTOR):
            return refusal, []
        if self.edition("draft"):
            return AGAIN, []
        public = self.edition("published")
        self.editions.append(Edition(next(self.numbers), actions=self._copies(public) if public else {}))
        return DONE, ["start"]

    def _draft_door(self, person):
        if refusal := self.door(person, CONTRIBUTOR):
            return refusal
        return None if self.edition("draft") else NOT_NOW if self.edition("published") else HIDDEN

    def add_action(self, person, commitments):
        if refusal := self._draft_door(person):
            return refusal, []
        self.edition("draft").actions[next(self.numbers)] = Action(next(self.numbers), frozenset(commitments))
        return DONE, ["add_action"]

    def _edition_of(self, number):
        return next((each for each in self.editions if number in each.actions), None)

    def revise_action(self, person, number, commitments):
        if refusal := self.door(person, CONTRIBUTOR):
            return refusal, []
        edition = self._edition_of(number)
        if edition is None or edition.status != "draft":
            return (NOT_NOW if edition else HIDDEN), []
        edition.actions[number].commitments = frozenset(commitments)
        return DONE, ["revise_action"]

    def remove_action(self, person, number):
        if refusal := self._draft_door(person):
            return refusal, []
        edition = self._edition_of(number)
        if edition is None or edition.status != "draft":
            return (NOT_NOW if edition else AGAIN), []
        del edition.actions[number]
        return DONE, ["remove_action"]

    def publish(self, person, number):
        if refusal := self.door(person, COORDINATOR):
            return refusal, []
        seen = next(each for each in self.editions if each.number == number)
        if seen.status == "published":
            return AGAIN, []
        if seen.status != "draft" or not seen.actions:
            return NOT_NOW, []
        verbs = ["publish"]
        if former := self.edition("published"):
            former.status = "replaced"
            verbs.append("replace")
        seen.status = "published"
        self.refresh()
        return DONE, verbs

    def choose_priorities(self, person, numbers):
        if refusal := self.door(person, COORDINATOR):
            return refusal, []
        if set(numbers) == self.priorities:
            return AGAIN, []
        self.priorities = set(numbers)
        self.refresh()
        return DONE, ["choose_priorities"]

    def refresh(self):
        """The first draft follows the plan: what is new is asked, what was never answered is not asked any more."""
        if self.status != "draft" or self.revision > 1:
            return
        public = self.edition("published")
        actions = list(public.actions.values()) if public else []
        self.needed = self.priorities.union(*(action.commitments for action in actions))
        known = {action.lineage: action for action in actions}
        for lineage in list(self.updates):
            update = self.updates[lineage]
            if lineage in known:
                update.action = known[lineage]
            elif not self.stored["update", update.number, "outcome"]:
                del self.updates[lineage]
                self._forget("update", update.number)
        for lineage, action in known.items():
            if lineage not in self.updates:
                update = self.updates[lineage] = Update(next(self.numbers), action)
                self.stored |= {("update", update.number, n): "" for n in ("outcome", "text_en", "text_fr")}
        asked = {code for code, n in self.indicators.items() if n is None or n in self.needed}
        for code in self.readings - asked:
            if not self.stored["reading", code, "answer"]:
                self.readings.discard(code)
                self._forget("reading", code)
        for code in asked - self.readings:
            self.readings.add(code)
            self.stored |= {("reading", code, name): "" for name in ("answer", "note")}

    def _forget(self, *form):
        self.stored = {name: value for name, value in self.stored.items() if name[:2] != form}
