from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoalitionConfig(AppConfig):
    name = "coalition"
    verbose_name = _("The portal")

    def ready(self):
        import_module("coalition.kinds_of_mail")
        import_module("coalition.checks")
        import_module("coalition.mail_samples")
        import_module("coalition.portal_pages")
