"""An invitation about to lapse: one more mail to the invited address, two days before, with a link that opens the same."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coalition.models import OutgoingMessage
from municipalities.lapsing import remind_invited
from municipalities.models import Invitation, Role

from .test_reminders import nine

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(lakeside, lea, time_machine):
    """Sent on a Thursday at ten, good until the next one."""
    time_machine.move_to(nine(2027, 3, 11) + timedelta(hours=1), tick=False)
    return Invitation.send(lakeside, lea, email="new@example.org", role=Role.CONTRIBUTOR, language="fr")


def mails():
    return OutgoingMessage.objects.filter(key__contains="-lapse-")


def link_in(text):
    return re.search(r"http://localhost:8000(/fr/\S+)", text).group(1)


def test_once_two_days_before(invitation, client, time_machine):
    rounds = [nine(2027, 3, 15), nine(2027, 3, 16), nine(2027, 3, 16) + timedelta(hours=2)]
    assert [remind_invited(at) for at in rounds] == [0, 0, 1]
    assert remind_invited(nine(2027, 3, 17)) == 0
    mail = mails().get()
    assert (mail.to_address, mail.language, mail.category) == ("new@example.org", "fr", "invitation")
    first = OutgoingMessage.objects.exclude(pk=mail.pk).get()
    time_machine.move_to(nine(2027, 3, 17), tick=False)
    links = {link_in(text) for text in (first.text, mail.text)}
    assert len(links) == 2
    for link in links:  # both open the same, until it is sent anew
        assert "Bord-du-Lac" in client.get(link).text
    invitation.refresh_from_db()
    invitation.renew(invitation.invited_by)
    assert [client.get(link).status_code for link in links] == [404, 404]
    assert mails().get().status == "cancelled"
    assert remind_invited(timezone.now() + timedelta(days=5, hours=1)) == 1


def test_not_at_night_nor_on_a_day_off(invitation):
    Invitation.objects.update(expires_at=nine(2027, 3, 29))  # from Easter on a Monday
    assert [remind_invited(nine(2027, 3, day)) for day in (27, 28)] == [0, 0]
    Invitation.objects.update(expires_at=nine(2027, 3, 18))
    assert remind_invited(nine(2027, 3, 17) - timedelta(hours=2)) == 0
    assert remind_invited(nine(2027, 3, 17)) == 1


@pytest.mark.parametrize("status", ["accepted", "refused", "withdrawn"])
def test_what_is_answered_is_left_alone(invitation, status):
    Invitation.objects.update(status=status)
    assert remind_invited(nine(2027, 3, 17)) == 0


def test_a_refusal_keeps_it_back(invitation, client):
    remind_invited(nine(2027, 3, 17))
    token = link_in(mails().get().text).rstrip("/").rpartition("/")[2]
    client.post(reverse("refuse_invitation", args=[token]))
    assert Invitation.objects.get().status == "refused" and mails().get().status == "cancelled"
