from django.core.management.base import BaseCommand
from django.utils import timezone

from reports import opening


class Command(BaseCommand):
    help = "Open the reporting years that are planned to be open by now. Beat does it every five minutes."

    def handle(self, **options):
        for cycle in opening.open_planned(timezone.now()):
            self.stdout.write(f"{cycle} opened")
