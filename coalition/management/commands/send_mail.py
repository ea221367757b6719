from django.core.management.base import BaseCommand
from django.utils import timezone

from coalition import outbox
from coalition.outbox.alarms import raise_alarms


class Command(BaseCommand):
    help = "Send the mail that is due. Needs no broker: cron can call it where no worker runs."

    def handle(self, **options):
        counts = outbox.deliver()
        raise_alarms(timezone.now())
        self.stdout.write(f"{counts['sent']} sent, {counts['deferred']} deferred, {counts['failed']} failed")
