"""What the links at the foot of a mail open, without signing in: the end of its kind, and the choice for all kinds.

The token says whose they are and which kind of mail, and only the portal can read or make one (AES-SIV, RFC 5297).
Nothing is kept of it, so that one of years ago still works. docs/adr/0048 says what follows for the secret key.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ..i18n import speaking
from ..models import OutgoingMessage, User
from ..text import masked
from .categories import KINDS, Kind, Rhythm, ended_by, is_by_mail
from .sending import LEASE

Status = OutgoingMessage.Status
LONGEST = 200


@dataclass(frozen=True)
class Leave:
    """What a token of ours says, as it stands now."""

    person: User | None  # None: the account was deleted
    kind: Kind | None  # None: no such mail is sent any more

    @property
    def reaches_somebody(self):
        return self.person is not None and self.person.is_active

    @property
    def address(self):
        """Enough for its reader to tell it from others: mail is passed on."""
        return masked(self.person.email)

    def ended(self):
        """The kinds that leaving ends, of those that come by mail now."""
        if not (self.reaches_somebody and self.kind):
            return []
        return [each for each in ended_by(self.person, self.kind) if is_by_mail(self.person, each.key)]

    def take(self):
        """End them at once."""
        if found := self.ended():
            choose(self.person, {kind.key: Rhythm.NEVER for kind in found})


@transaction.atomic
def choose(person, rhythms):
    """How often kinds of mail come to the person from now on; of what comes no more by mail, nothing waits."""
    person.choose(rhythms)
    never = [kind for kind, rhythm in rhythms.items() if rhythm == Rhythm.NEVER]
    now = timezone.now()
    is_in_hand = Q(claimed_at__isnull=False, next_try_at__gt=now, next_try_at__lte=now + LEASE)
    waiting = OutgoingMessage.objects.filter(recipient=person, category__in=never)
    waiting.filter(Q(status=Status.GATHERED) | Q(status=Status.QUEUED) & ~is_in_hand).update(
        status=Status.UNWANTED
    )


def links(person, category):
    """(address that ends this kind of mail, address where all kinds are chosen), in the person's language."""
    token = _seal(f"{person.pk} {category}")
    with speaking(person):
        return tuple(
            settings.SITE_URL + reverse(name, args=[token]) for name in ("leave_mail", "choose_mail")
        )


def read_token(token):
    """The Leave; None where the token is not ours."""
    said = _unseal(token)
    if said is None:
        return None
    pk, category = said.split(" ", 1)
    return Leave(User.objects.filter(pk=int(pk)).first(), KINDS.get(category))


def _seal(text):
    return urlsafe_b64encode(_cipher(settings.SECRET_KEY).encrypt(text.encode(), None)).decode().rstrip("=")


def _unseal(token):
    if len(token) > LONGEST or not token.isascii():
        return None
    with suppress(ValueError, InvalidTag):
        sealed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        # Only as it was written: of other spellings of the same bytes there is no end.
        if urlsafe_b64encode(sealed).decode().rstrip("=") == token:
            for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
                with suppress(InvalidTag):
                    return _cipher(key).decrypt(sealed, None).decode()
    return None


@lru_cache(maxsize=8)
def _cipher(secret):
    return AESSIV(hashlib.sha512(b"leaving mail\0" + secret.encode()).digest())
