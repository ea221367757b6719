"""Who came and went among the people of the demonstration's towns."""

from municipalities.models import Handover, Invitation, Role
from municipalities.models.invitation import LIFE


def happenings(town, calendar, users):
    if told := town.facts.get("handover"):
        yield calendar.noon(told["on"], town.zone), hand_over(town, told, users)
    for told in town.facts.get("invitations", []):
        yield calendar.noon(told["on"], town.zone), invite(town, told)


def hand_over(town, told, users):
    def give(at):
        taking = town.municipality.people.get(user=users[told["to"]])
        keeps = Role[told["keeps"].upper()]
        handover = Handover.give(
            town.municipality, town.coordinator, successor=taking, note=told["note"], keeps=keeps
        )
        Handover.objects.filter(pk=handover.pk).update(given_at=at, completed_at=at)
        town.coordinator = taking.user

    return give


def invite(town, told):
    def send(at):
        invitation = Invitation.send(
            town.municipality,
            town.coordinator,
            email=told["email"],
            name=told["name"],
            role=Role[told["role"].upper()],
            language=told.get("language", town.language),
        )
        Invitation.objects.filter(pk=invitation.pk).update(invited_at=at, expires_at=at + LIFE)

    return send
