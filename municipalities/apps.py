from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MunicipalitiesConfig(AppConfig):
    name = "municipalities"
    verbose_name = _("Who takes part")

    def ready(self):
        import_module("municipalities.kinds_of_mail")
        import_module("municipalities.joining")
        import_module("municipalities.interest_queue")
        import_module("municipalities.evidence")
        import_module("municipalities.involvement")
        import_module("municipalities.local_help")
        import_module("municipalities.mail_queue")
        import_module("municipalities.mail_samples")
        import_module("municipalities.visitor_mail_samples")
        import_module("municipalities.reminding.of_towns")
        import_module("municipalities.reminding.gathered")
        import_module("municipalities.reminding.tidying")
        import_module("municipalities.checks")
        import_module("municipalities.personal_data")
        import_module("municipalities.home_features")
        import_module("municipalities.sitemaps")
        import_module("municipalities.found")
