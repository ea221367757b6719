"""Raw data for operators. Reference data change by a release, promises by the towns' own pages."""

from django.contrib import admin

from coalition.admin import ReadOnly

from .models import (
    Action,
    ActionPlan,
    CommonCommitment,
    Declaration,
    Indicator,
    IndicatorVersion,
    Priority,
    Signature,
)


@admin.register(CommonCommitment)
class CommonCommitmentAdmin(ReadOnly):
    list_display = ["number", "short_title", "group", "is_confirmed_en", "is_confirmed_fr"]
    list_select_related = ["group"]


@admin.register(Declaration)
class DeclarationAdmin(ReadOnly):
    list_display = ["version", "title", "in_force_from", "is_confirmed"]


@admin.register(Indicator)
class IndicatorAdmin(ReadOnly):
    list_display = ["code", "direction", "commitment", "retired_from", "reinstated_from"]
    list_select_related = ["commitment"]


@admin.register(IndicatorVersion)
class IndicatorVersionAdmin(ReadOnly):
    list_display = ["indicator", "number", "from_year", "name", "unit", "kind"]


@admin.register(Signature)
class SignatureAdmin(ReadOnly):
    list_display = [
        "municipality",
        "declaration",
        "signatory_name",
        "signatory_title",
        "language",
        "signed_on",
    ]
    list_select_related = ["municipality", "declaration"]
    search_fields = ["municipality__search_text"]


@admin.register(Priority)
class PriorityAdmin(ReadOnly):
    list_display = ["municipality", "commitment", "since"]
    list_filter = ["commitment"]
    list_select_related = ["municipality", "commitment"]
    search_fields = ["municipality__search_text"]


@admin.register(ActionPlan)
class ActionPlanAdmin(ReadOnly):
    list_display = ["municipality", "status", "starts_on", "ends_on", "adopted_on", "published_at"]
    list_filter = ["status"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__search_text"]


@admin.register(Action)
class ActionAdmin(ReadOnly):
    list_display = ["title", "plan", "status", "due_on"]
    list_filter = ["status", "plan__status", "commitments"]
    list_select_related = ["plan__municipality"]
    search_fields = ["plan__municipality__search_text"]
