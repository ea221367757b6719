from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "commitments"
    verbose_name = _("What they promise")

    def ready(self):
        # What this app adds to the pages and verbs of the app below.
        for module in (
            "comparing",
            "contributions",
            "feeds",
            "found",
            "home",
            "joining",
            "ledger",
            "personal_data",
            "reminding",
            "sitemaps",
        ):
            import_module(f"{self.name}.{module}")
