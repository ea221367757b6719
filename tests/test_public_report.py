"""The accepted report as everybody reads it."""

import json
import re

import pytest
from django.urls import reverse

from coalition.i18n import speaking
from commitments.models import Action
from municipalities.models import Municipality
from reports.models import ProgressReport, Snapshot

from . import make

pytestmark = pytest.mark.django_db
PAGE = "/en/municipalities/lakeside-on/reports/2026/"


def french(name, *args):
    with speaking("fr"):
        return reverse(name, args=args)


def test_nothing_is_public_before_acceptance(client, filed):
    for address in (PAGE, f"{PAGE}revisions/1/", f"{PAGE}revisions/1/pdf/", f"{PAGE}revisions/1/data/"):
        assert client.get(address).status_code == 404


def test_says_what_was_accepted(client, filed, sam):
    snapshot = filed.accept(sam)
    page = client.get(PAGE).text
    for words in (
        "A good year.",
        "We opened the desk.",
        "Action 1",
        "It answers 340 calls.",
        "12.5",
        "Not collected",
    ):
        assert words in page
    assert "Marie Roy, Mayor" in page
    assert snapshot.sha256 in page


def test_french_page_marks_what_is_in_english(client, filed, sam):
    filed.accept(sam)
    page = client.get(french("public_report", "lakeside-on", 2026)).text
    assert "Une bonne année." in page
    assert "Bord-du-Lac" in page
    assert '<div lang="en" class="flow"><p>We opened the desk.</p></div>' in page
    assert '<span lang="en">Action 1</span>' in page
    assert "12,5" in page
    assert 'lang="en">Une bonne' not in page


def without_picture(page):
    """The picture beside a shared address is of the town as it is now."""
    return re.sub(r"<meta property=\"og:image.*", "", page)


def test_what_changes_afterwards_changes_nothing(client, filed, sam):
    filed.accept(sam)
    before = without_picture(client.get(PAGE).text)
    Municipality.objects.filter(slug="lakeside-on").update(population=1)
    ProgressReport.objects.update(overview_en="Changed", signed_name="Changed")
    filed.sections.update(text_en="Changed")
    filed.updates.update(text_en="Changed", outcome="dropped")
    filed.readings.update(answer="not_applicable", value=None)
    Action.objects.update(title_en="Changed")
    filed.municipality.membership.__class__.objects.update(ring="4444444444")
    assert without_picture(client.get(PAGE).text) == before


def test_newest_revision_first_and_old_ones_at_their_own_address(client, filed, sam, lea):
    filed.accept(sam)
    filed.correct(lea, "A figure was wrong.")
    ProgressReport.objects.update(overview_en="A better year.")
    report = ProgressReport.objects.get()
    # While the correction is written, the accepted report stays what it was.
    assert "A good year." in client.get(PAGE).text
    report.submit(lea, name="Marie Roy", title="Mayor")
    report.accept(sam)
    assert "A better year." in client.get(PAGE).text
    assert "A figure was wrong." in client.get(PAGE).text
    old = client.get(f"{PAGE}revisions/1/").text
    assert "A good year." in old
    assert "An earlier revision" in old
    assert client.get(f"{PAGE}revisions/3/").status_code == 404


def test_links_to_the_other_years(client, filed, sam, lea):
    filed.accept(sam)
    make.filed(make.report(filed.municipality, by=sam, year=2027), by=lea).accept(sam)
    assert f'href="{PAGE}"' in client.get(PAGE.replace("2026", "2027")).text


def test_pdf_in_both_languages(client, filed, sam):
    filed.accept(sam)
    for address, language in (
        (f"{PAGE}revisions/1/pdf/", b"/Lang(en-CA)"),
        (french("public_report_pdf", "lakeside-on", 2026, 1), b"/Lang(fr-CA)"),
    ):
        answer = client.get(address)
        content = b"".join(answer.streaming_content)
        assert answer["Content-Type"] == "application/pdf"
        assert content.startswith(b"%PDF-1.7")
        assert language in content


def test_data_is_what_the_digest_is_of(client, filed, sam):
    snapshot = filed.accept(sam)
    answer = client.get(f"{PAGE}revisions/1/data/")
    assert answer["Content-Type"].startswith("application/json")
    assert Snapshot.digest(json.loads(answer.content)) == snapshot.sha256
    assert answer.content == Snapshot.canonical(snapshot.data)


@pytest.mark.parametrize("kind", ["pdf", "data"])
def test_files_are_cached_for_good(client, filed, sam, kind):
    filed.accept(sam)
    address = f"{PAGE}revisions/1/{kind}/"
    answer = client.get(address)
    assert "immutable" in answer["Cache-Control"]
    assert not answer.cookies
    again = client.get(address, headers={"If-None-Match": f'W/"other", {answer["ETag"]}'})
    assert again.status_code == 304
    assert again["ETag"] == answer["ETag"]
    other = client.get(address, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


def test_hostile_words_are_only_words(client, reference, lakeside, lea, sam):
    make.priorities(lakeside, 1)
    make.published_plan(lakeside, by=lea, actions=1)
    report = make.report(lakeside, by=lea)
    make.filed(report, by=lea)
    report.sections.filter(commitment=1).update(text_en="<script>alert(1)</script> {{ 7|add:7 }} #import")
    report.accept(sam)
    page = client.get(PAGE).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }} #import" in page


def test_the_profile_lists_it(client, filed, sam):
    filed.accept(sam)
    page = client.get("/en/municipalities/lakeside-on/").text
    assert f'href="{PAGE}"' in page
    assert f'href="{PAGE}revisions/1/pdf/"' in page
    assert PAGE in client.get("/en/").text


def test_queries_do_not_grow_with_the_report(client, filed, sam, django_assert_max_num_queries):
    filed.accept(sam)
    with django_assert_max_num_queries(5):
        client.get(PAGE)
