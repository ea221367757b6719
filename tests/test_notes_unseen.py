"""No page, file or download of a town says what the secretariat noted about it."""

import pytest
from django.urls import reverse

from municipalities.models import Note

from . import make
from .access_table import REACHES, TABLE
from .rounds import address, names

SECRET = "Careful: their mayor changes in March"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_of_the_town_says_it(scene, db, sign_in, language):
    """All that Lea, coordinator, may open, and the public pages: her town's, her application's and her own data."""
    lea, sam = scene.people["lea"], scene.people["sam"]
    towns = {member.municipality for member in lea.roles.all()}
    assert len(towns) > 1
    for town in towns:
        Note.write(town, sam, SECRET)
    client, opened = sign_in(lea), 0
    for name in names("GET"):
        if TABLE[name].answers["lea"] == REACHES and not name.startswith(("account_", "mfa_")):
            answer = client.get(address(scene, name, language), follow=True)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert SECRET.encode() not in body, name
            opened += answer.status_code == 200
    assert opened > 40
    member = make.user("Ivo Novak", is_secretariat=True)
    there = reverse("secretariat_member", kwargs=scene.arguments["town"])
    assert SECRET in sign_in(member).get(there).content.decode()
