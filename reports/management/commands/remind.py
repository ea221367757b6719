from django.core.management.base import BaseCommand
from django.utils import timezone

from municipalities import lapsing
from municipalities.reminding import digest
from reports import escalation, teamwork


class Command(BaseCommand):
    help = "Write the reminders and the news of colleagues that are due into the outbox. Beat does it every quarter of an hour."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say which reminders would be written."
        )

    def handle(self, dry_run, **options):
        now = timezone.now()
        if dry_run:
            self._say(now)
        else:
            self.stdout.write(
                f"{digest.write(now)} reminders, {teamwork.tell_colleagues(now)} messages of colleagues,"
                f" {escalation.write_to_champions(now)} to elected champions,"
                f" {lapsing.remind_invited(now)} to people who were invited written"
            )

    def _say(self, now):
        planned = [digest.Digest(due, now) for due in digest.find_due(now)]
        for each in planned:
            self.stdout.write(f"{each.due.person.email}: {each.context.get('headline', 'nothing to tell')}")
            for one in each.decisions:
                title = each.said[one.matter.key].title
                self.stdout.write(f"    {one.state} {one.step} ({one.matter.key}) {title}")
        self.stdout.write(f"{sum(bool(each.entries) for each in planned)} reminders would be written")
