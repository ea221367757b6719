import time
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from municipalities.models import Province
from municipalities.registry import WrongFile, read_table, write_table


class Command(BaseCommand):
    help = (
        "Bring the registry to Statistics Canada's table 98-10-0002-01 of 2021, the English CSV as published. "
        "A file that is wrong or cut is refused and nothing changes. See docs/data.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--rename", action="store_true", help="Also take the table's names where the registry has others."
        )

    def handle(self, *, file, rename, verbosity, **options):
        started = time.monotonic()
        if Province.objects.count() != 13:
            raise CommandError("Load the provinces first: manage.py load_reference")
        try:
            table = read_table(file, self.progress("Reading"))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}. Nothing was changed.") from error
        except WrongFile as error:
            raise CommandError(f"{file}: {error}. Nothing was changed.") from error
        outcome = write_table(table, self.progress("Writing"), rename)
        if not verbosity:
            return
        self.stdout.write(
            f"{len(table.subdivisions):,} municipalities, {table.population:,} people: {outcome.added:,} added, "
            f"{outcome.changed:,} changed, {outcome.unchanged:,} unchanged, in {time.monotonic() - started:.1f} s"
        )
        if outcome.regions:
            self.stdout.write(
                f"{outcome.regions} regional municipalities took the population of their division"
            )
        if outcome.renamed:
            self.stdout.write(
                f"{len(outcome.renamed)} keep a name that is not the table's (--rename takes the table's): "
                + ", ".join(f"{ours} [{theirs}]" for ours, theirs in outcome.renamed)
            )

    def progress(self, label):
        """Shows the share done on standard error: one moving line on a terminal, a line each quarter elsewhere."""
        is_terminal, step = self.stderr.isatty(), 1 if self.stderr.isatty() else 25
        shown = -1

        def show(share):
            nonlocal shown
            percent = min(100, int(share * 100)) // step * step
            if percent == shown:
                return
            shown = percent
            text = f"{label} {percent} %"
            ending = "\n" if not is_terminal or percent == 100 else ""
            self.stderr.write(f"\r{text}" if is_terminal else text, str, ending=ending)
            self.stderr.flush()

        return show
