"""Hypothesis walks through the life of a report, against the model of life_model.py; see life_of_a_report.py."""

import copy

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from .life_model import AGAIN, CONFLICT, CONTRIBUTOR, COORDINATOR, DONE, NUMBERS, OVERVIEW, VIEWER
from .life_portal import answer_of

WRITERS = st.sampled_from([*["lea"] * 5, *["eli"] * 3, "sam", "sam", "ada", "ada", "vic", "odile"])
DECIDERS = st.sampled_from([*["sam"] * 5, "ada", "ada", "lea"])
HOUSE = ["lea", "eli", "vic", "ada", "sam", "odile"]  # whoever may come to have a role
WHOM, ROLES = st.sampled_from(HOUSE), st.sampled_from([VIEWER, CONTRIBUTOR, COORDINATOR])
PARTS = st.sampled_from([OVERVIEW, "1", "2", "3", "1", "3", "4", "indicators"])
NEWEST = st.integers(0, 5)  # which of a list, from its end
TEXTS = st.sampled_from(["We opened the desk.", "It answers 340 calls.", "Council took it up.", ""])
OUTCOMES = st.sampled_from(["unchanged", "updated", "done", "dropped"])
ANSWERS = st.sampled_from(["not_collected", "not_applicable"])
COMMITMENTS = st.lists(st.integers(1, 5), min_size=1, max_size=3, unique=True)
STARTS = ["blank", "blank", "full", "submitted", "submitted", "returned", "accepted", "corrected"]


class LifeOfAReport(RuleBasedStateMachine):
    world = None  # (portal, model), set by life_of_a_report.run
    steps = 0  # of all runs

    def __init__(self):
        super().__init__()
        portal, model = type(self).world
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.portal, self.model = portal.copy(), copy.deepcopy(model)
        self.pages, self.snapshots = [], []
        self.compared = None  # what the gaps and the doors were last compared for
        self.since, self.mail = portal.newest_event(), portal.outbox()
        self.stamps = {0: ""}  # number of the filing -> what the page of the review says of it

    def teardown(self):
        transaction.set_rollback(True)
        self.rollback.__exit__(None, None, None)

    # --- comparing ---

    def act(self, verb, person, expected, *args):
        """Do it; what came of it, the trail and the outbox are what the model says."""
        type(self).steps += 1
        answer, verbs = expected
        found, given = answer_of(getattr(self.portal, verb), person, *args)
        if given is False:
            found = CONFLICT
        assert found == (DONE if answer == AGAIN else answer), (verb, person, args, found, answer)
        self.since, trail = self.portal.events_since(self.since)
        assert sorted(trail) == sorted((person, name) for name in verbs), (verb, person, trail, verbs)
        after = self.portal.outbox()
        assert len(after) == len(set(after)), "a message is queued twice"
        if verbs:
            self.portal.learn(self.model)
        else:
            assert after == self.mail, (verb, answer, set(after) - set(self.mail))
        self.mail = after

    @initialize(start=st.sampled_from(STARTS))
    def begin(self, start):
        if start == "blank":
            return
        self.portal.answer_everything()
        for name in self.model.stored:
            values = {"answer": "not_collected", "outcome": "done", "en": "A good year."}
            self.model.stored[name] = values.get(name[2], "")
        if start in {"submitted", "returned", "accepted", "corrected"}:
            self.submit("lea")
        if start == "returned":
            self.send_back("sam", ["1", OVERVIEW], 0)
        if start in {"accepted", "corrected"}:
            self.accept("sam", 0)
        if start == "corrected":
            self.correct("lea")

    @invariant()
    def stands_as_the_model_says(self):
        portal, model = self.portal, self.model
        report = portal.report
        assert (report.status, report.revision) == (model.status, model.revision)
        assert portal.name_of(report.submitted_by_id) == model.submitted_by
        assert portal.name_of(report.reviewer_id) == model.reviewer
        assert portal.stored(model) == model.stored
        assert portal.needed() == model.needed
        assert portal.editions() == [edition.status for edition in model.editions]
        assert portal.editions().count("draft") <= 1 and portal.editions().count("published") <= 1
        assert portal.membership() == model.membership
        assert portal.people_of_town() == model.roles
        # Computed from these alone, so looked at again once they are others.
        stands_on = (model.stored, model.needed, model.roles, [u.action for u in model.updates.values()])
        if stands_on != self.compared:
            assert portal.gaps(model) == model.gaps()
            assert portal.roles() == {name: model.role_of(name) for name in portal.people}
            self.compared = copy.deepcopy(stands_on)

    @invariant()
    def nothing_accepted_ever_changes(self):
        now = self.portal.snapshots()
        assert now[: len(self.snapshots)] == self.snapshots
        assert len(now) == self.model.accepted
        assert all(sha256 == digest for _revision, sha256, digest, *_files in now)
        self.snapshots = now

    # --- pages ---

    @rule(person=WRITERS, key=PARTS)
    def open_page(self, person, key):
        answer, page = self.model.open_page(person, key)
        found, shown = answer_of(self.portal.open_page, person, key, self.model)
        assert found == answer, (person, key, found, answer)
        if page:
            assert shown.says() == page.shown, "the page shows something else than what is stored"
            self.pages.append((page, shown))

    def _type(self, page, draw):
        """One field of the page, and what is typed there."""
        kinds = {"outcome": OUTCOMES, "answer": ANSWERS}
        kind = draw.draw(
            st.sampled_from(sorted({name[0] for name in page.shown}, reverse=True)), label="form"
        )
        names = sorted((name for name in page.shown if name[0] == kind), key=str)
        name = draw.draw(st.sampled_from(names[:6]), label="field")
        return {name: draw.draw(kinds.get(name[2], TEXTS), label="typed")}

    @precondition(lambda self: self.pages)
    @rule(which=NEWEST, draw=st.data())
    def save_page(self, which, draw):
        """A page that was opened at some time before, by whoever has it open."""
        page, shown = self.pages[-1 - which % len(self.pages)]
        self._save(page, shown, self._type(page, draw))

    @rule(person=WRITERS, key=PARTS, draw=st.data())
    def save_fresh_page(self, person, key, draw):
        self.open_page(person, key)
        if self.model.door(person, VIEWER) is None:
            page, shown = self.pages[-1]
            self._save(page, shown, self._type(page, draw))

    @rule(first=WRITERS, second=WRITERS, key=PARTS, draw=st.data())
    def save_two_pages(self, first, second, key, draw):
        """Two people have the same part before them, and type in the same place, one after the other."""
        if self.model.door(first, VIEWER) is None and self.model.door(second, VIEWER) is None:
            self.open_page(first, key)
            self.open_page(second, key)
            page, shown = self.pages[-2]
            (name, value), *_rest = self._type(page, draw).items()
            values = {"outcome": OUTCOMES, "answer": ANSWERS}
            other = draw.draw(values.get(name[2], TEXTS), label="typed there too")
            self._save(page, shown, {name: value})
            self._save(*self.pages[-1], {name: other})

    # Twice as often as the others: this is what the machine is for.
    save_two_more_pages = rule(first=WRITERS, second=WRITERS, key=PARTS, draw=st.data())(
        lambda self, first, second, key, draw: self.save_two_pages(first, second, key, draw)
    )

    def _save(self, page, shown, typed):
        self.act("save", page.person, self.model.save(page.person, page, typed), page.part, shown, typed)

    @precondition(lambda self: self.pages)
    @rule(which=NEWEST)
    def confirm_all(self, which):
        page, shown = self.pages[-1 - which % len(self.pages)]
        left = [name for name, value in page.shown.items() if name[2] == "outcome" and not value]
        typed = dict.fromkeys(left, "unchanged")
        self.act("confirm_all", page.person, self.model.save(page.person, page, typed), page.part, shown)

    @rule(person=WRITERS)
    def answer_all_indicators(self, person):
        """In each part that is open."""
        self._fill_in(person, lambda name: "not_collected" if name[2] == "answer" else None)

    @rule(person=st.sampled_from(["lea", "lea", "eli", "sam"]))
    def fill_in(self, person):
        """Whatever is empty, in each part that is open."""
        values = {"answer": "not_collected", "outcome": "done", "note": None, "text_fr": None, "fr": None}
        self._fill_in(person, lambda name: values.get(name[2], "It went well."))

    def _fill_in(self, person, value_of):
        for key in self.model.parts:
            if self.model.door(person, CONTRIBUTOR) is None and self.model.is_open(key):
                left = [name for name, value in self.model.fields_of(key).items() if not value]
                typed = {name: value_of(name) for name in left if value_of(name)}
                if typed:
                    self.open_page(person, key)
                    self._save(*self.pages.pop(), typed)

    # --- the report ---

    @rule(person=WRITERS)
    def submit(self, person):
        filings = self.model.filings
        self.act("submit", person, self.model.submit(person))
        if self.model.filings > filings:
            self.stamps[self.model.filings] = self.portal.report.stamp

    def _read(self, back):
        """The filing that the reviewer has on the screen."""
        return max(0, self.model.filings - back)

    @rule(
        person=DECIDERS,
        parts=st.lists(PARTS, min_size=1, max_size=2, unique=True),
        back=st.sampled_from([0, 0, 0, 1]),
    )
    def send_back(self, person, parts, back):
        read = self._read(back)
        self.act("send_back", person, self.model.send_back(person, parts, read), parts, self.stamps[read])

    @rule(person=DECIDERS, back=st.sampled_from([0, 0, 0, 1]))
    def accept(self, person, back):
        read = self._read(back)
        self.act("accept", person, self.model.accept(person, read), self.stamps[read])

    @rule(person=WRITERS)
    def correct(self, person):
        self.act("correct", person, self.model.correct(person))

    @precondition(lambda self: self.model.requests)
    @rule(person=WRITERS, which=NEWEST, reply=st.sampled_from(["done", "disagrees"]))
    def answer_request(self, person, which, reply):
        place = len(self.model.requests) - 1 - which % len(self.model.requests)
        expected = self.model.answer_request(person, self.model.requests[place])
        self.act("answer_request", person, expected, place, reply)

    @precondition(lambda self: self.model.requests)
    @rule(person=DECIDERS, which=NEWEST)
    def settle_request(self, person, which):
        place = len(self.model.requests) - 1 - which % len(self.model.requests)
        expected = self.model.settle_request(person, self.model.requests[place])
        self.act("settle_request", person, expected, place)

    @rule(person=DECIDERS, to=st.sampled_from([None, "sam", "ada"]), is_stale=st.booleans())
    def take_or_release_review(self, person, to, is_stale):
        had = "ada" if is_stale else self.model.reviewer
        self.act("assign_review", person, self.model.assign_review(person, to, had), to, had)

    # --- more time ---

    @rule(person=WRITERS, days=st.sampled_from([14, 21]))
    def ask_extension(self, person, days):
        expected = self.model.ask_extension(person, (days, "Council meets late."))
        self.act("ask_extension", person, expected, days, "Council meets late.")

    @rule(person=DECIDERS, verb=st.sampled_from(["grant", "grant", "decline"]))
    def decide_extension(self, person, verb):
        self.act("decide_extension", person, self.model.decide_extension(person, verb), verb)

    @rule(person=WRITERS)
    def withdraw_extension(self, person):
        self.act("withdraw_extension", person, self.model.withdraw_extension(person))

    # --- sharing out ---

    @rule(person=WRITERS, part=PARTS, to=st.sampled_from([None, "eli", "eli", "lea", "ada", "vic"]))
    def give_part(self, person, part, to):
        if to and self.model.roles.get(to, 0) < CONTRIBUTOR:
            to = None  # the page offers nobody else
        self.act("share_out", person, self.model.share_out(person, part, to), part, to)

    @rule(person=WRITERS, part=PARTS)
    def mark_ready(self, person, part):
        self.act("mark_ready", person, self.model.mark_ready(person, part), part)

    @rule(person=WRITERS, part=PARTS)
    def take_ready_back(self, person, part):
        self.act("take_ready_back", person, self.model.take_ready_back(person, part), part)

    @rule(person=WRITERS, part=PARTS, text=st.sampled_from(["Do we have the figures?", "Ask Vic."]))
    def comment(self, person, part, text):
        self.act("comment", person, self.model.comment(person, part, text), part, text)

    # --- people ---

    @rule(person=WRITERS, whom=WHOM, role=ROLES)
    def change_role(self, person, whom, role):
        if whom in self.portal.members:
            self.act("change_role", person, self.model.change_role(person, whom, role), whom, role)

    @rule(person=WRITERS, whom=WHOM)
    def remove(self, person, whom):
        if whom in self.portal.members and whom != person:
            self.act("remove", person, self.model.remove(person, whom), whom)

    @rule(person=WRITERS)
    def leave(self, person):
        self.act("leave", person, self.model.leave(person))

    @rule(whom=WHOM, role=ROLES)
    def join(self, whom, role):
        if whom not in self.model.roles:
            self.portal.join(whom, role)
            self.model.roles[whom] = role

    @rule(person=DECIDERS, verb=st.sampled_from(["hold", "resume"]))
    def move_membership(self, person, verb):
        self.act("move_membership", person, self.model.move_membership(person, verb), verb)

    # --- the plan ---

    @rule(person=WRITERS)
    def start_plan(self, person):
        self.act("start_plan", person, self.model.start_plan(person))

    @rule(person=WRITERS, commitments=COMMITMENTS)
    def add_action(self, person, commitments):
        self.act("add_action", person, self.model.add_action(person, commitments), self.model, commitments)

    def _action(self, which):
        numbers = [number for kind, number in self.portal.keys if kind == "action"]
        return sorted(numbers)[-1 - which % len(numbers)]

    @rule(person=WRITERS, which=NEWEST, commitments=COMMITMENTS)
    def revise_action(self, person, which, commitments):
        number = self._action(which)
        expected = self.model.revise_action(person, number, commitments)
        self.act("revise_action", person, expected, number, commitments)

    @rule(person=WRITERS, which=NEWEST)
    def remove_action(self, person, which):
        number = self._action(which)
        self.act("remove_action", person, self.model.remove_action(person, number), number)

    @rule(person=WRITERS, which=st.sampled_from([0, 0, 0, 1]))
    def publish(self, person, which):
        number = self.model.editions[-1 - which % len(self.model.editions)].number
        self.act("publish", person, self.model.publish(person, number), number)

    @rule(person=WRITERS, numbers=st.sets(st.sampled_from([n for n in NUMBERS if n < 6]), min_size=1))
    def choose_priorities(self, person, numbers):
        expected = self.model.choose_priorities(person, sorted(numbers))
        self.act("choose_priorities", person, expected, sorted(numbers))
