"""The book about the coalition: its pages, their order, and that what it ships with is whole in both languages."""

import re

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from coalition import book_files, page_links
from coalition.markdown import links_in, render
from coalition.models import Page

from . import make
from .markup import Page as Markup

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "fr"]


def addresses(language):
    with translation.override(language):
        return [page.get_absolute_url() for page in Page.objects.in_order()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_and_leads_on(client, reference, language):
    found = addresses(language)
    assert len(found) == 13
    for place, address in enumerate(found):
        answer = client.get(address)
        page = answer.text
        assert answer.status_code == 200, address
        assert not answer.cookies
        assert len(re.findall("<h1", page)) == 1
        assert f'<a href="{address}" aria-current="page">' in page
        if place:
            assert f'rel="prev" href="{found[place - 1]}"' in page
        if place + 1 < len(found):
            assert f'rel="next" href="{found[place + 1]}"' in page
        assert '<time datetime="2026-11-20">' in page
        levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), address


def test_each_language_knows_the_address_of_the_other(client, reference):
    page = client.get("/en/about/why-a-coalition/").text
    other = "/fr/a-propos/pourquoi-une-coalition/"
    assert f'hreflang="fr-CA" href="http://localhost:8000{other}"' in page or f'{other}">' in page
    assert f'<a class="language" href="{other}"' in page
    assert client.get("/fr/a-propos/why-a-coalition/").url == other
    assert client.get("/en/about/no-such-page/").status_code == 404


def test_every_link_of_the_book_leads_somewhere(client, reference):
    assert page_links.broken(timezone.now()) == []
    inner = set()
    for _key, _facts, words, _since in book_files.read():
        for code in LANGUAGES:
            found = links_in(words[f"body_{code}"])
            wrong = [link for link in found if link.startswith("/") and not link.startswith(f"/{code}/")]
            assert not wrong
            inner |= {link for link in found if link.startswith("/")}
    assert len(inner) > 30
    for link in inner:
        assert client.get(link).status_code == 200, link


def test_the_texts_are_whole_in_both_languages():
    for key, _facts, words, _since in book_files.read():
        assert all(words.values()), key
        for code in LANGUAGES:
            assert 40 <= len(words[f"summary_{code}"]) <= 200, (key, code)
        english, french = (re.findall("^#+", words[f"body_{code}"], re.M) for code in LANGUAGES)
        assert english == french, key
        body = words["body_fr"]
        assert not re.search(r"[a-zé] :(?=\s)|« | »", body), f"{key}: a no-break space is missing"
        assert "'" not in body, key


def test_loading_again_leaves_alone_what_was_written(reference, sam):
    page = Page.objects.get(key="why")
    page.revise(sam, title_en="Why we are one")
    page.publish(sam, read=page.ahead().stamp)
    call_command("load_reference", members=False, refresh=True, verbosity=0)
    assert page.current().title_en == "Why we are one"
    other = Page.objects.get(key="history")
    other.versions.update(body_en="An older text.")
    call_command("load_reference", members=False, verbosity=0)
    assert other.current().body_en == "An older text."
    call_command("load_reference", members=False, refresh=True, verbosity=0)
    assert "March 2004" in other.current().body_en
    assert other.versions.count() == 2


def test_queries_do_not_grow_with_the_book(
    client, sam, django_assert_num_queries, django_assert_max_num_queries
):
    page = make.book_page(by=sam)
    with django_assert_max_num_queries(3) as few:
        client.get(page.get_absolute_url())
    for n in range(5):
        make.book_page(by=sam, title=f"Another {n}")
    with django_assert_num_queries(len(few)):
        client.get(page.get_absolute_url())


def test_privacy_says_which_cookies_are_set(client, reference):
    assert "two cookies are set" in client.get("/en/about/privacy/").text
    assert "SIL Open Font License" in client.get("/fr/a-propos/credits/").text


# --- markdown --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](https://elsewhere.example/pixel.png)",
        '<img src=x onerror="alert(1)">',
        '[x](https://a.example/"onclick=alert(1)")',
        "<a href='vbscript:x'>x</a>",
        "| a |\n|---|\n| <b onmouseover=x>b</b> |",
    ],
)
def test_nothing_but_text_comes_of_what_is_no_text(text):
    html = render(text, "en")
    tags = Markup(html)
    assert not re.search(r"<(?:script|img|b|iframe)\b", html)
    assert not re.search(r"<[^>]*\son[a-z]+=", html)
    assert not re.search(r'href="(?!https?:|mailto:|tel:|/|#)', html)
    assert tags is not None


def test_headings_stand_below_the_page_s_own_and_leave_none_out():
    html = render("# One\n\n#### Two\n\n# One\n\n## Three", "en")
    assert re.findall(r"<(h\d) id=\"([^\"]+)\"", html) == [
        ("h2", "s-one"),
        ("h3", "s-two"),
        ("h2", "s-one-2"),
        ("h3", "s-three"),
    ]


def test_a_table_can_be_scrolled_and_named():
    html = render("| Année | Villes |\n|---|--:|\n| 2025 | 4 |", "fr")
    assert 'role="region" tabindex="0" aria-label="Tableau"' in html
    assert '<th scope="col">Année</th>' in html
    assert '<td class="numeric">4</td>' in html


def test_a_long_hostile_text_takes_no_time():
    for text in ("[" * 20_000, "*a " * 12_000, "> " * 20_000, "- " * 15_000, "|" * 30_000):
        assert render(text[:40_000], "en") is not None
