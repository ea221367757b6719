"""Samples of the mails: what each template says, made of invented people and towns, for the secretariat and the tests.

    # reports/mail_samples.py
    @mail_samples.register(order=30)
    def samples():
        yield Sample("report_assigned", "report", lambda: {"report": …})

The app that owns a template makes its samples, of rows that are never saved: to look at one writes and sends nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from ..extensions import ExtensionPoint
from ..i18n import speaking
from ..models import User
from .composing import Stranger
from .writing import compose

# called with () -> iterable of Sample
mail_samples = ExtensionPoint()

EXAMPLE = "example.org"


def said(en, fr):
    """What somebody wrote, in the language that is spoken."""
    return {"en": en, "fr": fr}[get_language()]


def person(name="Camille Roy", **facts):
    """Somebody with an account, who reads the language that is spoken."""
    address = f"{name.lower().replace(' ', '.')}@{EXAMPLE}"
    return User(pk=1, name=name, email=address, language=get_language(), **facts)


def officer():
    return person("Jo Bernard", is_secretariat=True)


def address():
    """Somebody without one, who chose the language that is spoken."""
    return (f"camille@{EXAMPLE}", get_language())


def stranger():
    return Stranger(f"camille@{EXAMPLE}", get_language())


def office():
    return (settings.CONTACT_EMAIL, get_language())


READERS = {
    person: gettext_lazy("To a person with an account, in their language"),
    officer: gettext_lazy("To the people of the secretariat, in their language"),
    address: gettext_lazy("To an address without an account, in the language its reader chose"),
    stranger: gettext_lazy(
        "To an address without an account, in both languages: nobody knows which one its reader speaks"
    ),
    office: gettext_lazy("To the address of the secretariat"),
}


@dataclass(frozen=True)
class Sample:
    """`context` and `to` are asked while the language of the sample is spoken."""

    template: str
    category: str
    context: Callable = dict
    variant: str = ""  # where the template says different things
    to: Callable = person
    options: Callable = dict  # what else `compose` is told

    @property
    def key(self):
        """What it is called in its address."""
        return "-".join(filter(None, [self.template, self.variant]))

    @property
    def reader(self):
        return READERS[self.to]

    def message(self, language):
        """The OutgoingMessage, not to be written."""
        with speaking(language):
            return self.compose(self.to(), self.context())

    def compose(self, to, context):
        return compose(
            key="sample",
            category=self.category,
            to=to,
            template=self.template,
            context=context,
            **self.options(),
        )


def all_samples():
    """{key: Sample}, in the order of the apps."""
    return {sample.key: sample for samples in mail_samples for sample in samples()}
