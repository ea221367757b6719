from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = _("Who else")

    def ready(self):
        # What this app adds to the pages and verbs of the apps below.
        for module in (
            "demonstration.story",
            "found",
            "keeping",
            "kinds_of_mail",
            "mail_samples",
            "personal_data",
            "sitemaps",
        ):
            import_module(f"{self.name}.{module}")
