"""What the invented people were reminded of in the last weeks, so that their page of reminders has a past."""

from datetime import datetime, time, timedelta

from municipalities.reminding import digest, working_days

from ..deadlines import secretariat_zone

DAYS_AGO = (45, 30, 14, 7, 2)
EARLY_AFTERNOON = time(13)  # at the secretariat; an office hour in the whole country


def happenings(calendar):
    for days in DAYS_AGO:
        day = working_days.last_until(calendar.today - timedelta(days=days), working_days.OF_SECRETARIAT)
        yield datetime.combine(day, EARLY_AFTERNOON, tzinfo=secretariat_zone()), digest.write
