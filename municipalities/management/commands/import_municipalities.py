import time
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from municipalities import census, new_census
from municipalities.models import Province
from municipalities.registry import OlderTable, write_table

MOST_NAMED = 40


class Command(BaseCommand):
    help = (
        "Bring the registry to Statistics Canada's table 98-10-0002-01 of 2021, the English CSV as published. "
        "Of a later census, say what it would change; --apply writes it. "
        "A file that is wrong or cut is refused and nothing changes. See docs/data.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--rename", action="store_true", help="Also take the table's names where the registry has others."
        )
        parser.add_argument("--census", type=int, default=census.YEAR, metavar="YEAR")
        parser.add_argument(
            "--places",
            type=int,
            help="How many municipalities a later census has, as Statistics Canada says: proves the file whole.",
        )
        parser.add_argument("--apply", action="store_true", help="Write what a later census changes.")

    def handle(self, *, file, rename, verbosity, places=None, apply=False, **options):
        started = time.monotonic()
        self.verbosity, year = verbosity, options.get("census") or census.YEAR
        if Province.objects.count() != 13:
            raise CommandError("Load the provinces first: manage.py load_reference")
        if year != census.YEAR and not places:
            raise CommandError("Of a later census, say how many municipalities it has: --places")
        try:
            table = census.read_table(file, self.progress("Reading"), year, places)
            if year != census.YEAR:
                return self.handle_later(table, rename, apply, started)
            outcome = write_table(table, self.progress("Writing"), rename)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}. Nothing was changed.") from error
        except (census.WrongFile, OlderTable) as error:
            raise CommandError(f"{file}: {error}. Nothing was changed.") from error
        return self.say(table, outcome, started)

    def handle_later(self, table, rename, apply, started):
        changes = new_census.compare(table)
        self.say_changes(changes, rename)
        if not apply:
            self.stdout.write("Nothing was changed. Look at each town, then run it again with --apply.")
            return
        self.say(table, new_census.apply(table, changes, self.progress("Writing"), rename), started)

    def say_changes(self, changes, rename):
        names = "will be taken" if rename else "kept as they are here; --rename takes the table's"
        self.list("new", changes.new, lambda place: f"{place.name_en} ({place.code})")
        self.list(
            "have another code and keep all else",
            changes.recoded,
            lambda pair: f"{pair[0].name_en} ({pair[0].sgc_code} -> {pair[1].code})",
        )
        self.list(
            f"have another name in the table, {names}",
            changes.renamed,
            lambda pair: f"{pair[0].name_en} [{pair[1].name_en}]",
        )
        self.list(
            "recorded here as merged, and still in the table", changes.merged, lambda town: town.name_en
        )
        with_something = [gone for gone in changes.gone if gone.has_something]
        others = [gone for gone in changes.gone if not gone.has_something]
        self.list(
            "no longer in the table, WITH SOMETHING HERE; they stay", with_something, describe, every=True
        )
        self.list("no longer in the table, nothing here; they stay", others, lambda gone: gone.town.name_en)

    def list(self, what, things, say, every=False):
        """How many, and the first of them by name; of what somebody has to look at, every one."""
        if not self.verbosity or not things:
            return
        shown = things if every else things[:MOST_NAMED]
        more = f", and {len(things) - len(shown)} more" if len(shown) < len(things) else ""
        self.stdout.write(f"{len(things):,} {what}: " + ", ".join(map(say, shown)) + more)

    def say(self, table, outcome, started):
        if not self.verbosity:
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


def describe(gone):
    """ "Westlock (AB): member active, 3 people, 1 application, 2 documents"."""
    counted = [
        (gone.people, "people"),
        (gone.applications, "applications"),
        (gone.documents, "documents"),
    ]
    facts = [f"membership {gone.status}"] if gone.status else []
    facts += [f"{number} {what}" for number, what in counted if number]
    merged = " (recorded as merged)" if gone.town.merged_into_id else ""
    return f"{gone.town.name_en}, {gone.town.province_id}{merged}: {', '.join(facts)}"
