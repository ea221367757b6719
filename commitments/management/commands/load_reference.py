from django.core.management import BaseCommand
from django.db import transaction

from coalition import book_files
from commitments import extensions
from commitments import reference as commitments
from municipalities import reference as municipalities

MEMBERS = "members"
TABLES = {
    "provinces": municipalities.load_provinces,
    "groups of commitments": commitments.load_groups,
    "commitments": commitments.load_commitments,
    "sample actions": commitments.load_sample_actions,
    "indicators": commitments.load_indicators,
    "definitions of indicators": commitments.load_definitions,
    "Declaration": commitments.load_declaration,
    "pages about the coalition": book_files.load,
    MEMBERS: municipalities.load_members,
}


class Command(BaseCommand):
    help = "Load the tables of reference/: add what is missing, leave alone what stands."

    def add_arguments(self, parser):
        parser.add_argument(
            "--refresh",
            action="store_true",
            help="Also take the files' version where a row was edited or a file has changed.",
        )
        parser.add_argument(
            "--no-members",
            action="store_false",
            dest="members",
            help="Without the known members of the coalition.",
        )

    @transaction.atomic
    def handle(self, *, refresh, members, verbosity, **options):
        others = {name: load for tables in extensions.reference_tables for name, load in tables().items()}
        for name, load in (TABLES | others).items():
            if name == MEMBERS and not members:
                continue
            found = load(refresh)
            if not verbosity:
                continue
            self.stdout.write(
                f"{name}: {found.total()} in the file, {found['added']} added, {found['changed']} changed"
                + (f", {found['kept']} differ here and were left alone (--refresh)" if found["kept"] else "")
            )
