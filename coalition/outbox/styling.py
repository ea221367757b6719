"""The look of mail in the elements themselves, where every mail program finds it (docs/adr/0044)."""

from functools import cache

from css_inline import CSSInliner
from django.conf import settings


def styled(html):
    """A mail with its styles written into it, and no longer than need be."""
    return _inliner().inline(html).replace("&nbsp;", "\xa0")


@cache
def _inliner():
    css = (settings.BASE_DIR / "templates/mail/mail.css").read_text(encoding="utf-8")
    return CSSInliner(extra_css=css, load_remote_stylesheets=False, minify_css=True)
