"""Files are handed over as attachments, to those who may read them."""

import pytest
from django.urls import reverse
from django.utils import translation

from municipalities.models import Document

from . import make
from .papers import pdf_bytes, upload


@pytest.fixture
def letter(lakeside, lea):
    return make.document(lakeside, by=lea, content=pdf_bytes())


def get(client, document):
    return client.get(reverse("document", args=[document.pk]))


def test_a_file_is_an_attachment_that_no_browser_opens(letter, vic, sign_in):
    response = get(sign_in(vic), letter)
    assert b"".join(response.streaming_content) == pdf_bytes()
    assert response["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("lettre d'intérêt.pdf", "attachment; filename*=utf-8''lettre%20d%27int%C3%A9r%C3%AAt.pdf"),
        ('say "hi".pdf', r'attachment; filename="say \"hi\".pdf"'),
    ],
)
def test_the_name_survives_the_header(lakeside, vic, sign_in, name, header):
    response = get(sign_in(vic), make.document(lakeside, name=name))
    assert response["Content-Disposition"] == header


def test_others_see_nothing_at_all(letter, odile, nora, sign_in):
    nowhere = Document(pk=letter.pk + 1000)
    for person in (odile, nora):
        client = sign_in(person)
        assert get(client, letter).status_code == 404
        assert get(client, nowhere).status_code == 404


def test_the_secretariat_reads_with_its_second_factor_only(letter, sam, sign_in, settings):
    assert get(sign_in(sam), letter).status_code == 200
    settings.SECOND_FACTOR_REQUIRED = True
    assert get(sign_in(sam), letter).status_code == 404


def test_a_person_who_left_reads_nothing(letter, lea, sign_in, lakeside):
    client = sign_in(lea)
    assert get(client, letter).status_code == 200
    lakeside.people.filter(user=lea).delete()
    assert get(client, letter).status_code == 404


def test_the_stored_name_says_nothing(lakeside, lea, sign_in):
    file = upload("secret plans.pdf")
    file.clean_name, file.true_type = "secret plans.pdf", "application/pdf"
    document = Document.store(lakeside, file, "letter", lea)
    assert "secret" not in document.file.name
    assert "pdf" not in document.file.name
    assert len(document.file.name.rpartition("/")[2]) == 32
    assert document.file.open().read() == pdf_bytes()
    with translation.override("en"):
        assert sign_in(lea).get(f"/{document.file.name}").status_code == 404


def test_a_file_that_is_gone_is_reported(letter, vic, sign_in, caplog):
    letter.file.storage.delete(letter.file.name)
    assert get(sign_in(vic), letter).status_code == 404
    assert f"document {letter.pk} is gone" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("number", ["0", str(2**63), "9" * 30, "9" * 5000])
def test_numbers_that_are_no_document(vic, sign_in, number):
    address = reverse("document", args=[1]).replace("/1/", f"/{number}/")
    assert sign_in(vic).get(address).status_code == 404
