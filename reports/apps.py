from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("What they did")

    def ready(self):
        # What this app adds to the pages and verbs of the apps below.
        modules = (
            "comparing",
            "contributions",
            "definitions",
            "escalation",
            "feeds",
            "found",
            "joining",
            "kinds_of_mail",
            "ledger",
            "mail_samples",
            "more_time",
            "personal_data",
            "profile",
            "reminders",
            "sitemaps",
            "told",
        )
        for module in modules:
            import_module(f"{self.name}.{module}")
