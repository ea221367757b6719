"""What people without an account can do: find their town, write, endorse, contribute."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import get_involved, offers, visitor_mail

LETTER, REQUEST, NOTES = {"paper": "letter"}, {"paper": "request"}, {"paper": "notes"}
RESOLUTION = {"paper": "resolution"}

urlpatterns = [
    path(_("get-involved/"), get_involved.get_involved, name="get_involved"),
    path(_("get-involved/letter/<slug:slug>/"), get_involved.town_paper, LETTER, name="letter_to_mayor"),
    path(
        _("get-involved/letter/<slug:slug>/docx/"),
        get_involved.town_paper_docx,
        LETTER,
        name="letter_to_mayor_docx",
    ),
    path(_("get-involved/agenda/<slug:slug>/"), get_involved.town_paper, REQUEST, name="agenda_request"),
    path(
        _("get-involved/agenda/<slug:slug>/docx/"),
        get_involved.town_paper_docx,
        REQUEST,
        name="agenda_request_docx",
    ),
    path(_("get-involved/notes/<slug:slug>/"), get_involved.town_paper, NOTES, name="presentation_notes"),
    path(
        _("get-involved/notes/<slug:slug>/docx/"),
        get_involved.town_paper_docx,
        NOTES,
        name="presentation_notes_docx",
    ),
    path(
        _("get-involved/resolution/<slug:slug>/"),
        get_involved.town_paper,
        RESOLUTION,
        name="resolution_for_council",
    ),
    path(
        _("get-involved/resolution/<slug:slug>/docx/"),
        get_involved.town_paper_docx,
        RESOLUTION,
        name="resolution_for_council_docx",
    ),
    path(_("get-involved/organizations/"), offers.endorsements, name="endorsements"),
    path(_("get-involved/organizations/endorse/"), offers.endorse, name="endorse"),
    path(_("get-involved/research/"), offers.research, name="contributed_research"),
    path(_("get-involved/research/contribute/"), offers.contribute_research, name="contribute_research"),
    path(_("get-involved/confirmation/<str:token>/"), offers.verify_offer, name="verify_offer"),
    path(_("contact/"), visitor_mail.contact, name="contact"),
    path(
        _("municipalities/<slug:slug>/contact/"),
        visitor_mail.write_to_municipality,
        name="write_to_municipality",
    ),
    path(
        _("workspace/<slug:slug>/contact-form/"),
        visitor_mail.contact_form_setting,
        name="contact_form_setting",
    ),
    path(_("secretariat/offers/<slug:key>/<int:pk>/"), offers.review_offer, name="review_offer"),
    path(
        _("secretariat/offers/<slug:key>/<int:pk>/publication/"), offers.publish_offer, name="publish_offer"
    ),
    path(_("secretariat/offers/<slug:key>/<int:pk>/decline/"), offers.decline_offer, name="decline_offer"),
    path(
        _("secretariat/offers/<slug:key>/<int:pk>/withdrawal/"), offers.withdraw_offer, name="withdraw_offer"
    ),
]
