"""Pages that say why something is not to be had."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

BOTH = pytest.mark.parametrize("language", ["en", "fr"])


@pytest.mark.parametrize("code", [400, 500, 503])
def test_errors_of_the_house_need_nothing_and_speak_both_languages(code):
    html = render_to_string(f"{code}.html")  # no request; a query would fail: this test has no database
    assert '<html lang="en">' in html and 'lang="fr"' in html
    assert 'href="/en/"' in html and 'href="/fr/"' in html


@BOTH
def test_errors_of_the_reader_keep_the_shell(language):
    request = RequestFactory().get(f"/{language}/")
    with translation.override(language):
        for name in ("403", "404", "csrf"):
            html = render_to_string(f"{name}.html", request=request)
            assert f'<html lang="{language}">' in html and 'class="top"' in html and html.count("<h1") == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_too_many_answers_are_too_much_wherever_they_stand(db, client, caplog, method):
    many = "&".join(f"a{n}=1" for n in range(1_001))
    if method == "get":
        answer = client.get(f"/en/?{many}")
    else:
        answer = client.post("/en/contact/", many, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413 and "<h1" in answer.text
    caplog.clear()  # Django logs it as an error


def test_a_conflict_says_why():
    request = RequestFactory().post("/en/")
    html = render_to_string("409.html", {"reason": "It was accepted on November 3."}, request=request)
    assert "It was accepted on November 3." in html


@BOTH
def test_the_language_link_keeps_the_page_and_what_was_asked(client, language):
    other = "fr" if language == "en" else "en"
    html = client.get(f"/{language}/no-such-page/").content.decode()
    assert f'hreflang="{other}"' in html and f'href="/{other}/"' in html
