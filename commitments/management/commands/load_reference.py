from django.core.management import BaseCommand
from django.db import transaction

from commitments import reference as commitments
from municipalities import reference as municipalities

TABLES = {
    "provinces": municipalities.load_provinces,
    "groups of commitments": commitments.load_groups,
    "commitments": commitments.load_commitments,
    "sample actions": commitments.load_sample_actions,
    "indicators": commitments.load_indicators,
    "Declaration": commitments.load_declaration,
    "members": municipalities.load_members,
}


class Command(BaseCommand):
    help = "Load the tables of reference/: add what is missing, leave alone what stands."

    def add_arguments(self, parser):
        parser.add_argument(
            "--refresh",
            action="store_true",
            help="Also take the files' version where a row was edited or a file has changed.",
        )

    @transaction.atomic
    def handle(self, *, refresh, verbosity, **options):
        for name, load in TABLES.items():
            found = load(refresh)
            if not verbosity:
                continue
            self.stdout.write(
                f"{name}: {found.total()} in the file, {found['added']} added, {found['changed']} changed"
                + (f", {found['kept']} differ here and were left alone (--refresh)" if found["kept"] else "")
            )
