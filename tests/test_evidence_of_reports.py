"""The public report lists the public evidence that its actions named, as the public plan does, and nothing else."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities.models import Document
from reports.models import Snapshot

from . import make
from .test_report_schema import problems, schema_of

pytestmark = pytest.mark.usefixtures("reference")
PAGE = "/en/municipalities/lakeside-on/reports/2026/"


@pytest.fixture
def documents(filed, lakeside, lea):
    found = {
        access: make.evidence(lakeside, by=lea, title=f"Study for {access}", access=access)
        for access in ("public", "members", "town")
    }
    found["link"] = make.link(lakeside, by=lea, title="Our page", access="public")
    filed.updates.first().action.evidence.set(found.values())
    return found


def test_lists_what_everybody_may_read(filed, documents, sam, client):
    data = json.loads(client.get(filed.accept(sam).files()[0][1]).content)
    schema = schema_of(client, 2)
    assert list(problems(data, schema, schema)) == []
    assert data["actions"][0]["evidence"] == [documents["link"].pk, documents["public"].pk]
    assert data["actions"][1]["evidence"] == []
    page = client.get(PAGE).text
    assert "Study for public" in page and 'href="https://www.example.ca/report"' in page
    assert reverse("public_document", args=["lakeside-on", documents["public"].pk]) in page
    assert "Study for members" not in page and "Study for town" not in page
    assert "Study for public" in client.get(f"{PAGE}revisions/1/").text


def test_what_is_public_no_more_is_not_listed_and_what_took_its_place_is(
    filed, documents, sam, lakeside, client
):
    filed.accept(sam)
    newer = make.evidence(lakeside, title="Newer study", access="public")
    Document.objects.filter(pk=documents["public"].pk).update(replaced_by=newer)
    Document.objects.filter(pk=documents["link"].pk).update(withdrawn_at=timezone.now())
    # What is opened to everybody later was not evidence that the public could read when it was accepted.
    Document.objects.filter(pk=documents["members"].pk).update(access="public")
    page = client.get(PAGE).text
    assert "Newer study" in page
    for title in ("Study for public", "Our page", "Study for members"):
        assert title not in page, title
    Document.objects.filter(pk=newer.pk).update(access="town")
    assert "Newer study" not in client.get(PAGE).text


def test_a_report_accepted_before_evidence_was_kept_lists_none(filed, documents, sam, client):
    made = filed.accept(sam)
    Snapshot.objects.filter(pk=made.pk).update(is_newest=False)
    old = Snapshot(**{f.attname: getattr(made, f.attname) for f in Snapshot._meta.fields if f.name != "id"})
    old.revision, old.is_newest = 9, True
    old.data["actions"] = [
        {name: value for name, value in action.items() if name != "evidence"}
        for action in old.data["actions"]
    ]
    old.save()
    assert "Study for public" not in client.get(PAGE).text
