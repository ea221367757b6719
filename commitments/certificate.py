"""Certificates to print and to hang: a page in both languages, laid out by templates/pdf/certificate.typ."""

from datetime import UTC, datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from coalition import ring as rings
from coalition.i18n import other_language, speaking
from coalition.moments import say_day
from coalition.pdf import compile_pdf, mark_drawing


def render_signature(signature):
    """That the Declaration was signed, as PDF: the same bytes for the same signature."""
    town = signature.municipality
    return _render(town, lambda: _say_signature(signature), signature.signed_at, signature)


def render_membership(membership):
    """That the town is a member and since when, as PDF."""
    since = membership.joined_on
    made_at = (
        datetime.combine(since, time(12), UTC)
        if since
        else datetime(membership.joined_year, 1, 1, tzinfo=UTC)
    )
    return _render(membership.municipality, lambda: _say_membership(membership), made_at)


def _render(town, say, made_at, signature=None):
    languages = [town.language, other_language(town.language)]
    content = {
        "language": languages[0],
        "names": list(dict.fromkeys(_name(town, language) for language in languages)),
        "columns": [_column(town, language, say) for language in languages],
        "marks": [mark_drawing(number) for number in range(1, rings.COMMITMENTS + 1)],
        "sha256": signature.text_sha256 if signature else "",
    }
    with speaking(languages[0]):
        return compile_pdf("certificate.typ", content, made_at)


def _column(town, language, say):
    with speaking(language):
        return {
            "language": language,
            "name": _name(town, language),
            "coalition": _("Coalition of Inclusive Municipalities"),
            "commission": _("Led by the Canadian Commission for UNESCO"),
            "invented": _("Demonstration: this town is invented.") if town.is_invented else "",
            **say(),
        }


def _name(town, language):
    return getattr(town, f"name_{language}") or town.name


def _say_signature(signature):
    with speaking(signature.language):  # where the text is the one that was signed, whatever the column
        address = reverse("declaration", args=[signature.declaration.version])
    return {
        "title": _("Signature of the Declaration"),
        "sentence": _(
            "has signed the Declaration of the Coalition of Inclusive Municipalities and takes up its ten Common"
            " Commitments."
        ),
        "person": signature.signatory_name,
        "office": signature.signatory_title,
        "date": say_day(signature.signed_on),
        "proof": _(
            "Version %(version)s of the Declaration was signed: %(text)s. The SHA-256 below is computed from that text,"
            " encoded in UTF-8: from the same text, anybody computes the same number. The text stands at %(address)s"
        )
        % {
            "version": signature.declaration.version,
            "text": _("the English text") if signature.language == "en" else _("the French text"),
            "address": settings.SITE_URL + address,
        },
    }


def _say_membership(membership):
    since = say_day(membership.joined_on) if membership.joined_on else str(membership.joined_year)
    return {
        "title": _("Certificate of membership"),
        "sentence": _(
            "is a member of the Coalition of Inclusive Municipalities and works on its ten Common Commitments."
        ),
        "person": "",
        "office": "",
        "date": _("Member since %(date)s") % {"date": since},
        "proof": _("The portal says whether the membership stands today: %(address)s")
        % {"address": settings.SITE_URL + membership.municipality.get_absolute_url()},
    }
