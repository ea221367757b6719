"""Taking an address off the suppress list, and what was kept back from it meanwhile."""

from django.db import transaction

from ..models import OutgoingMessage


@transaction.atomic
def lift(suppressed, by, *, send=False):
    """The address gets mail again; with `send` also what was kept back. How many messages that were."""
    suppressed.lift(by)
    kept_back = list(OutgoingMessage.objects.kept_back_from(suppressed.address)) if send else []
    for message in kept_back:
        message.retry(by)
    return len(kept_back)
