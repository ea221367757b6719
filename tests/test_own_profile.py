"""A person's own page: name and language."""

import pytest

from coalition.models import User

pytestmark = pytest.mark.django_db


def test_a_person_changes_name_and_language(lea, sign_in):
    client = sign_in(lea)
    assert client.get("/en/account/profile/").status_code == 200
    answer = client.post("/en/account/profile/", {"name": "  Léa\tTran ", "language": "fr"})
    assert answer.status_code == 302 and answer.url.startswith("/fr/")
    assert client.cookies["django_language"].value == "fr"
    lea.refresh_from_db()
    assert (lea.name, lea.language) == ("Léa Tran", "fr")
    assert client.get(answer.url).status_code == 200
    assert client.get("/").url == "/fr/"


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "", "language": "en"},
        {"name": "Lea", "language": "de"},
        {"name": "x" * 151, "language": "en"},
    ],
)
def test_a_wrong_answer_is_explained_and_changes_nothing(lea, sign_in, typed):
    answer = sign_in(lea).post("/en/account/profile/", typed)
    assert answer.status_code == 200 and b"error-summary" in answer.content
    assert User.objects.get().name == "Lea Tran"


def test_nothing_else_can_be_changed_there(lea, sign_in):
    sign_in(lea).post(
        "/en/account/profile/",
        {"name": "Lea", "language": "en", "email": "x@example.org", "is_secretariat": "1", "is_staff": "1"},
    )
    lea.refresh_from_db()
    assert not lea.is_secretariat and not lea.is_staff and lea.email != "x@example.org"
