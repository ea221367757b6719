from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import public

urlpatterns = [
    path(_("municipalities/<slug:slug>/reports/<int:year>/"), public.public_report, name="public_report"),
    path(
        _("municipalities/<slug:slug>/reports/<int:year>/revisions/<int:revision>/"),
        public.public_revision,
        name="public_revision",
    ),
    path(
        _("municipalities/<slug:slug>/reports/<int:year>/revisions/<int:revision>/pdf/"),
        public.public_report_pdf,
        name="public_report_pdf",
    ),
    path(
        _("municipalities/<slug:slug>/reports/<int:year>/revisions/<int:revision>/data/"),
        public.public_report_data,
        name="public_report_data",
    ),
]
