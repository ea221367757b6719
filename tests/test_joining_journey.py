"""Joining, walked in a real browser in both languages: from a misspelled name to the certificate; two at one step."""

from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import translation

from coalition.models import Event, OutgoingMessage
from commitments.models import InventoryEntry
from municipalities.models import Application, Interest, Municipality, Role

from . import database, make
from .sampling import share
from .test_journey import LETTER, RESOLUTION, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = {
    "en": {
        "seek": "Lakesde",
        "champion": "Councillor",
        "deed": "A line for complaints about rents",
        "asked": "The minutes name another number. Which one is right?",
        "answer": "The minutes have a slip: it is 2026-15.",
        "welcome": "We met at the fair; welcome.",
    },
    "fr": {
        "seek": "Bord du Lak",
        "champion": "Conseillère",
        "deed": "Une ligne pour les plaintes au sujet des loyers",
        "asked": "Le procès-verbal donne un autre numéro. Lequel est le bon?",
        "answer": "Le procès-verbal se trompe: c'est le 2026-15.",
        "welcome": "Nous nous sommes vus à la foire; bienvenue.",
    },
}


def person(name, language, **facts):
    user = make.user(name, language=language, **facts)
    user.set_password(make.PASSWORD)
    user.save()
    return user


@pytest.fixture
def town(db):
    database.load_reference()
    return make.municipality("Lakeside", name_fr="Bord-du-Lac", slug="lakeside-on")


def mail_of(recipient, start):
    return OutgoingMessage.objects.get(recipient=recipient, key__contains=start)


@pytest.mark.parametrize("language", share(["fr", "en"], 0, 2))
def test_from_interest_to_approval_with_one_return(town, walk, language):
    words, slug = WORDS[language], town.slug
    nora_herself = person("Nora Diaz", language)
    sam_himself = person("Sam Lavoie", language, is_secretariat=True)
    nora, sam = walk(language, "nora"), walk(language, "sam")

    # Before she signs in, Nora looks for her town in public, and misspells it.
    nora.open("find_town").fill(q=words["seek"]).save()
    assert town.name_en in nora.text or town.name_fr in nora.text
    with translation.override(language):
        back = f"{reverse('find_municipality')}?q={quote(words['seek']).replace('%20', '+')}"
    assert not Application.objects.exists()
    nora.page.locator(f'main a.button[href^="{nora.address("account_login")}?next="]').first.click()
    nora.look().fill(login=nora_herself.email, password=make.PASSWORD).save()
    assert nora.page.url.endswith(back)
    nora.press("open_application", slug)
    application = town.applications.get()

    # The letter goes ahead of the rest, and may be spoken of.
    nora.follow("application_letter", slug).fill(file=LETTER, letter_on="2026-01-12").save()
    nora.open("application", slug).follow("declare_interest", slug).fill(is_public=True).save()
    sign_in(sam, sam_himself)
    sam.open("secretariat")
    sam.page.locator(f'main a[href^="{sam.address("review_application", application.pk)}"]').first.click()
    sam.look().press("acknowledge_interest", application.pk)
    assert Interest.objects.get().status == "acknowledged"
    assert mail_of(nora_herself, "-acknowledge-")
    visitor = walk(language, "visitor").open("municipality", slug)
    said = {"en": "has declared its intent to join", "fr": "a déclaré"}[language]
    assert said in visitor.text

    # The other steps, with the two that are optional.
    nora.open("application", slug).follow("application_resolution", slug)
    nora.fill(file=RESOLUTION, resolution_number="2026-14", resolution_on="2026-02-03").save()
    nora.open("application", slug).follow("application_declaration", slug)
    nora.fill(
        signatory_name="Marie Roy", signatory_title="Mairesse", signed_on="2026-02-04", is_authorized=True
    ).save()
    nora.open("application", slug).follow("application_priorities", slug)
    nora.fill(chosen_2=True, reason_2="É", chosen_7=True).save()
    nora.open("application", slug).follow("application_contact", slug)
    nora.fill(contact_name="Nora Diaz", contact_title="Greffe", contact_email="nora@example.org").save()
    nora.open("application", slug).follow("application_champion", slug)
    nora.fill(champion_name="Ana Cruz", champion_title=words["champion"]).save()
    nora.open("application", slug).follow("application_inventory", slug)
    nora.fill(text_2=words["deed"]).save()
    nora.open("application", slug).follow("application_check", slug)
    assert "Ana Cruz" in nora.text and words["deed"] in nora.text
    nora.press("submit_application", slug)

    # One step comes back, with a day, and is talked about.
    due_on = make.days_from_now(20)
    sam.open("review_application", application.pk).follow("return_application", application.pk)
    sam.fill(resolution=words["asked"], answer_by=str(due_on)).save()
    application.refresh_from_db()
    assert application.status == "returned"
    nora.open("workspace", slug).follow("application", slug)
    nora.follow("application_resolution", slug)
    assert words["asked"] in nora.text and str(due_on.year) in nora.text
    nora.fill(text=words["answer"]).save()
    assert words["answer"] in nora.text
    sam.open("review_application", application.pk)
    assert words["answer"] in sam.page.locator("#thread-resolution").inner_text()
    assert words["answer"] in mail_of(sam_himself, "-comment-").text
    nora.open("application_resolution", slug).fill(resolution_number="2026-15").save()
    nora.open("application_check", slug).press("submit_application", slug)
    assert application.number in nora.text

    # Approved, with a word; what the town already does is in its plan, and the certificates are there to print.
    sam.open("review_application", application.pk).fill(note=words["welcome"])
    sam.press("approve_application", application.pk)
    assert Municipality.objects.members().get() == town
    assert words["welcome"] in mail_of(nora_herself, "-approve-").text
    nora.open("plan", slug)
    assert words["deed"] in nora.text
    nora.open("workspace", slug)
    for name in ("membership_certificate", "signature_certificate"):
        assert nora.page.locator(f'main a[href="{nora.address(name, slug)}"]').count() == 1
        answer = nora.context.request.get(nora.server_url + nora.address(name, slug))
        assert answer.headers["content-type"] == "application/pdf" and answer.body().startswith(b"%PDF-1.7")
    assert [event.action for event in Event.objects.about(application)] == [
        "open",
        "give_role",
        "submit",
        "return",
        "comment",
        "submit",
        "approve",
    ]


@pytest.mark.parametrize("language", share(["en", "fr"], 0, 2))
def test_two_people_at_one_step(town, walk, language):
    lea_herself, eli_himself = person("Lea Tran", language), person("Eli Novak", language)
    make.member(town, lea_herself, Role.COORDINATOR)
    make.member(town, eli_himself, Role.CONTRIBUTOR)
    application = make.application(town, by=lea_herself)
    lea, eli = walk(language, "lea"), walk(language, "eli")
    sign_in(lea, lea_herself)
    sign_in(eli, eli_himself)
    for name, mine, theirs, kept in [
        ("contact", {"contact_name": "Zoë Roy"}, {"contact_name": "Zoé Hébert"}, "contact_name"),
        ("inventory", {"text_2": "Une ligne ouverte"}, {"text_2": "A desk"}, "text_2"),
    ]:
        more = {"contact_title": "Greffe", "contact_email": "c@example.org"} if name == "contact" else {}
        for window in (lea, eli):
            window.open(f"application_{name}", town.slug)
        lea.fill(**mine, **more).save()
        eli.fill(**theirs, **more).save()
        # Nothing is written before Eli has seen both.
        assert eli.page.locator(".conflict").count() == 1
        shown = eli.page.locator(".conflict").inner_text()
        assert mine[kept] in shown and theirs[kept] in shown
        assert stored(application, kept) == mine[kept]
        assert eli.page.locator(f'main [name="{kept}"]').input_value() == theirs[kept]
        eli.fill(**theirs).save()
        assert stored(application, kept) == theirs[kept]
        assert eli.page.url.endswith(eli.address("application", town.slug))


def stored(application, field):
    if field == "text_2":
        return InventoryEntry.objects.get(application=application, commitment=2).text
    return getattr(Application.objects.get(pk=application.pk), field)
