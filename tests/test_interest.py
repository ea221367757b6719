"""The letter of interest: a text to start from, sent ahead of the rest, acknowledged, and said in public or not."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation
from docx import Document as read_docx

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.extensions import queue_sources
from municipalities.models import Application, Interest, Role

from . import make
from .applying import checked
from .papers import upload

SENTENCE = "has declared its intent to join the coalition"


@pytest.fixture
def town(db):
    return make.municipality("Newtown", name_fr="Neuville", slug="newtown-on")


@pytest.fixture
def application(town, nora):
    """Nora's, with its letter, and with nothing else."""
    make.member(town, nora, Role.COORDINATOR)
    letter = make.document(town, by=nora)
    return make.application(town, by=nora, letter=letter, letter_on=date(2026, 1, 12))


def at(name, *args):
    return reverse(name, args=args)


def queue():
    return [row for source in queue_sources for row in source() if row.kind_key == "interest"]


def mails():
    return sorted(OutgoingMessage.objects.values_list("to_address", "subject"))


def profile(client, town):
    return client.get(town.get_absolute_url()).content.decode()


# --- sending it ahead ---------------------------------------------------------------------------------


def test_a_letter_goes_ahead_once(application, town, nora, sam, sign_in):
    client = sign_in(nora)
    page = client.get(at("declare_interest", town.slug)).content.decode()
    assert 'name="is_public"' in page and "checked" not in page
    for _click in range(2):
        answer = client.post(at("declare_interest", town.slug))
        assert answer["Location"] == at("declare_interest", town.slug)
    interest = Interest.objects.get()
    assert (interest.status, interest.is_public, interest.declared_by) == ("declared", False, nora)
    assert [event.action for event in Event.objects.about(interest)] == ["declare"]
    assert mails() == sorted(
        [
            (sam.email, "Letter of interest from Newtown"),
            (nora.email, "Letter of interest sent: Newtown"),
        ]
    )
    assert application.number in client.get(at("declare_interest", town.slug)).content.decode()
    assert "With the secretariat since" in client.get(application.get_absolute_url()).content.decode()
    assert [row.url for row in queue()] == [at("review_application", application.pk) + "#interest"]
    assert Application.objects.get().status == "draft"


def test_a_consent_of_a_second_click_does_not_count(application, nora):
    Interest.declare(application, nora, is_public=False)
    Interest.declare(application, nora, is_public=True)
    assert not Interest.objects.get().is_public


@pytest.mark.parametrize("missing", ["letter", "letter_on"])
def test_no_letter_nothing_to_send(application, town, nora, sign_in, missing):
    Application.objects.update(**{missing: None})
    client = sign_in(nora)
    page = client.get(at("declare_interest", town.slug)).content.decode()
    assert at("application_letter", town.slug) in page and 'name="is_public"' not in page
    answer = client.post(at("declare_interest", town.slug))
    assert answer.status_code == 409 and "not complete" in answer.content.decode()
    assert not Interest.objects.exists() and not OutgoingMessage.objects.exists()


@pytest.mark.parametrize("status", ["submitted", "returned", "approved", "declined", "withdrawn"])
def test_only_a_draft_sends_it_ahead(application, nora, status):
    Application.objects.update(status=status)
    with pytest.raises(WrongState):
        Interest.declare(application, nora, is_public=True)  # whose copy still says draft
    assert not Interest.objects.exists()


def test_a_letter_that_went_ahead_is_kept(application, town, nora):
    """Whatever takes its place, the secretariat acknowledged this one."""
    make.interest(application, by=nora, status="acknowledged")
    sent = application.letter
    application.attach("letter", checked(upload("second.pdf")), nora)
    application.attach("letter", checked(upload("third.pdf")), nora)
    assert sent.file.storage.exists(sent.file.name)
    assert sorted(document.name for document in town.documents.all()) == sorted([sent.name, "third.pdf"])


def test_a_replaced_letter_is_no_secret(application, town, nora, sam, sign_in):
    client = sign_in(nora)
    assert (
        "with the secretariat already" not in client.get(at("application_letter", town.slug)).content.decode()
    )
    make.interest(application, by=nora)
    assert "with the secretariat already" in client.get(at("application_letter", town.slug)).content.decode()
    assert (
        "nothing else is sent before you submit" in client.get(at("application", town.slug)).content.decode()
    )
    application.attach("letter", checked(upload("second.pdf")), nora)
    for person, there in (
        (nora, at("application", town.slug)),
        (sam, at("review_application", application.pk)),
    ):
        assert "Letter of interest replaced, after it was sent" in sign_in(person).get(there).content.decode()


def test_the_trail_of_the_application_has_the_letter(application, town, nora, sam, sign_in):
    Interest.declare(application, nora, is_public=False).acknowledge(sam)
    for person, there in (
        (nora, at("application", town.slug)),
        (sam, at("review_application", application.pk)),
    ):
        said = sign_in(person).get(there).content.decode()
        assert "Letter of interest sent ahead" in said[said.index("What has happened") :]
        assert "Letter of interest acknowledged" in said[said.index("What has happened") :]


def test_a_contributor_does_not(application, town, eli, sign_in):
    make.member(town, eli, Role.CONTRIBUTOR)
    assert sign_in(eli).post(at("declare_interest", town.slug)).status_code == 403
    assert (
        at("declare_interest", town.slug)
        not in sign_in(eli).get(application.get_absolute_url()).content.decode()
    )


def test_the_secretariat_sends_it_on_behalf(application, town, sam, sign_in):
    sign_in(sam).post(at("declare_interest", town.slug), {"is_public": "on"})
    interest = Interest.objects.get()
    assert Event.objects.about(interest).get().is_on_behalf and interest.is_public
    with pytest.raises(PermissionDenied):
        interest.acknowledge(sam)


# --- the secretariat's answer -------------------------------------------------------------------------


def test_the_secretariat_acknowledges_once(application, town, nora, sam, sign_in):
    Interest.declare(application, nora, is_public=False)
    OutgoingMessage.objects.all().delete()
    client = sign_in(sam)
    assert "Acknowledge the letter" in client.get(at("review_application", application.pk)).content.decode()
    for _click in range(2):
        answer = client.post(at("acknowledge_interest", application.pk))
        assert answer["Location"] == at("review_application", application.pk)
    interest = Interest.objects.get()
    assert interest.status == "acknowledged" and interest.acknowledged_at
    assert mails() == [(nora.email, "The secretariat acknowledges the letter of interest of Newtown")]
    assert "public page says nothing" in OutgoingMessage.objects.get().text
    assert [event.action for event in Event.objects.about(interest)] == ["declare", "acknowledge"]
    assert not queue()
    page = client.get(at("review_application", application.pk)).content.decode()
    assert "Acknowledge the letter" not in page
    assert "acknowledged it on" in sign_in(nora).get(application.get_absolute_url()).content.decode()


def test_nobody_acknowledges_for_their_own_town(application, town, nora, sam, sign_in):
    Interest.declare(application, nora, is_public=False)
    make.member(town, sam, Role.VIEWER)
    assert sign_in(sam).post(at("acknowledge_interest", application.pk)).status_code == 403
    page = sign_in(sam).get(at("review_application", application.pk)).content.decode()
    assert "somebody else acknowledges" in page and at("acknowledge_interest", application.pk) not in page
    assert Interest.objects.get().status == "declared"


def test_who_opened_the_application_does_not_acknowledge(town, nora, sam):
    application = make.application(town, by=sam)
    interest = make.interest(application, by=nora)
    with pytest.raises(PermissionDenied):
        interest.acknowledge(sam)


def test_nothing_sent_nothing_acknowledged(application, sam, sign_in):
    answer = sign_in(sam).post(at("acknowledge_interest", application.pk))
    assert answer.status_code == 409 and "No letter of interest was sent" in answer.content.decode()


def test_what_came_to_nothing_waits_no_more(application, nora):
    Interest.declare(application, nora, is_public=True)
    assert queue()
    application.withdraw(nora, "Not now.")
    assert not queue()


# --- in public ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("interest", "status", "is_said"),
    [
        ({"status": "acknowledged", "is_public": True}, "draft", True),
        ({"status": "acknowledged", "is_public": True}, "submitted", True),
        ({"status": "acknowledged", "is_public": True}, "returned", True),
        ({"status": "declared", "is_public": True}, "draft", False),
        ({"status": "acknowledged", "is_public": False}, "draft", False),
        ({"status": "acknowledged", "is_public": True}, "withdrawn", False),
        ({"status": "acknowledged", "is_public": True}, "declined", False),
        ({"status": "acknowledged", "is_public": True}, "approved", False),
    ],
)
def test_the_profile_says_it(client, application, town, nora, interest, status, is_said):
    make.interest(application, by=nora, **interest)
    Application.objects.update(status=status)
    assert (SENTENCE in profile(client, town)) == is_said
    assert "Nora" not in profile(client, town)
    assert ("An application is open. Ask its coordinator" in profile(client, town)) == is_said
    assert ("Open an application. You can stop" in profile(client, town)) != is_said


def test_consent_is_given_and_withdrawn_on_the_same_page(client, application, town, nora, sign_in):
    interest = make.interest(application, by=nora, status="acknowledged")
    hers, consent = sign_in(nora), at("interest_consent", town.slug)
    assert "Allow our public page" in hers.get(at("declare_interest", town.slug)).content.decode()
    for _click in range(2):
        assert hers.post(consent, {"is_public": "yes"})["Location"] == at("declare_interest", town.slug)
    assert SENTENCE in profile(client, town)
    assert "Withdraw the consent" in hers.get(at("declare_interest", town.slug)).content.decode()
    hers.post(consent)
    assert SENTENCE not in profile(client, town)
    assert [event.action for event in Event.objects.about(interest)] == ["consent", "withdraw_consent"]


def test_no_consent_without_a_letter(application, town, nora, sign_in):
    assert sign_in(nora).post(at("interest_consent", town.slug), {"is_public": "yes"}).status_code == 409


# --- a text to start from -----------------------------------------------------------------------------


def test_the_letter_is_there_in_both_languages(client, db):
    town = make.municipality("French River", name_fr="Rivière des Français", slug="french-river-on")
    page = client.get(at("interest_letter", town.slug)).content.decode()
    assert 'lang="en"' in page and 'lang="fr"' in page
    assert "On behalf of French River, Ontario" in page and "Rivière des Français, Ontario" in page
    assert "12,345 people" in page and "[mayor" in page
    for language in ("en", "fr"):
        with translation.override(language):
            assert at("interest_letter_docx", town.slug) in page


def test_from_the_letter_one_begins_where_that_is_possible(client, lakeside, lea, nora, sign_in, town):
    """A visitor, or whoever may not open one, is led to the search, which says what stands in the way."""
    begin = f'action="{at("open_application", town.slug)}"'
    search = f"{at('find_town')}?q={town.name}"
    letter = at("interest_letter", town.slug)
    assert search in client.get(letter).text
    page = sign_in(nora).get(letter).text
    assert begin in page and search not in page
    make.member(town, lea)
    assert at("workspace", town.slug) in sign_in(lea).get(letter).text
    page = sign_in(nora).get(letter).text
    assert begin not in page and search in page


def test_a_town_that_nobody_counted_has_a_letter(client, db):
    make.municipality("Emptyville", slug="emptyville-on", population=None, population_year=None)
    page = client.get(at("interest_letter", "emptyville-on")).content.decode()
    assert "On behalf of Emptyville" in page and "census" not in page
    assert client.get(at("interest_letter", "atlantis")).status_code == 404


@pytest.mark.parametrize(("language", "name"), [("en", "Newtown"), ("fr", "Neuville")])
def test_the_letter_as_a_word_file(client, town, language, name):
    with translation.override(language):
        answer = client.get(at("interest_letter_docx", town.slug))
    assert f"{name}.docx" in answer["Content-Disposition"]
    file = read_docx(io.BytesIO(answer.content))
    words = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert name in words and "UNESCO" in words and file.core_properties.language == f"{language}-CA"


def test_the_day_is_that_of_the_town(client, nora, time_machine):
    """Eleven in the evening in Vancouver is the next day in London, and in Ottawa too."""
    town = make.municipality("Westview", province_code="BC", slug="westview-bc")
    time_machine.move_to(datetime(2026, 7, 1, 6, 0, tzinfo=UTC), tick=False)
    make.interest(make.application(town, by=nora), by=nora, status="acknowledged", is_public=True)
    assert "on June 30, 2026" in profile(client, town)
