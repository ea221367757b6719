import polib
from django.core.management import BaseCommand, CommandError

from coalition.messages_catalogue import LOCALE, compile_stale
from coalition.messages_extraction import PLURAL_FORMS, collect, merge, problems, stale, write


class Command(BaseCommand):
    help = "Collect the sentences to translate into locale/*/LC_MESSAGES/django.po, and compile them."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; fail if anything is to be done."
        )

    def handle(self, *, check, **options):
        collected = collect()
        paths = {language: LOCALE / language / "LC_MESSAGES" / "django.po" for language in PLURAL_FORMS}
        if check:
            found = [
                f"{language}: {line}" for language, path in paths.items() for line in stale(collected, path)
            ]
            if paths["fr"].exists():
                found += [f"fr: {line}" for line in problems(polib.pofile(str(paths["fr"])))]
            if found:
                raise CommandError(
                    "\n".join([*found, f"{len(found)} to mend: make messages, then translate."])
                )
            return
        for language, path in paths.items():
            changed = write(merge(collected, path), path)
            self.stdout.write(
                f"{language}: {len(collected)} sentences, {'updated' if changed else 'unchanged'}"
            )
        left = problems(polib.pofile(str(paths["fr"])))
        self.stdout.write(f"fr: {len(left)} to translate or mend (manage.py messages --check lists them)")
        compile_stale()
