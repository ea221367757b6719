"""Acceptance freezes what the public reads: same facts, same digest, whatever happens to the rows afterwards."""

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from reports.freezing import facts
from reports.models import ProgressReport, Snapshot

from . import make

pytestmark = pytest.mark.django_db


def test_facts_are_stable_and_so_is_their_digest(filed):
    filed.accepted_at = datetime(2026, 4, 2, 15, 0, tzinfo=UTC)
    first, again = facts(filed), facts(ProgressReport.objects.get(pk=filed.pk))
    again["accepted_at"] = first["accepted_at"]
    assert first == again
    assert Snapshot.digest(first) == Snapshot.digest(json.loads(json.dumps(again)))


def test_facts_say_what_was_filed_in_both_languages(filed, sam):
    data = filed.accept(sam).data
    assert data["municipality"]["name"] == {"en": "Lakeside", "fr": "Bord-du-Lac"}
    assert data["overview"] == {"en": "A good year.", "fr": "Une bonne année."}
    assert data["signatory"] == {"name": "Marie Roy", "title": "Mayor"}
    assert [section["number"] for section in data["commitments"]] == list(range(1, 11))
    assert data["commitments"][2]["title"]["fr"].startswith("Informer et soutenir")
    assert data["actions"][0]["title"] == {"en": "Action 1", "fr": ""}
    assert data["actions"][0]["outcome"] == "done"
    assert data["languages"] == ["en", "fr"]
    reading = next(line for line in data["indicators"] if line["answer"] == "value")
    assert reading["value"] == "12.5"


def test_facts_name_nobody_but_the_signatory(filed, sam, lea):
    text = json.dumps(filed.accept(sam).data)
    for person in (sam, lea):
        assert person.name not in text
        assert person.email not in text


def test_facts_say_the_ring_of_the_moment(filed, sam):
    """Acceptance moves actions of the plan, and with them the ring, in the same transaction."""
    data = filed.accept(sam).data
    filed.municipality.membership.refresh_from_db()
    assert data["ring"] == filed.municipality.membership.ring


def test_digest_is_of_the_stored_data(filed, sam):
    snapshot = Snapshot.objects.get(pk=filed.accept(sam).pk)
    assert snapshot.sha256 == Snapshot.digest(snapshot.data)
    assert snapshot.sha256 == hashlib.sha256(Snapshot.canonical(snapshot.data)).hexdigest()


def test_a_snapshot_cannot_be_changed_or_deleted(filed, sam):
    snapshot = filed.accept(sam)
    for attack in (
        lambda: Snapshot.objects.filter(pk=snapshot.pk).update(data={}),
        lambda: Snapshot.objects.filter(pk=snapshot.pk).update(sha256="0" * 64),
        snapshot.delete,
    ):
        with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
            attack()


REPLACEABLE = {"is_newest", "accepted_by"}  # by a new revision, by the deletion of a person
FROZEN = [field.name for field in Snapshot._meta.fields if field.name not in REPLACEABLE]


def test_no_field_of_a_snapshot_can_be_changed(filed, sam):
    snapshot = filed.accept(sam)
    values = {
        "accepted_at": datetime(2020, 1, 1, tzinfo=UTC),
        "data": {},
        "id": snapshot.pk + 1,
        "revision": 9,
        "report": filed.pk + 1,
        "municipality": filed.municipality_id + 1,
        "cycle": filed.cycle_id + 1,
    }
    for name in FROZEN:
        with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
            Snapshot.objects.filter(pk=snapshot.pk).update(**{name: values.get(name, "other")})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_digest_of_a_pdf_is_of_its_stored_bytes(filed, sam, language):
    snapshot = Snapshot.objects.get(pk=filed.accept(sam).pk)
    stored = getattr(snapshot, f"pdf_{language}").read()
    assert getattr(snapshot, f"pdf_{language}_sha256") == hashlib.sha256(stored).hexdigest()


def test_a_correction_is_a_new_revision_and_the_old_one_stays(filed, sam, lea):
    first = filed.accept(sam)
    filed.correct(lea, "A figure was wrong.")
    ProgressReport.objects.filter(pk=filed.pk).update(overview_en="A better year.")
    report = ProgressReport.objects.get(pk=filed.pk)
    report.submit(lea, name="Marie Roy", title="Mayor")
    second = report.accept(sam)
    first.refresh_from_db()
    assert (first.is_newest, second.is_newest) == (False, True)
    assert (first.revision, second.revision) == (1, 2)
    assert first.data["overview"]["en"] == "A good year."
    assert second.data["overview"]["en"] == "A better year."
    assert second.reason == "A figure was wrong."


def test_last_year_comes_from_the_accepted_report(filed, sam, lea):
    filed.accept(sam)
    # What the rows of last year become afterwards does not matter.
    filed.readings.filter(answer="value").update(value=Decimal("13"))
    next_year = make.report(filed.municipality, by=sam, year=2027)
    data = make.filed(next_year, by=lea).accept(sam).data
    before = next(line["previous"] for line in data["indicators"] if line["answer"] == "value")
    assert (before["year"], before["answer"], before["value"]) == (2026, "value", "12.5")
    assert data["actions"][0]["previous_outcome"] == "done"


def test_queries_do_not_grow_with_the_report(filed, django_assert_max_num_queries, django_assert_num_queries):
    filed.accepted_at = filed.submitted_at
    with django_assert_max_num_queries(13) as few:
        facts(filed)
    plan = filed.municipality.plans.get(status="published")
    for number in range(5, 12):
        filed.updates.create(action=make.action(plan, 1, 2, title=f"More {number}"), outcome="done")
    with django_assert_num_queries(len(few)):
        facts(filed)
