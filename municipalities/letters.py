"""What people are told by mail about an application, in the transaction that moves it."""

from coalition import outbox


def tell(application, event, template, people, **context):
    """One message to each person: templates/mail/<template>, in their language."""
    context = {
        "application": application,
        "municipality": application.municipality,
        "event": event,
        **context,
    }
    outbox.put(
        [
            outbox.compose(
                key=f"application-{application.pk}-{event.action}-{event.pk}-{person.pk}",
                category="application",
                to=person,
                template=template,
                context=context,
            )
            for person in people
        ]
    )
