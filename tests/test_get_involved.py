"""Is my town a member, and what to take to the mayor and to council; how long joining really takes."""

import io
from datetime import date, timedelta
from urllib.parse import unquote

from django.utils import timezone
from docx import Document

from municipalities.models import Application, Membership
from municipalities.timelines import times_of_joining

from . import make


def test_the_answer_stands_on_the_page(client, lakeside):
    make.municipality("Freetown", slug="freetown-on")
    make.municipality("Oldtown", slug="oldtown-on", merged_into=lakeside, merged_on=date(2024, 1, 1))
    there = "/en/get-involved/?q="
    assert "Yes, a member since 2020." in client.get(f"{there}bord-du-lac").text
    assert "It is now part of Lakeside." in client.get(f"{there}oldtown").text
    not_yet = client.get(f"{there}freetown").text
    assert "Not yet." in not_yet and "/en/get-involved/letter/freetown-on/" in not_yet
    assert "No municipality of that name" in client.get(f"{there}zzzzqqq").text
    assert not client.get(there + "lakeside").cookies


def test_whether_somebody_has_begun_is_not_said(client, nora, sign_in):
    town = make.municipality("Freetown", slug="freetown-on")
    make.application(town, by=nora)
    page = sign_in(nora).get("/en/get-involved/?q=freetown").text
    assert "Not yet." in page and "application" not in page.split('id="answer"')[1].split("</section>")[0]


def test_the_letter_says_the_facts_of_the_town_in_both_languages(client, lakeside):
    make.municipality(
        "Freetown",
        name_fr="Villelibre",
        slug="freetown-on",
        latitude="45.6",
        longitude="-80.1",
        population=4321,
    )
    type(lakeside).objects.filter(pk=lakeside.pk).update(latitude="45.7", longitude="-80.0")
    page = client.get("/en/get-involved/letter/freetown-on/").text
    assert "I am one of the 4,321 people who live in Freetown." in page and "Near us, Lakeside" in page
    assert "Je suis l’une des 4\u00a0321 personnes qui habitent Villelibre." in page and "Bord-du-Lac" in page
    mailto = page.split('href="mailto:?subject=')[1].split('"')[0]
    assert "I am one of the 4,321 people" in unquote(mailto) and "\r\n\r\n" in unquote(mailto)
    file = client.get("/fr/participer/lettre/freetown-on/docx/")
    assert any("Villelibre" in each.text for each in Document(io.BytesIO(file.content)).paragraphs)
    for path in ("agenda", "notes"):
        assert "Freetown" in client.get(f"/en/get-involved/{path}/freetown-on/").text


def test_a_councillor_hands_the_motion_to_the_clerk_without_an_account(client, lakeside):
    make.municipality("Freetown", name_fr="Villelibre", slug="freetown-on")
    address = "/en/get-involved/resolution/freetown-on/"
    assert address in client.get("/en/join/find/?q=freetown").text
    assert address in client.get("/en/municipalities/freetown-on/").text
    page = client.get(address).text
    assert "Freetown join the Coalition of Inclusive Municipalities;" in page
    assert "Le conseil décide" in page or "Villelibre" in page
    file = client.get(f"{address}docx/")
    assert any(
        "Council resolves that:" in each.text for each in Document(io.BytesIO(file.content)).paragraphs
    )
    for paper in ("agenda", "notes"):
        assert address in client.get(f"/en/get-involved/{paper}/freetown-on/").text, (
            "it says where the model is"
        )


def test_whoever_looks_a_town_up_hears_that_it_is_no_member(client, lakeside):
    make.municipality("Freetown", slug="freetown-on")
    found = client.get("/en/join/find/?q=freetown").text
    assert "Not a member yet." in found and "/en/municipalities/freetown-on/" in found
    assert "No member of the coalition is called that." in client.get("/en/join/find/?q=zzzzqqq").text
    page = client.get("/en/municipalities/freetown-on/").text
    assert "Lakeside" in page.split("Members to look at")[1], "who near it has done it"


def test_far_from_any_member_nobody_is_named(client, lakeside):
    make.municipality("Freetown", slug="freetown-on", latitude="60", longitude="-100", population=None)
    page = client.get("/en/get-involved/letter/freetown-on/").text
    assert "from our neighbourhood we would be the first" in page and "I live in Freetown." in page


def test_a_member_needs_no_letter(client, lakeside):
    answer = client.get("/en/get-involved/letter/lakeside-on/")
    assert answer["Location"] == "/en/municipalities/lakeside-on/"


def test_times_are_said_from_five_cases_on(client, nora):
    now = timezone.now()
    for number, days in enumerate([10, 20, 30, 40, 400]):
        town = make.municipality(f"Town {number}")
        application = make.application(town, by=nora, status="approved")
        decided = now - timedelta(days=30)
        Application.objects.filter(pk=application.pk).update(
            opened_at=decided - timedelta(days=500),
            submitted_at=decided - timedelta(days=days),
            decided_at=decided,
        )
        if number == 3:
            assert times_of_joining() == {} and "over the last ten years" not in client.get("/en/join/").text
        joined = timezone.localdate() - timedelta(days=300)
        make.membership(town, joined_on=joined, plan_published_on=joined + timedelta(days=60 + number))
    times = times_of_joining()
    assert (times["decision"].days, times["decision"].number, times["plan"].days) == (30, 5, 62)
    page = client.get("/en/join/").text
    assert "waited at most 30 days for the decision (from 5 applications)" in page
    Membership.objects.filter(municipality__name_en="Town 0").update(plan_published_on=None)
    assert "plan" not in times_of_joining()
