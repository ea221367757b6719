"""What the secretariat points to on the home page (coalition/announcements.py)."""

from django.utils.translation import gettext as _

from coalition.announcements import features

from .extensions import home_panels
from .panels import Panel


@home_panels.register(order=5)
def home_features():
    if shown := features():
        return Panel("features", _("Worth a look"), "pages/features.html", {"features": shown})
    return None
