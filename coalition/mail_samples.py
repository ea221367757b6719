"""Samples of the mails of accounts, and of the alarm about mail (coalition/outbox/samples.py)."""

from datetime import UTC, datetime

from .accounts import compose_account_mail
from .outbox.alarms import Trouble
from .outbox.samples import Sample, address, mail_samples, officer, person

AT = datetime(2027, 3, 2, 14, 5, tzinfo=UTC)
CODES = ("email_confirmation_signup", "email_confirmation", "password_reset_code")
TO_ANYBODY = ("account_already_exists", "unknown_account")
CHANGES = (
    "email_changed",
    "email_confirm",
    "email_deleted",
    "password_changed",
    "password_reset",
    "password_set",
)
SECOND_FACTOR = (
    "recovery_codes_generated",
    "totp_activated",
    "totp_deactivated",
    "webauthn_added",
    "webauthn_removed",
)


class AccountSample(Sample):
    @property
    def key(self):
        return self.template.rpartition("/")[2]

    def compose(self, to, context):
        email = getattr(to, "email", None) or to[0]
        return compose_account_mail(self.template, to, email, context, key="sample")


def _change():
    return {
        "timestamp": AT,
        "user_agent": "Firefox 140, Windows",
        "from_email": "camille@example.org",
        "to_email": "camille.roy@example.org",
        "deleted_email": "camille@example.org",
    }


@mail_samples.register(order=10)
def samples():
    for name in CODES:
        yield AccountSample(f"account/email/{name}", "account", lambda: {"code": "KRTW-4729"})
    for name in TO_ANYBODY:
        to = person if name == "account_already_exists" else address
        yield AccountSample(f"account/email/{name}", "account", to=to)
    for name in CHANGES:
        yield AccountSample(f"account/email/{name}", "account", _change)
    for name in SECOND_FACTOR:
        yield AccountSample(f"mfa/email/{name}", "account", _change)


@mail_samples.register(order=90)
def samples_of_alarms():
    for kind, count in (("server", 12), ("failed", 1), ("failed", 3)):
        variant = f"{kind}-{count}"
        trouble = Trouble(kind, count, AT)
        yield Sample("alarm", "alarm", lambda trouble=trouble: {"trouble": trouble}, variant, to=officer)
