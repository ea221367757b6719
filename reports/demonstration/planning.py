"""The action plans of the demonstration's towns, one edition after the other."""

from commitments.models import Action, ActionPlan
from commitments.ring import refresh_ring

PLAIN = ("lead", "partners", "people_concerned", "budget", "is_existing")


def happenings(town, calendar):
    return [
        (calendar.noon(edition["published"], town.zone), publisher(town, calendar, edition, number))
        for number, edition in enumerate(town.facts.get("plans", []), start=1)
    ]


def publisher(town, calendar, edition, number):
    def publish(at):
        coordinator = town.coordinator
        plan = ActionPlan.start(town.municipality, coordinator)
        plan.revise(
            coordinator,
            starts_on=calendar.day(edition["starts"]),
            ends_on=calendar.day(edition["ends"]),
            adopted_on=calendar.day(edition["adopted"]),
        )
        for action in town.facts["actions"]:
            if action.get("edition", 1) == number:
                plan.add_action(coordinator, **answers(town, calendar, action))
        plan.publish(coordinator)
        ActionPlan.objects.filter(pk=plan.pk).update(published_at=at)
        refresh_ring(town.municipality)

    return publish


def answers(town, calendar, action):
    existing = action.get("is_existing", False)
    return {
        **{name: action[name] for name in PLAIN if name in action},
        **town.words("title", action["title"]),
        **town.words("description", action.get("description", "")),
        "commitments": action["commitments"],
        "starts_on": calendar.day(action["starts"]),
        "due_on": calendar.day(action["due"]),
        "status": Action.Status.UNDER_WAY if existing else Action.Status.NOT_STARTED,
    }
