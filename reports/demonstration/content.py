"""What the secretariat of the demonstration says to everybody: pages, notices, features; and what readers say of them."""

import tomllib
from datetime import timedelta

from coalition.models import Feature, Notice, Opinion, Page, PageVersion

from .towns import FOLDER

FILE = FOLDER / "office" / "content.toml"


def happenings(calendar, users):
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))

    for page in told["pages"]:
        yield calendar.noon(page["on"]), write_page(page, users[page["by"]])
    for model, things in ((Notice, told["notices"]), (Feature, told["features"])):
        for thing in things:
            times = {
                "starts_at": calendar.noon(thing["from"]),
                "ends_at": calendar.noon(thing["until"]) if "until" in thing else None,
            }
            yield min(times["starts_at"], calendar.now), announce(model, thing, times, users[thing["by"]])
    for opinion in told["opinions"]:
        yield calendar.noon(opinion["on"]), give(opinion, users["sam"])
    for count in told["counts"]:
        yield calendar.noon(count["on"]), give_many(count)


def both(told, *names):
    return {
        f"{name}_{code}": told[name].get(code, "") for name in names if name in told for code in ("en", "fr")
    }


def write_page(told, by):
    def write(at):
        if "key" in told:
            page = Page.objects.get(key=told["key"])
            words = page.current().words()
            for name, by_language in told["instead"].items():
                for code, (before, after) in by_language.items():
                    words[f"{name}_{code}"] = words[f"{name}_{code}"].replace(before, after)
            page.revise(by, **words)
        else:
            page = Page.add(by, chapter=told["chapter"], **both(told, "title", "summary", "body"))
        PageVersion.objects.filter(page=page, visible_from=None).update(written_at=at)
        if told.get("publish"):
            page.publish(by, read=page.ahead().stamp)
        if days := told.get("waits"):
            page.publish(by, read=page.ahead().stamp, at=at + timedelta(days=days))

    return write


def announce(model, told, times, by):
    plain = {name: told[name] for name in ("level", "position") if name in told}
    words = both(told, "title", "text", "link")
    return lambda at: model.write(by, **words, **plain, **times)


def give(told, by):
    verbs = {"answered": "answer", "aside": "set_aside"}

    def keep(at):
        path = told["path"]
        opinion = Opinion.give(
            path=path, language=path[1:3], is_useful=told["useful"], comment=told["comment"], given_at=at
        )
        if "settled" in told:
            getattr(opinion, verbs[told["settled"]])(by)

    return keep


def give_many(told):
    def keep(at):
        path = told["path"]
        for is_useful, number in ((True, told["useful"]), (False, told["not_useful"])):
            for _ in range(number):
                Opinion.give(path=path, language=path[1:3], is_useful=is_useful, given_at=at)

    return keep
