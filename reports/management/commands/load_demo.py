from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from reports.demonstration.people import everybody, table
from reports.demonstration.story import RealPeople, check_no_real_people, is_told, tell
from reports.demonstration.towns import read_towns


class Command(BaseCommand):
    help = (
        "Load the demonstration: the reference tables and eight invented towns with people, plans and reports. "
        "Refuses a database with real people in it, and a portal that does not call itself a demonstration."
    )

    def add_arguments(self, parser):
        parser.add_argument("--logins", action="store_true", help="Only print who can sign in, and how.")

    def handle(self, *, logins, verbosity, **options):
        if logins:
            self.stdout.write(table(everybody(read_towns())))
            return
        if not settings.DEMONSTRATION:
            raise CommandError(
                "This portal is not a demonstration: the password of the invented people is known to everybody. "
                "Set DEMONSTRATION=1 if it is one. Nothing was changed."
            )
        try:
            check_no_real_people()
        except RealPeople as error:
            raise CommandError(
                f"This database holds {error} account(s) that are not of the demonstration. Nothing was changed."
            ) from error
        if is_told():
            if verbosity:
                self.stdout.write("The demonstration is already loaded; nothing was changed.")
            return
        call_command("load_reference", verbosity=0)
        towns = tell()
        if verbosity:
            self.stdout.write(
                f"{len(towns)} invented towns loaded. Who can sign in: manage.py load_demo --logins"
            )
