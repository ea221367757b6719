import sys
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError

from coalition.forgetting import forget
from coalition.models import Departure, User


class Command(BaseCommand):
    help = (
        "Delete again, in a restored copy of the database, the accounts deleted since it was made: reads on standard"
        " input what --list wrote. Or delete the one account with --address, for a person who asks by letter."
    )

    def add_arguments(self, parser):
        parser.add_argument("--address", help="the main e-mail address of an account to delete")
        parser.add_argument(
            "--list", action="store_true", help="write the accounts deleted so far, one a line"
        )

    def handle(self, **options):
        if options["list"]:
            for departure in Departure.objects.all():
                self.stdout.write(str(departure))
            return
        if options["address"]:
            person = User.objects.filter(email__iexact=options["address"]).first()
            if person is None:
                raise CommandError("There is no account with this address.")
            forget(person)
            return
        deleted = sum(self._forget(line) for line in sys.stdin if line.strip())
        self.stdout.write(f"{deleted} deleted")

    def _forget(self, line):
        try:
            number, joined_at = line.split()
            known = {"pk": int(number), "date_joined": datetime.fromisoformat(joined_at)}
        except ValueError as problem:
            raise CommandError(f"Not a line of `manage.py forget --list`: {line.strip()!r}") from problem
        person = User.objects.filter(**known).first()
        if person:
            forget(person)
        else:
            # Its copy never had them: the next copy must know all the same.
            Departure.objects.get_or_create(person_id=known["pk"], joined_at=known["date_joined"])
        return bool(person)
