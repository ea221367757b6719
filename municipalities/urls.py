from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from .views import (
    contacts,
    home,
    join,
    members,
    notes,
    profile,
    queue,
    review,
    welcome,
    workspace,
)
from .views import messages as bulk

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("municipalities.directory_urls")),
    path("", include("municipalities.registry_urls")),
    path(_("municipalities/<slug:slug>/"), profile.municipality, name="municipality"),
    path(_("join/"), join.join, name="join"),
    path("", include("municipalities.interest_urls")),
    path("", include("municipalities.involvement_urls")),
    path("", include("municipalities.service_urls")),
    path("", include("municipalities.reminder_urls")),
    # a town's own pages
    path("", include("municipalities.team_urls")),
    path(_("workspace/"), workspace.workspaces, name="workspaces"),
    path(_("workspace/<slug:slug>/"), workspace.workspace, name="workspace"),
    path(_("workspace/<slug:slug>/welcome/"), welcome.welcome, name="welcome"),
    path(_("workspace/<slug:slug>/contacts/"), contacts.contacts, name="contacts"),
    path("", include("municipalities.application_urls")),
    path("", include("municipalities.evidence_urls")),
    path("", include("municipalities.translation_urls")),
    # the secretariat
    path(_("secretariat/"), queue.secretariat, name="secretariat"),
    path(_("secretariat/applications/"), queue.applications_under_way, name="applications_under_way"),
    path(_("secretariat/applications/<int:pk>/"), review.review_application, name="review_application"),
    path(
        _("secretariat/applications/<int:pk>/approval/"),
        review.approve_application,
        name="approve_application",
    ),
    path(
        _("secretariat/applications/<int:pk>/return/"),
        review.return_application,
        name="return_application",
    ),
    path(
        _("secretariat/applications/<int:pk>/decline/"),
        review.decline_application,
        name="decline_application",
    ),
    path(_("secretariat/members/"), members.secretariat_members, name="secretariat_members"),
    path(_("secretariat/members/export/<str:format>/"), members.members_export, name="members_export"),
    path(_("secretariat/members/<slug:slug>/notes/"), notes.add_note, name="add_note"),
    path(_("secretariat/messages/"), bulk.bulk_messages, name="bulk_messages"),
    path(_("secretariat/messages/add/"), bulk.add_bulk_message, name="add_bulk_message"),
    path(_("secretariat/messages/<int:pk>/"), bulk.bulk_message, name="bulk_message"),
    path(_("secretariat/messages/<int:pk>/edit/"), bulk.edit_bulk_message, name="edit_bulk_message"),
    path(_("secretariat/messages/<int:pk>/removal/"), bulk.remove_bulk_message, name="remove_bulk_message"),
    path(_("secretariat/messages/<int:pk>/trial/"), bulk.try_bulk_message, name="try_bulk_message"),
    path(_("secretariat/messages/<int:pk>/sending/"), bulk.send_bulk_message, name="send_bulk_message"),
    path(_("secretariat/members/<slug:slug>/"), members.secretariat_member, name="secretariat_member"),
    path(_("secretariat/members/<slug:slug>/hold/"), members.hold_membership, name="hold_membership"),
    path(
        _("secretariat/members/<slug:slug>/resumption/"),
        members.resume_membership,
        name="resume_membership",
    ),
    path(_("secretariat/members/<slug:slug>/end/"), members.end_membership, name="end_membership"),
]
