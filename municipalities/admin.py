"""Raw data for operators. The office's own work has its own pages; verbs are not offered here."""

from django.contrib import admin

from . import models


@admin.register(models.Province)
class ProvinceAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "is_territory", "population"]


@admin.register(models.Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    list_display = ["name", "province", "level", "population", "sgc_code"]
    list_filter = ["level", "province"]
    search_fields = ["search_text", "sgc_code", "slug"]
    autocomplete_fields = ["parent"]


@admin.register(models.Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["municipality", "status", "joined_on", "joined_year"]
    list_filter = ["status"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__search_text"]
    autocomplete_fields = ["municipality"]
    readonly_fields = ["status", "ring", "plan_published_on", "last_report_year"]


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


@admin.register(models.Application)
class ApplicationAdmin(admin.ModelAdmin):
    list_display = ["number", "municipality", "status", "opened_at", "submitted_at"]
    list_filter = ["status"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__search_text"]
    autocomplete_fields = ["municipality"]
    raw_id_fields = ["opened_by", "letter", "resolution"]
    readonly_fields = ["status", "opened_at", "submitted_at", "decided_at"]
    inlines = [ApplicationRequestInline]


@admin.register(models.Document)
class DocumentAdmin(admin.ModelAdmin):
    """A file is added through its form only, where it is checked."""

    list_display = ["name", "municipality", "kind", "size", "added_at"]
    list_filter = ["kind"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__search_text", "sha256"]
    autocomplete_fields = ["municipality"]
    raw_id_fields = ["added_by"]
    readonly_fields = ["content_type", "size", "sha256", "added_at"]
    exclude = ["file"]

    def has_add_permission(self, request):
        return False
