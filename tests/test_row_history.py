"""Row history: however a row is changed, by whichever road, the database keeps what it held, in both languages."""

from datetime import date, timedelta

import pghistory
import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from coalition.models import Comment
from commitments.models import Declaration
from commitments.models.inventory import InventoryEntry
from municipalities.models import ApplicationRequest, FormerSlug, Municipality, Note
from reports.models import ChangeRequest, CouncilPaper, QuestionAnswer

from . import make

TRACKED = [
    model
    for model in apps.get_models()
    if issubclass(model, pghistory.models.Event) and hasattr(model, "pgh_tracked_model")
]
ROADS = ["save", "update", "bulk_update", "raw"]
# What no test may change: keys, what others are found by, and what a constraint or the model itself derives.
LEFT_ALONE = {
    "search_text",
    "sort_key_en",
    "sort_key_fr",
    "slug",
    "email",
    "sha256",
    "text_sha256",
    "zone",
    "link",
}


@pytest.fixture(scope="module")
def world(scene, django_db_blocker):
    """The scene, and a row of what it has none of."""
    with django_db_blocker.unblock():
        lea, sam = scene.people["lea"], scene.people["sam"]
        town = Municipality.objects.get(slug="lakeside-on")
        application = Municipality.objects.get(slug="newtown-on").applications.get()
        report = town.reports.get(cycle__year=2026)
        if not town.signatures.exists():
            make.signature(town, by=lea)
        make.interest(application, by=lea)
        ApplicationRequest.objects.create(application=application, step="letter", text="Which mayor?")
        ChangeRequest.objects.create(
            report=report, section="overview", text="More.", due_on=timezone.localdate(), asked_by=sam
        )
        QuestionAnswer.objects.create(report=report, question=make.question(report.cycle), text_en="A lot.")
        make.guidance(report.cycle, "overview")
        CouncilPaper.objects.create(report=report, file_number="CC-12")
        Comment.objects.create(target=application, place="letter", author=lea, text="Here it is.")
        Note.objects.create(municipality=town, author=sam, text="Call first.")
        FormerSlug.objects.get_or_create(municipality=town, slug="lakeside-old-on")
        InventoryEntry.objects.get_or_create(
            application=application, commitment_id=1, defaults={"text": "A desk.", "language": "en"}
        )
        yield scene


def changed(field, row, number):
    """Another value that the column takes."""
    value = getattr(row, field.attname)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return (value or timezone.now()) + timedelta(minutes=number)
    if isinstance(field, models.DateField):
        return (value or date(2026, 1, 1)) + timedelta(days=number)
    if isinstance(field, models.DecimalField):
        return value + number
    return f"{number}"


def fields_to_change(model, kept):
    """The text columns that history keeps, both languages of each; else a date or a yes and no."""
    columns = [
        field
        for field in model._meta.concrete_fields
        if field.name in kept
        and not (field.primary_key or field.is_relation or field.choices or field.unique)
        and field.name not in LEFT_ALONE
    ]
    translated = {field.name for field in columns if field.name.endswith(("_en", "_fr"))}
    texts = [
        field
        for field in columns
        if isinstance(field, models.CharField | models.TextField) and f"{field.name}_en" not in translated
    ]
    kinds = models.BooleanField | models.DateField | models.DecimalField
    plain = [field for field in columns if isinstance(field, kinds)]
    bilingual = [field for field in texts if field.name in translated]
    return bilingual or texts[:1] or plain[:1]


def change(row, road, values):
    model = type(row)
    if road == "save":
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    elif road == "update":
        model._base_manager.filter(pk=row.pk).update(**values)
    elif road == "bulk_update":
        for name, value in values.items():
            setattr(row, name, value)
        model._base_manager.bulk_update([row], list(values))
    else:
        quote = connection.ops.quote_name
        columns = {model._meta.get_field(name).column: value for name, value in values.items()}
        assignments = ", ".join(f"{quote(column)} = %s" for column in columns)
        with connection.cursor() as cursor:
            table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
            cursor.execute(f"UPDATE {table} SET {assignments} WHERE {key} = %s", [*columns.values(), row.pk])


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("history", TRACKED, ids=lambda model: model.pgh_tracked_model._meta.label)
def test_a_change_is_kept(db, world, history, road):
    model = history.pgh_tracked_model
    row = model._base_manager.last()
    assert row is not None, f"the world has no {model._meta.label}"
    kept = {field.name for field in history._meta.concrete_fields}
    fields = fields_to_change(model, kept)
    assert fields, "nothing to change"
    values = {field.name: changed(field, row, number) for number, field in enumerate(fields, 2)}
    with transaction.atomic():
        before = history.objects.filter(pgh_obj_id=row.pk).count()
        change(row, road, values)
        lines = history.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")
        assert lines.count() == before + 1
        line = lines.last()
        assert line.pgh_label == "update"
        assert {name: getattr(line, name) for name in values} == values
        transaction.set_rollback(True)


def test_both_languages_are_changed_where_there_are_two(db):
    """So that the test above proves something of them."""
    bilingual = {
        history.pgh_tracked_model._meta.label
        for history in TRACKED
        if any(
            field.name.endswith("_fr")
            for field in fields_to_change(
                history.pgh_tracked_model, {field.name for field in history._meta.concrete_fields}
            )
        )
    }
    assert {"municipalities.Municipality", "commitments.Action", "reports.ProgressReport"} <= bilingual
    assert Declaration._meta.label in bilingual


@pytest.mark.parametrize("road", ["create", "bulk_create", "delete"])
def test_beginning_and_end_are_kept(db, road):
    town = make.municipality("Begun", slug="begun-on")
    [history] = [history for history in TRACKED if history.pgh_tracked_model is Note]
    if road == "bulk_create":
        [note] = Note.objects.bulk_create([Note(municipality=town, text="Call first.")])
    else:
        note = Note.objects.create(municipality=town, text="Call first.")
    key = note.pk
    if road == "delete":
        note.delete()
    labels = list(
        history.objects.filter(pgh_obj_id=key).order_by("pgh_id").values_list("pgh_label", flat=True)
    )
    assert labels == (["insert", "delete"] if road == "delete" else ["insert"])
