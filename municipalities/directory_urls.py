from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import comparing, directory, directory_files, feeds, picture

# No town has such an address: theirs end with the province.
urlpatterns = [
    path(_("municipalities/"), directory.directory, name="directory"),
    path(_("municipalities/csv/"), directory_files.members_csv, name="members_csv"),
    path(_("municipalities/geojson/"), directory_files.members_geojson, name="members_geojson"),
    path(_("municipalities/feed/"), feeds.members_feed, name="members_feed"),
    path(_("municipalities/compare/"), comparing.compare, name="compare"),
    path(_("municipalities/<slug:slug>/feed/"), feeds.town_feed, name="town_feed"),
    path(_("municipalities/<slug:slug>/picture-<slug:mark>.png"), picture.town_picture, name="town_picture"),
]
