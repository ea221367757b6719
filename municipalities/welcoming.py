"""What a new member is told: in the mail that welcomes it and on a page of its own."""

from dataclasses import dataclass

from coalition.ring import EMPTY

from . import extensions


@dataclass(frozen=True)
class Promise:
    number: int
    title: str


class Welcome:
    """Of a town that is a member, for one who reads."""

    def __init__(self, municipality, user):
        self.municipality = municipality
        self.matters = dated_matters(municipality, user)
        ring = municipality.membership.ring
        names = [pair for names in extensions.commitment_names for pair in names()]
        self.promises = [
            Promise(number, title) for number, title in names if ring != EMPTY and ring[number - 1] != "0"
        ]


def dated_matters(municipality, user):
    """What is to come, the soonest first: the plan, the first report."""
    found = [matter for find in extensions.workspace_matters for matter in find(municipality, user)]
    return sorted((matter for matter in found if matter.due_on), key=lambda matter: matter.due_on)
