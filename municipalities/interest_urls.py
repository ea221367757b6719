"""Finding one's town, its letter of interest, and towns that the registry lacks."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import finding, interest, proposals

urlpatterns = [
    path(_("join/find/"), finding.find_town, name="find_town"),
    path(_("join/letter/<slug:slug>/"), interest.interest_letter, name="interest_letter"),
    path(_("join/letter/<slug:slug>/docx/"), interest.interest_letter_docx, name="interest_letter_docx"),
    path(_("workspace/find/"), finding.find_municipality, name="find_municipality"),
    path(_("workspace/proposals/add/"), proposals.propose_municipality, name="propose_municipality"),
    path(
        _("workspace/<slug:slug>/application/interest/"), interest.declare_interest, name="declare_interest"
    ),
    path(
        _("workspace/<slug:slug>/application/interest/consent/"),
        interest.interest_consent,
        name="interest_consent",
    ),
    path(
        _("secretariat/applications/<int:pk>/acknowledgement/"),
        interest.acknowledge_interest,
        name="acknowledge_interest",
    ),
    path(_("secretariat/proposals/<int:pk>/"), proposals.review_proposal, name="review_proposal"),
    path(_("secretariat/proposals/<int:pk>/addition/"), proposals.add_proposed, name="add_proposed"),
    path(_("secretariat/proposals/<int:pk>/match/"), proposals.match_proposal, name="match_proposal"),
    path(_("secretariat/proposals/<int:pk>/decline/"), proposals.decline_proposal, name="decline_proposal"),
]
