"""Raw data for operators. The office's own work has its own pages; verbs are not offered here."""

from django.contrib import admin

from coalition.admin import ReadOnly

from . import models


@admin.register(models.Province)
class ProvinceAdmin(ReadOnly):
    list_display = ["code", "name", "is_territory", "population"]


@admin.register(models.Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    list_display = ["name", "province", "level", "population", "sgc_code"]
    list_filter = ["level", "province"]
    search_fields = ["search_text", "sgc_code", "slug"]
    autocomplete_fields = ["parent"]


@admin.register(models.Membership)
class MembershipAdmin(ReadOnly):
    list_display = ["municipality", "status", "joined_on", "joined_year"]
    list_filter = ["status"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__search_text"]


@admin.register(models.Member)
class MemberAdmin(admin.ModelAdmin):
    list_display = ["user", "municipality", "role", "since"]
    list_filter = ["role"]
    list_select_related = ["user", "municipality"]
    search_fields = ["user__email", "user__name", "municipality__search_text"]
    autocomplete_fields = ["municipality"]
    raw_id_fields = ["user"]


class ApplicationRequestInline(admin.TabularInline):
    model = models.ApplicationRequest
    extra = 0
    can_delete = False


@admin.register(models.Application)
class ApplicationAdmin(ReadOnly):
    list_display = ["number", "municipality", "status", "opened_at", "submitted_at"]
    list_filter = ["status"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__search_text"]
    inlines = [ApplicationRequestInline]


@admin.register(models.Document)
class DocumentAdmin(ReadOnly):
    """What a town handed in. The file itself is read through its own page, which checks the permission."""

    list_display = ["name", "municipality", "kind", "size", "added_at"]
    list_filter = ["kind"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__search_text", "sha256"]
    exclude = ["file"]


@admin.register(models.Invitation)
class InvitationAdmin(ReadOnly):
    list_display = ["email", "municipality", "role", "status", "invited_by", "invited_at", "expires_at"]
    list_filter = ["status", "role"]
    list_select_related = ["municipality", "invited_by"]
    search_fields = ["email", "municipality__search_text"]
    exclude = ["token_sha256"]


@admin.register(models.Handover)
class HandoverAdmin(ReadOnly):
    list_display = ["municipality", "giver", "successor", "given_at", "completed_at"]
    list_select_related = ["municipality", "giver", "successor"]
    search_fields = ["municipality__search_text"]
