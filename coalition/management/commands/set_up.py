import io
import os
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, call_command, get_commands

# Written in other apps, which this one may not import: by name, and only where installed.
REFERENCE, DEMONSTRATION = "load_reference", "load_demo"


class Command(BaseCommand):
    help = "Bring the database to what this version needs; fill an empty one with demonstration data (development)."

    def add_arguments(self, parser):
        parser.add_argument("--logins", type=Path, help="Write the demonstration logins to this file.")

    def handle(self, *, logins, **options):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        commands = get_commands()
        if REFERENCE in commands:
            call_command(REFERENCE, verbosity=0)
        if DEMONSTRATION not in commands or not settings.DEVELOPMENT:
            return
        if os.environ.get("DEMO") != "0" and not get_user_model().objects.exists():
            self.stdout.write("Loading demonstration data, the first time only")
            call_command(DEMONSTRATION, verbosity=0)
        if logins:
            text = io.StringIO()
            call_command(DEMONSTRATION, logins=True, stdout=text)
            logins.write_text(text.getvalue())
