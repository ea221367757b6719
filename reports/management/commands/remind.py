from django.core.management.base import BaseCommand
from django.utils import timezone

from reports import reminders


class Command(BaseCommand):
    help = "Write the reminders that are due into the outbox. Beat does it every quarter of an hour."

    def handle(self, **options):
        self.stdout.write(f"{reminders.remind(timezone.now())} reminders written")
