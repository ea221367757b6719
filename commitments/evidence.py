"""The evidence that actions name: what stands in its place in the town's register today, for who may read it."""

from collections import defaultdict


def show_evidence(plan, documents):
    """Give each action of a plan its `shown_evidence`, of these `documents` of its town; three queries at most.

    What was named and then replaced is shown by the newest document in its place; what was withdrawn, by none.
    The plan gets its `shown_resolution` by the same rule.
    """
    actions = plan.actions.all()
    cited = cited_by(actions)
    show = reader(plan.municipality, documents, {*_numbers(cited), plan.resolution_id})
    for action in actions:
        action.shown_evidence = show(cited[action.pk])
    plan.shown_resolution = next(iter(show([plan.resolution_id])), None)


def show_resolution(plan, documents):
    """The same of the plan alone."""
    show = reader(plan.municipality, documents, {plan.resolution_id})
    plan.shown_resolution = next(iter(show([plan.resolution_id])), None)


def evidence_of(actions, municipality, documents):
    """{number of an action: those of the town's `documents` that stand in the places of what it names}"""
    cited = cited_by(actions)
    show = reader(municipality, documents, _numbers(cited))
    return {action.pk: show(cited[action.pk]) for action in actions}


def cited_by(actions):
    """{number of an action: numbers of the documents it names}"""
    cited = defaultdict(list)
    for action in actions[:1]:
        through = type(action).evidence.through.objects.filter(action__in=actions)
        for number, document in through.values_list("action_id", "document_id"):
            cited[number].append(document)
    return cited


def _numbers(cited):
    return {pk for pks in cited.values() for pk in pks}


def reader(municipality, documents, pks):
    """(numbers of documents) -> those to show in their places, by title; `pks` are all that will be asked."""
    newest = _newest_of(municipality, set(pks) - {None})
    found = documents.in_bulk(set(newest.values())) if newest else {}
    for document in found.values():
        document.municipality = municipality

    def show(cited):
        standing = dict.fromkeys(newest[pk] for pk in cited if pk in newest)
        shown = [found[pk] for pk in standing if pk in found]
        return sorted(shown, key=lambda document: str(document).casefold())

    return show


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
