"""What the portal has that the bulletin has not told yet: to be picked for an issue, with a first title and line."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coalition.i18n import speaking
from coalition.templatetags.coalition_tags import in_language
from practices.models import Practice
from reports.models import Snapshot

from .models import Bulletin, BulletinItem, Gathering

MOST_OFFERED = 60
# How far back, while no issue has been sent.
AT_FIRST = timedelta(days=60)
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Candidate:
    """Something that may be picked; `key` stands in the form, `item` is not saved yet."""

    key: str
    note: str
    item: BulletinItem

    @property
    def kind(self):
        return self.item.kind

    @property
    def title(self):
        return in_language(self.item, "title")


def first_title(day):
    """{column: words}: what an issue is called until somebody calls it otherwise."""
    words = {}
    for code in LANGUAGES:
        with speaking(code):
            words[f"title_{code}"] = _("Bulletin, %(month)s") % {"month": date_format(day, "F Y")}
    return words


def candidates(bulletin):
    """What is new since the last issue, and what is coming; not what stands in this one."""
    last = Bulletin.objects.sent().order_by("-number").values_list("sent_at", flat=True).first()
    since = last or timezone.now() - AT_FIRST
    standing = list(bulletin.items.all())
    return [*_reports(since, standing), *_practices(since, standing), *_events(standing)]


def _reports(since, standing):
    """First accepted since; a corrected one is told once."""
    known = {item.snapshot_id for item in standing} - {None}
    found = Snapshot.objects.filter(revision=1, accepted_at__gt=since).exclude(pk__in=known)
    found = found.select_related("municipality", "cycle").defer("data").order_by("-accepted_at", "-pk")
    return [
        Candidate(
            f"report-{snapshot.pk}",
            "",
            BulletinItem(kind=BulletinItem.Kind.REPORT, snapshot=snapshot, **words_of_report(snapshot)),
        )
        for snapshot in found[:MOST_OFFERED]
    ]


def words_of_report(snapshot):
    words = {}
    for code in LANGUAGES:
        with speaking(code):
            facts = {"town": in_language(snapshot.municipality, "name"), "year": snapshot.cycle.year}
            words[f"title_{code}"] = _cut(_("%(town)s: progress report %(year)s") % facts)
            words[f"text_{code}"] = (
                _("%(town)s tells what it did in %(year)s for the commitments it chose.") % facts
            )
    return words


def _practices(since, standing):
    known = {item.practice_id for item in standing} - {None}
    found = Practice.objects.public().filter(published_at__gt=since).exclude(pk__in=known)
    return [
        Candidate(
            f"practice-{practice.pk}",
            str(practice.municipality or practice.country),
            BulletinItem(kind=BulletinItem.Kind.PRACTICE, practice=practice, **words_of_practice(practice)),
        )
        for practice in found.in_full().order_by("-published_at", "-pk")[:MOST_OFFERED]
    ]


def words_of_practice(practice):
    """Where a town told it in one language only, the other one is left to write."""
    words = {f"title_{code}": _cut(getattr(practice, f"title_{code}") or "") for code in LANGUAGES}
    return words | {f"text_{code}": getattr(practice, f"summary_{code}") or "" for code in LANGUAGES}


def _events(standing):
    """All that is coming: who missed the last issue may still come."""
    known = {item.gathering_id for item in standing} - {None}
    found = Gathering.objects.filter(status=Gathering.Status.PUBLISHED).coming(timezone.now())
    return [
        Candidate(
            f"event-{gathering.pk}",
            gathering.when,
            BulletinItem(kind=BulletinItem.Kind.EVENT, gathering=gathering, **_words_of_event(gathering)),
        )
        for gathering in found.exclude(pk__in=known)[:MOST_OFFERED]
    ]


def _words_of_event(gathering):
    words = {}
    for code in LANGUAGES:
        with speaking(code):
            words[f"title_{code}"] = getattr(gathering, f"title_{code}") or ""
            words[f"text_{code}"] = f"{gathering.when}\n\n{getattr(gathering, f'summary_{code}') or ''}"
    return words


def _cut(title):
    longest = BulletinItem._meta.get_field("title").max_length
    return title if len(title) <= longest else title[: longest - 1] + "…"
