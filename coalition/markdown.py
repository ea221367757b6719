"""What the secretariat writes for the pages of the book: Markdown in, HTML that needs no trust out.

CommonMark with tables; no raw HTML, no pictures. The highest heading of a text becomes the level below the page's
own, and no level is left out, so that the page has one h1 and an outline. nh3 says once more what may stand there.
(docs/adr/0038)
"""

from html import escape

import nh3
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from .i18n import fold, speaking

TAGS = {
    *("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "a", "ul", "ol", "li"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "div"),
}
ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope", "class"},
    "td": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
SCHEMES = {"http", "https", "mailto", "tel"}
LOWEST = 6


def _parser():
    parser = MarkdownIt("commonmark", {"html": False})
    parser.enable("table").disable("image")
    return parser


PARSER = _parser()


def render(text, language, *, top=2, anchors=True):
    """HTML of a text in that language, its highest headings at level `top`; without anchors where a page shows two."""
    tokens = PARSER.parse(text)
    _place_headings(tokens, top, anchors)
    with speaking(language):
        name = escape(_("Table"))
    for token in tokens:
        _mark_table(token)
    html = PARSER.renderer.render(tokens, PARSER.options, {})
    html = html.replace(
        "<table>", f'<div class="table-scroll" role="region" tabindex="0" aria-label="{name}"><table>'
    )
    html = html.replace("</table>", "</table></div>")
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return mark_safe(clean)  # noqa: S308 (nh3 made it)


def links_in(text):
    """The addresses that a text leads to, in their order, each once."""
    found = []
    for token in PARSER.parse(text):
        for child in token.children or ():
            if child.type == "link_open" and (address := child.attrGet("href")):
                found.append(address)
    return list(dict.fromkeys(found))


def plain(text):
    """The words alone, for searching and counting."""
    words = []
    for token in PARSER.parse(text):
        if token.children:
            words.append(
                "".join(" " if c.type in {"softbreak", "hardbreak"} else c.content for c in token.children)
            )
        elif token.type in {"fence", "code_block"}:
            words.append(token.content)
    return "\n".join(words)


def _place_headings(tokens, top, anchors):
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    if not levels:
        return
    highest, last, used = min(levels), top - 1, set()
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            last = min(int(token.tag[1]) - highest + top, last + 1, LOWEST)
            token.tag = tokens[place + 2].tag = f"h{last}"
            if anchors:
                token.attrSet("id", _anchor(tokens[place + 1].content, used))


def _anchor(heading, used):
    wanted = f"s-{slugify(fold(heading))[:60]}".strip("-")
    anchor = next(a for a in (wanted, *(f"{wanted}-{n}" for n in range(2, len(used) + 3))) if a not in used)
    used.add(anchor)
    return anchor


def _mark_table(token):
    if token.type == "th_open":
        token.attrSet("scope", "col")
    if token.type in {"th_open", "td_open"} and token.attrs.pop("style", "") == "text-align:right":
        token.attrSet("class", "numeric")
