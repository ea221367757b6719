"""Deleting an account: from the tables, from what they held before (row history), and from mail.

What a person did for a town stays, without the person: the trail says "a person who has left". docs/adr/0020 says
what goes and what stays.
"""

import html
import logging
import re
from itertools import product

import pghistory.models
import pgtrigger
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import connection, models, transaction
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils.html import escape

from .accounts import end_sessions
from .models import Bounce, Departure, Event, OutgoingMessage, SuppressedAddress, User
from .personal_data import answered_at, before_deletion

logger = logging.getLogger(__name__)

# Not part of a longer address: of lea@example.org, "a@example.org" is none.
ADDRESS = r"(?<![A-Za-z0-9._%+-]){}(?![A-Za-z0-9-]|\.[A-Za-z0-9])"
# Not \m and \M: without a collation for French, "É" is no letter to them.
NAME = r"(?<![A-Za-z0-9]){}(?![A-Za-z0-9])"
GONE = "—"


@transaction.atomic
def forget(person):
    """Delete the account and everything that says who it was."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    addresses, names = addresses_of(person), names_of(person)
    for prepare in before_deletion:
        prepare(person)
    pk, joined_at = person.pk, person.date_joined
    mail = OutgoingMessage.objects.filter(
        Q(recipient=person) | Q(recipient=None, pk__in=with_address("to_address", addresses, OutgoingMessage))
    )
    mail_keys = list(mail.values_list("pk", flat=True))
    end_sessions(person)
    LogEntry.objects.filter(
        content_type__app_label="coalition", content_type__model="user", object_id=pk
    ).delete()
    person.delete()
    # From here on the past is rewritten, of which no history is kept and where nothing is protected.
    with pgtrigger.ignore():
        empty_mail(mail_keys)
        _forget_bounces(addresses)
        _clear_history(pk)
        _clear_contexts(pk)
        _replace_addresses(addresses)
        _replace_names(names)
    Departure.objects.get_or_create(person_id=pk, joined_at=joined_at)
    logger.info("Account %s was deleted; it was opened at %s.", pk, joined_at.isoformat())


def addresses_of(person):
    """All that are, or were and are nobody else's today, in lower case: a clerk's goes to the next clerk."""
    ever = _ever_of(person)
    return sorted(ever - _of_others(person, ever))


def passed_on(person):
    """Addresses that were the person's and are somebody else's today."""
    ever = _ever_of(person)
    return sorted(ever & _of_others(person, ever))


def _ever_of(person):
    known = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    known.update(person.history.values_list("email", flat=True))
    for addresses in answered_at:
        known.update(addresses(person))
    return {address.lower() for address in known if "@" in address}


def _of_others(person, among):
    """Not what the person has proved to be theirs: to that nobody else can have more than a claim."""
    accounts, addresses = (
        model.objects.annotate(lower=Lower("email")).filter(lower__in=among) for model in (User, EmailAddress)
    )
    claimed = (
        accounts.exclude(pk=person.pk)
        .values_list("lower")
        .union(addresses.exclude(user=person).values_list("lower"))
    )
    proved = addresses.filter(user=person, verified=True).values_list("lower")
    return {address for (address,) in claimed.difference(proved)}


def names_of(person):
    """The names that mean this person only: of one word, "May" also means the month."""
    known = {person.name, *person.history.values_list("name", flat=True)}
    return sorted(name for name in known if len(name.split()) > 1)


def with_address(field, addresses, model):
    """Keys of the rows whose `field` is one of the addresses."""
    found = models.QuerySet(model).alias(address_there=Lower(field)).filter(address_there__in=addresses)
    return found.values_list("pk", flat=True)


def blank(model, field, addresses, only=None, **values):
    """Write `values` where `field` is one of the addresses, in the rows and in their history."""
    for table in (model, history_of(model)):
        keys = list(with_address(field, addresses, table))
        rewrite(models.QuerySet(table).filter(pk__in=keys, **(only or {})), **values)


def rewrite(rows, **values):
    """Rows of history may be given; no history is kept of this."""
    with pgtrigger.ignore():
        rows.update(**values)


def history_of(model):
    return model._meta.get_field("history").related_model


def empty_mail(mail_keys):
    """That something was sent, and when, stays. What waits is not sent any more."""
    mail = OutgoingMessage.objects.filter(pk__in=mail_keys)
    mail.filter(status=OutgoingMessage.Status.QUEUED).update(status=OutgoingMessage.Status.CANCELLED)
    mail.update(recipient=None, to_address="", reply_to="", subject="", text="", html="", last_error="")


def _forget_bounces(addresses):
    """Whether mail came back from them, and whether they get any: whoever has the address next begins anew."""
    for model in (Bounce, SuppressedAddress, history_of(SuppressedAddress)):
        models.QuerySet(model).filter(address__in=addresses).delete()


def _clear_history(pk):
    """Former rows about the person go; in those that name the person among other things, the name goes."""
    for model in apps.get_models():
        if not issubclass(model, pghistory.models.Event) or not hasattr(model, "pgh_tracked_model"):
            continue
        rows = models.QuerySet(model)
        for field in model._meta.concrete_fields:
            if field.is_relation and field.remote_field.model is User:
                named = rows.filter(**{field.attname: pk})
                is_about = model.pgh_tracked_model is User or not field.null
                named.delete() if is_about else named.update(**{field.attname: None})


def _clear_contexts(pk):
    """pghistory notes by whose request a row was written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pghistory_context SET metadata = metadata - 'user' WHERE metadata ->> 'user' = %s",
            [str(pk)],
        )


def _replace_addresses(addresses):
    """In every column of text, whoever wrote it there, but in the accounts of others and what these were."""
    accounts = {User, history_of(User), EmailAddress}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and model not in accounts:
            fields = [
                field.name
                for field in model._meta.concrete_fields
                if isinstance(field, models.CharField | models.TextField)
            ]
            # One question to a table; most have none of them anywhere.
            for field in fields if _stand_in(model, fields, addresses) else ():
                _replace(model, field, ADDRESS, addresses)


def _stand_in(model, fields, texts):
    named = Q(pk__in=())
    for field, text in product(fields, texts):
        named |= Q(**{f"{field}__icontains": text})
    return models.QuerySet(model).filter(named).exists()


def _replace_names(names):
    """In what the portal wrote about the person; what people wrote in texts of their own is theirs."""
    # As pages and templates write them, and as mail does, where quotation marks stay (outbox/styling.py).
    spelled = sorted({*names, *map(escape, names), *(html.escape(name, quote=False) for name in names)})
    for model, fields in [
        (OutgoingMessage, ["subject", "text", "html"]),
        (Event, ["note"]),
        (LogEntry, ["object_repr"]),
    ]:
        for field in fields:
            _replace(model, field, NAME, spelled)


def _replace(model, field, pattern, texts):
    for text in texts:
        gone = Func(
            F(field),
            Value(pattern.format(re.escape(text))),
            Value(GONE),
            Value("gi"),
            function="regexp_replace",
        )
        models.QuerySet(model).filter(**{f"{field}__icontains": text}).update(**{field: gone})
