"""The mails of the bulletin: the link that confirms, the issues themselves, and what keeps back what should not arrive."""

from copy import copy

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from coalition import outbox
from coalition.i18n import speaking
from coalition.models import OutgoingMessage
from coalition.visitors import DAY

from .bulletin_reading import side

CATEGORY = "bulletin"


def send_confirmation(subscription, consent):
    """The link that confirms, to an address that anybody may have typed."""
    outbox.queue(
        key=f"bulletin-consent-{consent.pk}",
        category="visitor",
        to=(subscription.email, consent.language),
        template="bulletin_confirmation",
        context={"consent": consent},
    )


def send_already_subscribed(subscription, nonce, most):
    """To somebody who has subscribed before: the page says the same to everybody, only the mailbox knows."""
    prefix = f"bulletin-again-{subscription.pk}-"
    lately = OutgoingMessage.objects.filter(
        key__startswith=prefix, created_at__gt=timezone.now() - DAY
    ).count()
    if lately < most:
        outbox.queue(
            key=prefix + nonce,
            category="visitor",
            to=(subscription.email, subscription.language),
            template="bulletin_again",
            context={"leaving_url": subscription.leaving_url},
        )


def key_of(bulletin, subscription):
    return f"bulletin:{bulletin.pk}:{subscription.pk}"


def letters_of(bulletin):
    """The mails an issue became."""
    return OutgoingMessage.objects.filter(category=CATEGORY, key__startswith=f"bulletin:{bulletin.pk}:")


class Letters:
    """Writes the mails of an issue: what is the same for everybody is made once for each language."""

    def __init__(self, bulletin):
        self._bulletin, self._sides = bulletin, {}

    def compose(self, subscription):
        return outbox.compose(
            key=key_of(self._bulletin, subscription),
            category=CATEGORY,
            to=(subscription.email, subscription.language),
            template="bulletin",
            context=self.context(subscription.language) | {"joined_at": subscription.joined_at},
            unsubscribe_url=subscription.leaving_url,
        )

    def compose_trial(self, reader, language, key):
        reader = copy(reader)
        reader.language = language
        return outbox.compose(
            key=key,
            category="trial",
            to=reader,
            template="bulletin",
            context=self.context(language) | {"joined_at": None},
        )

    def context(self, language):
        if language not in self._sides:
            with speaking(language):
                known = {"side": side(self._bulletin, language, base=settings.SITE_URL)}
                known["page_url"] = settings.SITE_URL + (
                    self._bulletin.get_absolute_url() if self._bulletin.number else reverse("bulletin")
                )
            self._sides[language] = known
        return self._sides[language]


def try_bulletin(bulletin, by):
    """Both languages to the one who asks, once a minute for the same words; whether anything was written."""
    minute = timezone.now().strftime("%Y%m%d%H%M")
    key = f"bulletin-trial-{bulletin.pk}-{by.pk}-{bulletin.stamp}-{minute}"
    if OutgoingMessage.objects.filter(key__startswith=f"{key}-").exists():
        return False
    letters = Letters(bulletin)
    outbox.put([letters.compose_trial(by, code, f"{key}-{code}") for code, _name in settings.LANGUAGES])
    return True


def cancel_bulletins(subscription):
    """Keep back what waits for somebody who has left."""
    waiting = OutgoingMessage.objects.filter(
        status=OutgoingMessage.Status.QUEUED, category=CATEGORY, key__endswith=f":{subscription.pk}"
    )
    waiting.update(status=OutgoingMessage.Status.CANCELLED)
