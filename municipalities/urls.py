from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from .views import application, directory, documents, home, join, members, profile, queue, review, workspace

urlpatterns = [
    path("", home.home, name="home"),
    path(_("municipalities/"), directory.directory, name="directory"),
    path(_("municipalities/<slug:slug>/"), profile.municipality, name="municipality"),
    path(_("join/"), join.join, name="join"),
    # a town's own pages
    path(_("workspace/"), workspace.workspaces, name="workspaces"),
    path(_("workspace/find/"), workspace.find_municipality, name="find_municipality"),
    path(_("workspace/<slug:slug>/"), workspace.workspace, name="workspace"),
    path(_("workspace/<slug:slug>/application/"), application.application, name="application"),
    path(_("workspace/<slug:slug>/application/open/"), application.open_application, name="open_application"),
    path(
        _("workspace/<slug:slug>/application/letter/"),
        application.application_letter,
        name="application_letter",
    ),
    path(
        _("workspace/<slug:slug>/application/resolution/"),
        application.application_resolution,
        name="application_resolution",
    ),
    path(
        _("workspace/<slug:slug>/application/contact/"),
        application.application_contact,
        name="application_contact",
    ),
    path(
        _("workspace/<slug:slug>/application/check/"), application.application_check, name="application_check"
    ),
    path(
        _("workspace/<slug:slug>/application/submission/"),
        application.submit_application,
        name="submit_application",
    ),
    path(
        _("workspace/<slug:slug>/application/withdrawal/"),
        application.withdraw_application,
        name="withdraw_application",
    ),
    path("", include("municipalities.evidence_urls")),
    # the secretariat
    path(_("secretariat/"), queue.secretariat, name="secretariat"),
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
    path(_("secretariat/members/<slug:slug>/"), members.secretariat_member, name="secretariat_member"),
    path(_("secretariat/members/<slug:slug>/hold/"), members.hold_membership, name="hold_membership"),
    path(
        _("secretariat/members/<slug:slug>/resumption/"),
        members.resume_membership,
        name="resume_membership",
    ),
    path(_("secretariat/members/<slug:slug>/end/"), members.end_membership, name="end_membership"),
]
