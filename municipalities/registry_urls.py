from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import register, registry

urlpatterns = [
    path(_("municipalities/over-time/"), register.members_over_time, name="members_over_time"),
    path(_("secretariat/register/"), register.register, name="register"),
    path(_("secretariat/register/csv/"), register.register_csv, name="register_csv"),
    path(_("secretariat/municipalities/"), registry.registry, name="registry"),
    path(
        _("secretariat/municipalities/<slug:slug>/"),
        registry.registry_municipality,
        name="registry_municipality",
    ),
    path(
        _("secretariat/municipalities/<slug:slug>/rename/"),
        registry.rename_municipality,
        name="rename_municipality",
    ),
    path(
        _("secretariat/municipalities/<slug:slug>/region/"), registry.place_in_region, name="place_in_region"
    ),
    path(
        _("secretariat/municipalities/<slug:slug>/merger/"),
        registry.merge_municipality,
        name="merge_municipality",
    ),
    path(
        _("secretariat/municipalities/<slug:slug>/merger/undoing/"), registry.undo_merger, name="undo_merger"
    ),
]
