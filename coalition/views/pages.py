"""Pages that say what the portal is."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from ..i18n import speaking


@login_not_required
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def root(request):
    """The home page in the reader's language: the cookie's, else the browser's (LocaleMiddleware)."""
    return redirect("home")


@login_not_required
@require_safe
def robots(request):
    """Crawlers may read all that is public; what is behind the sign-in is not worth their time."""
    private = []
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            private += [reverse("workspaces"), reverse("secretariat")]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in [*private, reverse("admin:index")]),
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def security(request):
    """Whom to tell of a weakness (RFC 9116)."""
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0)
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: en, fr",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
