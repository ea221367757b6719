"""A resolution by which a council may join: a model to copy and to change, with the town's name in it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from coalition.i18n import speaking


@dataclass(frozen=True)
class Resolution:
    """The model in one language; `whereas` and `resolves` are sentences, `blanks` what the clerk fills in."""

    language: str
    title: str
    whereas: list[str]
    then: str
    resolves: list[str]
    blanks: list[str]

    def paragraphs(self):
        """All of it but the title, line by line."""
        numbered = [f"{number}. {clause}" for number, clause in enumerate(self.resolves, 1)]
        return [*self.whereas, self.then, *numbered, *self.blanks]


def model_resolutions(municipality):
    """One for each language of the portal, in their order."""
    return [model_resolution(municipality, code) for code, _name in settings.LANGUAGES]


def model_resolution(municipality, language):
    with speaking(language):
        town = {"town": getattr(municipality, f"name_{language}") or municipality.name}
        return Resolution(
            language=language,
            title=_("Resolution to join the Coalition of Inclusive Municipalities"),
            whereas=[
                _(
                    "Whereas everyone who lives in %(town)s, works there or visits it should be treated fairly and be"
                    " able to take part in its life;"
                )
                % town,
                _(
                    "Whereas racism and discrimination still keep people from housing, work, services and public life,"
                    " and a municipality can act on each of these;"
                ),
                _(
                    "Whereas the members of the Coalition of Inclusive Municipalities, led by the Canadian Commission"
                    " for UNESCO, adopt ten Common Commitments, learn from one another and report every year on what"
                    " they have done;"
                ),
            ],
            then=_("Council resolves that:"),
            resolves=[
                _("%(town)s join the Coalition of Inclusive Municipalities;") % town,
                _(
                    "the head of council sign the Declaration of the Coalition, with its ten Common Commitments, on"
                    " behalf of %(town)s;"
                )
                % town,
                _(
                    "staff prepare an action plan within twelve months, with residents and the communities it"
                    " concerns, and bring it to council for adoption;"
                ),
                _(
                    "staff bring a report on the progress made to council every year and send it to the Coalition;"
                ),
                _(
                    "[name and title] be the contact of %(town)s with the Coalition, and [name of a member of council]"
                    " speak for this work on council."
                )
                % town,
            ],
            blanks=[
                _("Resolution number: ____________________"),
                _("Moved by: ____________________  Seconded by: ____________________"),
                _("Adopted on: ____________________"),
                _("Certified by the clerk: ____________________"),
            ],
        )
