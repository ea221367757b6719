"""Where to get help: found by everybody, kept by towns, and by the secretariat for whole provinces."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import help as finding_help
from .views import local_services, provincial_services

urlpatterns = [
    path(_("help/"), finding_help.where_to_get_help, name="where_to_get_help"),
    path(_("help/services.csv"), finding_help.services_csv, name="services_csv"),
    path(_("help/services.json"), finding_help.services_json, name="services_json"),
    path(_("workspace/<slug:slug>/services/"), local_services.services, name="services"),
    path(_("workspace/<slug:slug>/services/add/"), local_services.add_service, name="add_service"),
    path(_("workspace/<slug:slug>/services/review/"), local_services.review_services, name="review_services"),
    path(_("workspace/<slug:slug>/services/<int:pk>/"), local_services.service, name="service"),
    path(
        _("workspace/<slug:slug>/services/<int:pk>/place/"), local_services.move_service, name="move_service"
    ),
    path(
        _("workspace/<slug:slug>/services/<int:pk>/removal/"),
        local_services.remove_service,
        name="remove_service",
    ),
    path(_("secretariat/services/"), provincial_services.provincial_services, name="provincial_services"),
    path(
        _("secretariat/services/add/"),
        provincial_services.add_provincial_service,
        name="add_provincial_service",
    ),
    path(
        _("secretariat/services/review/"),
        provincial_services.review_provincial_services,
        name="review_provincial_services",
    ),
    path(
        _("secretariat/services/<int:pk>/"), provincial_services.provincial_service, name="provincial_service"
    ),
    path(
        _("secretariat/services/<int:pk>/removal/"),
        provincial_services.remove_provincial_service,
        name="remove_provincial_service",
    ),
]
