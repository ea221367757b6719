"""Raw data for operators. What towns and the secretariat do has pages of its own."""

from django.contrib import admin

from coalition.admin import ReadOnly

from .models import Adoption, Practice


@admin.register(Practice)
class PracticeAdmin(ReadOnly):
    list_display = ["title", "municipality", "country", "status", "begun_at", "published_at"]
    list_filter = ["status"]
    list_select_related = ["municipality", "country"]
    search_fields = ["title_en", "title_fr", "municipality__search_text"]


@admin.register(Adoption)
class AdoptionAdmin(ReadOnly):
    list_display = ["practice", "municipality", "adopted_by", "adopted_at"]
    list_select_related = ["practice", "municipality", "adopted_by"]
