"""The main job, walked in a real browser, once in each language: a town joins, plans, reports and is read."""

import re
from urllib.request import urlopen

import pytest
from allauth.account.models import EmailAddress

from coalition.models import OutgoingMessage
from commitments.models import Action
from municipalities.models import Municipality
from reports.models import ProgressReport

from . import database, make
from .sampling import share

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LETTER = {
    "name": "lettre été.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n",
}
RESOLUTION = LETTER | {"name": "resolution.pdf"}
WORDS = {
    "en": {
        "seek": "bord du lac",
        "action": "Open a front desk for complaints",
        "second": "Inform tenants of their rights",
        "overview": "The front desk opened in June and the tenants' guide was printed.",
        "section": "Forty people came to the desk.",
        "update": "Open three days a week.",
        "request": "Please say how many people came back.",
        "again": "Forty people came to the desk; nine came back.",
        "accents": "Bord-du-Lac",
    },
    "fr": {
        "seek": "Lakeside",
        "action": "Ouvrir un guichet pour les plaintes",
        "second": "Informer les locataires de leurs droits",
        "overview": "Le guichet a ouvert en juin; le guide destiné aux locataires a été imprimé à l’été.",
        "section": "Quarante personnes sont venues au guichet.",
        "update": "Ouvert trois jours par semaine.",
        "request": "Veuillez préciser combien de personnes sont revenues.",
        "again": "Quarante personnes sont venues au guichet; neuf sont revenues.",
        "accents": "Bord-du-Lac",
    },
}


@pytest.fixture
def town(db):
    database.load_reference()
    return make.municipality("Lakeside", name_fr="Bord-du-Lac", slug="lakeside-on")


def code_mailed_to(address):
    text = OutgoingMessage.objects.filter(to_address=address).latest("pk").text
    return re.search(r"^\s*([A-Z0-9]{4,}-?[A-Z0-9]{2,})\s*$", text, re.MULTILINE).group(1)


def sign_in(walker, person):
    walker.open("account_login").fill(login=person.email, password=make.PASSWORD).save()


@pytest.mark.parametrize(
    ("language", "javascript"),
    share([("en", True), ("fr", True), ("fr", False)], 0, 2),
    ids=lambda value: {True: "script", False: "no-script"}.get(value, value),
)
def test_a_town_joins_plans_reports_and_is_read(town, walk, live_server, language, javascript):
    words = WORDS[language]
    slug = town.slug
    sam = make.user("Sam Lavoie", is_secretariat=True, language=language)
    sam.set_password(make.PASSWORD)
    sam.save()
    # The rules of accessibility run as a script in the page, so without scripts only the journey is walked.
    lea = walk(language, "lea", java_script_enabled=javascript)
    secretariat = walk(language, "sam", java_script_enabled=javascript)

    # Lea signs up with a verified address.
    lea.open("home")
    lea.open("account_signup").fill(email="lea@example.org", name="Léa Trần", password1=make.PASSWORD).save()
    lea.fill(code=code_mailed_to("lea@example.org")).save()
    assert EmailAddress.objects.get(email="lea@example.org").verified

    # She finds her town in the registry and opens an application.
    lea.open("find_municipality").fill(q=words["seek"])
    lea.page.locator('main form[method="get"] button').first.click()
    lea.look().press("open_application", slug)
    lea.follow("application_letter", slug).fill(file=LETTER, letter_on="2026-01-12").save()
    lea.open("application", slug).follow("application_resolution", slug)
    lea.fill(file=RESOLUTION, resolution_number="2026-014", resolution_on="2026-02-03").save()
    lea.open("application", slug).follow("application_declaration", slug)
    lea.fill(
        signatory_name="Marie Roy", signatory_title="Mairesse", signed_on="2026-02-04", is_authorized=True
    ).save()
    lea.open("application", slug).follow("application_priorities", slug)
    lea.fill(chosen_1=True, reason_1="É", chosen_7=True).save()
    lea.open("application", slug).follow("application_contact", slug)
    lea.fill(contact_name="Léa Trần", contact_title="Directrice", contact_email="lea@example.org").save()
    lea.open("application", slug).follow("application_check", slug).press("submit_application", slug)
    application = town.applications.get()
    assert application.number in lea.text

    # The secretariat approves.
    sign_in(secretariat, sam)
    secretariat.open("secretariat").follow("review_application", application.pk)
    secretariat.press("approve_application", application.pk)
    assert Municipality.objects.members().get() == town

    # The plan: two actions, published.
    lea.open("workspace", slug).follow("plan", slug)
    for commitment, title in [(1, words["action"]), (7, words["second"])]:
        lea.follow("add_action", slug)
        lea.fill(
            **{f"title_{language}": title},
            commitments=str(commitment),
            is_existing="False",
            status="under_way",
        )
        lea.save()
    lea.open("plan", slug).press("publish_plan", slug)
    assert Action.objects.filter(plan__status="published").count() == 2

    # The secretariat opens the year.
    secretariat.open("cycles").follow("add_cycle")
    secretariat.fill(year="2026", due_on="2027-03-31", closes_on="2027-05-31").save()
    secretariat.open("cycle", 2026).press("open_cycle", 2026)

    # Lea reports.
    report = ProgressReport.objects.get()
    lea.open("workspace", slug).follow("report", slug, 2026)
    lea.follow("report_overview", slug, 2026).fill(**{f"words-words_{language}": words["overview"]}).save()
    for number in [1, 7]:
        lea.open("report", slug, 2026).follow("report_section", slug, 2026, number)
        lea.fill(**{f"words-words_{language}": words["section"]})
        for update in report.updates.filter(action__commitments=number):
            lea.fill(
                **{
                    f"update-{update.pk}-outcome": "updated",
                    f"update-{update.pk}-text_{language}": words["update"],
                }
            )
        answer(lea, report.readings.filter(indicator__commitment=number))
        lea.save()
    lea.open("report", slug, 2026).follow("report_indicators", slug, 2026)
    answer(lea, report.readings.filter(indicator__commitment=None))
    lea.save()
    lea.open("report", slug, 2026).follow("report_check", slug, 2026)
    lea.fill(name="Marie Roy", title="Mairesse").save()
    report.refresh_from_db()
    assert report.status == "submitted" and report.number in lea.text

    # One section comes back, is mended and goes again.
    secretariat.open("secretariat").follow("review_report", slug, 2026)
    secretariat.press("return_report", slug, 2026)
    secretariat.fill(part_1=words["request"], due_on=str(make.days_from_now(30))).save()
    lea.open("report", slug, 2026).follow("report_section", slug, 2026, 1)
    assert words["request"] in lea.text
    lea.fill(**{f"words-words_{language}": words["again"]}).save()
    lea.open("report_check", slug, 2026).fill(name="Marie Roy", title="Mairesse").save()

    # Accepted, it is public in both languages, as a page and as a PDF with its accents.
    secretariat.open("review_report", slug, 2026).press("accept_report", slug, 2026)
    secretariat.press("accept_report", slug, 2026)
    for tongue in ["en", "fr"]:
        visitor = walk(tongue, "visitor", java_script_enabled=javascript)
        visitor.open("home").open("directory").follow("municipality", slug).follow(
            "public_report", slug, 2026
        )
        assert words["again"] in visitor.text
        assert not visitor.context.cookies()
        with urlopen(live_server.url + visitor.address("public_report_pdf", slug, 2026, 1)) as answered:
            pdf = answered.read()
        assert pdf.startswith(b"%PDF-") and len(pdf) > 5_000


def answer(walker, readings):
    """A value for the first, "not collected" for the others."""
    for position, reading in enumerate(readings.select_related("indicator")):
        prefix = f"reading-{reading.indicator_id}"
        radio = walker.page.locator(f'main [name="{prefix}-value"][type="radio"]').count()
        if position == 0 and not radio:
            walker.fill(
                **{
                    f"{prefix}-answer": "value",
                    f"{prefix}-value": "3,5" if walker.language == "fr" else "3.5",
                }
            )
        else:
            walker.fill(**{f"{prefix}-answer": "not_collected"})
