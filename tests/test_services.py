"""Where to get help: kept by a town and by the secretariat, found by everybody, looked at once a year."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coalition.models import Translation
from municipalities.local_help import facets
from municipalities.models import LocalService

from . import make
from .markup import Page

ALL = "/en/workspace/lakeside-on/services/"


def typed(client, path, **fields):
    """The form of the page as it stands, with these fields written into it."""
    [form] = [form for form in Page(client.get(path).text).forms if "kind" in form.fields]
    values = form.typed()
    values.pop("csrfmiddlewaretoken", None)
    return values | {name: value if isinstance(value, list) else [value] for name, value in fields.items()}


def test_from_the_form_to_every_page_that_shows_it(client, lakeside, eli, sign_in):
    said = typed(
        sign_in(eli),
        f"{ALL}add/",
        kind="complaints",
        name_en="Fair office",
        description_en="Takes complaints.",
        phone="613 555-0101 ext. 2",
        languages=["en", "oj"],
        cost="free",
    )
    for _click in range(2):
        sign_in(eli).post(f"{ALL}add/", said)
    service = LocalService.objects.get()
    assert service.reviewed_on == timezone.localdate(timezone=lakeside.time_zone)
    for page in ("/en/municipalities/lakeside-on/", "/en/help/", ALL):
        text = (sign_in(eli) if page == ALL else client).get(page).text
        assert "Fair office" in text and 'href="tel:6135550101"' in text and "English, Ojibwe" in text
    french = client.get("/fr/aide/").text
    assert '<span lang="en">Fair office</span>' in french and "Anglais, Ojibwé" in french
    lines = Translation.objects.filter(model="municipalities.localservice", row_id=service.pk)
    assert {line.field: line.state for line in lines} == {"name": "missing", "description": "missing"}
    line = lines.get(field="name")
    sign_in(eli).post(
        f"/en/workspace/lakeside-on/translations/{line.pk}/", {"text": "Bureau équitable", "seen": ""}
    )
    assert "Service added" in sign_in(eli).get(f"{ALL}{service.pk}/").text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name_en": ""}, "Enter the name, in English or in French."),
        ({"phone": "", "website": ""}, "Say how people reach it"),
        ({"phone": "call us"}, "Enter a telephone number"),
        ({"kind": "magic"}, "There is a problem"),
        ({"languages": ["xx"]}, "There is a problem"),
    ],
)
def test_a_mistake_keeps_what_was_typed(lakeside, eli, sign_in, fields, says):
    good = {
        "kind": "legal",
        "name_en": "Clinic",
        "description_en": "Advice on rent.",
        "phone": "613 555-0101",
    }
    answer = sign_in(eli).post(f"{ALL}add/", typed(sign_in(eli), f"{ALL}add/", **(good | fields)))
    assert answer.status_code == 200 and says in answer.text and "Advice on rent." in answer.text
    assert not LocalService.objects.exists()


def test_two_people_change_it_at_once(lakeside, eli, lea, sign_in):
    service = make.service(lakeside)
    path = f"{ALL}{service.pk}/"
    mine, theirs = typed(sign_in(eli), path, name_en="Mine"), typed(sign_in(lea), path, name_en="Theirs")
    other = typed(sign_in(lea), path, phone="613 555-0199")
    sign_in(lea).post(path, theirs)
    conflict = sign_in(eli).post(path, mine)
    assert conflict.status_code == 409 and "Theirs" in conflict.text and "Mine" in conflict.text
    sign_in(lea).post(path, other)  # another answer: both stay
    service.refresh_from_db()
    assert (service.name_en, service.phone) == ("Theirs", "613 555-0199")


def test_the_yearly_look(lakeside, eli, sign_in):
    old = timezone.localdate() - timedelta(days=400)
    first, second = (
        make.service(lakeside, name, position=n, reviewed_on=old) for n, name in enumerate("AB", 1)
    )
    person = sign_in(eli)
    assert "2 services were not looked at for a year." in person.get("/en/workspace/lakeside-on/").text
    shown = [f"{each.pk}:{each.stamp}" for each in (first, second)]
    LocalService.objects.filter(pk=second.pk).update(phone="613 555-0109")  # a colleague, meanwhile
    answer = person.post(f"{ALL}review/", {"shown": shown}, follow=True)
    assert "look at it again: B." in answer.text
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_due(timezone.localdate()), second.is_due(timezone.localdate())) == (False, True)
    assert "1 service was not looked at for a year." in person.get("/en/workspace/lakeside-on/").text


def test_order_and_removal(lakeside, eli, sign_in):
    a, b, c = (make.service(lakeside, name, position=n) for n, name in enumerate("ABC", 1))
    person = sign_in(eli)

    def order():
        return "".join(lakeside.services.values_list("name_en", flat=True))

    person.post(f"{ALL}{c.pk}/place/", {"seen": "3", "to": "1"})
    assert order() == "CAB"
    person.post(f"{ALL}{a.pk}/place/", {"seen": "1", "to": "3"})  # the page was old
    assert order() == "CAB"
    assert person.get(f"{ALL}{b.pk}/removal/").status_code == 200 and order() == "CAB"
    for _click in range(2):
        assert person.post(f"{ALL}{b.pk}/removal/").status_code == 302
    assert order() == "CA"


def test_found_by_town_province_kind_and_language(client, lakeside, rivermouth, reference):
    make.service(lakeside, "Fair office")
    make.service(rivermouth, "Clinique", kind="legal", languages=["fr", "ht"])
    make.service(make.province("ON"), "Rights line", name_fr="Ligne", kind="human_rights")
    left = make.municipality("Leftville", slug="leftville-on")
    make.membership(left, status="ended")
    make.service(left, "Gone office")

    def found(**asked):
        listed = client.get("/en/help/services.json", asked).json()["services"]
        return {each["name_en"] for each in listed}

    assert found() == {"Fair office", "Clinique", "Rights line"}
    assert found(q="lakesid") == {"Fair office", "Rights line"}
    assert found(province="QC") == found(language="ht") == found(kind="legal") == {"Clinique"}
    assert found(kind="legal", province="ON") == set()
    page = client.get("/en/help/?kind=legal").text
    assert "1 service<" in page and "Haitian Creole (1)" in page and "Complaint office (1)" in page
    assert facets({"kind": "legal"})["province"] == {"QC": 1}
    rows = list(
        csv.DictReader(
            io.StringIO(client.get("/fr/aide/services.csv?q=Rivermouth").content.decode("utf-8-sig"))
        )
    )
    assert [(row["name_en"], row["languages"], row["province"]) for row in rows] == [
        ("Clinique", "fr ht", "QC")
    ]
    assert "Rights line" in client.get("/en/municipalities/lakeside-on/").text
    for odd in ("\x00", "x" * 10_000, "'; --"):
        assert client.get("/en/help/", {"q": odd, "kind": odd, "page": odd}).status_code == 200


def test_the_secretariat_keeps_those_of_a_province_in_both_languages(
    client, sam, sign_in, lakeside, reference
):
    office, there = sign_in(sam), "/en/secretariat/services/add/"
    said = {
        "province": "ON",
        "kind": "human_rights",
        "name_en": "Rights line",
        "description_en": "Explains.",
        "phone": "1-800-555-0100",
    }
    refused = office.post(there, typed(office, there, **said))
    assert "Write this in French too" in refused.text and not LocalService.objects.exists()
    both = said | {"name_fr": "Ligne des droits", "description_fr": "Explique."}
    office.post(there, typed(office, there, **both))
    service = LocalService.objects.get()
    assert service.province_id == "ON" and "Ligne des droits" in client.get("/fr/aide/").text
    change = f"/en/secretariat/services/{service.pk}/"
    office.post(change, typed(office, change, phone="1-800-555-0101"))
    service.refresh_from_db()
    assert service.phone == "1-800-555-0101"


def test_the_number_of_queries_does_not_grow(client, lakeside):
    def queries(path):
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    paths = [
        "/en/help/",
        "/en/help/?q=lakeside&language=en",
        "/en/municipalities/lakeside-on/",
        "/en/help/services.json",
    ]
    make.service(lakeside)
    few = [queries(path) for path in paths]
    for number in range(20):
        make.service(lakeside, f"Office {number}", key=uuid.uuid4())
    assert [queries(path) for path in paths] == few
