"""Raw data for operators. What the secretariat does has pages of its own. Tokens are not editable, so they are not shown."""

from django.contrib import admin

from coalition.admin import ReadOnly

from .models import Bulletin, Consent, Gathering, Registration, Subscription


@admin.register(Bulletin)
class BulletinAdmin(ReadOnly):
    list_display = ["number", "title", "status", "send_at", "sent_at"]
    list_filter = ["status"]


@admin.register(Gathering)
class GatheringAdmin(ReadOnly):
    list_display = ["title", "kind", "status", "starts_at", "capacity", "sequence"]
    list_filter = ["status", "kind"]


@admin.register(Registration)
class RegistrationAdmin(ReadOnly):
    list_display = ["gathering", "status", "language", "asked_at", "placed_at", "attended"]
    list_filter = ["status"]
    list_select_related = ["gathering"]


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnly):
    list_display = ["email", "language", "status", "joined_at"]
    list_filter = ["status", "language"]
    search_fields = ["email"]


@admin.register(Consent)
class ConsentAdmin(ReadOnly):
    list_display = ["subscription", "version", "language", "source", "asked_at", "confirmed_at", "ended_at"]
    list_filter = ["version", "source"]
    list_select_related = ["subscription"]
