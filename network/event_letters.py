"""What people are told of an event by mail: service messages, each in the reader's language."""

from django.conf import settings
from django.utils import timezone

from coalition import outbox
from coalition.i18n import speaking
from coalition.models import OutgoingMessage
from coalition.visitors import DAY

CATEGORY = "event"


def tell(registration, template, occasion):
    outbox.put([compose(registration, template, occasion)])


def tell_everybody(gathering, template, occasion):
    """Who has a place, and who waits for one."""
    people = gathering.registrations.placed().select_related("person")
    messages = [compose(each, template, occasion, gathering) for each in people]
    if messages:
        outbox.put(messages)


def tell_moved_up(registration):
    tell(registration, "event_moved_up", f"moved-up-{timezone.now():%Y%m%d%H%M%S%f}")


def verify(registration, most=None):
    """The link that confirms, to an address that anybody may have typed."""
    _to_an_address(registration, "verification", registration.nonce, "event_verification", most)


def tell_registered_already(registration, nonce, most):
    """The page says the same to everybody; only the mailbox knows."""
    _to_an_address(registration, "again", nonce, "event_registered_already", most)


def _to_an_address(registration, occasion, nonce, template, most):
    prefix = f"event:{registration.gathering_id}:{occasion}:{registration.pk}:"
    lately = OutgoingMessage.objects.filter(key__startswith=prefix, created_at__gt=timezone.now() - DAY)
    if most is None or lately.count() < most:
        outbox.queue(
            key=prefix + nonce,
            category="visitor",
            to=(registration.email, registration.language),
            template=template,
            context=context_of(registration, registration.gathering, registration.language),
        )


def key_of(registration, occasion):
    return f"event:{registration.gathering_id}:{occasion}:{registration.pk}"


def compose(registration, template, occasion, gathering=None):
    to = registration.person or (registration.email, registration.language)
    language = getattr(to, "language", registration.language)
    context = context_of(registration, gathering or registration.gathering, language)
    return outbox.compose(
        key=key_of(registration, occasion),
        category=CATEGORY,
        to=to,
        template=template,
        context=context,
        # Not the registration, whose address is a key to it.
        url=context["page_url"],
    )


def context_of(registration, gathering, language):
    with speaking(language):
        page = settings.SITE_URL + gathering.get_absolute_url()
        return {
            "gathering": gathering,
            "registration": registration,
            "when": gathering.when,
            "page_url": page,
            "registration_url": settings.SITE_URL + registration.get_absolute_url(),
        }
