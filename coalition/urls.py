from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from .views import findability, health, mail_events, pages, search

handler400 = "coalition.views.errors.bad_request"

urlpatterns = [
    path("", pages.root, name="root"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", findability.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", findability.sitemap_section, name="sitemap_section"),
    path(".well-known/security.txt", pages.security, name="security"),
    path("mail-events/", mail_events.mail_events, name="mail_events"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("", include("reports.permanent_urls")),
    *i18n_patterns(
        path("", include("municipalities.urls")),
        path("", include("commitments.urls")),
        path("", include("practices.urls")),
        path("", include("reports.urls")),
        path("", include("network.urls")),
        path(_("search/"), search.search_everything, name="search"),
        path(_("account/"), include("coalition.account_urls")),
        path(_("picture.png"), findability.portal_picture, name="portal_picture"),
        path("", include("coalition.content_urls")),
        path("", include("coalition.mail_urls")),
        path("", include("coalition.reader_urls")),
    ),
]

if settings.DEVELOPMENT:
    from .views import development, style

    urlpatterns += [
        path("mail/", development.caught_mails, name="caught_mails"),
        path("mail/<str:key>/", development.caught_mail, name="caught_mail"),
        path("mail/<str:key>/html/", development.caught_mail_html, name="caught_mail_html"),
        *i18n_patterns(path("style/", style.style, name="style")),
    ]
