from django.core.management.base import BaseCommand

from coalition import outbox


class Command(BaseCommand):
    help = "Send the mail that is due. Needs no broker: cron can call it where no worker runs."

    def handle(self, **options):
        counts = outbox.deliver()
        self.stdout.write(f"{counts['sent']} sent, {counts['deferred']} deferred, {counts['failed']} failed")
