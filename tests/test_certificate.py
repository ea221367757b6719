"""The certificates of a signature and of a membership."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from commitments.certificate import render_membership, render_signature
from municipalities.models import Membership

from . import make

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def signature(lakeside):
    signature = make.signature(lakeside, name="Marie Roy", title="Mayor")
    signature.signed_on = date(2026, 3, 1)
    signature.signed_at = datetime(2026, 3, 9, 15, tzinfo=UTC)  # recorded a week later
    signature.save()
    return signature


def at(name, town, language="en"):
    with translation.override(language):
        return reverse(name, args=[town.slug])


def said(monkeypatch, render, thing):
    """What the layout is given."""
    given = {}
    monkeypatch.setattr("commitments.certificate.compile_pdf", lambda _t, content, _at: given.update(content))
    render(thing)
    return given


def test_says_who_signed_what_in_both_languages(signature, monkeypatch):
    given = said(monkeypatch, render_signature, signature)
    assert given["names"] == ["Lakeside", "Bord-du-Lac"]
    assert given["sha256"] == signature.declaration.sha256("en")
    english, french = given["columns"]
    assert (english["language"], french["language"]) == ("en", "fr")
    assert (english["name"], french["name"]) == ("Lakeside", "Bord-du-Lac")
    assert (english["date"], french["date"]) == ("March 1, 2026", "1er mars 2026")
    assert (english["person"], english["office"]) == ("Marie Roy", "Mayor")
    assert f"Version {signature.declaration.version} " in english["proof"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_both_columns_lead_to_the_text_that_was_signed(signature, monkeypatch, language):
    signature.language = language
    given = said(monkeypatch, render_signature, signature)
    with translation.override(language):
        address = settings.SITE_URL + reverse("declaration", args=[signature.declaration.version])
    assert [address in column["proof"] for column in given["columns"]] == [True, True]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_workspace_leads_to_them(lakeside, vic, sam, sign_in, language):
    """Whichever there are."""
    client, names = sign_in(vic), ["membership_certificate", "signature_certificate"]

    def linked():
        page = client.get(at("workspace", lakeside, language)).text
        return [name for name in names if f'href="{at(name, lakeside, language)}"' in page]

    assert linked() == names[:1]
    make.signature(lakeside)
    assert linked() == names
    lakeside.membership.end(sam, "It left.")
    assert linked() == names[1:]


def test_the_towns_own_language_comes_first(signature, lakeside, monkeypatch):
    lakeside.languages = ["fr"]
    lakeside.save()
    given = said(monkeypatch, render_signature, signature)
    assert given["language"] == "fr" and given["names"] == ["Bord-du-Lac", "Lakeside"]


def test_is_one_accessible_page_that_does_not_change(signature):
    pdf = render_signature(signature)
    for part in (b"/StructTreeRoot", b"pdfuaid:part", b"/H1", b"/H2", b"/Lang(en-CA)", b"/Lang(fr-CA)"):
        assert part in pdf, part
    assert b"/Type/Pages/Count 1/" in pdf
    assert render_signature(signature) == pdf


@pytest.mark.parametrize(
    "name", ["Saint-Louis-de-Gonzague-du-Cap-Tourmente-et-de-la-Grande-Rivière", "#[x] *b* $1", "市 😀"]
)
def test_any_name_fits_on_the_page_as_plain_text(signature, lakeside, name):
    lakeside.name_en = lakeside.name_fr = name
    lakeside.save()
    signature.signatory_name = signature.signatory_title = "x" * 150
    assert b"/Type/Pages/Count 1/" in render_signature(signature)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_people_of_the_town_open_it(signature, lakeside, vic, sam, odile, sign_in, language):
    for person in (vic, sam):
        answer = sign_in(person).get(at("signature_certificate", lakeside, language))
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-1.7")
    assert sign_in(odile).get(at("signature_certificate", lakeside, language)).status_code == 404


def test_without_a_signature_there_is_none(lakeside, vic, sign_in):
    assert sign_in(vic).get(at("signature_certificate", lakeside)).status_code == 404


@pytest.mark.parametrize(
    ("since", "english", "french"),
    [
        ({"joined_on": date(2020, 5, 4)}, "Member since May 4, 2020", "4 mai 2020"),
        ({"joined_on": None, "joined_year": 2011}, "Member since 2011", "2011"),
    ],
)
def test_a_membership_says_since_when(lakeside, vic, sign_in, monkeypatch, since, english, french):
    Membership.objects.update(**since)
    lakeside.membership.refresh_from_db()
    answer = sign_in(vic).get(at("membership_certificate", lakeside))
    assert b"/Type/Pages/Count 1/" in answer.content
    given = said(monkeypatch, render_membership, lakeside.membership)
    first, second = given["columns"]
    assert first["date"] == english and french in second["date"]


def test_no_certificate_where_nothing_is_certain(lakeside, lea, sam, sign_in):
    client, page = sign_in(lea), at("membership_certificate", lakeside)
    Membership.objects.update(joined_on=None, joined_year=None)
    assert client.get(page).status_code == 404
    Membership.objects.update(joined_year=2011)
    assert client.get(page).status_code == 200
    lakeside.membership.refresh_from_db()
    lakeside.membership.end(sam, "The town left.")
    assert client.get(page).status_code == 409
    Membership.objects.all().delete()
    assert client.get(page).status_code == 404
