from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import (
    asking,
    calendars,
    changes,
    conversation,
    council,
    cycles,
    definitions,
    extensions,
    indicators,
    part,
    part_verbs,
    progress,
    public,
    reminders,
    report,
    review,
    saving,
    sharing,
    verification,
    workbook,
)

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
    path(
        _("municipalities/<slug:slug>/reports/<int:year>/revisions/<int:revision>/actions/"),
        public.public_report_actions,
        name="public_report_actions",
    ),
    path(
        _("municipalities/<slug:slug>/reports/<int:year>/revisions/<int:revision>/indicators/"),
        public.public_report_indicators,
        name="public_report_indicators",
    ),
    path(
        _("municipalities/<slug:slug>/reports/<int:year>/changes/"),
        changes.report_changes,
        name="report_changes",
    ),
    path(_("progress/"), progress.progress, name="progress"),
    path(_("progress/rows/"), progress.progress_rows, name="progress_rows"),
    path(_("progress/csv/"), progress.progress_csv, name="progress_csv"),
    path(_("verification/"), verification.verification, name="verification"),
    path(_("indicators/"), indicators.indicators, name="indicators"),
    path(_("indicators/<slug:code>/"), indicators.indicator, name="indicator"),
    path(_("workspace/<slug:slug>/reports/"), report.reports, name="reports"),
    path(_("workspace/<slug:slug>/reports/<int:year>/"), report.report, name="report"),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/overview/"),
        part.report_overview,
        name="report_overview",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/commitments/<int:number>/"),
        part.report_section,
        name="report_section",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/indicators/"),
        part.report_indicators,
        name="report_indicators",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/parts/<slug:part>/saving/"),
        saving.save_part,
        name="save_part",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/parts/<slug:part>/confirmation/"),
        part_verbs.confirm_updates,
        name="confirm_updates",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/parts/<slug:part>/comments/"),
        part_verbs.add_remark,
        name="add_remark",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/parts/<slug:part>/comments/settled/"),
        part_verbs.settle_remarks,
        name="settle_remarks",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/parts/<slug:part>/comments/reopened/"),
        part_verbs.reopen_remarks,
        name="reopen_remarks",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/parts/<slug:part>/ready/"),
        part_verbs.mark_ready,
        name="mark_part_ready",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/parts/<slug:part>/not-ready/"),
        part_verbs.take_ready_back,
        name="take_ready_back",
    ),
    path(_("workspace/<slug:slug>/reports/<int:year>/sharing/"), sharing.share_report, name="share_report"),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/sharing/invitation/"),
        sharing.invite_to_parts,
        name="invite_to_parts",
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
    path(
        _("workspace/<slug:slug>/reports/<int:year>/messages/<str:key>/"),
        conversation.report_message,
        name="report_message",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/requests/<int:pk>/"),
        conversation.answer_request,
        name="answer_request",
    ),
    path(_("workspace/<slug:slug>/reports/<int:year>/print/"), report.print_report, name="print_report"),
    path(_("workspace/<slug:slug>/reports/<int:year>/council/"), council.council_pack, name="council_pack"),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/council/pdf/"),
        council.council_pack_pdf,
        name="council_pack_pdf",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/council/word/"),
        council.council_pack_word,
        name="council_pack_word",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/council/filed/<int:pk>/"),
        council.filed_pack,
        name="filed_pack",
    ),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/calendar/"),
        calendars.report_calendar,
        name="report_calendar",
    ),
    path(_("workspace/<slug:slug>/reports/<int:year>/extension/"), extensions.extension, name="extension"),
    path(
        _("workspace/<slug:slug>/reports/<int:year>/extension/withdrawal/"),
        extensions.withdraw_extension,
        name="withdraw_extension",
    ),
    path(_("secretariat/cycles/"), cycles.cycles, name="cycles"),
    path(_("secretariat/cycles/add/"), cycles.add_cycle, name="add_cycle"),
    path(_("secretariat/cycles/<int:year>/"), cycles.cycle, name="cycle"),
    path(_("secretariat/cycles/<int:year>/questions/"), asking.cycle_questions, name="cycle_questions"),
    path(
        _("secretariat/cycles/<int:year>/questions/<int:pk>/"), asking.cycle_question, name="cycle_question"
    ),
    path(
        _("secretariat/cycles/<int:year>/questions/<int:pk>/place/"),
        asking.move_question,
        name="move_question",
    ),
    path(
        _("secretariat/cycles/<int:year>/questions/<int:pk>/removal/"),
        asking.remove_question,
        name="remove_question",
    ),
    path(_("secretariat/cycles/<int:year>/guidance/"), asking.cycle_guidance, name="cycle_guidance"),
    path(_("secretariat/cycles/<int:year>/copy/"), asking.copy_cycle, name="copy_cycle"),
    path(_("secretariat/cycles/<int:year>/preview/"), cycles.cycle_preview, name="cycle_preview"),
    path(_("secretariat/cycles/<int:year>/export/<str:format>/"), cycles.cycle_export, name="cycle_export"),
    path(_("secretariat/cycles/<int:year>/calendar/"), calendars.cycle_calendar, name="cycle_calendar"),
    path(_("secretariat/cycles/<int:year>/reminders/"), reminders.cycle_reminders, name="cycle_reminders"),
    path(_("secretariat/cycles/<int:year>/dates/"), cycles.cycle_dates, name="cycle_dates"),
    path(_("secretariat/cycles/<int:year>/opening/"), cycles.open_cycle, name="open_cycle"),
    path(_("secretariat/cycles/<int:year>/closing/"), cycles.close_cycle, name="close_cycle"),
    path(_("secretariat/indicators/"), definitions.secretariat_indicators, name="secretariat_indicators"),
    path(
        _("secretariat/indicators/<slug:code>/"),
        definitions.secretariat_indicator,
        name="secretariat_indicator",
    ),
    path(
        _("secretariat/indicators/<slug:code>/version/"),
        definitions.define_indicator,
        name="define_indicator",
    ),
    path(
        _("secretariat/indicators/<slug:code>/retirement/"),
        definitions.retire_indicator,
        name="retire_indicator",
    ),
    path(
        _("secretariat/indicators/<slug:code>/reinstatement/"),
        definitions.reinstate_indicator,
        name="reinstate_indicator",
    ),
    path(_("secretariat/reports/<slug:slug>/<int:year>/"), review.review_report, name="review_report"),
    path(_("secretariat/reports/<slug:slug>/<int:year>/return/"), review.return_report, name="return_report"),
    path(
        _("secretariat/reports/<slug:slug>/<int:year>/acceptance/"),
        review.accept_report,
        name="accept_report",
    ),
    path(
        _("secretariat/reports/<slug:slug>/<int:year>/reviewer/"), review.assign_report, name="assign_report"
    ),
    path(
        _("secretariat/reports/<slug:slug>/<int:year>/requests/<int:pk>/settlement/"),
        review.settle_request,
        name="settle_request",
    ),
    path(
        _("secretariat/reports/<slug:slug>/<int:year>/extension/"),
        extensions.decide_extension,
        name="decide_extension",
    ),
]
