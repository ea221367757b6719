"""The evidence register: adding, finding, changing, replacing and taking out."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coalition.models import Event
from coalition.workflow import WrongState
from municipalities.models import Document, document_room

from . import make
from .markup import Page
from .papers import image_bytes, pdf_bytes

DETAILS = {"title": "Housing study", "kind": "study", "language": "en", "access": "members"}


def file(content=None, name="study.pdf"):
    return SimpleUploadedFile(name, pdf_bytes() if content is None else content)


def add_file(client, town, content=None, **fields):
    return client.post(reverse("add_file", args=[town.slug]), DETAILS | {"file": file(content)} | fields)


def add_link(client, town, link="https://www.example.ca/report", **fields):
    return client.post(reverse("add_link", args=[town.slug]), DETAILS | {"link": link} | fields)


def at(name, document):
    return reverse(name, args=[document.municipality.slug, document.pk])


def details_form(answer):
    """What a browser would send of it when nothing is touched."""
    return next(form for form in Page(answer.text).forms if "access" in form.fields).typed()


def verbs(document):
    return list(Event.objects.about(document).order_by("pk").values_list("action", flat=True))


def test_a_contributor_adds_a_file(lakeside, eli, sign_in, django_capture_on_commit_callbacks):
    client = sign_in(eli)
    answer = add_file(client, lakeside)
    document = Document.objects.get()
    assert answer["Location"] == document.get_absolute_url()
    assert (document.title, document.kind, document.language, document.access) == tuple(DETAILS.values())
    assert (document.name, document.size, document.added_by) == ("study.pdf", len(pdf_bytes()), eli)
    assert len(document.sha256) == 64
    assert verbs(document) == ["add"]
    page = client.get(document.get_absolute_url()).text
    for words in (
        "Housing study",
        document.sha256,
        "Eli Novak",
        "Member municipalities",
        "Added to the register",
    ):
        assert words in page


def test_the_file_is_looked_after_as_soon_as_it_is_certain(
    lakeside, eli, sign_in, monkeypatch, django_capture_on_commit_callbacks
):
    rung = []
    monkeypatch.setattr("coalition.doorbell.ring", rung.append)
    with django_capture_on_commit_callbacks(execute=True):
        add_file(sign_in(eli), lakeside)
        assert rung == []
        add_link(sign_in(eli), lakeside)
    assert rung == ["municipalities.tasks.look_after_files", "municipalities.tasks.try_links"]


def test_without_a_title_the_name_stands_in_its_place(lakeside, eli, sign_in):
    add_file(sign_in(eli), lakeside, title="")
    assert "study.pdf" in sign_in(eli).get(reverse("evidence", args=[lakeside.slug])).text


def test_a_link_needs_a_title(lakeside, eli, sign_in):
    client = sign_in(eli)
    assert add_link(client, lakeside, title="").status_code == 200
    assert add_link(client, lakeside).status_code == 302
    assert Document.objects.get().link == "https://www.example.ca/report"


def test_viewers_read_and_add_nothing(lakeside, vic, sign_in):
    document = make.evidence(lakeside)
    client = sign_in(vic)
    register = client.get(reverse("evidence", args=[lakeside.slug])).text
    assert "Housing study" in register
    assert reverse("add_file", args=[lakeside.slug]) not in register
    page = client.get(document.get_absolute_url()).text
    for name in ("document_details", "replace_document", "withdraw_document"):
        assert at(name, document) not in page
        assert client.post(at(name, document)).status_code == 403


def test_the_secretariat_adds_for_a_town_and_the_trail_says_so(lakeside, sam, sign_in):
    add_file(sign_in(sam), lakeside)
    assert Event.objects.about(Document.objects.get()).get().is_on_behalf


# --- nothing twice, and not without end -----------------------------------------------------------------


def test_the_same_file_is_spotted(lakeside, rivermouth, eli, lea, odile, sign_in):
    add_file(sign_in(lea), lakeside)
    first = Document.objects.get()
    answer = add_file(sign_in(eli), lakeside, title="The same again")
    assert answer.status_code == 200
    assert "already has it as “Housing study”" in answer.text
    assert first.get_absolute_url() in [anchor["href"] for anchor in Page(answer.text).anchors]
    assert Document.objects.count() == 1
    add_file(sign_in(odile), rivermouth)  # another town may have it too
    assert Document.objects.count() == 2
    first.withdraw(lea)
    assert add_file(sign_in(eli), lakeside).status_code == 302


def test_the_same_link_is_spotted(lakeside, eli, sign_in):
    add_link(sign_in(eli), lakeside)
    answer = add_link(sign_in(eli), lakeside)
    assert "already has it as" in answer.text
    assert Document.objects.count() == 1


def test_the_same_file_in_the_application_is_said(lakeside, eli, sign_in):
    client = sign_in(eli)
    letter = make.document(lakeside)
    add_file(client, lakeside)
    Document.objects.filter(pk=letter.pk).update(sha256=Document.objects.exclude(pk=letter.pk).get().sha256)
    Document.objects.exclude(pk=letter.pk).delete()
    answer = client.post(reverse("add_file", args=[lakeside.slug]), DETAILS | {"file": file()}, follow=True)
    assert "The same file is in your application: Letter of interest." in answer.text


@pytest.mark.parametrize(
    ("name", "most", "words"),
    [("MOST_DOCUMENTS", 1, "The register is full"), ("MOST_BYTES", 200, "There is no room for this file")],
)
def test_the_room_of_a_town_ends(lakeside, eli, sign_in, monkeypatch, name, most, words):
    client = sign_in(eli)
    add_file(client, lakeside)
    monkeypatch.setattr(document_room, name, most)
    answer = add_file(client, lakeside, pdf_bytes(b"/Other true"))
    assert answer.status_code == 200
    assert words in answer.text
    assert Document.objects.count() == 1


# --- finding --------------------------------------------------------------------------------------------


def test_the_register_is_searched_by_words_and_kind(lakeside, vic, sign_in):
    make.evidence(lakeside, title="Housing study")
    make.evidence(lakeside, title="Hiring policy", kind="policy")
    make.link(lakeside, title="Budget", address="https://www.example.ca/housing")
    make.document(lakeside, name="letter.pdf")

    def found(query):
        page = sign_in(vic).get(reverse("evidence", args=[lakeside.slug]) + query).text
        return {
            title
            for title in ("Housing study", "Hiring policy", "Budget", "letter.pdf")
            if f">{title}</a>" in page
        }

    assert found("") == {"Housing study", "Hiring policy", "Budget", "letter.pdf"}
    assert found("?q=HOUSING") == {"Housing study", "Budget"}
    assert found("?q=housing&kind=study") == {"Housing study", "Budget"}
    assert found("?kind=policy") == {"Hiring policy"}
    assert found("?kind=letter") == {"letter.pdf"}
    assert found("?kind=nonsense") == {"Housing study", "Hiring policy", "Budget", "letter.pdf"}
    assert found("?q=nothing+at+all") == set()


def test_an_empty_register_says_what_it_is_for(lakeside, vic, sign_in):
    assert "The register is empty" in sign_in(vic).get(reverse("evidence", args=[lakeside.slug])).text


# --- changing -------------------------------------------------------------------------------------------


def test_details_are_changed(lakeside, eli, sign_in):
    document = make.evidence(lakeside)
    client, address = sign_in(eli), at("document_details", document)
    shown = details_form(client.get(address))
    changed = {"title": "By-law 12", "kind": "policy", "language": "fr", "access": "public"}
    client.post(address, shown | changed)
    document.refresh_from_db()
    assert (document.title, document.kind, document.language, document.access) == tuple(changed.values())
    assert verbs(document) == ["revise"]
    client.post(address, shown | changed)
    assert verbs(document) == ["revise"], "a second save changes nothing"


def test_details_that_a_colleague_changed_meanwhile_are_not_undone(lakeside, lea, eli, sign_in):
    document = make.evidence(lakeside, access="public")
    address, mine, yours = at("document_details", document), sign_in(lea), sign_in(eli)
    shown = details_form(mine.get(address))
    mine.post(address, shown | {"access": "town"})
    assert yours.post(address, shown | {"title": "New title"}).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.access) == ("New title", "town")
    answer = yours.post(address, shown | {"access": "members"})
    assert "A colleague changed this while you were writing" in answer.text
    document.refresh_from_db()
    assert document.access == "town"
    again = details_form(answer)
    assert again["access"] == ["members"]
    assert yours.post(address, again).status_code == 302
    document.refresh_from_db()
    assert document.access == "members"


@pytest.mark.parametrize("newer", [{"file": True}, {"link": "https://www.example.ca/new"}])
def test_a_new_one_takes_its_place_and_the_old_stays_readable(lakeside, eli, sign_in, newer):
    client = sign_in(eli)
    document = make.evidence(lakeside, access="public", by=eli)
    if "file" in newer:
        newer = {"file": file(name="study 2.pdf")}
    answer = client.post(at("replace_document", document), newer)
    document.refresh_from_db()
    successor = document.replaced_by
    assert answer["Location"] == successor.get_absolute_url()
    assert (successor.title, successor.kind, successor.access) == ("Housing study", "study", "public")
    assert (verbs(document), verbs(successor)) == (["replace"], ["add", "succeed"])
    register = client.get(reverse("evidence", args=[lakeside.slug])).text
    assert successor.get_absolute_url() in register
    assert document.get_absolute_url() not in register
    former = client.get(document.get_absolute_url()).text
    assert "A newer document has taken its place" in former
    assert successor.get_absolute_url() in former
    trails = [
        client.get(page).text.partition("What has happened")[2]
        for page in (answer["Location"], at("evidence_item", document))
    ]
    assert "Took the place of a former document" in trails[0]
    assert "study.pdf" in trails[0]
    assert successor.label in trails[1]
    assert client.get(reverse("document", args=[document.pk])).status_code == 200


def test_a_replacement_is_one_of_the_two(lakeside, eli, sign_in):
    document = make.evidence(lakeside)
    address = at("replace_document", document)
    for newer in ({}, {"file": file(), "link": "https://www.example.ca/"}):
        answer = sign_in(eli).post(address, newer)
        assert "Choose a file or enter a link" in answer.text
    assert Document.objects.count() == 1


def test_a_file_that_is_here_already_takes_no_other_place(lakeside, eli, sign_in):
    """Least of all a paper of the application, which would become public on the way."""
    client = sign_in(eli)
    add_file(client, lakeside, image_bytes(), title="By-law 12")
    paper = make.document(lakeside, kind="resolution", name="resolution.pdf")
    Document.objects.filter(pk=paper.pk).update(sha256=sha256(pdf_bytes()).hexdigest())
    document = make.evidence(lakeside, access="public")
    address = at("replace_document", document)
    assert "Everybody" in client.get(address).text
    for content, words in ((image_bytes(), "already has it as “By-law 12”"), (pdf_bytes(), "resolution.pdf")):
        answer = client.post(address, {"file": file(content)})
        assert answer.status_code == 200
        assert words in answer.text
    assert verbs(document) == []


def test_the_whole_history_is_there(lakeside, eli, sign_in):
    client = sign_in(eli)
    add_file(client, lakeside)
    for number in range(3):
        last = Document.objects.order_by("-pk").first()
        client.post(
            at("replace_document", last), {"file": file(image_bytes(size=(9, 9 + number)), f"{number}.png")}
        )
    last = Document.objects.order_by("-pk").first()
    page = client.get(last.get_absolute_url()).text.partition("What has happened")[0]
    places = [page.rindex(name) for name in ("1.png", "0.png", "study.pdf")]
    assert places == sorted(places)


def test_out_of_the_register_after_a_question(lakeside, eli, sign_in):
    client = sign_in(eli)
    document = make.evidence(lakeside, access="public")
    assert "Take this document out of the register?" in client.get(at("withdraw_document", document)).text
    assert Document.objects.current().count() == 1
    assert client.post(at("withdraw_document", document)).status_code == 302
    assert not Document.objects.current().exists()
    assert verbs(document) == ["withdraw"]
    assert "It was taken out of the register on" in client.get(document.get_absolute_url()).text
    assert client.post(at("withdraw_document", document)).status_code == 409
    assert verbs(document) == ["withdraw"]


@pytest.mark.parametrize("name", ["document_details", "replace_document"])
@pytest.mark.parametrize("state", ["replaced", "withdrawn"])
def test_what_is_no_longer_in_the_register_is_not_changed(lakeside, eli, sign_in, name, state):
    document = make.evidence(lakeside)
    if state == "replaced":
        document.replace(eli, link="https://www.example.ca/new")
    else:
        document.withdraw(eli)
    for method in ("get", "post"):
        assert getattr(sign_in(eli), method)(at(name, document)).status_code == 409


def test_of_two_replacements_only_one_wins(lakeside, eli, lea):
    document = make.evidence(lakeside)
    mine, yours = Document.objects.get(pk=document.pk), Document.objects.get(pk=document.pk)
    mine.replace(eli, link="https://www.example.ca/mine")
    with pytest.raises(WrongState):
        yours.replace(lea, link="https://www.example.ca/yours")
    assert not Document.objects.filter(link="https://www.example.ca/yours").exists()


# --- the papers of an application -----------------------------------------------------------------------


@pytest.fixture
def papers(lakeside, lea):
    """A letter and a resolution on which an application rests."""
    letter = make.document(lakeside, by=lea)
    resolution = make.document(lakeside, kind="resolution", name="resolution.pdf", by=lea)
    make.application(lakeside, by=lea, letter=letter, resolution=resolution)
    return letter, resolution


def test_letter_and_resolution_are_read_here_and_changed_there(lakeside, lea, sign_in, papers):
    client = sign_in(lea)
    register = client.get(reverse("evidence", args=[lakeside.slug])).text
    for paper in papers:
        assert paper.get_absolute_url() in register
        page = client.get(paper.get_absolute_url()).text
        assert "belongs to the application to join" in page
        assert at("withdraw_document", paper) not in page
        for name in ("document_details", "replace_document", "withdraw_document"):
            answer = client.post(at(name, paper))
            assert answer.status_code == 409
        assert "The application to join rests on it" in answer.text
    assert Document.objects.current().count() == 2


def test_a_letter_that_nothing_rests_on_can_be_taken_out(lakeside, lea, sign_in):
    letter = make.document(lakeside, by=lea)
    assert sign_in(lea).post(at("withdraw_document", letter)).status_code == 302


def test_what_is_spoiled_stands_among_what_is_due(lakeside, vic, sign_in):
    make.evidence(lakeside, title="Harmful study", scan="infected")
    make.evidence(lakeside, title="Study being checked", scan="waiting")
    make.link(lakeside, title="Broken page", link_state="broken")
    make.link(lakeside, title="Working page", link_state="works")
    due = (
        sign_in(vic)
        .get(reverse("workspace", args=[lakeside.slug]))
        .text.partition("Your work in the coalition")[0]
    )
    assert "Harmful study" in due
    assert "Broken page" in due
    assert "Study being checked" not in due
    assert "Working page" not in due


# --- where it is found, and what is said of it -----------------------------------------------------------


def test_days_are_those_of_the_town(lea, sign_in):
    """In British Columbia the evening of December 31; in Toronto and Greenwich it is the new year."""
    town = make.municipality("Westport", slug="westport-bc", province_code="BC")
    make.membership(town)
    make.member(town, lea)
    study = make.evidence(town, by=lea, access="public")
    Document.objects.update(added_at=datetime(2027, 1, 1, 6, 30, tzinfo=UTC))
    client, home = sign_in(lea), reverse("workspace", args=[town.slug])
    register, profile = reverse("evidence", args=[town.slug]), town.get_absolute_url()
    for address in (study.get_absolute_url(), register, home, profile):
        page = client.get(address).text
        assert "December 31, 2026" in page, address
        assert "January 1, 2027" not in page, address


def test_an_applicant_finds_the_register_before_there_is_a_document(nora, sign_in):
    town = make.municipality("Newtown", slug="newtown-on")
    make.member(town, nora)
    page = Page(sign_in(nora).get(reverse("workspace", args=[town.slug])).text)
    assert reverse("evidence", args=[town.slug]) in [anchor["href"] for anchor in page.anchors]


def test_the_secretariat_sees_the_newest_by_their_titles_and_the_way_to_all(lakeside, sam, sign_in):
    for number in range(12):
        make.evidence(lakeside, title=f"Study number {number:02}")
    page = sign_in(sam).get(reverse("secretariat_member", args=[lakeside.slug])).text
    assert page.count("Study number") == 10
    assert "Study number 11" in page
    assert reverse("evidence", args=[lakeside.slug]) in [anchor["href"] for anchor in Page(page).anchors]
