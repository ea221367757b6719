from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import adoption, library, office, town, town_verbs

urlpatterns = [
    # for everybody
    path(_("practices/"), library.practices, name="practices"),
    path(_("practices/feed/"), library.practices_feed, name="practices_feed"),
    path(_("practices/<slug:practice>/"), library.practice, name="practice"),
    path(_("practices/<slug:practice>/pdf/"), library.practice_pdf, name="practice_pdf"),
    path(_("practices/<slug:practice>/adoption/"), adoption.adopt_practice, name="adopt_practice"),
    # a town's own
    path(_("workspace/<slug:slug>/practices/"), town.town_practices, name="town_practices"),
    path(_("workspace/<slug:slug>/practices/add/"), town.add_practice, name="add_practice"),
    path(_("workspace/<slug:slug>/practices/<int:pk>/"), town.town_practice, name="town_practice"),
    path(_("workspace/<slug:slug>/practices/<int:pk>/edit/"), town.edit_practice, name="edit_practice"),
    path(
        _("workspace/<slug:slug>/practices/<int:pk>/submission/"),
        town_verbs.submit_practice,
        name="submit_practice",
    ),
    path(
        _("workspace/<slug:slug>/practices/<int:pk>/withdrawal/"),
        town_verbs.withdraw_practice,
        name="withdraw_practice",
    ),
    path(
        _("workspace/<slug:slug>/practices/<int:pk>/reopening/"),
        town_verbs.reopen_practice,
        name="reopen_practice",
    ),
    path(
        _("workspace/<slug:slug>/practices/<int:pk>/revision/"),
        town_verbs.revise_practice,
        name="revise_practice",
    ),
    # the secretariat
    path(_("secretariat/practices/"), office.secretariat_practices, name="secretariat_practices"),
    path(_("secretariat/practices/add/"), office.enter_practice, name="enter_practice"),
    path(_("secretariat/practices/<int:pk>/"), office.review_practice, name="review_practice"),
    path(_("secretariat/practices/<int:pk>/edit/"), office.correct_practice, name="correct_practice"),
    path(_("secretariat/practices/<int:pk>/publication/"), office.publish_practice, name="publish_practice"),
    path(_("secretariat/practices/<int:pk>/return/"), office.return_practice, name="return_practice"),
    path(
        _("secretariat/practices/<int:pk>/withdrawal/"), office.take_down_practice, name="take_down_practice"
    ),
]
