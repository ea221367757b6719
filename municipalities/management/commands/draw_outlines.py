import json
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from municipalities.atlas.outlines import FILE, draw


class Command(BaseCommand):
    help = (
        "Draw the provinces and territories anew from a TopoJSON of Natural Earth (reference/README.md says which), "
        f"into {FILE.name}."
    )

    def add_arguments(self, parser):
        parser.add_argument("topojson", type=Path)

    def handle(self, *, topojson, **options):
        try:
            drawn = draw(json.loads(topojson.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{topojson} is not such a file: {error!r}. Nothing was changed.") from error
        FILE.write_text(json.dumps(drawn, indent=1) + "\n")
        self.stdout.write(f"{len(drawn)} outlines, {FILE.stat().st_size:,} bytes.")
