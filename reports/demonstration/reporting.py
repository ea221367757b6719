"""The reporting years and the towns' reports of the demonstration."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from coalition.models import Event
from municipalities.models import Membership

from ..deadlines import end_of_day, secretariat_zone
from ..measures import compute
from ..models import ActionUpdate, CouncilPaper, IndicatorReading, ReportingCycle
from . import year
from .calendar import NOON, date_back

YEARS = (-3, -2, -1, 0)
OTHER_ANSWERS = {
    "nc": IndicatorReading.Answer.NOT_COLLECTED,
    "na": IndicatorReading.Answer.NOT_APPLICABLE,
    "": IndicatorReading.Answer.UNANSWERED,
}
OPEN_AFTER_DUE = timedelta(days=15)


def happenings_of_years(towns, calendar, secretariat):
    """Opening and closing of each reporting year."""
    for offset in YEARS:
        number, due = calendar.year + offset, calendar.due(calendar.year + offset)
        closes = due + OPEN_AFTER_DUE
        is_past = offset < 0
        dates = {"year": number, "due_at": end_of_day(due), "closes_at": end_of_day(closes)}
        opening = datetime.combine(calendar.opening(number), NOON, tzinfo=secretariat_zone())
        yield opening, (opener_of_past if is_past else opener)(towns, secretariat, dates)
        if is_past:
            yield end_of_day(closes), closer(secretariat, dates)


def opener(towns, secretariat, dates):
    def open_year(at):
        cycle = ReportingCycle.add(secretariat, **dates)
        year.prepare(cycle, secretariat)
        cycle.open(secretariat)
        ReportingCycle.objects.filter(pk=cycle.pk).update(opened_at=at)

    return open_year


def opener_of_past(towns, secretariat, dates):
    """A year before the portal: only the invented towns have reports, and nobody is told that it opens."""

    def open_year(at):
        # What is told of the year is written now: its closing day comes when all of it is told (closer).
        cycle = ReportingCycle.objects.create(
            **dates | {"closes_at": timezone.now() + timedelta(days=1)},
            status=ReportingCycle.Status.OPEN,
            opened_at=at,
        )
        Event.record(cycle, "open", secretariat)
        joined = Membership.objects.filter(joined_year__lt=cycle.year).values_list("municipality", flat=True)
        members = [town.municipality for town in towns if town.municipality.pk in set(joined)]
        cycle.start_reports(members, secretariat)

    return open_year


def closer(secretariat, dates):
    def close(at):
        cycle = ReportingCycle.objects.get(year=dates["year"])
        cycle.close(secretariat)
        ReportingCycle.objects.filter(pk=cycle.pk).update(closes_at=dates["closes_at"])

    return close


def happenings(town, calendar, secretariat):
    """(instant, what to do) for the reports of one town, and for its pause."""
    for position, told in enumerate(town.facts.get("years", [])):
        yield from happenings_of_report(town, calendar, secretariat, told, position)
    if pause := town.facts.get("hold"):

        def hold(at):
            membership = town.municipality.membership
            membership.hold(secretariat, pause["reason"])
            date_back(membership, at.date())

        town.municipality.refresh_from_db()
        yield calendar.noon(pause["on"], town.zone), hold


def happenings_of_report(town, calendar, secretariat, told, position):
    joining = town.facts["joining"]

    def get():
        return get_report(town, calendar, told)

    def write(at):
        answer(get(), town, told, position)

    def submit(at):
        report = get()
        answer(report, town, told, position)
        file(report, at)

    def file(report, at):
        council = told.get("council", {})
        report.submit(
            town.coordinator,
            name=joining["signatory"],
            title=joining["signatory_title"],
            council_on=calendar.day(council["on"]) if council else None,
            council_resolution=council.get("resolution", ""),
            at=at.astimezone(UTC),
        )

    def accept(at):
        get().accept(secretariat, at=at.astimezone(UTC), thanks=told.get("thanks"))

    def send_back(at):
        report = get()
        report.send_back(
            secretariat,
            {str(number): text for number, text in told["requests"].items()},
            due_on=calendar.today + timedelta(days=told["due_in"]),
        )
        report.change_requests.update(asked_at=at)

    def correct(at):
        report, correction = get(), told["correction"]
        report.correct(town.coordinator, correction["reason"])
        for number, text in correction["sections"].items():
            report.revise(number, words={**town.words("text", text), "is_carried": False})
        answered = list(report.readings.filter(indicator__in=correction["indicators"]))
        for reading in answered:
            reading.value = Decimal(str(correction["indicators"][reading.indicator_id]))
        report.revise("overview", readings=answered)
        file(report, at)

    def prepare_council(at):
        typed = {**told["council_paper"], "meeting_on": calendar.day(told["council_paper"]["meeting_on"])}
        CouncilPaper.of(get()).revise(**typed)

    steps = {"submitted": submit, "accepted": accept, "returned": send_back}
    dated = [(calendar.noon(told[key], town.zone), do) for key, do in steps.items() if key in told]
    if correction := told.get("correction"):
        dated.append((calendar.noon(correction["on"], town.zone), correct))
        dated.append((calendar.noon(correction["accepted"], town.zone), accept))
    dated = dated or [(calendar.noon("now-2", town.zone), write)]
    if "council_paper" in told:
        dated.append((calendar.noon("now-1", town.zone), prepare_council))
    return dated


def get_report(town, calendar, told):
    reports = town.municipality.reports.select_related("cycle", "municipality__province")
    return reports.get(cycle__year=calendar.year + told["year"])


def answer(report, town, told, position):
    """Write what the file tells. A report that is submitted has every answer: what is not told is unchanged."""
    is_whole = "submitted" in told
    for number, text in told["sections"].items():
        report.revise(number, words={**town.words("text", text), "is_carried": False})
    report.revise(
        "overview",
        words=town.words("overview", told["overview"]),
        updates=updates(report, town, told["outcomes"], is_whole),
        readings=readings(report, town.facts, position, is_whole),
        answers=year.answers(report, town, told.get("answers", {})),
    )


def updates(report, town, outcomes, is_whole):
    """The report's updates with their outcome. An action is found by its title, as the file gives it a name."""
    keys = {
        tuple(town.words("title", action["title"]).values()): action["key"]
        for action in town.facts["actions"]
    }
    answered = []
    for update in report.updates.select_related("action"):
        told = outcomes.get(keys[update.action.title_en or "", update.action.title_fr or ""])
        if told is None and not is_whole:
            continue
        told = told or {"is": ActionUpdate.Outcome.UNCHANGED}
        update.outcome = ActionUpdate.Outcome(told["is"])
        for name, words in town.words("text", told.get("text", "")).items():
            setattr(update, name, words)
        answered.append(update)
    return answered


def readings(report, facts, position, is_whole):
    """A value of the file is a number, the numbers it is made of, or one of OTHER_ANSWERS; a jump has a note."""
    values, notes = facts["indicators"], facts.get("indicator_notes", {})
    answered = []
    for reading in report.readings.select_related("version"):
        told = values.get(reading.indicator_id)
        write_answer(reading, told[position] if told else "nc" if is_whole else "")
        if reading.indicator_id in notes:
            reading.note = notes[reading.indicator_id].get(str(position), "")
        answered.append(reading)
    return answered


def write_answer(reading, told):
    if isinstance(told, str):
        reading.answer, reading.value = OTHER_ANSWERS[told], None
        return
    reading.answer = IndicatorReading.Answer.VALUE
    if isinstance(told, dict):
        parts = {name: Decimal(str(told[name])) for name in IndicatorReading.PARTS if name in told}
        for name, number in parts.items():
            setattr(reading, name, number)
        reading.value = compute(reading.version, **parts)
    else:
        reading.value = Decimal(str(told))
