"""What the templates of all apps share. docs/design.md shows each with an example."""

import zoneinfo

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy

from coalition import marks, moments
from coalition import ring as rings
from coalition.fields import ErrorLink, PresentedField, links_to_errors
from coalition.i18n import other_language, same_page
from coalition.kept_answers import FIELD, whose
from coalition.sessions import seconds_left

register = template.Library()

READABLE = 160
FALLBACK_NOTES = {"en": gettext_lazy("(in English)"), "fr": gettext_lazy("(in French)")}
OUTDATED_NOTES = {
    "en": gettext_lazy("(The French text has changed since: this one may be out of date.)"),
    "fr": gettext_lazy("(The English text has changed since: this one may be out of date.)"),
}


def _in_language(thing, field, language):
    name = f"{field}_{language}"
    return (thing.get(name) if isinstance(thing, dict) else getattr(thing, name)) or ""


def _is_outdated(thing, field, language):
    """Whether the row was told that this version lags behind (ledger.mark_outdated)."""
    return (field, language) in getattr(thing, "outdated", ())


def _best(thing, field):
    """(value, language) of a bilingual field: the reader's language, else the other one. Works on dicts too."""
    language = get_language()
    for code in (language, other_language(language)):
        if value := _in_language(thing, field, code):
            return value, code
    return "", language


@register.simple_tag
def bilingual(thing, field):
    """`{% bilingual town "name" %}`: the text, marked up and followed by a note when it is in the other language."""
    value, language = _best(thing, field)
    notes = [] if language == get_language() else [FALLBACK_NOTES[language]]
    if _is_outdated(thing, field, language):
        notes.append(OUTDATED_NOTES[language])
    said = format_html_join("", ' <span class="fallback">{}</span>', ([note] for note in notes))
    if language == get_language():
        return format_html("{}{}", value, said)
    return format_html('<span lang="{}">{}</span>{}', language, value, said)


@register.simple_tag
def bilingual_text(thing, field):
    """The same for long text: paragraphs, with the note above them."""
    value, language = _best(thing, field)
    if not value:
        return ""
    paragraphs = mark_safe(linebreaks(value, autoescape=True))
    if _is_outdated(thing, field, language):
        paragraphs = format_html('<p class="fallback">{}</p>{}', OUTDATED_NOTES[language], paragraphs)
    if language == get_language():
        return paragraphs
    return format_html(
        '<p class="fallback">{}</p><div lang="{}">{}</div>', FALLBACK_NOTES[language], language, paragraphs
    )


@register.filter
def in_language(thing, field):
    """`{{ town|in_language:"name" }}`: the bare text, for titles and attributes, where no mark-up can stand."""
    return _best(thing, field)[0]


@register.simple_tag
def ring(value, size=32, title=None, numbers=False, decorative=False):
    """`{% ring town.ring size=32 title=name %}`: the ten commitments as a drawing with its description.

    Numbers come only from READABLE pixels up: in a smaller drawing nobody can read them.
    """
    return rings.svg(value, size, title=title, numbers=numbers and size >= READABLE, decorative=decorative)


@register.filter
def describe_ring(value):
    """`{{ town.ring|describe_ring }}`: the ring in words."""
    return rings.describe(value)


@register.inclusion_tag("components/ring_legend.html")
def ring_legend(value=None):
    """What the lengths mean; with a ring, how many commitments stand at each."""
    found = rings.states(value) if value else None
    return {
        "rows": [
            (
                rings.svg(str(state) * rings.COMMITMENTS, 24, decorative=True),
                name,
                found and found.count(state),
            )
            for state, name in enumerate(rings.STATE_NAMES)
        ]
    }


@register.inclusion_tag("components/status.html")
def status(value, label=None):
    """`{% status report.status %}`: words, icon and tone; `label` says it more precisely, e.g. with a date."""
    words, tone, name = marks.STATUSES[str(value)]
    return {"label": label or words, "tone": tone, "icon": marks.icon(name)}


@register.inclusion_tag("components/commitment_mark.html")
def commitment_mark(number, title="", size=32):
    """`{% commitment_mark 4 %}`: number, shape and colour; its name is said when no title stands beside it."""
    return {"number": number, "title": title, "shape": marks.commitment_shape(int(number), size)}


@register.simple_tag
def icon(name, size=16):
    return marks.icon(name, size)


@register.simple_tag(takes_context=True)
def page_url(context, number):
    """`{% page_url 3 %}`: this address at another page, its filters kept."""
    query = context["request"].GET.copy()
    query["page"] = number
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def other_language_page(context):
    """(language code, address of this page in the other language with what was typed in its query)."""
    request = context["request"]
    code = other_language(get_language())
    query = request.META.get("QUERY_STRING", "")
    address = getattr(request, "addresses", {}).get(code) or same_page(request.path_info, code)
    return code, address + (f"?{query}" if query else "")


@register.simple_tag(takes_context=True)
def whose_page(context, path=None):
    """`{% whose_page %}` in a form whose answers are kept through a sign-in (coalition/kept_answers.py).

    With the address of the page that shows what was kept, where this is another one.
    """
    request = context["request"]
    return format_html(
        '<input type="hidden" name="{}" value="{}">', FIELD, whose(request.user, path or request.path)
    )


@register.inclusion_tag("components/session_end.html", takes_context=True)
def session_end(context, saves_by_itself=False):
    """`{% session_end %}` on a page where people write for long: static/js/session.js warns before the session ends."""
    request = context["request"]
    seconds = seconds_left(request)
    return {"person": request.user, "seconds": seconds, "saves_by_itself": saves_by_itself}


@register.inclusion_tag("components/brought_back.html", takes_context=True)
def brought_back(context, form=None):
    """`{% brought_back %}` above a form: says that it holds what was typed before the session ended.

    With `form`, also that a file of it has to be chosen again.
    """
    return {
        "is_brought_back": getattr(context["request"], "brings_back", False),
        "has_file": bool(form) and form.is_multipart(),
    }


@register.simple_tag
def present(field):
    """How a form field is drawn: coalition/fields.py. Used by components/field.html only."""
    return PresentedField(field)


@register.simple_tag
def error_links(form) -> list[ErrorLink]:
    return links_to_errors(form)


@register.simple_tag
def page_range(page):
    """Page numbers to show, with None where some are left out: 1 2 3 None 40."""
    return [
        None if number == page.paginator.ELLIPSIS else number
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


@register.filter(expects_localtime=True)
def long_date(value):
    """The date in words, with French "1er", which Django's formats cannot say. Empty for no date."""
    return moments.say_day(value) if value else ""


@register.filter(expects_localtime=True)
def long_moment(value):
    """The day and the hour, in the zone of the `{% timezone %}` around."""
    return moments.say_moment(value)


@register.simple_tag(takes_context=True)
def instant(context, value, zone=None):
    """`{% instant application.submitted_at town.time_zone %}`: "November 22, 2026, 9:05 a.m. (Eastern time)".

    On the clocks of a reader who has chosen some, else on those of `zone`, else on those of the page.
    """
    zone = _zone_of_reader(context.get("request")) or zone or timezone.get_current_timezone()
    return moments.say_instant(value, zone)


def _zone_of_reader(request):
    # Without the cookie nobody is signed in, and looking would make every public page vary by it.
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    chosen = getattr(request.user, "zone", "")  # nobody's, on a page of signing in
    return zoneinfo.ZoneInfo(chosen) if chosen else None
