"""Samples of the mails about reports, and of the reminders of a day (coalition/outbox/samples.py)."""

from datetime import UTC, date, datetime, timedelta

from coalition.models import Comment, Notification, OutgoingMessage
from coalition.outbox.samples import Sample, mail_samples, officer, person, said, stranger
from municipalities.mail_samples import town
from municipalities.models import Document, Municipality
from municipalities.reminding.digest import Entry, context_of
from municipalities.reminding.gathered import Gathered
from municipalities.reminding.matters import Call
from municipalities.reminding.of_towns import BrokenLink

from .models import ChangeRequest, Extension, ProgressReport, ReportingCycle
from .outline import OVERVIEW, part_url, short_title
from .reminders import ChangesDue, ReportDue

SUBMITTED = datetime(2027, 3, 2, 14, 5, tzinfo=UTC)
DUE = datetime(2027, 4, 1, 3, 59, tzinfo=UTC)
CLOSES = datetime(2027, 7, 1, 3, 59, tzinfo=UTC)
TODAY = date(2027, 3, 17)
# Of mail about a report that is not only about the report.
CATEGORIES = {"to_review": "arrival", "messages": "conversation"}


def cycle():
    return ReportingCycle(pk=1, year=2027, due_at=DUE, closes_at=CLOSES)


def report(municipality=None, **facts):
    known = {"signed_name": "Ana Roy", "signed_title": said("Mayor", "mairesse"), "submitted_at": SUBMITTED}
    return ProgressReport(pk=17, municipality=municipality or town(), cycle=cycle(), **known | facts)


def about_report(**facts):
    return {"report": report(), "municipality": town(), **facts}


def request_for_changes():
    return said(
        "Please say how many people the training reached.",
        "Veuillez dire combien de personnes la formation a touchées.",
    )


def remark():
    return said(
        "The number of last year stands here.\nIs it still right?",
        "C’est le nombre de l’an dernier.\nEst-il encore exact?",
    )


def comment(author=None):
    return Comment(author=author, text=remark())


# --- the life of a report ---------------------------------------------------------------------------------


@mail_samples.register(order=30)
def samples_of_reports():
    def sample(name, context=about_report, variant="", to=person):
        return Sample(f"report_{name}", CATEGORIES.get(name, "report"), context, variant, to)

    yield Sample("cycle_opened", "report", lambda: {"cycle": cycle(), "municipality": town()})
    yield sample("submitted")
    yield sample("to_review", lambda: about_report(is_again=False, answers=[]), to=officer)
    yield sample("to_review", submitted_again, "again", officer)
    yield sample("assigned", lambda: about_report(giver=person("Lou Caron")), to=officer)
    yield sample("returned", lambda: returned(is_again=False, has_dates=False))
    yield sample("returned", lambda: returned(is_again=True, has_dates=True), "again")
    yield sample("messages", lambda: messages(person("Lou Caron"), None, is_of_secretariat=True))
    yield sample("messages", lambda: messages(person("Lea Tran"), is_of_secretariat=False), "town", officer)
    yield sample("accepted", accepted)
    yield sample("month_late", lambda: month_late(["Lea Tran", "Eli Novak"]), to=stranger)
    yield sample("month_late", lambda: month_late([]), "nobody", stranger)
    yield Sample("report_teamwork", "teamwork", teamwork)
    yield Sample("report_teamwork", "teamwork", lambda: teamwork() | {"parts": []}, "comments")


def submitted_again():
    answer = said("It reached 240 people.", "Elle a touché 240 personnes.")
    asked = ChangeRequest(reply=ChangeRequest.Reply.values[0], answer=answer)
    return about_report(is_again=True, answers=[(short_title("3"), asked)])


def returned(is_again, has_dates):
    first, second = date(2027, 3, 31), date(2027, 4, 14) if has_dates else date(2027, 3, 31)
    asked = [
        (short_title("3"), request_for_changes(), first),
        (short_title(OVERVIEW), remark(), second),
    ]
    return about_report(asked=asked, due_on=first, has_dates=has_dates, is_again=is_again)


def messages(*authors, is_of_secretariat):
    return about_report(
        comments=[comment(author) for author in authors],
        is_of_secretariat=is_of_secretariat,
        place="3",
        section=short_title("3"),
        address=part_url(report(), "3"),
    )


def accepted():
    thanks = {
        "thanks_en": "Your neighbours’ tables are a model for many.",
        "thanks_fr": "Vos tables de voisinage sont un modèle pour plusieurs.",
    }
    return about_report() | {"report": report(**thanks)}


def month_late(coordinators):
    return about_report(champion="Dominique Hébert", coordinators=coordinators)


def teamwork():
    def part(key):
        return short_title(key), part_url(report(), key)

    wrote = [(*part("4"), comment(person("Lea Tran"))), (*part("4"), comment())]
    return about_report(parts=[part("3"), part(OVERVIEW)], comments=wrote)


# --- more time --------------------------------------------------------------------------------------------


@mail_samples.register(order=31)
def samples_of_extensions():
    yield Sample("extension_asked", "arrival", extension, to=officer)
    yield Sample("extension_granted", "report", lambda: extension(granted_until=DUE + timedelta(days=14)))
    yield Sample("extension_declined", "report", extension)


def extension(granted_until=None):
    asked = Extension(
        report=report(extended_to=granted_until),
        asked_until=DUE + timedelta(days=30),
        granted_until=granted_until,
        reason=said("Council meets on April 20.", "Le conseil se réunit le 20 avril."),
        answer=said("We have told council, too.", "Nous l’avons aussi dit au conseil."),
    )
    return about_report(extension=asked, year=2027) | {"report": asked.report}


# --- reminders --------------------------------------------------------------------------------------------


@mail_samples.register(order=32)
def samples_of_reminders():
    yield Sample("digest", "reminder", lambda: digest(matters()[:1]), "alone")
    yield Sample("digest", "reminder", lambda: digest(matters()))
    yield Sample("digest", "digest", lambda: digest(news()) | {"is_only_new": True}, "news")


def digest(open_matters):
    at = datetime(2027, 3, 17, 13, tzinfo=UTC)
    call = Call(person(), ())
    return context_of([Entry(one.heading, one.said(call, TODAY, at)) for one in open_matters])


def news():
    """What somebody chose to read once a day."""
    subjects = {
        "practice": said("“Tables between neighbours” is published", "« Tables de voisinage » est publiée"),
        "bulk_message": said("Three dates of the spring", "Trois dates du printemps"),
    }
    for number, (category, subject) in enumerate(subjects.items(), 1):
        written = Notification(pk=number, message=OutgoingMessage(category=category, subject=subject))
        yield Gathered(key=f"message:{number}", municipality=None, last=TODAY, calls=[], notification=written)


def matters():
    here = town()
    names = {"name_en": "Val-des-Trilles", "name_fr": "Val-des-Trilles"}
    there = Municipality(pk=2, slug="val-des-trilles-qc", province=here.province, **names)
    title = said("Report of the housing table", "Bilan de la table sur le logement")
    link = Document(pk=9, municipality=here, title=title)
    last = {"last": date(2027, 3, 31), "calls": []}
    return [
        ReportDue(key="report:17", municipality=here, report=report(), **last),
        ChangesDue(key="changes:18", municipality=there, report=report(there), **last),
        BrokenLink(key="link:9", municipality=here, last=date(2027, 3, 12), calls=[], document=link),
    ]
