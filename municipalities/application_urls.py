"""The addresses of a town's application to join."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import application, resolution, threads

urlpatterns = [
    path(_("workspace/<slug:slug>/application/"), application.application, name="application"),
    path(_("workspace/<slug:slug>/application/open/"), application.open_application, name="open_application"),
    path(
        _("workspace/<slug:slug>/application/letter/"),
        application.application_letter,
        name="application_letter",
    ),
    path(
        _("workspace/<slug:slug>/application/resolution/"),
        application.application_resolution,
        name="application_resolution",
    ),
    path(
        _("workspace/<slug:slug>/application/contact/"),
        application.application_contact,
        name="application_contact",
    ),
    path(
        _("workspace/<slug:slug>/application/champion/"),
        application.application_champion,
        name="application_champion",
    ),
    path(
        _("workspace/<slug:slug>/application/comments/<str:step>/"), threads.add_comment, name="add_comment"
    ),
    path(
        _("workspace/<slug:slug>/application/resolution/model/"),
        resolution.model_resolution,
        name="model_resolution",
    ),
    path(
        _("workspace/<slug:slug>/application/resolution/model/docx/"),
        resolution.model_resolution_docx,
        name="model_resolution_docx",
    ),
    path(
        _("workspace/<slug:slug>/application/check/"), application.application_check, name="application_check"
    ),
    path(
        _("workspace/<slug:slug>/application/submission/"),
        application.submit_application,
        name="submit_application",
    ),
    path(
        _("workspace/<slug:slug>/application/withdrawal/"),
        application.withdraw_application,
        name="withdraw_application",
    ),
]
