"""Every page that a visitor without an account may see: all of the access table, more of what its addresses show, and
the pages that say no."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from coalition.models import Page
from municipalities.models import Invitation, Municipality
from practices.models import Practice
from reports.models import ProgressReport

from . import make
from .access_table import REACHES, TABLE
from .signing_in import signed_in

LANGUAGES = ["en", "fr"]
# Of a developer's machine only.
NOT_IN_PRODUCTION = {"caught_mails", "caught_mail", "caught_mail_html", "style"}
# More of what one address shows.
TOWNS = ["lakeside-on", "rivermouth-qc", "upstream-on", "former-on"]
ASKED = {
    "directory": [
        "?view=table",
        "?view=map",
        "?view=map&province=ON",
        "?province=ON&stage=reporting&sort=size",
        "?q=lakesid",
        "?q=xyzzy",
    ],
    "compare": [
        *("?" + "&".join(f"with={slug}" for slug in TOWNS[:number]) for number in (1, 2, 3, 4)),
        "?with=lakeside-on&q=river",
    ],
    "practices": ["?q=complain", "?topic=education&sort=title", "?q=xyzzy"],
    "search": ["?q=lakeside", "?q=complaints", "?q=action&among=actions", "?q=xyzzy"],
    "find_town": ["?q=lakeside", "?q=freetown", "?q=xyzzy"],
    "get_involved": ["?q=lakeside", "?q=freetown", "?q=xyzzy"],
    "where_to_get_help": ["?q=legal", "?q=xyzzy"],
    "progress": ["?year=2025&province=ON&commitment=1"],
    "progress_rows": ["?of=members&year=2025", "?of=actions&year=2025", "?of=indicators&indicator=I04"],
    "verification": ["?sha256=of-no-file"],
    "contact": ["?sent"],
    "write_to_municipality": ["?sent"],
    "endorse": ["?sent"],
    "contribute_research": ["?sent"],
}
# Other things of the scene at the same address.
OTHERS = {
    "municipality": ["free_town", "applicant", "former_town", "held_town"],
    "letter_to_mayor": ["applicant"],
    "practice": ["practice_from_abroad"],
    "verify_offer": ["verified_offer"],
    "public_revision": ["second_revision"],
}
# Forms that visitors send, here with nothing typed: the page again, with what is missing.
FORMS = [
    *("contact", "write_to_municipality", "endorse", "contribute_research"),
    *("account_login", "account_signup", "account_reset_password"),
]
# Pages that need no request and speak both languages at once: as a browser shows them, whatever the address.
OF_THE_HOUSE = [400, 500, 503]


@dataclass(frozen=True)
class PublicPage:
    title: str
    address: str
    status: int = 200
    is_sent: bool = False  # what comes back when its form is sent as it stands
    session: str = ""  # of somebody who is signed in and may not see it
    html: str = ""  # of a page that no address shows
    is_of_the_table: bool = False  # an address as the access table has it


def public_pages(scene, language):
    """(name, address) of every page of the access table that an anonymous visitor reaches."""
    return [(name, address) for name, address, kind in _answers(scene, language) if kind == "page"]


def public_files(scene, language):
    """(name, address) of what is open to everybody and no page."""
    return [
        (name, address)
        for name, address, kind in _answers(scene, language)
        if kind not in {"page", "leads on"}
    ]


def kinds(scene, language):
    """{name: "page", "leads on", or the content type of a file}, of every address open to everybody."""
    return {name: kind for name, _address, kind in _answers(scene, language)}


def _answers(scene, language):
    client = Client()
    with translation.override(language):
        addresses = {
            name: reverse(name, kwargs=scene.arguments[line.thing])
            for name, line in TABLE.items()
            if line.answers["anonymous"] == REACHES and "GET" in line.methods
        }
    for name, address in addresses.items():
        if name not in NOT_IN_PRODUCTION:
            answer = client.get(address)
            kind = answer["Content-Type"].split(";")[0]
            yield (
                name,
                address,
                "leads on" if answer.status_code == 302 else {"text/html": "page"}.get(kind, kind),
            )


def all_pages(scene, language):
    """Those of the table, and all that stands above."""
    pages = public_pages(scene, language)
    yield from (PublicPage(name, address, is_of_the_table=True) for name, address in pages)
    with translation.override(language):
        for name, address in pages:
            yield from (PublicPage(name + query, address + query) for query in ASKED.get(name, []))
            for thing in OTHERS.get(name, []):
                yield PublicPage(f"{name}, {thing}", reverse(name, kwargs=scene.arguments[thing]))
            if name in FORMS:
                yield PublicPage(f"{name}, sent empty", address, is_sent=True)
        for page in Page.objects.exclude(slug_en=scene.arguments["page_slug"]["slug"]).in_order():
            if not page.key:
                yield PublicPage(f"page, {page.slug_en}", page.get_absolute_url())
        yield from _refusals(scene, language)


def _refusals(scene, language):
    yield PublicPage("404", f"/{language}/no-such-page/", 404)
    yield PublicPage("403", reverse("secretariat"), 403, session=scene.session_of_nora)
    yield PublicPage("410", reverse("invitation", kwargs=scene.arguments["withdrawn_invitation"]), 410)
    if language == "en":
        for code in OF_THE_HOUSE:
            html = render_to_string(f"{code}.html")  # sent as if all were well, or the browser would complain
            yield PublicPage(str(code), f"/{language}/broken-{code}/", html=html)


def furnish(scene):
    """What the scene of the access table lacks: more kinds of towns, a revision that differs, practices, notices."""
    sam, lea = scene.people["sam"], scene.people["lea"]
    lakeside = Municipality.objects.get(slug="lakeside-on")
    for slug, status in {"former-on": "ended", "held-on": "on_hold"}.items():
        town = make.municipality(slug.split("-")[0].title(), slug=slug, latitude=45, longitude=-75)
        membership = make.membership(town)
        make.published_plan(town, by=sam)
        type(membership).objects.filter(pk=membership.pk).update(status=status, reason="Council decided so.")
        scene.arguments[{"ended": "former_town", "on_hold": "held_town"}[status]] = {"slug": slug}
    make.member(Municipality.objects.get(slug="held-on"), sam)
    _correct(lakeside.reports.get(cycle__year=2025), lea, make.user("Ivo", is_secretariat=True))
    scene.arguments["second_revision"] = scene.arguments["past_revision"] | {"revision": 2}
    abroad = make.public_practice(None, by=sam, country_id="FR", title_fr="Un guichet")
    scene.arguments["practice_from_abroad"] = {"practice": abroad.slug}
    make.adoption(Practice.objects.get(slug=scene.arguments["public_practice"]["practice"]), lakeside, by=lea)
    verified = make.endorsement("Lake Choir", status="waiting")
    scene.arguments["verified_offer"] = {"token": verified.token}
    token = "the-token-that-was-withdrawn"
    make.invitation(lakeside, by=lea, token=token, status=Invitation.Status.WITHDRAWN, email="b@example.org")
    scene.arguments["withdrawn_invitation"] = {"token": token}
    make.research("Who opens the door", status="listed")
    session = signed_in(scene.people["nora"]).cookies[settings.SESSION_COOKIE_NAME]
    scene.session_of_nora = session.value


def _correct(report, by, decider):
    report.correct(by, "A figure was wrong.")
    ProgressReport.objects.filter(pk=report.pk).update(
        overview_en="A very good year.", overview_fr="Très bien."
    )
    report.sections.update(text_en="We opened the desk.", text_fr="Nous avons ouvert le guichet.")
    report.updates.update(outcome="updated", text_en="It answers 340 calls.")
    report.readings.update(answer="value", value="12.5", note="Counted twice.")
    ProgressReport.objects.filter(pk=report.pk).update(status="submitted")
    report.refresh_from_db()
    report.accept(decider)
