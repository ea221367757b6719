"""What a person was written, as the portal shows it, and how much of it comes by mail."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import mail_choice, notifications

urlpatterns = [
    path(_("notifications/"), notifications.notifications, name="notifications"),
    path(_("notifications/read/"), notifications.read_notifications, name="read_notifications"),
    path(_("notifications/<int:pk>/"), notifications.notification, name="notification"),
    path(_("notifications/<int:pk>/opening/"), notifications.open_notification, name="open_notification"),
    path(_("notifications/<int:pk>/read/"), notifications.read_notification, name="read_notification"),
    path(_("account/mail/"), mail_choice.own_mail, name="own_mail"),
    path(_("mail/leaving/<str:token>/"), mail_choice.leave_mail, name="leave_mail"),
    path(_("mail/choice/<str:token>/"), mail_choice.choose_mail, name="choose_mail"),
]
