"""The addresses of the language ledger."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import translations

urlpatterns = [
    path(_("workspace/<slug:slug>/languages/"), translations.translations, name="translations"),
    path(_("workspace/<slug:slug>/languages/<int:pk>/"), translations.translation, name="translation"),
    path(
        _("workspace/<slug:slug>/languages/<int:pk>/confirmation/"),
        translations.confirm_translation,
        name="confirm_translation",
    ),
    path(
        _("workspace/<slug:slug>/languages/<int:pk>/original/"),
        translations.lead_translation,
        name="lead_translation",
    ),
    path(
        _("workspace/<slug:slug>/languages/<int:pk>/draft/"),
        translations.draft_translation,
        name="draft_translation",
    ),
    path(_("secretariat/languages/"), translations.language_gaps, name="language_gaps"),
]
