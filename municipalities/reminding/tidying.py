"""What was told is kept for a while: long enough to answer "when were we reminded?"."""

from datetime import timedelta

from coalition.tidying import tidiers

from ..models import Reminder, Snooze

KEEP = timedelta(days=800)  # two years of reports


@tidiers.register(order=20)
def forget_old_reminders(now):
    Reminder.objects.filter(at__lt=now - KEEP).delete()
    Snooze.objects.filter(until__lt=(now - KEEP).date()).delete()
