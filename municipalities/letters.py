"""What people are told by mail, in the transaction that moves an application or a membership."""

from coalition import outbox


def tell(thing, event, template, people, **context):
    """One message to each person: templates/mail/<template>, in their language."""
    kind = thing._meta.model_name
    context = {kind: thing, "municipality": thing.municipality, "event": event, **context}
    outbox.put(
        [
            outbox.compose(
                key=f"{kind}-{thing.pk}-{event.action}-{event.pk}-{person.pk}",
                category=kind,
                to=person,
                template=template,
                context=context,
            )
            for person in people
        ]
    )
