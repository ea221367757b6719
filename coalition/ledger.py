"""The language ledger: of each text of a town, which version leads and how the other one stands.

The lines are kept by the database (ledger_trigger.py). A Source says, for a model with such texts, what a line is
about, whether the other version may be written now, and by which verb. Apps register theirs at start.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import get_language

from .extensions import ExtensionPoint
from .i18n import other_language
from .models import Translation

State = Translation.State

# Source: a model whose bilingual texts stand in the ledger
ledger_sources = ExtensionPoint()


class Source:
    """The texts of one model. `town` is the way from a row to its municipality, for queries."""

    model: type
    town = "municipality"

    def rows(self):
        """The rows whose texts are public or on the way there, across towns, with all that the methods below read."""
        raise NotImplementedError

    def place(self, row):
        """(title, address) of the page the text stands on: the plan, or a part of a report."""
        raise NotImplementedError

    def name(self, row, field):
        """What the text is: "What happened this year"."""
        return self.model._meta.get_field(field).verbose_name

    def why_closed(self, row):
        """Why the other version cannot be written now; empty when it can."""
        return ""

    def hold(self, row):
        """Keep others from writing the row until the transaction ends, in the order in which its verbs lock."""
        raise NotImplementedError

    def write(self, row, field, language, text, by):
        """Keep `text` as that version, by a verb of the row."""
        raise NotImplementedError

    @property
    def label(self):
        return self.model._meta.label_lower


@dataclass(frozen=True)
class Text:
    """A line of the ledger with the row it is about."""

    line: Translation
    source: Source
    row: object

    @property
    def field(self):
        return self.line.field

    @property
    def name(self):
        return self.source.name(self.row, self.field)

    @property
    def state(self):
        return self.line.state

    @property
    def longest(self):
        """How many characters a version may have; None where the column sets no limit."""
        return self.source.model._meta.get_field(self.field).max_length

    @property
    def follower(self):
        """The language of the version that follows; of two written in one go, the one the reader does not read."""
        return other_language(self.line.original or get_language())

    @property
    def leader(self):
        return other_language(self.follower)

    @property
    def original_text(self):
        return getattr(self.row, f"{self.field}_{self.leader}") or ""

    @property
    def other_text(self):
        return getattr(self.row, f"{self.field}_{self.follower}") or ""

    @property
    def has_both(self):
        return bool(self.original_text and self.other_text)

    @property
    def draft(self):
        """The machine's proposal, while the original is still what it was made from."""
        return self.line.draft if self.line.draft_of == self.original_text else ""

    @property
    def is_draft_on_the_way(self):
        return bool(self.line.draft_asked_at and not self.draft)

    @cached_property
    def place(self):
        return self.source.place(self.row)

    @cached_property
    def why_closed(self):
        return self.source.why_closed(self.row)

    def write(self, text, by):
        self.source.write(self.row, self.field, self.follower, text, by)

    def confirm(self):
        """The other version is right as it stands, though the original has changed."""
        lines = Translation.objects.filter(pk=self.line.pk, state=State.OUTDATED)
        return bool(lines.update(state=State.READY, translated_from=""))

    def lead_with(self, language):
        """This version is the original; the other one, where both are there, follows it and is ready."""
        lines = Translation.objects.filter(pk=self.line.pk).exclude(state=State.MISSING)
        return bool(lines.update(original=language, state=State.READY, translated_from=""))


def texts_of(municipality):
    """Every text of the town, page by page, in two queries a source."""
    found = []
    for source in ledger_sources:
        rows = {row.pk: row for row in source.rows().filter(**{source.town: municipality})}
        lines = Translation.objects.filter(model=source.label, row_id__in=rows).order_by("row_id", "pk")
        found += [Text(line, source, rows[line.row_id]) for line in lines]
    return found


def find_text(pk, municipality=None, *, held=False):
    """One text, of this town, by the number of its line, or None; `held` until the transaction ends."""
    line = Translation.objects.filter(pk=pk).first()
    source = next((source for source in ledger_sources if line and source.label == line.model), None)
    if source is None:
        return None
    of_town = {source.town: municipality} if municipality else {}
    row = source.rows().filter(**of_town, pk=line.row_id).first()
    if row and held:
        source.hold(row)
        return find_text(pk, municipality)  # as it stands now that nobody else writes
    return Text(line, source, row) if row else None


@dataclass(frozen=True)
class Gaps:
    """How many texts lack their other version, or have one that is out of date."""

    missing: int = 0
    outdated: int = 0

    def __bool__(self):
        return bool(self.missing or self.outdated)

    def __add__(self, other):
        return Gaps(self.missing + other.missing, self.outdated + other.outdated)


def gaps_of(municipality):
    """The Gaps of one town."""
    return gaps_by_town(municipality).get(municipality.pk, Gaps())


def gaps_by_town(municipality=None):
    """{number of the town: Gaps} of the towns that have any, in one query."""
    found, counts = {}, []
    for source in ledger_sources:
        rows = source.rows().order_by()
        if municipality:
            rows = rows.filter(**{source.town: municipality})
        town = source.model.objects.filter(pk=OuterRef("row_id")).order_by().values(source.town)[:1]
        lines = (
            Translation.objects.filter(model=source.label, row_id__in=rows.values("pk"))
            .exclude(state=State.READY)
            .annotate(town=Subquery(town))
        )
        counts.append(
            lines.order_by()
            .values("town")
            .annotate(
                missing=Count("pk", filter=Q(state=State.MISSING)),
                outdated=Count("pk", filter=Q(state=State.OUTDATED)),
            )
        )
    for row in counts[0].union(*counts[1:], all=True) if counts else []:
        gaps = Gaps(row["missing"], row["outdated"])
        found[row["town"]] = found.get(row["town"], Gaps()) + gaps
    return found


def inherit(pairs):
    """Copies keep what the ledger says of what they were copied from: pairs (former row, its copy) of one model."""
    former = {old.pk: new for old, new in pairs}
    if not former:
        return
    label = next(iter(former.values()))._meta.label_lower
    copies = {new.pk: new for new in former.values()}
    standing = {
        (line.row_id, line.field): line for line in Translation.objects.filter(model=label, row_id__in=copies)
    }
    changed = []
    for line in Translation.objects.filter(model=label, row_id__in=former):
        copy = standing.get((former[line.row_id].pk, line.field))
        if copy:
            copy.original, copy.state, copy.translated_from = line.original, line.state, line.translated_from
            changed.append(copy)
    Translation.objects.bulk_update(changed, ["original", "state", "translated_from"])


def mark_outdated(rows):
    """Let each of these rows of one model know its versions that lag behind: `row.outdated` is {(field, language)}.

    What shows a bilingual text reads it ({% bilingual_text %}), in one query for all the rows.
    """
    by_number = {row.pk: row for row in rows}
    for row in rows:
        row.outdated = set()
    if not by_number:
        return
    label = rows[0]._meta.label_lower
    lagging = Translation.objects.filter(model=label, row_id__in=by_number, state=State.OUTDATED)
    for number, field, original in lagging.values_list("row_id", "field", "original"):
        by_number[number].outdated.add((field, other_language(original)))


def versions_of(rows):
    """{(model, number of the row, field): {"original": its language or "", "other": the state of the other version}}.

    Of rows of any models, in one query, for what is frozen. What says nothing has no entry.
    """
    wanted = {(row._meta.label_lower, row.pk) for row in rows}
    lines = Translation.objects.filter(
        model__in={model for model, _number in wanted}, row_id__in={number for _model, number in wanted}
    )
    return {
        (line.model, line.row_id, line.field): {"original": line.original, "other": line.state}
        for line in lines
        if (line.model, line.row_id) in wanted
    }
