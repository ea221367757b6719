"""A good practice from a town's draft to the library, and from there into another town's plan."""

import pytest
from django.core.exceptions import PermissionDenied

from coalition.ledger import texts_of
from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.models import Role
from practices.models import Adoption, Practice

from . import make

pytestmark = pytest.mark.usefixtures("reference")
TOWN = "/en/workspace/lakeside-on/practices/"
OFFICE = "/en/secretariat/practices/"


def typed(client, path):
    """What the form of the page would send."""
    from .markup import Page

    form = next(
        form for form in Page(client.get(path).text).forms if form.method == "post" and "seen" in form.fields
    )
    return {name: values for name, values in form.typed().items() if name != "csrfmiddlewaretoken"}


WHOLE = {
    **{name: value for name, value in make.PRACTICE.items() if name != "started_year"},
    "started_year": "2023",
    "topics": ["education"],
    "commitments": ["3"],
}


def mails(template):
    return OutgoingMessage.objects.filter(key__contains=f"-{template}-")


def test_written_submitted_returned_and_published(lakeside, lea, eli, sam, sign_in):
    writer, coordinator, office = sign_in(eli), sign_in(lea), sign_in(sam)
    blank = typed(writer, f"{TOWN}add/")
    assert "Give it a title" in writer.post(f"{TOWN}add/", blank).text
    writer.post(f"{TOWN}add/", blank | {"title_en": "A desk"})
    writer.post(f"{TOWN}add/", blank | {"title_en": "A desk"})  # a second click
    practice = Practice.objects.get()
    here = f"{TOWN}{practice.pk}/"
    assert "Still missing before it can be submitted" in coordinator.get(here).text
    refused = coordinator.post(f"{here}submission/")
    assert refused.status_code == 409 and "What it changed" in refused.text
    writer.post(f"{here}edit/", typed(writer, f"{here}edit/") | WHOLE)
    assert writer.post(f"{here}submission/").status_code == 403
    coordinator.post(f"{here}submission/")
    coordinator.post(f"{here}submission/")  # a second click
    assert mails("submit").count() == 1
    assert "A desk for complaints at the library" in office.get("/en/secretariat/?kind=practices").text
    assert "Give the reason." in office.post(f"{OFFICE}{practice.pk}/return/", {"reason": ""}).text
    office.post(f"{OFFICE}{practice.pk}/return/", {"reason": "How do you know?"})
    assert {mail.recipient for mail in mails("return")} == {lea, eli}
    assert "How do you know?" in writer.get(f"{here}edit/").text
    assert "The secretariat asks for changes." in writer.get("/en/workspace/lakeside-on/").text
    coordinator.post(f"{here}submission/")
    office.post(f"{OFFICE}{practice.pk}/publication/")
    practice.refresh_from_db()
    assert (practice.status, practice.slug) == ("published", "a-desk-for-complaints-at-the-library")
    assert mails("publish").count() == 2
    for public in ("/en/municipalities/lakeside-on/", "/en/commitments/3/", "/en/"):
        assert practice.get_absolute_url() in writer.get(public).text, public
    verbs = list(Event.objects.about(practice).values_list("action", flat=True))
    assert verbs == ["begin", "revise", "submit", "return", "submit", "publish"]


def test_nobody_decides_on_their_own_town(lakeside, lea):
    tess = make.user("Tess", is_secretariat=True)
    make.member(lakeside, tess, Role.COORDINATOR)
    tess.has_proved_second_factor = True
    practice = make.practice(lakeside, by=lea, status="submitted")
    for decide in (lambda: practice.publish(tess), lambda: practice.send_back(tess, "No.")):
        with pytest.raises(PermissionDenied):
            decide()


def test_two_write_at_once_and_nothing_is_lost(lakeside, lea, eli, sign_in):
    practice = make.practice(lakeside, by=lea)
    path = f"{TOWN}{practice.pk}/edit/"
    first, second = sign_in(lea), sign_in(eli)
    seen = typed(first, path)
    second.post(path, typed(second, path) | {"how_en": "Three evenings.", "learned_en": "Ask early."})
    crossed = first.post(path, seen | {"how_en": "Four evenings.", "why_en": "It was far."})
    assert crossed.status_code == 409
    assert "Three evenings." in crossed.text and "Four evenings." in crossed.text
    first.post(path, seen | {"why_en": "It was far."})
    practice.refresh_from_db()
    assert (practice.how_en, practice.learned_en, practice.why_en) == (
        "Three evenings.",
        "Ask early.",
        "It was far.",
    )


def test_one_step_from_an_accepted_action(filed, lakeside, lea, vic, sam, sign_in):
    filed.accept(sam)
    town = sign_in(lea)
    told = filed.updates.select_related("action").first()
    address = f"{TOWN}add/?action={told.action.lineage}"
    assert address in town.get(f"{TOWN}").text
    assert address in town.get("/en/workspace/lakeside-on/reports/2026/").text
    plan = town.get("/en/workspace/lakeside-on/plan/").text
    assert address in plan
    for other in filed.updates.filter(outcome="unchanged").select_related("action"):
        assert f"add/?action={other.action.lineage}" not in plan
    assert "add/?action=" not in sign_in(vic).get("/en/workspace/lakeside-on/plan/").text
    begun = typed(town, address)
    assert begun["title_en"] == ["Action 1"] and begun["commitments"] == ["1"]
    assert begun["effect_en"] == ["In 2026: It answers 340 calls."]
    assert not Practice.objects.exists()  # looking changes nothing
    town.post(f"{TOWN}add/", begun)
    practice = Practice.objects.get()
    assert practice.action_lineage == told.action.lineage
    assert address not in town.get(f"{TOWN}").text
    assert address not in town.get("/en/workspace/lakeside-on/plan/").text
    assert typed(town, f"{TOWN}add/?action=nonsense")["title_en"] == [""]


def test_adopted_published_and_what_came_of_it(filed, lakeside, rivermouth, lea, odile, sam, sign_in, client):
    """Lakeside takes Rivermouth's practice up; its report says what came of it."""
    practice = make.public_practice(rivermouth, by=odile, title_fr="Un guichet", commitments=[1])
    filed.accept(sam)
    town, page = sign_in(lea), f"/en/practices/{practice.slug}/"
    assert client.get(f"{page}adoption/").status_code == 302
    assert "You write no plan here" in sign_in(odile).get(f"{page}adoption/").text
    answer = town.post(f"{page}adoption/", {"town": "lakeside-on"})
    town.post(f"{page}adoption/", {"town": "lakeside-on"})  # a second click
    adoption = Adoption.objects.get()
    plan = lakeside.plans.being_written().get()
    action = plan.actions.get(lineage=adoption.lineage)
    assert answer["Location"].endswith(f"/plan/actions/{action.pk}/")
    assert (action.title_fr, action.copied_from) == ("Un guichet", rivermouth)
    assert [each.pk for each in action.commitments.all()] == [1]
    assert "No other town has it" in client.get(page).text  # the plan is not public yet
    plan.publish(lea)
    assert "no accepted report speaks of it yet" in client.get(page).text
    report = make.filed(make.report(lakeside, by=lea, year=2027), by=lea)
    assert "no accepted report speaks of it yet" in client.get(page).text
    report.accept(sam)
    said = client.get(page).text
    assert f"#action-{adoption.lineage}" in said and "It answers 340 calls." in said and "Done" in said
    assert practice.get_absolute_url() in client.get("/en/municipalities/lakeside-on/").text
    assert sign_in(lea).post(f"{page}adoption/", {"town": "rivermouth-qc"}).status_code == 200  # not hers


def test_a_revision_leaves_the_public_one_until_it_is_read(lakeside, lea, sam, client):
    practice = make.public_practice(lakeside, by=lea, commitments=[3])
    sam.has_proved_second_factor = True
    revision = practice.begin_revision(lea)
    assert practice.begin_revision(lea) == revision
    revision.revise(lea, effect_en="500 complaints.", topics=["roma"])
    revision.submit(lea)
    page = practice.get_absolute_url()
    assert "340 complaints" in client.get(page).text
    revision.publish(sam)
    practice = Practice.objects.get(pk=practice.pk)
    assert "500 complaints." in client.get(page).text
    assert [topic.pk for topic in practice.topics.all()] == ["roma"]
    assert Practice.objects.get(pk=revision.pk).status == "replaced"
    assert Practice.objects.public().matching("500").get() == practice
    with pytest.raises(WrongState):
        Practice.objects.get(pk=revision.pk).reopen(lea)


def test_an_address_never_changes_and_is_never_given_twice(lakeside, lea, sam):
    sam.has_proved_second_factor = True
    slugs = []
    for title in ("Feed", "L’été à l’école", "L’été à l’école"):
        practice = make.practice(lakeside, by=lea, title_en=title, status="submitted")
        practice.publish(sam)
        practice.correct(sam, title_en="Another title")
        practice.withdraw(lea)
        practice.reopen(lea)
        practice.submit(lea)
        practice.publish(sam)
        slugs.append(practice.slug)
    assert slugs == ["feed-2", "l-ete-a-l-ecole", "l-ete-a-l-ecole-2"]


def test_the_secretariat_enters_one_from_elsewhere_in_both_languages(sam, sign_in, client):
    office = sign_in(sam)
    sent = typed(office, f"{OFFICE}add/") | WHOLE | {"country_id": "FR", "place": "Port-Mirage"}
    office.post(f"{OFFICE}add/", sent)
    practice = Practice.objects.get()
    refused = office.post(f"{OFFICE}{practice.pk}/publication/")
    assert refused.status_code == 409 and "Title (in French)" in refused.text and "The author" in refused.text
    french = {
        name.replace("_en", "_fr"): f"{value} (fr)" for name, value in make.PRACTICE.items() if "_en" in name
    }
    credit = {"credit": "City of Port-Mirage", "licence": "CC BY 4.0", "source": "https://www.example.org/"}
    path = f"{OFFICE}{practice.pk}/edit/"
    office.post(path, typed(office, path) | french | credit)
    office.post(f"{OFFICE}{practice.pk}/publication/")
    practice.refresh_from_db()
    page = client.get(f"/fr/bonnes-pratiques/{practice.slug}/").text
    for words in ("Port-Mirage", "France", "City of Port-Mirage", "CC BY 4.0", "https://www.example.org/"):
        assert words in page, words
    assert "Port-Mirage" in client.get("/en/practices/?country=FR").text


@pytest.mark.parametrize(
    "field, value, said",
    [
        ("contact_en", "lea@example.org", "Leave out addresses"),
        ("contact_fr", "Bureau, 613 555-0123", "Leave out addresses"),
        ("links", "javascript:alert(1)", "Begin each line with an address"),
        ("links", "\n".join(["https://example.ca"] * 11), "Keep to the 10 links"),
        ("started_year", "1492", "Enter a year between"),
    ],
)
def test_what_the_form_refuses_is_kept_in_it(lakeside, lea, sign_in, field, value, said):
    practice = make.practice(lakeside, by=lea)
    town, path = sign_in(lea), f"{TOWN}{practice.pk}/edit/"
    answer = town.post(path, typed(town, path) | {field: value, "why_en": "Typed with care."})
    assert answer.status_code == 200 and said in answer.text and "Typed with care." in answer.text


def test_its_texts_stand_in_the_language_ledger(lakeside, lea):
    practice = make.public_practice(lakeside, by=lea)
    text = next(text for text in texts_of(lakeside) if text.row == practice and text.field == "title")
    assert text.state == "missing" and text.follower == "fr"
    text.write("Un guichet à la bibliothèque", lea)
    assert Practice.objects.public().matching("bibliotheque").get() == practice


def test_what_a_person_wrote_is_in_their_own_data(lakeside, lea):
    from coalition.personal_data import gather

    make.practice(lakeside, by=lea)
    [written] = gather(lea)["practices_written"]
    assert written["title_en"] == "A desk for complaints at the library"
