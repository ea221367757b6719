"""Finding one's town in the registry, and opening its application."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from coalition.models import Event
from municipalities.models import Application, Member, Municipality, Role
from municipalities.opening import TOWNS_PER_PERSON

from . import make


def find(client, words, language="en"):
    with translation.override(language):
        return client.get(reverse("find_municipality"), {"q": words})


def names(response):
    return [candidate.municipality.name for candidate in response.context["candidates"]]


@pytest.fixture
def registry(db):
    make.municipality("Saint-Jérôme", province_code="QC", slug="saint-jerome-qc", population=80_213)
    make.municipality("St. John's", province_code="NL", slug="st-johns-nl", population=110_525)
    make.municipality("Sault Ste. Marie", slug="sault-ste-marie-on", population=72_051)
    make.municipality(
        "Montréal", name_fr="Montréal", province_code="QC", slug="montreal-qc", population=1_762_949
    )
    make.municipality("Montréal-Est", province_code="QC", slug="montreal-est-qc", population=4_394)
    make.municipality("Greater Sudbury", name_fr="Grand Sudbury", slug="sudbury-on", population=166_004)
    make.municipality("Emptyville", slug="emptyville-on", population=None)
    make.municipality("York", level="census_division", slug="york-on", population=1_173_334)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("saint jerome", ["Saint-Jérôme"]),
        ("ST-JÉRÔME", ["Saint-Jérôme"]),
        ("St Jerome", ["Saint-Jérôme"]),
        ("saint john's", ["St. John's"]),
        ("St. John", ["St. John's"]),
        ("sault sainte marie", ["Sault Ste. Marie"]),
        ("montreal", ["Montréal", "Montréal-Est"]),
        ("est", ["Montréal-Est"]),
        ("grand sudbury", ["Greater Sudbury"]),
        ("sudbury", ["Greater Sudbury"]),
        ("emptyville", ["Emptyville"]),
        ("york", ["York"]),
        ("atlantis", []),
    ],
)
def test_spelling_does_not_matter(registry, nora, sign_in, typed, found):
    assert names(find(sign_in(nora), typed)) == found


def test_the_best_come_first(nora, sign_in):
    make.municipality("North Perth", slug="north-perth-on", population=15_000)
    make.municipality("Perth East", slug="perth-east-on", population=12_000)
    make.municipality("Perth", slug="perth-on", population=6_000)
    make.municipality("Sperthville", slug="sperthville-on", population=900_000)
    make.municipality("Perth Nowhere", slug="perth-nowhere-on", population=None)
    assert names(find(sign_in(nora), "perth")) == [
        "Perth",
        "Perth East",
        "Perth Nowhere",
        "North Perth",
        "Sperthville",
    ]


def test_a_saint_is_no_strathcona(nora, sign_in):
    make.municipality("Strathcona County", province_code="AB", slug="strathcona-ab", population=99_225)
    make.municipality("West Lincoln", slug="west-lincoln-on")
    make.municipality("Bas-St-Laurent", province_code="QC", slug="bas-st-laurent-qc", population=500)
    make.municipality("St. Albert", province_code="AB", slug="st-albert-ab", population=68_232)
    make.municipality("Saint-Jérôme", province_code="QC", slug="saint-jerome-qc", population=80_213)
    assert names(find(sign_in(nora), "Saint")) == ["Saint-Jérôme", "St. Albert", "Bas-St-Laurent"]
    assert names(find(sign_in(nora), "st")) == [
        "Saint-Jérôme",
        "St. Albert",
        "Bas-St-Laurent",
        "Strathcona County",
        "West Lincoln",
    ]


def test_two_of_the_name_are_told_apart(nora, sign_in):
    for code in ["5915001", "5915002"]:
        make.municipality("Langley", province_code="BC", slug=f"langley-bc-{code}", sgc_code=code)
    make.municipality("Langley", province_code="SK", slug="langley-sk", sgc_code="4701001")
    said = find(sign_in(nora), "langley").content.decode()
    assert "5915001" in said
    assert "5915002" in said
    assert "4701001" not in said.replace("langley-sk", "")


def test_a_region_is_called_one(registry, nora, sign_in):
    page = find(sign_in(nora), "york").content.decode()
    assert "region" in page
    assert "1,173,334" in page


def test_more_than_twenty_ask_for_more_letters(nora, sign_in):
    for number in range(21):
        make.municipality(f"Sainte-Anne {number}", slug=f"sainte-anne-{number}")
    response = find(sign_in(nora), "ste-anne")
    assert len(names(response)) == 20
    assert "narrow your search" in response.content.decode()
    assert "narrow your search" not in find(sign_in(nora), "sainte anne 20").content.decode()


def test_what_can_be_done_with_each(nora, lea, lakeside, rivermouth, sign_in):
    make.municipality("Lakefree", slug="lakefree-on")
    applying = make.municipality("Lakebusy", slug="lakebusy-on")
    opener = make.user("Olga Secret")
    Application.open(applying, by=opener)
    former = make.municipality("Lakeformer", slug="lakeformer-on")
    make.membership(former, status="ended")
    withdrawn = make.municipality("Lakepast", slug="lakepast-on")
    Application.open(withdrawn, by=opener).withdraw(opener, "not now")

    response = find(sign_in(nora), "lake")
    standings = {
        candidate.municipality.slug: str(candidate.standing) for candidate in response.context["candidates"]
    }
    assert standings == {
        "lakeside-on": "member",
        "lakefree-on": "free",
        "lakebusy-on": "applying",
        "lakeformer-on": "known",
        "lakepast-on": "known",
    }
    page = response.content.decode()
    assert (
        page.count('method="post" action="/en/workspace/') == 5
    )  # an application; access to the four others
    assert "Olga" not in page
    assert "own" in {str(c.standing) for c in find(sign_in(lea), "lake").context["candidates"]}


HOSTILE = [
    "",
    "   ",
    "-",
    "...",
    "\x00",
    "\u202e",
    "%",
    "_",
    "'; --",
    "(",
    "[",
    "\\",
    "a" * 101,
    "é" * 5000,
    "٣",
]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_hostile_words(registry, nora, sign_in, language):
    client = sign_in(nora)
    for typed in [*HOSTILE, "<script>alert(1)</script>"]:
        response = find(client, typed, language)
        assert response.status_code == 200, typed
        assert "<script>alert" not in response.content.decode()
        assert not response.context["candidates"], typed


def test_too_long_a_name_is_said_and_kept(nora, sign_in):
    page = find(sign_in(nora), "a" * 101).content.decode()
    assert "Shorten the name" in page
    assert "a" * 101 in page


def test_a_merged_town_is_called_so(lakeside, nora, sign_in):
    make.municipality("Newtown", slug="newtown-on", merged_into=lakeside, merged_on=date(2026, 1, 1))
    page = find(sign_in(nora), "newtown").text
    assert "Merged" in page and "Now part of Lakeside" in page and "Replaced" not in page


def test_a_town_found_by_a_former_name_says_it(nora, sign_in):
    make.municipality("Heights", slug="heights-on", former_names=["Lakefoot"])
    page = find(sign_in(nora), "lakefoot")
    assert names(page) == ["Heights"] and "also found as Lakefoot" in page.text


def test_looking_changes_nothing(registry, nora, sign_in):
    find(sign_in(nora), "york")
    assert not Application.objects.exists()
    assert sign_in(nora).post(reverse("find_municipality")).status_code == 405


def test_queries_do_not_grow_with_the_towns(nora, sign_in, django_assert_num_queries):
    client = sign_in(nora)
    make.municipality("Grow 1", slug="grow-1")
    find(client, "grow")
    with django_assert_num_queries(7):  # with so few found, similar names are looked for
        find(client, "grow")
    for number in range(2, 12):
        town = make.municipality(f"Grow {number}", slug=f"grow-{number}")
        if number % 2:
            make.membership(town)
    with django_assert_num_queries(6):
        assert len(names(find(client, "grow"))) == 11


# --- opening an application -----------------------------------------------------------------------------


@pytest.fixture
def town(db):
    return make.municipality("Newtown", name_fr="Neuville", slug="newtown-on")


def open_it(client, town, language="en"):
    with translation.override(language):
        return client.post(reverse("open_application", args=[town.slug]))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_whoever_opens_coordinates(nora, town, sign_in, language):
    response = open_it(sign_in(nora), town, language)
    application = Application.objects.get()
    with translation.override(language):
        assert response["Location"] == application.get_absolute_url()
    assert sign_in(nora).get(response["Location"]).status_code == 200
    assert Member.objects.get(municipality=town).role == Role.COORDINATOR
    assert [event.action for event in Event.objects.about(application)] == ["open", "give_role"]


def test_a_second_click_leads_to_the_same_application(nora, town, sign_in):
    client = sign_in(nora)
    assert open_it(client, town)["Location"] == open_it(client, town)["Location"]
    assert Application.objects.count() == 1


def test_a_stranger_to_an_open_application_is_told_so(nora, lea, town, sign_in):
    open_it(sign_in(nora), town)
    response = open_it(sign_in(lea), town)
    assert response.status_code == 409
    assert "already open" in response.content.decode()
    assert "Nora" not in response.content.decode()
    assert not town.people.filter(user=lea).exists()


def test_a_member_does_not_apply(nora, lakeside, sign_in):
    response = open_it(sign_in(nora), lakeside)
    assert response.status_code == 409
    assert "already a member" in response.content.decode()


@pytest.mark.parametrize("past", ["withdrawn", "former", "people"])
def test_nobody_gets_at_a_past_that_is_not_theirs(nora, lea, town, sign_in, past):
    if past == "withdrawn":
        Application.open(town, by=lea).withdraw(lea, "not now")
    elif past == "former":
        make.membership(town, status="ended")
    else:
        make.member(town, lea, Role.VIEWER)
    response = open_it(sign_in(nora), town)
    assert response.status_code == 409
    assert "Ask the secretariat" in response.content.decode()
    assert not town.people.filter(user=nora).exists()


def test_a_viewer_does_not_become_coordinator_by_opening(nora, lea, town, sign_in):
    Application.open(town, by=lea).withdraw(lea, "not now")
    make.member(town, nora, Role.VIEWER)
    assert open_it(sign_in(nora), town).status_code == 409
    assert town.people.get(user=nora).role == Role.VIEWER


def test_a_coordinator_may_apply_again(lea, town, sign_in):
    make.member(town, lea, Role.COORDINATOR)
    Application.open(town, by=lea).withdraw(lea, "not now")
    client = sign_in(lea)
    assert "Open an application" in client.get(reverse("workspace", args=[town.slug])).content.decode()
    assert open_it(client, town).status_code == 302
    assert town.applications.count() == 2
    assert "Open an application" not in client.get(reverse("workspace", args=[town.slug])).content.decode()


@pytest.mark.parametrize("ending", ["declined", "withdrawn"])
def test_a_stranger_whose_application_came_to_nothing_is_one_again(nora, sam, town, sign_in, ending):
    client = sign_in(nora)
    open_it(client, town)
    application = Application.objects.get()
    letter = make.document(town, by=nora)
    if ending == "declined":
        application.decline(sam, "Fraud.")
    else:
        withdrawal = reverse("withdraw_application", args=[town.slug])
        for _click in range(2):
            assert client.post(withdrawal, {"reason": "Fraud."})["Location"] == application.get_absolute_url()
    assert not town.people.exists()
    assert {"give_role", "take_role_back"} < {event.action for event in Event.objects.about(application)}
    closed = [reverse("workspace", args=[town.slug]), reverse("document", args=[letter.pk])]
    closed += [
        reverse(name, args=[town.slug]) for name in ("application_letter", "application_check", "plan")
    ]
    assert [client.get(path).status_code for path in closed] == [404] * len(closed)
    # They still read what became of it, and find the way to it.
    assert application.get_absolute_url() in client.get(reverse("workspaces")).content.decode()
    said = client.get(application.get_absolute_url()).content.decode()
    assert "Fraud." in said and "Open another application" in said and letter.name not in said
    assert not [path for path in closed if f'"{path}"' in said]
    assert open_it(client, town).status_code == 302
    assert town.people.get().user == nora


def test_what_came_to_nothing_opens_no_door_once_others_work_for_the_town(nora, lea, sam, town, sign_in):
    client = sign_in(nora)
    open_it(client, town)
    Application.objects.get().decline(sam, "Fraud.")
    make.member(town, lea, Role.COORDINATOR)
    Application.open(town, by=lea)
    said = client.get(reverse("application", args=[town.slug])).content.decode()
    assert "Fraud." in said and "Open another application" not in said
    assert open_it(client, town).status_code == 409
    assert client.get(reverse("application", args=[town.slug])).status_code == 200
    assert not town.people.filter(user=nora).exists()


def test_a_role_from_elsewhere_stays(nora, sam, town):
    make.member(town, nora, Role.COORDINATOR)
    Application.open(town, by=nora).decline(sam, "Not now.")
    assert town.people.get().role == Role.COORDINATOR


def test_one_person_does_not_take_the_registry(nora, sign_in, time_machine):
    client = sign_in(nora)
    towns = [make.municipality(f"Town {n}", slug=f"town-{n}") for n in range(TOWNS_PER_PERSON + 1)]
    answers = []
    for n, town in enumerate(towns):
        answers.append(open_it(client, town).status_code)
        if n % 2 and answers[-1] == 302:
            Application.objects.get(municipality=town).withdraw(nora, "Not this one.")
    assert answers == [302] * TOWNS_PER_PERSON + [409]
    assert "Write to the secretariat" in open_it(client, towns[-1]).content.decode()
    assert open_it(client, towns[1]).status_code == 302, "it is counted already"
    Application.objects.get(municipality=towns[0]).withdraw(nora, "Nor this one.")
    time_machine.move_to(timezone.now() + timedelta(days=31))
    assert open_it(sign_in(nora), towns[-1]).status_code == 302


def test_the_secretariat_opens_on_behalf(sam, town, sign_in):
    assert open_it(sign_in(sam), town).status_code == 302
    assert not town.people.exists()
    assert Event.objects.about(Application.objects.get()).get().is_on_behalf


def test_opening_needs_a_post_and_a_town(nora, town, sign_in):
    client = sign_in(nora)
    assert client.get(reverse("open_application", args=[town.slug])).status_code == 405
    assert client.post(reverse("open_application", args=["atlantis"])).status_code == 404
    assert not Municipality.objects.filter(applications__isnull=False).exists()
