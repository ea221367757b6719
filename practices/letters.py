"""What people are told of a practice by mail, in the transaction that moves it; each in their own language."""

from coalition import outbox
from coalition.models import User


def tell_secretariat(practice, event):
    """That it waits for a review."""
    _tell(practice, event, "practice_to_review", User.objects.secretariat(), "arrival")


def tell_town(practice, event, template):
    """What the secretariat decided; the coordinators and whoever wrote it."""
    if practice.municipality is None:
        return
    people = {person.pk: person for person in practice.municipality.coordinators()}
    writer = practice.written_by
    if writer and writer.is_active and practice.municipality.people.filter(user=writer).exists():
        people[writer.pk] = writer
    _tell(practice, event, template, people.values())


def _tell(practice, event, template, people, category="practice"):
    context = {"practice": practice, "municipality": practice.municipality, "event": event}
    outbox.put(
        [
            outbox.compose(
                key=f"practice-{practice.pk}-{event.action}-{event.pk}-{reader.pk}",
                category=category,
                to=reader,
                template=template,
                context=context,
            )
            for reader in people
        ]
    )
