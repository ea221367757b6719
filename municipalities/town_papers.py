"""What a resident or a member of council takes to a town that is no member yet: in either language, nothing stored.

Each paper is made from what the registry knows: the name, the population, which neighbours are members. The
resolution for the clerk is the one that an application offers too (municipalities/model_resolution.py).
"""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.i18n import speaking
from coalition.text import clean_line

from .model_resolution import model_resolution
from .models import Municipality
from .nearby import members_near


@dataclass(frozen=True)
class Facts:
    """Of a town, in the language spoken now."""

    town: str
    province: str
    people: str  # empty where nobody counted
    neighbours: str
    members: int
    page: str  # address of the page that says how to join
    resolution: str  # address of the model resolution for the town

    @property
    def words(self):
        return {"town": self.town, "province": self.province, "page": self.page}


@dataclass(frozen=True)
class Paper:
    language: str
    title: str
    paragraphs: list  # of plain text; what is to be filled in stands in square brackets
    file_name: str
    url: str  # of the Word file

    @property
    def text(self):
        return "\n\n".join(self.paragraphs)

    @property
    def mailto(self):
        """Opens the mail program with the text in it; to whom is for the writer to say."""
        return (
            f"mailto:?subject={quote(self.title)}&body={quote(self.text.replace(chr(10), chr(13) + chr(10)))}"
        )


def facts_about(municipality):
    """What does not depend on the language."""
    return members_near(municipality), Municipality.objects.members().count()


def paper_of(name, municipality, language, about):
    """The paper of that name, in the language; `about` from facts_about."""
    with speaking(language):
        facts = _facts(municipality, about)
        model = model_resolution(municipality, language)
        title, file_name, write = {
            "letter": (
                _("Joining the Coalition of Inclusive Municipalities"),
                _("Letter to the mayor"),
                _letter,
            ),
            "request": (_("Request for the agenda of council"), _("Agenda request"), _request),
            "notes": (_("Presentation to council: notes"), _("Presentation notes"), _notes),
            "resolution": (model.title, _("Model resolution"), lambda _facts: model.paragraphs()),
        }[name]
        return Paper(
            language=language,
            title=title,
            paragraphs=list(filter(None, write(facts))),
            file_name=f"{clean_line(file_name)}, {facts.town}.docx",
            url=reverse(f"{PAPERS[name]}_docx", args=[municipality.slug]),
        )


# name of the paper -> name of its address
PAPERS = {
    "letter": "letter_to_mayor",
    "request": "agenda_request",
    "notes": "presentation_notes",
    "resolution": "resolution_for_council",
}


def _facts(municipality, about):
    near, members = about
    return Facts(
        town=municipality.name,
        province=municipality.province.name,
        people=intcomma(municipality.population) if municipality.population else "",
        neighbours=_list([town.name for town in near]),
        members=members,
        page=settings.SITE_URL + reverse("join"),
        resolution=settings.SITE_URL + reverse("resolution_for_council", args=[municipality.slug]),
    )


def _list(names):
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _who_is_in(facts):
    if facts.neighbours:
        return _("Near us, %(neighbours)s already belong to it, among %(members)s members across Canada.") % {
            "neighbours": facts.neighbours,
            "members": intcomma(facts.members),
        }
    return ngettext(
        "It has %(members)s member across Canada; from our neighbourhood we would be the first.",
        "It has %(members)s members across Canada; from our neighbourhood we would be the first.",
        facts.members,
    ) % {"members": intcomma(facts.members)}


def _what_it_is():
    return _(
        "The Coalition, led by the Canadian Commission for UNESCO, brings together municipalities that act against"
        " racism and discrimination. A member signs the Declaration with its ten Common Commitments, keeps an action"
        " plan and reports on it in public every year. Joining is free; each municipality chooses where it begins and"
        " acts within its means and its powers."
    )


def _letter(facts):
    return [
        _("[Place and date]"),
        _("To the mayor and the members of council of %(town)s, %(province)s") % facts.words,
        _("Dear Mayor, dear members of council,"),
        (
            _("I am one of the %(people)s people who live in %(town)s.")
            % {"people": facts.people, **facts.words}
            if facts.people
            else _("I live in %(town)s.") % facts.words
        )
        + " "
        + _("I would like our municipality to join the Coalition of Inclusive Municipalities."),
        _what_it_is(),
        _who_is_in(facts),
        _("[In two or three sentences: why this matters to you, and what you have seen or lived here.]"),
        _(
            "Could council consider it at one of its next meetings? How a municipality joins, with a model of the"
            " resolution, is explained here: %(page)s"
        )
        % facts.words,
        _("I would be glad to hear what you decide, and to help if I can."),
        _("Yours sincerely,"),
        _("[Name]"),
        _("[Address, so that council knows that you live here]"),
    ]


def _request(facts):
    return [
        _("[Place and date]"),
        _("To the clerk of %(town)s, %(province)s") % facts.words,
        _("Subject: an item for the agenda of council"),
        _("Dear clerk,"),
        _(
            "Please put the following on the agenda of the next meeting of council that takes items from residents:"
            " that %(town)s join the Coalition of Inclusive Municipalities."
        )
        % facts.words,
        _what_it_is(),
        _who_is_in(facts),
        _(
            "What council would decide: to join; to sign the Declaration; to name the commitments with which the"
            " municipality begins; and to say which department answers for the work. The Coalition offers a model"
            " resolution in both languages: %(resolution)s"
        )
        % {"resolution": facts.resolution},
        _("I ask to speak to the item for [five] minutes, and I shall bring my notes in writing."),
        _("Please tell me the date, and by when documents must reach you."),
        _("Yours sincerely,"),
        _("[Name, address, telephone]"),
    ]


def _notes(facts):
    return [
        _("Who I am: [name, street or neighbourhood, whom I speak for].")
        + (
            " "
            + _("I speak as one of %(people)s people of %(town)s.") % {"people": facts.people, **facts.words}
            if facts.people
            else ""
        ),
        _("What I ask: that %(town)s join the Coalition of Inclusive Municipalities.") % facts.words,
        _("Why here: [one thing that happened, one figure, one voice; no more than a minute]."),
        _("What it is: %(what)s") % {"what": _what_it_is()},
        _("Who is in: %(who)s") % {"who": _who_is_in(facts)},
        _(
            "What it costs: no fee. What the municipality spends is what its own plan says. It has twelve months for"
            " the plan, and the first report may say what it already does."
        ),
        _(
            "What it brings: a place to begin, ten commitments that others have tried, practices to take up, and a"
            " public record of what was done."
        ),
        _(
            "If somebody says that we have no such problem: then the first report is easy to write. If somebody says"
            " that it is not our task: housing, hiring, policing, recreation and by-laws are decided here."
        ),
        _(
            "What I ask you to decide tonight: that staff bring the model resolution to the next meeting:"
            " %(resolution)s"
        )
        % {"resolution": facts.resolution},
        _("Thank you. I am glad to answer questions."),
    ]
