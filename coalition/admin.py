"""Raw data for operators. What the secretariat does every day has pages of its own."""

from allauth.mfa.models import Authenticator
from django.contrib import admin

from .models import Event, OutgoingMessage, User


class ReadOnly(admin.ModelAdmin):
    """Looked at, never touched: what happened is not edited."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["email", "name", "language", "is_secretariat", "is_staff", "is_active", "last_login"]
    list_filter = ["is_secretariat", "is_staff", "is_active", "language"]
    search_fields = ["email", "name"]
    # People choose their own password and address; nobody else types them.
    fields = [
        "email",
        "name",
        "language",
        "is_active",
        "is_secretariat",
        "is_staff",
        "is_superuser",
        "groups",
    ]
    readonly_fields = ["email"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ["at", "action", "actor", "content_type", "object_id", "is_on_behalf"]
    list_filter = ["content_type", "action", "is_on_behalf"]
    list_select_related = ["actor", "content_type"]
    date_hierarchy = "at"
    search_fields = ["actor__email", "note"]


@admin.register(OutgoingMessage)
class OutgoingMessageAdmin(ReadOnly):
    list_display = ["created_at", "category", "to_address", "subject", "status", "tries", "sent_at"]
    list_filter = ["status", "category", "language"]
    search_fields = ["to_address", "key", "subject"]
    # A code or a link of somebody's account would let the reader in.
    exclude = ["text", "html"]


admin.site.unregister(Authenticator)  # allauth's own page shows the secret


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnly):
    """Can be removed, for a person who lost the telephone; what it holds is a secret."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    exclude = ["data"]

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)
