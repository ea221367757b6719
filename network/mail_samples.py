"""Samples of the bulletin and of what people are told of events (coalition/outbox/samples.py)."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import get_language

from coalition.outbox.samples import Sample, address, mail_samples, person, said

from .bulletin_reading import side
from .event_letters import context_of
from .models import Bulletin, BulletinItem, Consent, Gathering, Registration, Subscription

JOINED = datetime(2026, 9, 1, 15, tzinfo=UTC)
TOKEN = "an-invented-token"
WORDS = {
    "title_en": "March 2027: who cooks, who comes",
    "title_fr": "Mars 2027 : qui cuisine, qui vient",
    "intro_en": "Three municipalities reported, and **one practice** is new in the library.",
    "intro_fr": "Trois municipalités ont fait rapport, et **une pratique** est nouvelle dans la bibliothèque.",
}
PIECES = [
    {
        "title_en": "Neighbours’ tables",
        "title_fr": "Tables de voisinage",
        "text_en": "In Lakeside newcomers and residents cook for each other:\n\n- once a month,\n- in 4 halls.\n\n> We know our street now.",
        "text_fr": "À Bord-du-Lac, personnes nouvelles et anciennes cuisinent ensemble :\n\n- une fois par mois,\n- dans 4 salles.\n\n> Nous connaissons maintenant notre rue.",
    },
    {
        "title_en": "The guide has a new chapter",
        "title_fr": "Le guide a un nouveau chapitre",
        "text_en": "Read [how to count](https://example.org/guide) without harm.",
        "text_fr": "Lisez [comment compter](https://example.org/guide) sans nuire.",
    },
]


@mail_samples.register(order=50)
def samples_of_the_bulletin():
    yield Sample("bulletin", "bulletin", bulletin, to=address, options=leaving)
    yield Sample("bulletin", "trial", bulletin, "trial", person)
    yield Sample("bulletin_confirmation", "visitor", lambda: {"consent": Consent(pk=0)}, to=address)
    yield Sample("bulletin_again", "visitor", lambda: {"leaving_url": subscription().leaving_url}, to=address)


def bulletin():
    issue = Bulletin(number=7, **WORDS)
    items = [BulletinItem(kind="piece", **words) for words in PIECES]
    return {
        "side": side(issue, get_language(), base=settings.SITE_URL, items=items),
        "page_url": settings.SITE_URL + issue.get_absolute_url(),
        "joined_at": JOINED,
    }


def subscription():
    return Subscription(token=TOKEN, language=get_language())


def leaving():
    return {"unsubscribe_url": subscription().leaving_url}


@mail_samples.register(order=51)
def samples_of_events():
    for occasion in ("registered", "waiting", "moved_up", "reminder", "changed", "cancelled"):
        status = "cancelled" if occasion == "cancelled" else "published"
        yield Sample(f"event_{occasion}", "event", lambda status=status: event(status), to=address)
    for occasion in ("verification", "registered_already"):
        yield Sample(f"event_{occasion}", "visitor", event, to=address)


def event(status="published"):
    gathering = Gathering(
        pk=6,
        status=status,
        slug="welcoming-newcomers",
        title_en="Welcoming newcomers",
        title_fr="Accueillir les personnes nouvelles",
        place_en="City hall, Lakeside",
        place_fr="Hôtel de ville, Bord-du-Lac",
        link="https://example.org/join",
        zone="America/Toronto",
        starts_at=datetime(2027, 5, 4, 17, tzinfo=UTC),
        ends_at=datetime(2027, 5, 4, 20, tzinfo=UTC),
        reason=said("The speaker is ill.", "La personne invitée est malade."),
    )
    registration = Registration(gathering=gathering, token=TOKEN, language=get_language())
    return context_of(registration, gathering, get_language())
