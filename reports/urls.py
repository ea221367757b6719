from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import cycles, public, report, review, workbook

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
    path(_("workspace/<slug:slug>/reports/"), report.reports, name="reports"),
    path(_("workspace/<slug:slug>/reports/<int:year>/"), report.report, name="report"),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/overview/"),
        report.report_overview,
        name="report_overview",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/commitments/<int:number>/"),
        report.report_section,
        name="report_section",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/indicators/"),
        report.report_indicators,
        name="report_indicators",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/workbook/"),
        workbook.report_workbook,
        name="report_workbook",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/workbook/file/"),
        workbook.report_workbook_file,
        name="report_workbook_file",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/workbook/<int:pk>/"),
        workbook.report_workbook_upload,
        name="report_workbook_upload",
    ),
    path(_("workspace/<slug:slug>/reports/<int:year>/check/"), report.report_check, name="report_check"),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/submission/"), report.submit_report, name="submit_report"
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/correction/"),
        report.correct_report,
        name="correct_report",
    ),
    path(_("secretariat/cycles/"), cycles.cycles, name="cycles"),
    path(_("secretariat/cycles/add/"), cycles.add_cycle, name="add_cycle"),
    path(_("secretariat/cycles/<int:year>/"), cycles.cycle, name="cycle"),
    path(_("secretariat/cycles/<int:year>/dates/"), cycles.cycle_dates, name="cycle_dates"),
    path(_("secretariat/cycles/<int:year>/opening/"), cycles.open_cycle, name="open_cycle"),
    path(_("secretariat/cycles/<int:year>/closing/"), cycles.close_cycle, name="close_cycle"),
    path(_("secretariat/reports/<slug:slug>/<int:year>/"), review.review_report, name="review_report"),
    path(_("secretariat/reports/<slug:slug>/<int:year>/return/"), review.return_report, name="return_report"),
    path(
        _("secretariat/reports/<slug:slug>/<int:year>/acceptance/"),
        review.accept_report,
        name="accept_report",
    ),
]
