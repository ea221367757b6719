"""The mail providers that may tell of bounces: django-anymail knows what each says and how it proves that it is the one.

MAIL_PROVIDER names one; it sends MAIL_PROVIDER_SECRET ("user:password") with each message, and those that sign what
they send do so with MAIL_PROVIDER_KEY.
"""

from anymail.signals import tracking
from anymail.webhooks.brevo import BrevoTrackingWebhookView
from anymail.webhooks.mailersend import MailerSendTrackingWebhookView
from anymail.webhooks.mailgun import MailgunTrackingWebhookView
from anymail.webhooks.mailjet import MailjetTrackingWebhookView
from anymail.webhooks.postmark import PostmarkTrackingWebhookView
from anymail.webhooks.sparkpost import SparkPostTrackingWebhookView
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.dispatch import receiver

from .bounces import take_in

# name -> (view, what it calls its key, if it signs)
PROVIDERS = {
    "brevo": (BrevoTrackingWebhookView, None),
    "mailersend": (MailerSendTrackingWebhookView, "signing_secret"),
    "mailgun": (MailgunTrackingWebhookView, "webhook_signing_key"),
    "mailjet": (MailjetTrackingWebhookView, None),
    "postmark": (PostmarkTrackingWebhookView, None),
    "sparkpost": (SparkPostTrackingWebhookView, None),
}


class Careful:
    """What does not have the provider's shape is refused, not a fault of ours."""

    webhook_secret = None  # so that `as_view` takes it

    def parse_events(self, request):
        try:
            return super().parse_events(request)
        except (ValueError, TypeError, LookupError, AttributeError, AssertionError) as problem:
            raise SuspiciousOperation(f"not understood ({type(problem).__name__})") from problem


def listener():
    """The view that hears the provider of the settings; None without one."""
    if not settings.MAIL_PROVIDER or what_is_missing():
        return None
    view, key = PROVIDERS[settings.MAIL_PROVIDER]
    signed = {key: settings.MAIL_PROVIDER_KEY} if key else {}
    careful = type(f"Careful{view.__name__}", (Careful, view), {})
    return careful.as_view(webhook_secret=settings.MAIL_PROVIDER_SECRET, **signed)


def what_is_missing():
    """What the settings lack for the provider they name, in words; None where nothing is."""
    name = settings.MAIL_PROVIDER
    if name and name not in PROVIDERS:
        return f"MAIL_PROVIDER is none of {', '.join(PROVIDERS)}: {name}"
    if name and ":" not in settings.MAIL_PROVIDER_SECRET:
        return 'MAIL_PROVIDER_SECRET must be "user:password", as the provider sends it.'
    if name and PROVIDERS[name][1] and not settings.MAIL_PROVIDER_KEY:
        return f"MAIL_PROVIDER_KEY is empty: {name} signs what it sends."
    return None


@receiver(tracking)
def hear(sender, event, esp_name, **_more):
    take_in(event, esp_name.lower())
