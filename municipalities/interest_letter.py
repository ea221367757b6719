"""The letter of interest that a town may start from, in either language whatever the page's."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.i18n import speaking


@dataclass(frozen=True)
class Letter:
    language: str
    title: str
    paragraphs: list  # of plain text; what the town fills in stands in square brackets
    file_name: str
    url: str  # of the Word file


def letter_of(municipality, language):
    with speaking(language):
        name = getattr(municipality, f"name_{language}") or municipality.name
        return Letter(
            language=language,
            title=_("Letter of interest"),
            paragraphs=_paragraphs(name, municipality),
            file_name=_("Letter of interest, %(town)s.docx") % {"town": name},
            url=reverse("interest_letter_docx", args=[municipality.slug]),
        )


def _paragraphs(name, municipality):
    facts = {"town": name, "province": municipality.province.name}
    return [
        _("[Place and date]"),
        _("To the secretariat of the Coalition of Inclusive Municipalities, Canadian Commission for UNESCO"),
        _("Subject: intent of %(town)s, %(province)s, to join the Coalition") % facts,
        _("Dear colleagues,"),
        " ".join(filter(None, [_intent(facts), _size(municipality)])),
        _(
            "Racism and discrimination are met first where people live: at a counter, in a job interview, when they"
            " look for a home, on a bus, in a park. That is where a municipality can act. We want to do our part"
            " within our means and our powers, and to learn from the municipalities that set out before us."
        ),
        _("[In two or three sentences: what leads you to this step, what you already do, and with whom.]"),
        _(
            "We have read the Declaration and its ten Common Commitments. We understand that joining takes a"
            " resolution of council, that we choose the commitments we begin with, and that we will then keep an"
            " action plan and report on it in public every year."
        ),
        _(
            "We expect to bring a resolution before council in [month and year]. Until then, please write to [name,"
            " title, e-mail address and telephone number]."
        ),
        _(
            "Thank you for confirming that you have received this letter. We look forward to working with you."
        ),
        _("Yours sincerely,"),
        _("[Signature]"),
        _("[Name], [mayor, or the title of whoever heads the council]"),
        f"{name}, {municipality.province.name}",
    ]


def _intent(facts):
    return (
        _(
            "On behalf of %(town)s, %(province)s, I declare our intent to join the Coalition of Inclusive"
            " Municipalities."
        )
        % facts
    )


def _size(municipality):
    if not (municipality.population and municipality.population_year):
        return ""
    return _("The census of %(year)s counted %(people)s people here.") % {
        "year": municipality.population_year,
        "people": intcomma(municipality.population),
    }
