"""The secretariat's pages about outgoing mail."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import mail_samples as samples
from .views import outgoing_mail as mail
from .views import suppression

urlpatterns = [
    path(_("secretariat/mail/"), mail.outgoing_mail, name="outgoing_mail"),
    path(_("secretariat/mail/<int:pk>/"), mail.outgoing_message, name="outgoing_message"),
    path(_("secretariat/mail/<int:pk>/html/"), mail.outgoing_message_html, name="outgoing_message_html"),
    path(_("secretariat/mail/<int:pk>/retry/"), mail.retry_message, name="retry_message"),
    path(_("secretariat/mail/<int:pk>/cancellation/"), mail.cancel_message, name="cancel_message"),
    path(_("secretariat/mail/samples/"), samples.mail_samples, name="mail_samples"),
    path(_("secretariat/mail/samples/<slug:key>/"), samples.mail_sample, name="mail_sample"),
    path(
        _("secretariat/mail/samples/<slug:key>/html/<str:language>/"),
        samples.mail_sample_html,
        name="mail_sample_html",
    ),
    path(_("secretariat/mail/bounces/"), suppression.bounces, name="bounces"),
    path(_("secretariat/mail/addresses/"), suppression.suppressed_addresses, name="suppressed_addresses"),
    path(_("secretariat/mail/addresses/add/"), suppression.suppress_address, name="suppress_address"),
    path(
        _("secretariat/mail/addresses/<int:pk>/"), suppression.suppressed_address, name="suppressed_address"
    ),
    path(
        _("secretariat/mail/addresses/<int:pk>/seen/"),
        suppression.acknowledge_address,
        name="acknowledge_address",
    ),
    path(_("secretariat/mail/addresses/<int:pk>/lifting/"), suppression.lift_address, name="lift_address"),
]
