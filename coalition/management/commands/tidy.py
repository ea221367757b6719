from django.core.management.base import BaseCommand
from django.utils import timezone

from coalition.tidying import tidy


class Command(BaseCommand):
    help = "Empty old mail and delete sessions that are over. Needs no broker: cron can call it once a day."

    def handle(self, **options):
        self.stdout.write(f"{tidy(timezone.now())} emptied")
