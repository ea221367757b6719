"""Makes this year's report from the plan and from last year's report.

Works on many reports of one year at once, with the same number of queries for one town as for all of them.
"""

from dataclasses import dataclass, field

from coalition.ledger import inherit
from commitments.models import Action, ActionPlan, CommonCommitment, IndicatorVersion, Priority
from commitments.ring import refresh_ring

from .models.reading import IndicatorReading
from .models.section import ActionUpdate, ReportSection


@dataclass
class Past:
    """What a town's earlier reports said: the newest word on each action and commitment."""

    updates: dict = field(default_factory=dict)  # lineage -> ActionUpdate
    sections: dict = field(default_factory=dict)  # commitment's number -> ReportSection


@dataclass
class Promise:
    """What a town says it works on."""

    commitments: set = field(default_factory=set)
    actions: list = field(default_factory=list)


def prepare(report):
    """Write the sections, action updates and indicator questions of a new report."""
    refresh([report])


def refresh(reports):
    """Bring reports of one year up to their plans: write what is new, take back what nobody has begun.

    What was begun here, or reported in an earlier year, stays although the plan has lost it; its page says so. Nobody else may write in
    these reports meanwhile: they are new, or the caller holds their rows.
    """
    if not reports:
        return
    promises = _promises(reports)
    past = _past(reports)
    _refresh_sections(reports, promises, past)
    _refresh_updates(reports, promises, past)
    _refresh_readings(reports, promises)


def _promises(reports):
    towns = [report.municipality_id for report in reports]
    promises = {town: Promise() for town in towns}
    for town, number in Priority.objects.filter(municipality__in=towns).values_list(
        "municipality", "commitment"
    ):
        promises[town].commitments.add(number)
    actions = Action.objects.filter(
        plan__municipality__in=towns, plan__status=ActionPlan.Status.PUBLISHED, commitments__isnull=False
    )
    for action in actions.distinct().select_related("plan").prefetch_related("commitments"):
        promise = promises[action.plan.municipality_id]
        promise.actions.append(action)
        promise.commitments.update(commitment.number for commitment in action.commitments.all())
    return promises


def _past(reports):
    towns = [report.municipality_id for report in reports]
    earlier = {
        "report__municipality__in": towns,
        "report__cycle__year__lt": reports[0].cycle.year,
        "report__submitted_at__isnull": False,
    }
    past = {town: Past() for town in towns}
    for update in (
        ActionUpdate.objects.filter(**earlier)
        .exclude(outcome=ActionUpdate.Outcome.UNCONFIRMED)
        .select_related("report", "action")
        .order_by("report__cycle__year")
    ):
        past[update.report.municipality_id].updates[update.action.lineage] = update
    for section in (
        ReportSection.objects.filter(**earlier).select_related("report").order_by("report__cycle__year")
    ):
        past[section.report.municipality_id].sections[section.commitment_id] = section
    return past


def _by_report(queryset, reports):
    found = {report.pk: [] for report in reports}
    for row in queryset.filter(report__in=reports):
        found[row.report_id].append(row)
    return found


def _refresh_sections(reports, promises, past):
    numbers = list(CommonCommitment.objects.values_list("number", flat=True))
    existing = _by_report(ReportSection.objects, reports)
    new, changed, carried = [], [], []
    for report in reports:
        promise = promises[report.municipality_id]
        sections = {section.commitment_id: section for section in existing[report.pk]}
        for number in numbers:
            is_priority = number in promise.commitments
            if section := sections.get(number):
                if section.is_priority != is_priority:
                    section.is_priority = is_priority
                    changed.append(section)
                continue
            section = ReportSection(report=report, commitment_id=number, is_priority=is_priority)
            last = past[report.municipality_id].sections.get(number)
            if is_priority and _carry_words(section, last):
                carried.append((last, section))
            new.append(section)
    ReportSection.objects.bulk_create(new)
    inherit(carried)
    ReportSection.objects.bulk_update(changed, ["is_priority"])
    # Nobody is asked to confirm the words of a commitment that needs none. What was typed here stays.
    ReportSection.objects.filter(pk__in=[section.pk for section in changed], is_carried=True).update(
        is_carried=False, text_en="", text_fr=""
    )


def _carry_words(section, last):
    """Whether there were words to carry."""
    if last and (last.text_en or last.text_fr):
        section.text_en, section.text_fr, section.is_carried = last.text_en, last.text_fr, True
    return section.is_carried


def _refresh_updates(reports, promises, past):
    existing = _by_report(ActionUpdate.objects.select_related("action"), reports)
    new, moved, lost = [], [], []
    for report in reports:
        updates = {update.action.lineage: update for update in existing[report.pk]}
        for action in promises[report.municipality_id].actions:
            previous = past[report.municipality_id].updates.get(action.lineage)
            if update := updates.pop(action.lineage, None):
                # A new edition of the plan has its own row for the same action.
                if update.action_id != action.pk:
                    update.action = action
                    moved.append(update)
            elif not _was_dropped(action, previous):
                new.append(ActionUpdate(report=report, action=action, previous=previous))
        lost += [update.pk for update in updates.values() if not update.is_begun and not update.previous_id]
    ActionUpdate.objects.filter(pk__in=lost, outcome=ActionUpdate.Outcome.UNCONFIRMED).delete()
    ActionUpdate.objects.bulk_update(moved, ["action"])
    ActionUpdate.objects.bulk_create(new)


def _was_dropped(action, previous):
    """Dropped in an accepted report, and not taken up again in the plan since."""
    return (
        previous is not None
        and previous.outcome == ActionUpdate.Outcome.DROPPED
        and previous.report.accepted_at is not None
        and action.status == Action.Status.DROPPED
    )


def _refresh_readings(reports, promises):
    in_force = list(IndicatorVersion.objects.in_force(reports[0].cycle.year))
    existing = _by_report(IndicatorReading.objects, reports)
    new, lost = [], []
    for report in reports:
        commitments = promises[report.municipality_id].commitments
        asked = {
            version.code: version
            for version in in_force
            if version.indicator.commitment_id is None or version.indicator.commitment_id in commitments
        }
        for reading in existing[report.pk]:
            if asked.pop(reading.indicator_id, None) is None and not reading.is_begun:
                lost.append(reading.pk)
        new += [
            IndicatorReading(report=report, indicator=version.indicator, version=version)
            for version in asked.values()
        ]
    IndicatorReading.objects.filter(pk__in=lost, answer=IndicatorReading.Answer.UNANSWERED).delete()
    IndicatorReading.objects.bulk_create(new)


# What a report says of an action is from then on the action's state in the plan.
NEW_STATUS = {
    ActionUpdate.Outcome.UPDATED: Action.Status.UNDER_WAY,
    ActionUpdate.Outcome.DONE: Action.Status.DONE,
    ActionUpdate.Outcome.DROPPED: Action.Status.DROPPED,
}


def take_into_plan(report):
    """Write the outcomes of an accepted report into the plan, the one being rewritten too.

    A correction that says "unchanged" of what an earlier revision had changed gives the action its former state back.
    A correction of an old year changes nothing where a newer report was accepted since.
    """
    if report.municipality.reports.filter(
        cycle__year__gt=report.cycle.year, accepted_at__isnull=False
    ).exists():
        return
    current = Action.objects.filter(plan__municipality=report.municipality_id).exclude(
        plan__status=ActionPlan.Status.REPLACED
    )
    updates = list(report.updates.select_related("action"))
    if report.is_correction:
        _take_back(report, updates, current)
    else:
        _remember(updates, current)
    by_status = {}
    for update in updates:
        if status := NEW_STATUS.get(update.outcome):
            by_status.setdefault(status, []).append(update.action.lineage)
    for status, lineages in by_status.items():
        current.filter(lineage__in=lineages).update(status=status)
    refresh_ring(report.municipality)


def _remember(updates, current):
    """Keep the state of the published plan's actions; of an action that the plan has lost, the last one it had."""
    standing = dict(current.filter(plan__status=ActionPlan.Status.PUBLISHED).values_list("lineage", "status"))
    for update in updates:
        update.status_before = standing.get(update.action.lineage, update.action.status)
    ActionUpdate.objects.bulk_update(updates, ["status_before"])


def _take_back(report, updates, current):
    """What the town has changed in its plan since the former revision stays as the town wrote it."""
    former = report.snapshots.newest_revisions().first()
    said = {action["lineage"]: action["outcome"] for action in former.data["actions"]} if former else {}
    moves = {}
    for update in updates:
        written = NEW_STATUS.get(said.get(str(update.action.lineage)))
        if written and update.outcome == ActionUpdate.Outcome.UNCHANGED and update.status_before:
            moves.setdefault((written, update.status_before), []).append(update.action.lineage)
    for (written, before), lineages in moves.items():
        current.filter(lineage__in=lineages, status=written).update(status=before)
