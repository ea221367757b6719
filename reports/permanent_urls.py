"""Addresses without a language, which never change: docs/adr/0029."""

from django.urls import path

from .views import permanent

urlpatterns = [
    path("r/<int:year>/<int:number>/", permanent.newest_report, name="newest_report"),
    path("r/<int:year>/<int:number>.<int:revision>/", permanent.permanent_report, name="permanent_report"),
    path("schemas/report-<int:version>.json", permanent.report_schema, name="report_schema"),
]
