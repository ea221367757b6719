"""The secretariat's queue, and its decisions on applications."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from coalition.models import Event, OutgoingMessage
from commitments.models import ActionPlan
from municipalities.models import Application, Membership, Role

from . import make


@pytest.fixture
def newtown(reference):
    return make.municipality("Newtown", name_fr="Neuville", slug="newtown-on")


@pytest.fixture
def submitted(newtown, nora):
    make.member(newtown, nora, Role.COORDINATOR)
    application = make.application(newtown, by=nora, complete=True)
    application.submit(by=nora)
    OutgoingMessage.objects.all().delete()
    return application


@pytest.fixture
def client(sam, sign_in):
    return sign_in(sam)


def address(name, application, language="en"):
    with translation.override(language):
        return reverse(name, args=[application.pk])


def read(application, **typed):
    """What the forms of a decision send: the submission that was read, and what was typed."""
    return {"submitted_at": Application.objects.get(pk=application.pk).stamp, **typed}


def queue(client, language="en"):
    with translation.override(language):
        return client.get(reverse("secretariat"))


def applications_in(response):
    return [wait.row.title for wait in response.context["page_obj"] if "A-" in wait.row.title]


# --- the queue ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_oldest_comes_first(submitted, sam, client, language):
    town = make.municipality("Oldtown", slug="oldtown-on")
    older = make.application(
        town, by=sam, status="submitted", submitted_at=timezone.now() - timedelta(days=3)
    )
    make.application(make.municipality("Drafty", slug="drafty-on"), by=sam)
    response = queue(client, language)
    assert applications_in(response) == [older.number, submitted.number]
    said = response.content.decode()
    assert "Oldtown" in said
    assert "Drafty" not in said
    assert address("review_application", older, language) in said
    assert '<p class="wait-days">3 ' in said


def test_an_empty_queue_says_so(reference, client):
    assert "Nothing waits" in queue(client).content.decode()


def test_queries_do_not_grow_with_the_queue(submitted, sam, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(18) as first:
        queue(client)
    for number in range(6):
        town = make.municipality(f"Town {number}", slug=f"town-{number}")
        make.application(town, by=sam, status="submitted", submitted_at=timezone.now())
    with django_assert_max_num_queries(len(first)):
        assert len(applications_in(queue(client))) == 7


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_was_returned_is_still_found(submitted, sam, client, language, django_assert_max_num_queries):
    section = 'id="with-the-town"'
    assert section not in queue(client, language).content.decode()
    client.post(address("return_application", submitted), read(submitted, letter="Sign."))
    with django_assert_max_num_queries(18) as first:
        response = queue(client, language)
    assert applications_in(response) == []
    said = response.content.decode()
    assert address("review_application", submitted, language) in said.partition(section)[2]
    since = submitted.requests.get().asked_at
    assert timezone.localdate(since).isoformat() in said
    for number in range(3):
        town = make.municipality(f"Town {number}", slug=f"town-{number}")
        make.application(town, by=sam, status="returned", submitted_at=timezone.now())
    with django_assert_max_num_queries(len(first)):
        said = queue(client, language).content.decode()
    assert said.count('<th scope="row">') == 4


def test_the_queue_is_counted_in_words(submitted, sam, client):
    assert "1 item." in queue(client).content.decode()
    make.application(
        make.municipality("Oldtown", slug="oldtown-on"),
        by=sam,
        status="submitted",
        submitted_at=timezone.now(),
    )
    assert "2 items, oldest first." in queue(client).content.decode()
    Application.objects.all().update(status="draft")
    assert "Nothing waits" in queue(client).content.decode()


def waiting(name, days, **fields):
    town = make.municipality(name, slug=f"{name.lower()}-on")
    by, at = make.user(name), timezone.now() - timedelta(days=days)
    return make.application(town, by=by, status="submitted", submitted_at=at, **fields)


def words(response):
    return " ".join(response.content.decode().split())


def test_kinds_are_counted_and_filtered(filed, client):
    """Lakeside's report of 2026 waits; so do two applications, and a report of 2024 is late."""
    waiting("Oldtown", 3), waiting("Newville", 1)
    make.report(filed.municipality, by=make.user(), year=2024)
    late = make.cycle(2023, due_at=timezone.now() - timedelta(days=40))
    late._move("open", None, opened_at=timezone.now())
    late.start_report(filed.municipality, None)
    everything = queue(client).context
    kinds = {kind.key: kind.count for kind in everything["queue"].kinds}
    assert kinds["applications"] == 2 and kinds["reports"] == 1 and kinds["late"] >= 1
    assert everything["count"] == sum(kinds.values())
    for key, number in kinds.items():
        response = client.get(reverse("secretariat"), {"kind": key})
        assert response.context["count"] == number
        assert {wait.row.kind_key for wait in response.context["page_obj"]} == {key}
        assert f'href="?kind={key}" aria-current="true"' in response.content.decode()
    for wrong in ["x", "\x00", "Applications"]:
        assert client.get(reverse("secretariat"), {"kind": wrong}).context["count"] == everything["count"]
    assert "is late." in words(queue(client)) or "are late." in words(queue(client))


def test_what_waits_for_long_is_said_in_words(reference, client):
    waiting("Patient", 15), waiting("Recent", 14), waiting("Fresh", 0)
    response = queue(client)
    said = words(response)
    assert [(wait.days, wait.is_long) for wait in response.context["page_obj"]] == [
        (15, True),
        (14, False),
        (0, False),
    ]
    assert "1 waits for more than 14 days." in said
    assert said.count("<span>More than 14 days</span>") == 1
    assert '<p class="wait-days">15 days' in said and '<p class="wait-days">today' in said


def test_the_town_is_asked_until_a_day(submitted, client):
    Application.objects.update(status="returned")
    today = timezone.localdate()
    for step, days, resolved in [
        ("letter", 5, None),
        ("contact", -1, None),
        ("resolution", -9, timezone.now()),
    ]:
        submitted.requests.create(
            step=step, text="Say.", answer_by=today + timedelta(days=days), resolved_at=resolved
        )
    section = queue(client).content.decode().partition('id="with-the-town"')[2]
    assert f'datetime="{today - timedelta(days=1)}"' in section
    assert "<span>Late</span>" in section
    submitted.requests.filter(step="contact").delete()
    section = queue(client).content.decode().partition('id="with-the-town"')[2]
    assert f'datetime="{today + timedelta(days=5)}"' in section
    assert "<span>Late</span>" not in section


@pytest.mark.parametrize("name", ["secretariat", "secretariat_members"])
def test_a_town_is_told_whose_page_it_is(submitted, nora, sign_in, name):
    response = sign_in(nora).get(reverse(name))
    said = response.content.decode()
    assert response.status_code == 403
    assert "This page is for the secretariat." in said
    assert "another role" not in said


def test_a_viewer_is_told_who_gives_roles(submitted, lea, sign_in):
    make.member(submitted.municipality, lea, Role.VIEWER)
    response = sign_in(lea).post(reverse("submit_application", args=["newtown-on"]))
    assert response.status_code == 403
    assert "can give you another role" in response.content.decode()


# --- reading --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_all_that_was_handed_in_is_on_one_page(submitted, client, language):
    said = client.get(address("review_application", submitted, language)).content.decode()
    documents = [submitted.letter, submitted.resolution]
    with translation.override(language):
        files = [reverse("document", args=[document.pk]) for document in documents]
    for what in [
        submitted.number,
        "2026-014",
        "Lea Tran",
        "Marie Roy",
        "Nora Diaz",
        *files,
    ]:
        assert what in said
    for verb in ["approve", "return", "decline"]:
        assert address(f"{verb}_application", submitted, language) in said


def test_the_secretariat_needs_its_second_factor(submitted, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    response = client.post(address("approve_application", submitted), read(submitted))
    assert response.status_code == 302
    with translation.override("en"):
        assert response["Location"] == reverse("mfa_index")
    assert Application.objects.get().status == "submitted"


# --- deciding -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_approval_makes_a_member_once(submitted, client, nora, sam, language):
    nora.language = language
    nora.save()
    for _click in range(2):
        response = client.post(address("approve_application", submitted, language), read(submitted))
        assert response["Location"] == address("review_application", submitted, language)
    membership = Membership.objects.get(municipality=submitted.municipality)
    today = timezone.localdate(timezone=submitted.municipality.time_zone)
    assert (membership.status, membership.joined_on) == ("active", today)
    assert (membership.plan_expected_on - today).days in {365, 366}
    assert [event.action for event in Event.objects.about(membership)] == ["join"]
    assert [event.action for event in Event.objects.about(submitted)] == ["submit", "approve"]
    assert ActionPlan.objects.filter(municipality=submitted.municipality).count() == 1

    letter = OutgoingMessage.objects.get(recipient=nora)
    with translation.override(language):
        assert reverse("welcome", args=["newtown-on"]) in letter.text
        assert submitted.number in letter.text
    assert letter.language == language
    said = client.get(response["Location"]).content.decode()
    assert address("approve_application", submitted, language) not in said
    assert applications_in(queue(client)) == []
    with translation.override(language):
        assert reverse("secretariat_member", args=["newtown-on"]) in said


def test_the_town_reads_the_welcome(submitted, client, nora, sign_in):
    client.post(address("approve_application", submitted), read(submitted))
    said = sign_in(nora).get(reverse("application", args=["newtown-on"])).content.decode()
    assert "Welcome to the coalition" in said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_return_asks_at_steps(submitted, client, nora, language):
    there = address("return_application", submitted, language)
    form = client.get(there).context["form"]
    assert list(form.fields) == [*(step.key for step in submitted.steps()), "answer_by"]
    assert {"letter", "resolution", "declaration", "priorities", "contact"} < set(form.fields)
    page = client.get(there).content.decode()
    answers = {step.key: step.answer(submitted) for step in submitted.steps()}
    assert submitted.contact_name in answers["contact"]
    assert answers["contact"] in page and answers["letter"] in page
    assert page.index(submitted.contact_name) < page.index('id="id_contact"')
    for typed in [{}, {"letter": "   "}, {"letter": "\x00"}, {"letter": "x" * 5001}, {"something": "else"}]:
        response = client.post(there, typed)
        assert response.status_code == 200
        assert response.context["form"].errors
    kept = client.post(there, {"letter": "x" * 5001, "contact": "Who <is> this?"}).content.decode()
    assert "Who &lt;is&gt; this?" in kept

    for _click in range(2):
        response = client.post(
            there, read(submitted, letter="Not signed.\r\nPlease sign.", contact="Who <is> this?")
        )
        assert response["Location"] == address("review_application", submitted, language)
    submitted.refresh_from_db()
    assert submitted.status == "returned"
    asked = dict(submitted.open_requests().values_list("step", "text"))
    assert asked == {"letter": "Not signed.\nPlease sign.", "contact": "Who <is> this?"}
    letter = OutgoingMessage.objects.get(recipient=nora)
    assert "> Not signed.\n> Please sign." in letter.text
    assert "Who &lt;is&gt; this?" in letter.html
    assert "Who <is> this?" in letter.text
    assert "Not signed." in client.get(address("review_application", submitted)).content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_declining_needs_a_reason(submitted, client, nora, sign_in, language):
    there = address("decline_application", submitted, language)
    for reason in ["", " \x00 ", "x" * 5001]:
        response = client.post(there, {"reason": reason})
        assert response.status_code == 200
        assert response.context["form"].errors
    for _click in range(2):
        response = client.post(there, read(submitted, reason="No council resolution."))
        assert response["Location"] == address("review_application", submitted, language)
    assert "No council resolution." in OutgoingMessage.objects.get(recipient=nora).text
    with translation.override(language):
        page = sign_in(nora).get(reverse("application", args=["newtown-on"])).content.decode()
    assert "No council resolution." in page
    assert not Membership.objects.filter(municipality=submitted.municipality).exists()


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("approve", "The application is approved"),
        ("return", "The application is returned for changes"),
        ("decline", "The application is declined"),
    ],
)
def test_a_second_click_says_what_was_done_too(submitted, client, verb, said):
    typed = read(submitted, reason="So.", letter="Sign.")
    for _click in range(2):
        response = client.post(address(f"{verb}_application", submitted), typed, follow=True)
        assert said in response.content.decode()
    if verb != "approve":
        assert said not in client.get(address(f"{verb}_application", submitted), follow=True).content.decode()


def test_a_draft_can_be_declined_but_not_approved(newtown, nora, client):
    draft = Application.open(newtown, by=nora)
    said = client.get(address("review_application", draft)).content.decode()
    assert address("decline_application", draft) in said
    assert address("approve_application", draft) not in said
    assert client.post(address("approve_application", draft), read(draft)).status_code == 409
    assert client.get(address("return_application", draft)).status_code == 409
    assert (
        client.post(address("decline_application", draft), read(draft, reason="Not a town.")).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("approve", "decline"),
        ("approve", "return"),
        ("decline", "approve"),
        ("decline", "return"),
        ("return", "approve"),
    ],
)
def test_what_is_decided_stays_so(submitted, client, first, then):
    typed = read(submitted, reason="So.", letter="Sign.")
    assert client.post(address(f"{first}_application", submitted), typed).status_code == 302
    events = Event.objects.about(submitted).count()
    assert client.post(address(f"{then}_application", submitted), typed).status_code == 409
    assert Event.objects.about(submitted).count() == events


@pytest.mark.parametrize("verb", ["approve", "return", "decline"])
def test_nobody_decides_on_their_own_town(submitted, sam, client, verb):
    make.member(submitted.municipality, sam, Role.VIEWER)
    assert (
        client.post(address(f"{verb}_application", submitted), {"reason": "a", "letter": "b"}).status_code
        == 403
    )
    submitted.refresh_from_db()
    assert submitted.status == "submitted"
    said = client.get(address("review_application", submitted)).content.decode()
    assert "somebody else decides" in said
    assert address("approve_application", submitted) not in said


def test_a_town_that_left_can_come_back(submitted, client, sam):
    make.membership(submitted.municipality, status="ended", reason="Gone")
    client.post(address("approve_application", submitted), read(submitted))
    membership = Membership.objects.get(municipality=submitted.municipality)
    assert (membership.status, membership.reason) == ("active", "")
