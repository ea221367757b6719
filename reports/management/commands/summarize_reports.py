from django.core.management.base import BaseCommand

from ...models import Snapshot
from ...models.summary import summarize


class Command(BaseCommand):
    help = "Make anew, from the accepted reports, what the search and the page on progress read of them."

    def handle(self, **options):
        count = 0
        for snapshot in Snapshot.objects.newest_revisions().iterator(chunk_size=200):
            summarize(snapshot)
            count += 1
        self.stdout.write(f"{count} accepted reports summarized.")
