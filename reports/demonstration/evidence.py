"""The evidence registers of the demonstration's towns."""

from municipalities.models import Document

from .papers import paper


def happenings(town, calendar, users):
    return [
        (calendar.noon(told["on"], town.zone), adder(town, told, users[told["by"]]))
        for told in town.facts.get("documents", [])
    ]


def adder(town, told, by):
    def add(at):
        details = {name: told[name] for name in ("kind", "title", "access")} | {"language": town.language}
        if "link" in told:
            document = Document.add_link(town.municipality, told["link"], by, **details)
        else:
            file = paper(town, told["kind"], {town.language: told["file"]}, title=told["title"])
            document = Document.add_file(town.municipality, file, by, **details)
        Document.objects.filter(pk=document.pk).update(added_at=at)

    return add
