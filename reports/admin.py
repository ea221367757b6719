"""Raw data for operators. What towns and the secretariat do has pages of its own."""

from django.contrib import admin

from coalition.admin import ReadOnly

from .models import ChangeRequest, Extension, ProgressReport, Question, ReportingCycle, Snapshot


@admin.register(ReportingCycle)
class ReportingCycleAdmin(ReadOnly):
    list_display = ["year", "status", "due_at", "closes_at", "opened_at"]


@admin.register(ProgressReport)
class ProgressReportAdmin(ReadOnly):
    list_display = ["municipality", "cycle", "status", "revision", "submitted_at", "accepted_at"]
    list_filter = ["status", "cycle"]
    list_select_related = ["municipality", "cycle"]
    search_fields = ["municipality__search_text"]


@admin.register(Extension)
class ExtensionAdmin(ReadOnly):
    list_display = ["report", "status", "asked_until", "granted_until", "asked_by", "asked_at", "decided_at"]
    list_filter = ["status"]
    list_select_related = ["report__municipality", "report__cycle", "asked_by"]


@admin.register(Question)
class QuestionAdmin(ReadOnly):
    list_display = ["cycle", "commitment", "text", "is_required"]
    list_filter = ["cycle"]
    list_select_related = ["cycle", "commitment"]


@admin.register(ChangeRequest)
class ChangeRequestAdmin(ReadOnly):
    list_display = ["report", "section", "due_on", "asked_by", "asked_at", "resolved_at"]
    list_select_related = ["report__municipality", "report__cycle", "asked_by"]


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnly):
    list_display = ["municipality", "cycle", "revision", "is_newest", "sha256", "accepted_at"]
    list_filter = ["cycle", "is_newest"]
    list_select_related = ["municipality", "cycle"]
