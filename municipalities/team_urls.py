"""The addresses of the people of a town, and of the invitations they get."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import handover, invitations, team

urlpatterns = [
    path(_("invitations/<str:token>/"), invitations.invitation, name="invitation"),
    path(_("invitations/<str:token>/acceptance/"), invitations.accept_invitation, name="accept_invitation"),
    path(_("invitations/<str:token>/refusal/"), invitations.refuse_invitation, name="refuse_invitation"),
    path(_("workspace/find/<slug:slug>/access/"), team.ask_access, name="ask_access"),
    path(_("workspace/<slug:slug>/team/"), team.team, name="team"),
    path(_("workspace/<slug:slug>/team/invite/"), team.invite, name="invite"),
    path(
        _("workspace/<slug:slug>/team/invitations/<int:pk>/withdrawal/"),
        team.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path(
        _("workspace/<slug:slug>/team/invitations/<int:pk>/renewal/"),
        team.renew_invitation,
        name="renew_invitation",
    ),
    path(_("workspace/<slug:slug>/team/<int:pk>/role/"), team.change_role, name="change_role"),
    path(_("workspace/<slug:slug>/team/<int:pk>/removal/"), team.remove_person, name="remove_person"),
    path(_("workspace/<slug:slug>/team/departure/"), team.leave_town, name="leave_town"),
    path(_("workspace/<slug:slug>/team/hand-over/"), handover.hand_over, name="hand_over"),
    path(_("workspace/<slug:slug>/team/hand-over/<int:pk>/"), handover.handover_pack, name="handover_pack"),
]
