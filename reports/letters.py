"""What people are told of a report by mail, in the transaction that moves it; each in their own language."""

from datetime import timedelta
from functools import partial

from django.db.models import Q
from django.utils import timezone

from coalition import outbox
from coalition.models import Comment, Event, OutgoingMessage, User

from . import outline

# Messages of a thread that follow each other within this time are one mail.
GATHERED = timedelta(minutes=15)


def tell_coordinators(report, template, event, **facts):
    key = f"report-{report.pk}-{event.action}-{event.pk}"
    tell(report, report.municipality.coordinators(), template, key, **facts)


def tell_returned(report, event, requests, due_on, dates):
    """What is asked; each with its day where they have not the same one."""
    named = outline.titles()
    asked = [(named[key], text, dates.get(key, due_on)) for key, text in requests.items()]
    days = sorted({day for _title, _text, day in asked})
    facts = {"asked": asked, "due_on": days[0], "has_dates": len(days) > 1, "is_again": report.round > 1}
    tell_coordinators(report, "report_returned", event, **facts)


def tell_reviewers(report, event, *, is_again):
    """That it waits for a review; `is_again`: what was asked came back, with what the town says of it."""
    key, facts = f"report-{report.pk}-review-{event.pk}", {"is_again": is_again, "answers": []}
    if is_again:
        named = outline.titles()
        asked = report.change_requests.filter(resolved_at=report.submitted_at)
        facts["answers"] = [(named[request.section], request) for request in asked]
    # Whoever has the report reads it again; the others need not.
    if _has_reviewer(report):
        tell(report, [report.reviewer], "report_to_review", key, **facts)
    else:
        tell(report, User.objects.secretariat(), "report_to_review", key, category="arrival", **facts)


def tell_reviewer(report, event):
    """That a colleague gave them the report."""
    key = f"report-{report.pk}-{event.action}-{event.pk}"
    tell(report, [report.reviewer], "report_assigned", key, giver=event.actor)


def tell_of_message(report, comment):
    """Tell the other side. Messages that follow each other are one mail, sent a quarter of an hour after the first."""
    for reader in _readers(report, comment):
        prefix = f"report-{report.pk}-messages-{comment.place}-{reader.pk}-"
        waiting = _waiting(prefix)
        first = int(waiting.key.removeprefix(prefix)) if waiting else comment.pk
        comments = Comment.objects.about(report).filter(
            is_internal=False,
            place=comment.place,
            is_of_secretariat=comment.is_of_secretariat,
            pk__range=(first, comment.pk),
        )
        letter = _letter(report, list(comments.select_related("author")), f"{prefix}{first}", reader)
        if waiting and outbox.replace(waiting, letter):
            continue
        if waiting:  # it left meanwhile
            letter = _letter(report, [comment], f"{prefix}{comment.pk}", reader)
        outbox.put([letter])


def tell(report, people, template, key, **facts):
    """One message to each of these people; `key` is completed by the person. `category`, if it is not "report"."""
    outbox.put([_compose(report, person, template, f"{key}-{person.pk}", **facts) for person in people])


def _letter(report, comments, key, reader):
    at = timezone.now() + GATHERED
    key_of_part, is_of_secretariat = comments[0].place, comments[0].is_of_secretariat
    facts = {
        "comments": comments,
        "is_of_secretariat": is_of_secretariat,
        "place": key_of_part,
        "section": outline.titles()[key_of_part],
        # Asked by the template, so in the language of the reader.
        "address": partial(outline.part_url, report, key_of_part),
    }
    return _compose(report, reader, "report_messages", key, at=at, category="conversation", **facts)


def _waiting(prefix):
    """The last message of these that may still say more; None where it has left, or is too old."""
    status = OutgoingMessage.Status
    own = OutgoingMessage.objects.filter(key__startswith=prefix, tries=0)
    not_sent_now = Q(status__in={status.GATHERED, status.UNWANTED}, created_at__gt=timezone.now() - GATHERED)
    return own.filter(Q(status=status.QUEUED) | not_sent_now).last()


def _compose(report, person, template, key, at=None, category="report", **facts):
    context = {"report": report, "municipality": report.municipality, **facts}
    return outbox.compose(key=key, category=category, to=person, template=template, context=context, at=at)


def _readers(report, comment):
    """The other side: who coordinates or wrote here; who of the secretariat has the report or had to do with it."""
    if comment.is_of_secretariat:
        wrote = Comment.objects.about(report).filter(
            place=comment.place, is_of_secretariat=False, is_internal=False
        )
        people = report.municipality.people.filter(user__is_active=True, user__comments__in=wrote)
        writers = [member.user for member in people.select_related("user").distinct()]
        readers = {person.pk: person for person in [*report.municipality.coordinators(), *writers]}
    else:
        readers = {person.pk: person for person in _readers_of_secretariat(report)}
    return [person for pk, person in readers.items() if pk != comment.author_id]


def _readers_of_secretariat(report):
    if _has_reviewer(report):
        return [report.reviewer]
    people = User.objects.secretariat()
    met = people.filter(trail__in=Event.objects.about(report).exclude(action="start")).distinct()
    return list(met) or list(people)


def _has_reviewer(report):
    person = report.reviewer
    return person is not None and person.is_active and person.is_secretariat
