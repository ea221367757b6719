"""What a practice is called: its address, and the words for what it is about, which the search reads.

Reads through the practice's relations, so that the model can call it.
"""

from itertools import count

from django.conf import settings
from django.utils.text import slugify

from coalition.i18n import fold, speaking

LONGEST = 80
RESERVED = {"feed", "flux"}  # addresses beside those of the practices
NAMELESS = "practice"


def free_slug(practice):
    """An address that no other practice has: of its title, in the language it was written in. It never changes."""
    title = practice.title_en or practice.title_fr or ""
    wished = slugify(title.replace("’", "-").replace("'", "-"))[:LONGEST].strip("-") or NAMELESS
    numbered = (wished if number == 1 else f"{wished}-{number}" for number in count(1))
    taken = type(practice).objects.exclude(pk=practice.pk)
    return next(slug for slug in numbered if slug not in RESERVED and not taken.filter(slug=slug).exists())


def subjects_of(practice):
    """{column: words}: topics, commitments, place and country in each language, and all of it as people may spell it."""
    words = {}
    topics, commitments = practice.topics.all(), practice.commitments.all()
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            said = [topic.title for topic in topics]
            said += [commitment.short_title for commitment in commitments]
            said += [practice.place, practice.country.name]
            if practice.municipality:
                said += [practice.municipality.name, practice.municipality.province.name]
        words[f"subjects_{language}"] = ", ".join(filter(None, said))
    titles = [practice.title_en or "", practice.title_fr or ""]
    return words | {"spelling": fold(" ".join([*titles, *words.values()]))}
