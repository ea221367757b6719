"""The ten Common Commitments as everybody reads them."""

import pytest
from django.urls import reverse

from commitments.models import CommonCommitment

from . import make

pytestmark = pytest.mark.django_db


def test_list_shows_three_groups_and_ten_commitments(client, reference):
    page = client.get("/en/commitments/").content.decode()
    assert page.count("group-") == 6  # an id and a reference to it for each of the three
    for commitment in CommonCommitment.objects.all():
        assert f'href="/en/commitments/{commitment.number}/"' in page
        assert commitment.title_en in page
