import io
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = "Bring the database to what this version needs; fill an empty one with the demonstration, if this portal is one."

    def add_arguments(self, parser):
        parser.add_argument("--logins", type=Path, help="Write the demonstration logins to this file.")

    def handle(self, *, logins, **options):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        # These are other apps' commands, which this app may not import: by name.
        call_command("load_reference", verbosity=0)
        if not settings.DEMONSTRATION:
            return
        if not get_user_model().objects.exists():
            self.stdout.write("Loading the demonstration, the first time only")
            call_command("load_demo", verbosity=0)
        if logins:
            text = io.StringIO()
            call_command("load_demo", logins=True, stdout=text)
            logins.write_text(text.getvalue())
