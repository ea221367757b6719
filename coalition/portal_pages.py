"""Pages of the portal as the search finds them: those that stand in no table, and those of the book."""

from dataclasses import replace

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .i18n import fold, other_language, speaking
from .models import PageVersion
from .searching import Hit, Place, SearchSource, TextSource, search_sources

# What nobody looks for, and what begins nearly every question.
LITTLE_WORDS = (
    "a an the of to in on at for and or is are do does i we my our your how what where who when can with "
    "le la les l un une des de du d et ou est sont je nous mon ma mes notre nos comment quoi que qui dans "
    "pour au aux en sur avec quel quelle quels quelles il elle se sa son ses ce cette ces "
)
LITTLE = frozenset(LITTLE_WORDS.split())
SHORTEST_STEM = 4

# (name of the address, title, what it is about)
PAGES = [
    (
        "join",
        _("How to join"),
        _(
            "How a municipality becomes a member: letter, resolution of council, Declaration, cost, steps, application."
        ),
    ),
    (
        "find_town",
        _("Is your town a member?"),
        _("Look your municipality up in the registry and declare your interest."),
    ),
    (
        "directory",
        _("Municipalities"),
        _(
            "List, table and map of the members, by province, stage, commitment and population; data as CSV and GeoJSON."
        ),
    ),
    (
        "compare",
        _("Compare municipalities"),
        _("Two to four towns side by side: what they promised and did."),
    ),
    (
        "members_over_time",
        _("Members over time"),
        _("How many municipalities were members of the coalition at the end of each year."),
    ),
    (
        "progress",
        _("Progress"),
        _(
            "What the coalition did, by commitment, year and province: reports, actions and indicators in figures, statistics."
        ),
    ),
    (
        "commitments",
        _("The ten commitments"),
        _("The Common Commitments against racism and discrimination, and the Declaration to be signed."),
    ),
    ("practices", _("Good practices"), _("What worked in one town, told so that others can take it up.")),
    (
        "events",
        _("Events"),
        _(
            "Annual conference, workshops, summer institute, speaker series: what is coming, registration, calendar."
        ),
    ),
    (
        "bulletin",
        _("Bulletin"),
        _("News of the coalition by mail, once a month: subscribe to the newsletter, read the issues."),
    ),
    ("indicators", _("Indicators"), _("What is counted every year: definitions, units and figures.")),
    (
        "verification",
        _("Verify a file"),
        _("Check that a PDF or data file of an accepted report is genuine, by its digest (SHA-256)."),
    ),
    (
        "where_to_get_help",
        _("Where to get help"),
        _(
            "After a racist incident, discrimination or a hate crime, or new in town: where to complain, human rights"
            " bodies, settlement agencies, legal help, police."
        ),
    ),
    (
        "get_involved",
        _("Get involved"),
        _("Write to your mayor, ask council, endorse the coalition, contribute research."),
    ),
    (
        "contact",
        _("Write to the secretariat"),
        _("Contact: questions about the coalition, the press, a mistake on this site."),
    ),
    ("about", _("About"), _("The coalition, UNESCO, and this portal.")),
    (
        "accessibility",
        _("Accessibility"),
        _("Accessibility statement: standard, known problems, how to tell us of a barrier."),
    ),
    ("privacy", _("Privacy"), _("Personal information: what is kept, for how long, cookies, your rights.")),
    ("credits", _("Credits"), _("Sources of data, typefaces, maps, licences.")),
]


@search_sources.register(order=15)
class PortalPages(SearchSource):
    key = "pages"
    title = _("Pages of the portal")

    def find(self, words, most):
        asked = terms(words)
        hits = [hit for page in PAGES if asked and (hit := read(page, asked))]
        known = {hit.url for hit in hits}
        hits += [hit for hit in BookPages().find(words, most) if hit.url not in known]
        return sorted(hits, key=lambda hit: (bool(hit.title_language), hit.place))[: most + 1]

    def near(self, words, most):
        return BookPages().near(words, most)


class BookPages(TextSource):
    """The pages about the coalition, by all that they say; what a hit shows is their summary, as the text is Markdown."""

    texts = ["summary", "body"]

    def rows(self):
        return PageVersion.objects.shown(timezone.now())

    def full(self, rows):
        return rows.without_text().select_related("page")

    def _hit(self, row):
        hit = super()._hit(row)
        summary = getattr(row, f"summary_{hit.title_language or get_language()}")
        return replace(hit, excerpt=escape(summary), excerpt_language=hit.title_language)


def terms(text):
    return [word for word in fold(text).replace('"', " ").split() if word not in LITTLE]


def read(page, asked):
    """The hit of a page that has all the words, in the reader's language or else in the other."""
    reader = get_language()
    for language in (reader, other_language(reader)):
        with speaking(language):
            _name, title, text = (str(part) for part in page)
        called, about = terms(title), terms(text)
        if all(stands_in(word, called + about) for word in asked):
            is_titled = all(stands_in(word, called) for word in asked)
            place = Place.TEXT
            if is_titled:
                place = Place.NAME if len(asked) == len(called) else Place.TITLE
            other = "" if language == reader else language
            return Hit(escape(title), reverse(page[0]), escape(text), "", other, other, place)
    return None


def stands_in(word, words):
    """Whether it is one of them, but for its ending: "joining" is "join", "membres" is "membre"."""
    return any(word == each or begins_alike(word, each) for each in words)


def begins_alike(a, b):
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) >= SHORTEST_STEM and longer.startswith(shorter) and len(longer) - len(shorter) <= 3
