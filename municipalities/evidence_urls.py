from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import documents, evidence

urlpatterns = [
    path(_("workspace/<slug:slug>/evidence/"), evidence.evidence, name="evidence"),
    path(_("workspace/<slug:slug>/evidence/file/"), evidence.add_file, name="add_file"),
    path(_("workspace/<slug:slug>/evidence/link/"), evidence.add_link, name="add_link"),
    path(_("workspace/<slug:slug>/evidence/<int:pk>/"), evidence.evidence_item, name="evidence_item"),
    path(
        _("workspace/<slug:slug>/evidence/<int:pk>/details/"),
        evidence.document_details,
        name="document_details",
    ),
    path(
        _("workspace/<slug:slug>/evidence/<int:pk>/replacement/"),
        evidence.replace_document,
        name="replace_document",
    ),
    path(
        _("workspace/<slug:slug>/evidence/<int:pk>/withdrawal/"),
        evidence.withdraw_document,
        name="withdraw_document",
    ),
    path(_("documents/<int:pk>/"), documents.document, name="document"),
    path(_("documents/<int:pk>/preview/"), documents.document_preview, name="document_preview"),
    path(
        _("municipalities/<slug:slug>/documents/<int:pk>/"),
        documents.public_document,
        name="public_document",
    ),
    path(
        _("municipalities/<slug:slug>/documents/<int:pk>/preview/"),
        documents.public_document_preview,
        name="public_document_preview",
    ),
]
