"""What people are told by mail, in the transaction that moves an application or a membership."""

from coalition import outbox
from coalition.models import User


def tell(thing, event, template, people, category="", **context):
    """One message to each: templates/mail/<template>, to a User, (address, language) or outbox.Stranger.

    Who has no account is sent to no page that asks for one: the templates look at `has_account`. The category is the
    kind of thing, if none is named.
    """
    kind = thing._meta.model_name
    context = {kind: thing, "municipality": thing.municipality, "event": event, **context}
    outbox.put(
        [
            outbox.compose(
                key=f"{kind}-{thing.pk}-{event.action}-{event.pk}-{getattr(reader, 'pk', 'contact')}",
                category=category or kind,
                to=reader,
                template=template,
                context={**context, "has_account": isinstance(reader, User)},
            )
            for reader in people
        ]
    )
