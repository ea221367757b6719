from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import directory, home, join, profile

urlpatterns = [
    path("", home.home, name="home"),
    path(_("municipalities/"), directory.directory, name="directory"),
    path(_("municipalities/<slug:slug>/"), profile.municipality, name="municipality"),
    path(_("join/"), join.join, name="join"),
]
