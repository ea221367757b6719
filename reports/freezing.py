"""What a snapshot holds: the facts of a report, in plain JSON, in every language that was written.

    {"schema": 2, "number": "2025-00017.1", "year": 2025, "revision": 1,
     "submitted_at": ..., "accepted_at": ...,              instants in ISO 8601, UTC
     "municipality": {"slug", "name": {en, fr}, "province": {"code", "name": {en, fr}}, "population",
                      "population_year", "time_zone", "is_invented"},
     "languages": ["en"],                                  the languages the town wrote in
     "signatory": {"name", "title"}, "overview": {en, fr}, "ring": "0123400000",
     "council": {"on": date or null, "resolution": ""},    when council received the report, as the town says
     "plan_adopted_on", "declaration_signed_on",           dates or null
     "commitments": [{"number", "title", "short_title", "is_priority", "text": {en, fr}, "actions": [lineage]}],
     "actions": [{"lineage", "title", "description", "lead", "starts_on", "due_on", "commitments": [1, 5],
                  "outcome", "text", "previous_outcome",
                  "evidence": [12]}],                     numbers of the documents it names that were public
     "indicators": [...],                                  as frozen_readings.py says
     "questions": [{"commitment": 3 or null, "text": {en, fr}, "answer": {en, fr}}]}      those answered

Of each text of the town, NAME_versions beside it is {"original": "en", "fr" or "" where both were written in one go,
"other": "ready", "outdated" or "missing"}, or null where there is no text; snapshots made before have none.

reports/schemas/ says the same to machines, for every schema there has been: docs/adr/0029. Bilingual texts are {"en": ..., "fr": ...} with "" where there is none. The past comes from the last accepted report
before this one, never from rows that can still change. The only person named is the one who signed in public.

A correction says of the town's population, plan and Declaration what the revision before it said; of its ring too,
where a newer year is accepted. Otherwise the ring is that of the moment, which the correction may have moved.
"""

from coalition.ledger import versions_of
from commitments.evidence import evidence_of
from municipalities.models import Municipality

from .frozen_readings import indicator_facts
from .plain_facts import LANGUAGES, both

SCHEMA = 2
MILESTONES = ["plan_adopted_on", "declaration_signed_on"]


def facts(report):
    """The report as a JSON-able dict. The number of queries does not depend on the report's size."""
    # Read anew: what the verb changed a moment ago, such as the ring, must not come from an older copy.
    municipality = Municipality.objects.select_related("province", "membership").get(
        pk=report.municipality_id
    )
    sections = list(report.sections.select_related("commitment").order_by("commitment"))
    updates = list(report.updates.select_related("action").prefetch_related("action__commitments"))
    readings = list(report.readings.select_related("indicator", "version").order_by("indicator"))
    answers = list(report.answers.answered().select_related("question").order_by("question__position"))
    actions = [update.action for update in updates]
    versions = versions_of([report, *sections, *updates, *actions, *answers])
    evidence = evidence_of(actions, municipality, municipality.documents.public())
    past = last_year(municipality, report.cycle.year)
    former = former_revision(report)
    town = former["municipality"] if former else census(municipality)
    is_old = municipality.snapshots.filter(cycle__year__gt=report.cycle.year).exists()
    return {
        "schema": SCHEMA,
        "number": cited_number(report.pk, report.cycle.year, report.revision),
        "year": report.cycle.year,
        "revision": report.revision,
        "submitted_at": instant(report.submitted_at),
        "accepted_at": instant(report.accepted_at),
        "municipality": {
            "slug": municipality.slug,
            "name": both(municipality, "name"),
            "province": {"code": municipality.province_id, "name": both(municipality.province, "name")},
            "population": town["population"],
            "population_year": town["population_year"],
            "time_zone": municipality.time_zone.key,
            "is_invented": municipality.is_invented,
        },
        "languages": languages_of(report, sections, updates, answers),
        "signatory": {"name": report.signed_name, "title": report.signed_title},
        "council": council_facts(report),
        **told(report, "overview", versions),
        "ring": former["ring"] if former and is_old else municipality.membership.ring,
        **({name: former[name] for name in MILESTONES} if former else milestones(municipality)),
        "commitments": [commitment_facts(section, updates, versions) for section in sections],
        "actions": [action_facts(update, past, versions, evidence) for update in updates],
        "indicators": [
            indicator_facts(
                reading, past["readings"].get(reading.indicator_id), past["year"], town["population"]
            )
            for reading in readings
        ],
        "questions": [question_facts(answer, versions) for answer in answers],
    }


def told(row, field, versions, name=None):
    """A text of the town under its name, and how its two versions stand to each other."""
    name = name or field
    return {
        name: both(row, field),
        f"{name}_versions": versions.get((row._meta.label_lower, row.pk, field)),
    }


def cited_number(report_id, year, revision):
    """What a revision is cited by, whatever the town is called later: "2025-00017.1"."""
    return f"{year}-{report_id:05d}.{revision}"


def council_facts(report):
    return {
        "on": report.council_on and report.council_on.isoformat(),
        "resolution": report.council_resolution,
    }


def instant(moment):
    return moment and moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def languages_of(report, sections, updates, answers):
    texts = [
        (report, "overview"),
        *((section, "text") for section in sections),
        *((update, "text") for update in updates),
        *((answer, "text") for answer in answers),
    ]
    return [language for language in LANGUAGES if any(both(thing, field)[language] for thing, field in texts)]


def former_revision(report):
    """What the accepted revision before this one said, or None."""
    snapshot = report.snapshots.newest_revisions().exclude(revision=report.revision).first()
    return snapshot and snapshot.data


def census(municipality):
    return {"population": municipality.population, "population_year": municipality.population_year}


def milestones(municipality):
    plan = municipality.plans.filter(status="published").first()
    signature = municipality.signatures.first()
    return {
        "plan_adopted_on": plan and plan.adopted_on and plan.adopted_on.isoformat(),
        "declaration_signed_on": signature and signature.signed_on.isoformat(),
    }


def last_year(municipality, year):
    """What the town's last accepted report before this year said, empty where there is none."""
    before = municipality.snapshots.newest_revisions().filter(cycle__year__lt=year)
    snapshot = before.order_by("-cycle__year").first()
    data = snapshot.data if snapshot else {"year": None, "actions": [], "indicators": []}
    return {
        "year": data["year"],
        "outcomes": {action["lineage"]: action["outcome"] for action in data["actions"]},
        "readings": {reading["code"]: reading for reading in data["indicators"]},
    }


def commitment_facts(section, updates, versions):
    commitment = section.commitment
    return {
        "number": commitment.number,
        "title": both(commitment, "title"),
        "short_title": both(commitment, "short_title"),
        "is_priority": section.is_priority,
        **told(section, "text", versions),
        "actions": [
            str(update.action.lineage)
            for update in updates
            if commitment.number in {each.number for each in update.action.commitments.all()}
        ],
    }


def action_facts(update, past, versions, evidence):
    action = update.action
    return {
        "lineage": str(action.lineage),
        **told(action, "title", versions),
        **told(action, "description", versions),
        "lead": action.lead,
        "starts_on": action.starts_on and action.starts_on.isoformat(),
        "due_on": action.due_on and action.due_on.isoformat(),
        "commitments": sorted(commitment.number for commitment in action.commitments.all()),
        "outcome": update.outcome,
        **told(update, "text", versions),
        "previous_outcome": past["outcomes"].get(str(action.lineage)),
        "evidence": [document.pk for document in evidence[action.pk]],
    }


def question_facts(answer, versions):
    question = answer.question
    return {
        "commitment": question.commitment_id,
        "text": both(question, "text"),
        **told(answer, "text", versions, name="answer"),
    }
