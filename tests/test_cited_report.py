"""An accepted report can be cited and checked for good: its address, its files, its tables."""

import csv
import hashlib
import io
import re

import pytest
from django.utils import translation

from municipalities.models import Municipality

from .test_corrections import corrected

pytestmark = pytest.mark.django_db
PAGE = "/en/municipalities/lakeside-on/reports/2026/"


def content_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_permanent_address_leads_to_its_revision_for_good(client, filed, sam, lea):
    first = filed.accept(sam)
    permanent = f"/r/2026/{filed.pk:05d}.1/"
    assert permanent.encode() in first.pdf_en.read()
    assert client.get(permanent)["Location"] == f"{PAGE}revisions/1/"
    assert client.get(permanent, headers={"Accept-Language": "fr"})["Location"].startswith("/fr/")
    corrected(filed, lea, sam)
    assert client.get(permanent)["Location"] == f"{PAGE}revisions/1/"
    assert client.get(f"/r/2026/{filed.pk}/")["Location"] == PAGE
    town = Municipality.objects.get(slug="lakeside-on")
    Municipality.objects.filter(pk=town.pk).update(slug="lakeshore-on")
    assert "lakeshore-on" in client.get(permanent.replace(".1/", ".2/"))["Location"]
    page = client.get(client.get(permanent)["Location"])
    # What was frozen says the name of its time; no link of the page leads astray.
    for link in set(re.findall(r'href="(/en/municipalities/[^"]*)"', page.text)):
        assert client.get(link).status_code == 200, link
    number = filed.pk
    for wrong in (f"2025/{number}.1", f"2026/{number}.3", "2026/99999", f"2026/{'9' * 40}.{'9' * 40}"):
        assert client.get(f"/r/{wrong}/").status_code == 404, wrong


def test_says_how_to_cite_it_in_both_languages(client, filed, sam):
    snapshot = filed.accept(sam)
    address = f"http://localhost:8000/r/2026/{filed.pk:05d}.1/"
    page = client.get(PAGE)
    assert page["Link"] == f'<{address}>; rel="cite-as"'
    assert f'<link rel="cite-as" href="{address}">' in page.text
    english, french = re.findall(r'<p class="citation" lang="(?:en|fr)">(.*?)</p>', page.text)
    assert english.startswith("Lakeside (2026). Progress report 2026, revision 1.")
    assert french.startswith("Bord-du-Lac (2026). Rapport d’étape 2026, révision 1.")
    for sentence in (english, french):
        assert address in sentence and snapshot.sha256 in sentence


def test_search_engines_are_told_one_address(client, filed, sam, lea):
    filed.accept(sam)
    canonical = f'<link rel="canonical" href="http://localhost:8000{PAGE}">'
    assert canonical in client.get(PAGE).text
    assert canonical in client.get(f"{PAGE}revisions/1/").text
    corrected(filed, lea, sam)
    assert (
        f'<link rel="canonical" href="http://localhost:8000{PAGE}revisions/1/">'
        in client.get(f"{PAGE}revisions/1/").text
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_file_has_the_digest_that_is_shown(client, filed, sam, language):
    snapshot = filed.accept(sam)
    with translation.override(language):
        page = client.get(snapshot.get_absolute_url()).text
        shown = re.findall(
            r'<a href="([^"]+)">(?:(?!</a>).)*</a> <code class="digest">SHA-256 (\w{64})</code>',
            page,
            re.DOTALL,
        )
    assert len(shown) == 3
    for address, digest in shown:
        assert hashlib.sha256(content_of(client.get(address))).hexdigest() == digest
        # Nor does compression on the way change what is saved.
        packed = client.get(address, headers={"Accept-Encoding": "gzip"})
        if packed.headers.get("Content-Encoding") != "gzip":
            assert hashlib.sha256(content_of(packed)).hexdigest() == digest


def test_a_file_is_found_by_its_digest(client, filed, sam, lea):
    first = filed.accept(sam)
    for _what, _address, _name, digest in first.files():
        assert "Yes: this file was published here" in client.get(f"/en/verification/?sha256={digest}").text
    typed = " ".join(re.findall("....", first.sha256.upper()))
    page = client.get("/en/verification/", {"sha256": typed}).text
    assert "progress report 2026 of Lakeside, revision 1" in page and "corrected since" not in page
    corrected(filed, lea, sam)
    assert "It has been corrected since." in client.get(f"/en/verification/?sha256={first.sha256}").text
    assert "No published report has" in client.get(f"/en/verification/?sha256={'0' * 64}").text
    for wrong in ("", "12", "é" * 64, "\x00", "0" * 100_000, "٣" * 64):
        page = client.get("/en/verification/", {"sha256": wrong})
        assert page.status_code == 200 and "There is a problem" in page.text


def rows_of(client, name):
    answer = client.get(f"{PAGE}revisions/1/{name}/")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(content_of(answer).decode("utf-8-sig"))))


def test_actions_and_indicators_are_tables(client, filed, sam):
    filed.sections.update(text_en="=1+1")
    filed.updates.update(text_en="=cmd|x")
    filed.readings.filter(indicator="I11").update(answer="value", value=80, numerator=80, denominator=100)
    snapshot = filed.accept(sam)
    actions, indicators = rows_of(client, "actions"), rows_of(client, "indicators")
    assert [row["title_en"] for row in actions] == ["Action 1", "Action 2"]
    assert actions[0]["number"] == snapshot.number and actions[0]["commitments"] == "1"
    assert actions[0]["text_en"] == "'=cmd|x"
    assert len(indicators) == len(snapshot.data["indicators"])
    assert {row["value"] for row in indicators} == {"12.5", "80", ""}
    computed = next(row for row in indicators if row["code"] == "I11")
    said = ("answer", "value", "numerator", "denominator", "withheld", "comparable_since")
    assert [computed[name] for name in said] == ["value", "80", "80", "100", "", "1"]
    # A program that counts columns finds the earlier ones where they were.
    assert list(computed)[10:14] == ["definition_version", "answer", "value", "note"]
    page = client.get("/en/verification/").text
    for name in {*actions[0], *indicators[0]}:
        assert f"<dt><code>{name}</code></dt>" in page
