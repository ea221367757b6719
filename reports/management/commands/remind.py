from django.core.management.base import BaseCommand
from django.utils import timezone

from reports import reminders, teamwork


class Command(BaseCommand):
    help = "Write the reminders and the news of colleagues that are due into the outbox. Beat does it every quarter of an hour."

    def handle(self, **options):
        now = timezone.now()
        self.stdout.write(
            f"{reminders.remind(now)} reminders, {teamwork.tell_colleagues(now)} messages of colleagues written"
        )
