"""The evidence that actions name: what stands in its place in the town's register today, for who may read it."""

from collections import defaultdict


def show_evidence(plan, documents):
    """Give each action of a plan its `shown_evidence`, of these `documents` of its town; three queries at most.

    What was named and then replaced is shown by the newest document in its place; what was withdrawn, by none.
    The plan gets its `shown_resolution` by the same rule.
    """
    through = plan.actions.model.evidence.through
    cited = defaultdict(list)
    for action, document in through.objects.filter(action__plan=plan).values_list("action_id", "document_id"):
        cited[action].append(document)
    show = _reader(plan, documents, {pk for pks in cited.values() for pk in pks} | {plan.resolution_id})
    for action in plan.actions.all():
        found = show(cited[action.pk])
        action.shown_evidence = sorted(found, key=lambda document: str(document).casefold())
    plan.shown_resolution = next(iter(show([plan.resolution_id])), None)


def show_resolution(plan, documents):
    """The same of the plan alone."""
    show = _reader(plan, documents, {plan.resolution_id})
    plan.shown_resolution = next(iter(show([plan.resolution_id])), None)


def _reader(plan, documents, pks):
    """(numbers of documents) -> those to show in their places"""
    newest = _newest_of(plan.municipality, pks - {None})
    found = documents.in_bulk(set(newest.values())) if newest else {}
    for document in found.values():
        document.municipality = plan.municipality
    return lambda cited: [
        found[pk] for pk in dict.fromkeys(newest[pk] for pk in cited if pk in newest) if pk in found
    ]


def cited_now(action):
    """Numbers of the documents that stand today in the place of what an action names, sorted."""
    cited = [document.pk for document in action.evidence.all()]
    return sorted(set(_newest_of(action.plan.municipality, cited).values()))


def documents_to_choose(municipality, cited=()):
    """The town's register as it stands, and what is `cited` although it was taken out; the newest first."""
    found = municipality.documents.current() | municipality.documents.filter(pk__in=cited)
    return list(found.order_by("-added_at", "-pk"))


def _newest_of(municipality, pks):
    """{number of a document: that of the one that stands in its place now}"""
    if not pks:
        return {}
    replaced = municipality.documents.exclude(replaced_by=None)
    successors = dict(replaced.values_list("pk", "replaced_by"))
    newest = {}
    for pk in pks:
        last = pk
        for _step in range(len(successors)):  # each is replaced by a later one, so this ends
            if last not in successors:
                break
            last = successors[last]
        newest[pk] = last
    return newest
