"""Who may decide, and on what: nobody on their own town, and only on what they have read."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalities.models import Application

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def newtown(db):
    return make.municipality("Newtown", slug="newtown-on")


def test_a_town_refuses_its_people_and_who_wrote_what_is_decided(lakeside, lea, vic, sam, nora):
    lakeside.refuse_decider(sam)
    lakeside.refuse_decider(sam, nora, None)
    for person, others in [(lea, ()), (vic, ()), (sam, (None, sam))]:
        with pytest.raises(PermissionDenied, match="Nobody decides"):
            lakeside.refuse_decider(person, *others)


def test_a_lock_lets_others_point_at_the_row(newtown, nora):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        application = Application.open(newtown, by=nora)
        application.revise("contact", contact_name="Nora")
    locks = [query["sql"] for query in queries if " FOR " in query["sql"] and "UPDATE" in query["sql"]]
    assert len(locks) >= 2 and all("FOR NO KEY UPDATE" in lock for lock in locks)
