"""The step of the application at which the Declaration is signed."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape

from coalition.models import Event
from coalition.workflow import WrongState
from commitments.joining import DECLARATION, sign_declaration
from commitments.models import Declaration, Signature
from municipalities.models import Application

from . import make
from .tab import Tab

pytestmark = pytest.mark.usefixtures("reference")


def at(town, language="en"):
    with translation.override(language):
        return reverse("application_declaration", args=[town.slug])


def text(response):
    return response.content.decode()


@pytest.fixture
def newtown(nora):
    town = make.municipality("Newtown", name_fr="Villeneuve")
    make.member(town, nora)
    return town


@pytest.fixture
def application(newtown, nora):
    return make.application(newtown, by=nora)


@pytest.fixture
def declaration():
    return Declaration.in_force(on=timezone.localdate())


@pytest.fixture
def answers(declaration):
    return {
        "version": declaration.version,
        "signatory_name": "Marie Roy",
        "signatory_title": "Mayor",
        "signed_on": "2026-02-04",
        "is_authorized": "on",
    }


@pytest.mark.parametrize(("language", "other"), [("en", "fr"), ("fr", "en")])
def test_the_whole_text_is_shown_in_both_languages(
    application, newtown, nora, declaration, sign_in, language, other
):
    page = text(sign_in(nora).get(at(newtown, language)))
    own, others = (getattr(declaration, f"text_{code}").split("\n\n") for code in (language, other))
    first = page.index(escape(own[0].split("\n")[0]))
    second = page.index(escape(others[0].split("\n")[0]))
    assert first < page.index(f'lang="{other}">', first) < second
    for paragraph in own + others:
        for line in paragraph.split("\n"):
            assert escape(line) in page


def test_a_text_not_yet_confirmed_says_so(application, newtown, nora, declaration, sign_in):
    assert not declaration.is_confirmed
    assert "still to be confirmed by the Commission" in text(sign_in(nora).get(at(newtown)))
    Declaration.objects.update(is_confirmed=True)
    assert "still to be confirmed by the Commission" not in text(sign_in(nora).get(at(newtown)))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_signing_stores_the_digest_of_the_text_that_was_read(
    application, newtown, nora, declaration, answers, sign_in, language
):
    response = sign_in(nora).post(at(newtown, language), answers)
    assert response.status_code == 302
    signature = newtown.signatures.get()
    assert (signature.signatory_name, signature.signatory_title) == ("Marie Roy", "Mayor")
    assert signature.signed_on == date(2026, 2, 4)
    assert (signature.language, signature.recorded_by, signature.declaration) == (language, nora, declaration)
    read = getattr(declaration, f"text_{language}")
    assert signature.text_sha256 == hashlib.sha256(read.encode()).hexdigest()
    page = text(sign_in(nora).get(at(newtown)))
    assert "Marie Roy, Mayor" in page and signature.text_sha256 in page


def test_the_step_is_complete_once_signed(application, newtown, nora, answers, sign_in):
    assert not DECLARATION.is_complete(application) and DECLARATION.answer(application) == ""
    sign_in(nora).post(at(newtown), answers)
    assert DECLARATION.is_complete(application)
    assert DECLARATION.answer(application) == "Signed by Marie Roy, Mayor, on February 4, 2026"


def test_a_second_click_signs_once(application, newtown, nora, answers, sign_in):
    client = sign_in(nora)
    client.post(at(newtown), answers)
    signed_at = newtown.signatures.get().signed_at
    assert client.post(at(newtown), answers).status_code == 302
    assert newtown.signatures.get().signed_at == signed_at
    assert [event.action for event in Event.objects.about(newtown.signatures.get())] == ["sign"]


def test_a_wrong_name_is_corrected_and_the_trail_keeps_both(application, newtown, nora, answers, sign_in):
    client = sign_in(nora)
    client.post(at(newtown), answers | {"signatory_name": "Mary Roi"})
    page = client.get(at(newtown))
    assert page.context["form"]["signatory_name"].value() == "Mary Roi"
    Tab(client, at(newtown)).save(**answers)
    signature = newtown.signatures.get()
    assert signature.signatory_name == "Marie Roy"
    assert [event.action for event in Event.objects.about(signature)] == ["sign", "sign_again"]
    assert [row.signatory_name for row in signature.history.order_by("pgh_id")] == ["Mary Roi", "Marie Roy"]


def test_a_text_that_changed_meanwhile_is_read_again(
    application, newtown, nora, declaration, answers, sign_in
):
    client = sign_in(nora)
    Declaration.objects.create(
        version=declaration.version + 1,
        title_en="New",
        title_fr="Nouvelle",
        text_en="A new text.",
        text_fr="Un nouveau texte.",
        in_force_from=timezone.localdate(),
    )
    response = client.post(at(newtown), answers)
    assert "Read the Declaration again" in text(response) and "A new text." in text(response)
    assert not newtown.signatures.exists()
    # The page now carries the new version, so that what is sent next signs it.
    again = answers | {"version": response.context["form"]["version"].value()}
    assert client.post(at(newtown), again).status_code == 302
    assert newtown.signatures.get().declaration.version == declaration.version + 1


def test_a_signature_of_a_former_text_does_not_complete_the_step(application, newtown, nora, declaration):
    make.signature(newtown, by=nora)
    assert DECLARATION.is_complete(application)
    Declaration.objects.create(
        version=declaration.version + 1,
        title_en="New",
        title_fr="Nouvelle",
        text_en="A new text.",
        text_fr="Un nouveau texte.",
        in_force_from=timezone.localdate(),
    )
    assert not DECLARATION.is_complete(application)


def test_a_text_of_the_future_is_not_signed(application, newtown, nora, declaration, sign_in):
    Declaration.objects.update(in_force_from=timezone.localdate() + timedelta(days=2))
    response = sign_in(nora).get(at(newtown))
    assert "No Declaration is in force yet" in text(response)
    answers = {
        "version": declaration.version,
        "signatory_name": "A",
        "signatory_title": "B",
        "signed_on": "2026-02-04",
        "is_authorized": "on",
    }
    assert sign_in(nora).post(at(newtown), answers).status_code == 409
    assert not newtown.signatures.exists()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"signatory_name": ""}, "signatory_name", "Enter the name of the person who signs."),
        ({"signatory_name": "\x00 \t\n"}, "signatory_name", "Enter the name of the person who signs."),
        ({"signatory_title": ""}, "signatory_title", "Enter the title of the person who signs."),
        ({"signed_on": ""}, "signed_on", "Enter the date of the signature."),
        ({"signed_on": "1926-02-04"}, "signed_on", "Check the year of this date."),
        (
            {"signed_on": "9999-12-31"},
            "signed_on",
            "This date is in the future. Enter the day it was signed.",
        ),
        ({"is_authorized": ""}, "is_authorized", "Confirm that you are authorized to record the signature."),
        ({"signatory_name": "x" * 151}, "signatory_name", "150"),
        ({"signatory_title": "x" * 1_000_000}, "signatory_title", "150"),
        (
            {"version": "one"},
            "__all__",
            "Read the Declaration again: its text is not the one you had before you.",
        ),
        (
            {"version": "9" * 400},
            "__all__",
            "Read the Declaration again: its text is not the one you had before you.",
        ),
    ],
)
def test_wrong_answers_are_named_and_kept(
    application, newtown, nora, answers, sign_in, language, change, field, said
):
    sent = answers | change
    response = sign_in(nora).post(at(newtown, language), sent)
    assert response.status_code == 200
    with translation.override(language):
        assert translation.gettext(said) in " ".join(response.context["form"].errors[field])
    if field != "signatory_name":
        assert 'value="Marie Roy"' in text(response)
    assert not newtown.signatures.exists()


def test_an_empty_form_names_each_answer(application, newtown, nora, sign_in):
    response = sign_in(nora).post(at(newtown), {})
    assert {"signatory_name", "signatory_title", "signed_on", "is_authorized"} <= set(
        response.context["form"].errors
    )
    assert text(response).count('href="#id_') == 4


def test_a_hostile_name_is_shown_as_text(application, newtown, nora, answers, sign_in):
    client = sign_in(nora)
    client.post(at(newtown), answers | {"signatory_name": "<img src=x onerror=alert(1)>"})
    page = text(client.get(at(newtown)))
    assert "<img src=x" not in page and "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.parametrize("status", ["submitted", "approved", "declined", "withdrawn"])
def test_what_was_sent_is_read_but_not_signed_again(application, newtown, nora, answers, sign_in, status):
    make.signature(newtown, by=nora)
    Application.objects.update(status=status)
    page = text(sign_in(nora).get(at(newtown)))
    assert "Marie Roy" in page and 'name="signatory_name"' not in page
    assert sign_in(nora).post(at(newtown), answers | {"signatory_name": "Other"}).status_code == 409
    assert newtown.signatures.get().signatory_name == "Marie Roy"


def test_a_returned_application_opens_the_step_only_when_it_is_asked(
    application, newtown, nora, sam, answers, sign_in
):
    make.signature(newtown, by=nora)
    Application.objects.update(status="submitted")
    application.refresh_from_db()
    application.send_back(sam, {"letter": "The letter is not signed."})
    assert sign_in(nora).post(at(newtown), answers | {"signatory_name": "Other"}).status_code == 409
    application.requests.create(step="declaration", text="The name is wrong.")
    assert Tab(sign_in(nora), at(newtown)).save(**answers | {"signatory_name": "Other"}).status_code == 302
    assert newtown.signatures.get().signatory_name == "Other"


def test_the_verb_itself_refuses_once_submitted(application, newtown, nora, declaration):
    Application.objects.update(status="submitted")  # behind the back of the object in hand
    with pytest.raises(WrongState):
        sign_declaration(
            application, declaration, nora, name="A", title="B", signed_on=date(2026, 2, 4), language="en"
        )
    assert not Signature.objects.exists()


def test_a_viewer_reads_and_does_not_sign(application, newtown, nora, answers, sign_in):
    newtown.people.update(role=1)
    assert 'name="signatory_name"' not in text(sign_in(nora).get(at(newtown)))
    assert sign_in(nora).post(at(newtown), answers).status_code == 403


def test_the_secretariat_records_a_signature_on_behalf_of_the_town(
    application, newtown, sam, answers, sign_in
):
    sign_in(sam).post(at(newtown), answers)
    assert [event.is_on_behalf for event in Event.objects.about(newtown.signatures.get())] == [True]


def test_today_is_that_of_the_town(newtown, nora, answers, sign_in, monkeypatch):
    """Already the second of March in Greenwich and on the portal's clocks, still the first in Vancouver."""
    newtown.zone = "America/Vancouver"
    newtown.save()
    make.application(newtown, by=nora)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 2, 7, tzinfo=UTC))
    page = sign_in(nora).post(at(newtown), answers | {"signed_on": "2026-03-02"})
    assert "This date is in the future" in text(page)
    assert sign_in(nora).post(at(newtown), answers | {"signed_on": "2026-03-01"}).status_code == 302


def test_the_day_alone_is_corrected(application, newtown, nora, answers, sign_in):
    client = sign_in(nora)
    client.post(at(newtown), answers)
    Tab(client, at(newtown)).save(signed_on="2026-02-03", is_authorized="on")
    signature = newtown.signatures.get()
    assert (signature.signed_on, signature.signatory_name) == (date(2026, 2, 3), "Marie Roy")
    assert "February 3, 2026" in text(client.get(at(newtown)))
