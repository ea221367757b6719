"""The addresses of a person's own reminders."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import reminders

urlpatterns = [
    path(_("account/reminders/"), reminders.my_reminders, name="my_reminders"),
    path(_("account/reminders/put-off/"), reminders.put_off_reminder, name="put_off_reminder"),
    path(_("account/reminders/as-usual/"), reminders.take_back_putting_off, name="take_back_putting_off"),
]
