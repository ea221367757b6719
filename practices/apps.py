from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("What worked")

    def ready(self):
        # What this app adds to the pages and verbs of the apps below.
        for module in (
            "contributions",
            "demonstration.story",
            "found",
            "kinds_of_mail",
            "ledger",
            "mail_samples",
            "personal_data",
            "public",
            "reference",
            "sitemaps",
        ):
            import_module(f"{self.name}.{module}")
