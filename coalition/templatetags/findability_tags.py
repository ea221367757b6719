"""What stands in the head of a page for those who find it elsewhere: search engines, and whoever is sent its address."""

import html
import re

from django import template
from django.conf import settings
from django.template.base import Node
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition import structured_data
from coalition.i18n import other_language
from coalition.picture import HEIGHT, WIDTH

register = template.Library()

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r'<meta name="description" content="(.*?)">', re.DOTALL)
SPACES = re.compile(r"[ \t\n]+")  # not those that do not break
LONGEST = 160  # characters of a description: what search engines show


@register.tag
def told_elsewhere(parser, token):
    """`{% told_elsewhere %}…{% endtold_elsewhere %}` around title and description: Open Graph says them again.

    So no page says either of them twice.
    """
    nodelist = parser.parse(["endtold_elsewhere"])
    parser.delete_first_token()
    return ToldElsewhere(nodelist)


class ToldElsewhere(Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        head = self.nodelist.render(context)
        said = {}
        if title := _found(TITLE, head):
            # The name of the site follows the title, and has a property of its own.
            said["og:title"] = title.removesuffix(f" · {_('Coalition of Inclusive Municipalities')}")
        if description := _found(DESCRIPTION, head):
            description = shortened(description)
            head = DESCRIPTION.sub(
                lambda _match: format_html('<meta name="description" content="{}">', description), head
            )
            said["og:description"] = description
        return head + _properties(said | _of_the_page(context))


def _found(pattern, head):
    """Its text as people read it: on one line, without the escapes of HTML."""
    match = pattern.search(head)
    return html.unescape(" ".join(SPACES.split(match[1].strip()))) if match else ""


def shortened(text):
    """At most LONGEST characters, ended between words."""
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-.") + "…"


def _of_the_page(context):
    addresses = {code: address for code, _name, address in context.get("language_links", [])}
    language = get_language()
    return {
        "og:type": "website",
        "og:site_name": _("Coalition of Inclusive Municipalities"),
        "og:url": addresses.get(language, settings.SITE_URL),
        "og:locale": f"{language}_CA",
        "og:locale:alternate": f"{other_language(language)}_CA",
    }


def _properties(said):
    return format_html_join("\n  ", '<meta property="{}" content="{}">', said.items())


@register.simple_tag
def picture(address, alternative):
    """The picture that stands beside a shared address."""
    said = {
        "og:image": structured_data.absolute(address),
        "og:image:type": "image/png",
        "og:image:width": WIDTH,
        "og:image:height": HEIGHT,
        "og:image:alt": alternative,
    }
    return _properties(said) + mark_safe('\n  <meta name="twitter:card" content="summary_large_image">')


@register.simple_tag
def portal_picture():
    return picture(reverse("portal_picture"), _("Coalition of Inclusive Municipalities"))


@register.simple_tag
def structured(facts):
    """`{% structured facts %}`: a dictionary in schema.org's words, or nothing."""
    return structured_data.script(facts) if facts else ""


@register.simple_tag
def structured_portal():
    return structured_data.script(structured_data.portal())


@register.simple_tag(takes_context=True)
def structured_breadcrumbs(context):
    """Of every page that shows them: those whose view gives `crumbs`."""
    if "crumbs" not in context:
        return ""
    return structured_data.script(structured_data.breadcrumbs(context["crumbs"]))
