"""The library in a real browser: a visitor searches and reads; Lea takes a practice up and writes one of her own."""

import pytest

from municipalities.models import Role
from practices.models import Adoption, Practice

from . import database, make
from .test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = {
    "en": {"viewport": {"width": 1280, "height": 800}},
    "fr": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark", "java_script_enabled": True},
    "fr, no script": {"viewport": {"width": 1280, "height": 800}, "java_script_enabled": False},
}


@pytest.mark.parametrize("screen", SCREENS)
def test_found_read_taken_up_and_written(walk, screen):
    database.load_reference()
    language = screen[:2]
    lakeside = make.municipality("Lakeside", name_fr="Bord-du-Lac", slug="lakeside-on")
    rivermouth = make.municipality("Rivermouth", slug="rivermouth-qc", province_code="QC")
    make.membership(lakeside)
    make.membership(rivermouth)
    lea = make.user("Lea Tran", language=language)
    lea.set_password(make.PASSWORD)
    lea.save()
    make.member(lakeside, lea, Role.COORDINATOR)
    practice = make.public_practice(rivermouth, by=lea, title_fr="Un guichet à la bibliothèque")
    make.public_practice(rivermouth, by=lea, title_en="Another one", topics=["roma"])

    visitor = walk(language, f"practice visitor {screen}", **SCREENS[screen])
    visitor.open("practices").fill(q="bibliotheque" if language == "fr" else "library desk").save()
    visitor.fill(topic="education")
    visitor.page.locator("main .filter button").click()
    visitor.look().follow("practice", practice.slug)
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not visitor.context.cookies()

    town = walk(language, f"practice town {screen}", **SCREENS[screen])
    sign_in(town, lea)
    town.open("practice", practice.slug).follow("adopt_practice", practice.slug)
    town.page.locator("main form button").click()
    town.look()
    assert Adoption.objects.get().municipality == lakeside
    town.open("town_practices", lakeside.slug).follow("add_practice", lakeside.slug)
    words = {name: value for name, value in make.PRACTICE.items() if name.endswith("_en")}
    town.fill(**words, topics="education", commitments="3", started_year=2023).save()
    own = Practice.objects.get(municipality=lakeside)
    town.press("submit_practice", lakeside.slug, own.pk)
    own.refresh_from_db()
    assert own.status == "submitted"
