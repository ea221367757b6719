"""The raw data of /admin/, behind the portal's own sign-in and a second factor."""

from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .accounts import has_second_factor, lead_to_second_factor


class PortalAdminSite(AdminSite):
    site_header = site_title = gettext_lazy("Coalition Portal: raw data")
    index_title = gettext_lazy("Everything that is stored")

    def has_permission(self, request):
        return super().has_permission(request) and has_second_factor(request.user)

    def admin_view(self, view, cacheable=False):
        """Say no at the door, rather than on a sign-in page of its own."""
        inside = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            return self.turn_away(request) or inside(request, *args, **kwargs)

        return update_wrapper(guarded, inside)

    def turn_away(self, request):
        """The answer to a person who may not come in; None for one who may."""
        if request.user.is_anonymous:
            return redirect_to_login(request.get_full_path(), "account_login")
        if not super().has_permission(request):
            raise PermissionDenied
        if not has_second_factor(request.user):
            why = _("Raw data need two-step sign-in. Please set yours up first.")
            return lead_to_second_factor(request, why)
        return None

    def get_urls(self):
        urls = super().get_urls()
        for pattern in urls:
            # Django sends the anonymous to its own sign-in page, which knows neither our rate limits nor the
            # second factor; without this mark they go to the portal's.
            vars(getattr(pattern, "callback", None) or pattern).pop("login_url", None)
        return urls

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        if request.user.is_anonymous:
            return redirect_to_login(request.GET.get("next") or reverse("admin:index"), "account_login")
        return self.turn_away(request) or redirect("admin:index")
