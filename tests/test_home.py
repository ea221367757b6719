"""The home page: what the coalition is, how many, what is moving."""

import pytest

from . import make

pytestmark = pytest.mark.django_db


def test_counts_say_what_is_there(client, lakeside, rivermouth):
    make.membership(make.municipality("Gone", slug="gone-on"), status="ended")
    lakeside.membership.plan_published_on = "2025-03-04"
    lakeside.membership.last_report_year = 2025
    lakeside.membership.save()
    answer = client.get("/en/")
    assert answer.context["figures"] == {"members": 2, "provinces": 2, "plans": 1, "reporting": 1}
    assert "Gone" not in answer.text


def test_both_languages_name_the_town_their_way(client, lakeside):
    assert "Lakeside" in client.get("/en/").text
    french = client.get("/fr/").text
    assert "Bord-du-Lac" in french
    assert 'lang="fr"' in french


def test_shows_the_ten_commitments(client, reference):
    page = client.get("/en/").text
    for number in range(1, 11):
        assert f'href="/en/commitments/{number}/"' in page


def test_is_whole_without_any_data(client, db):
    answer = client.get("/en/")
    assert answer.status_code == 200
    assert answer.context["figures"]["members"] == 0


def test_sets_no_cookie_and_asks_nobody_else(client, reference, lakeside):
    answer = client.get("/en/")
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers
    for outside in ('src="http', "url(http", "@import", 'rel="stylesheet" href="http'):
        assert outside not in answer.text


def test_queries_do_not_grow_with_the_members(
    client, reference, lakeside, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(7) as few:
        client.get("/en/")
    for number in range(8):
        make.membership(make.municipality(f"Town {number}", slug=f"town-{number}"))
    with django_assert_num_queries(len(few)):
        client.get("/en/")
