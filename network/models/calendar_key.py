from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string


class CalendarKey(models.Model):
    """The address of a person's own calendar, which whoever knows it can read: it can be renewed, and taken away."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_key"
    )
    token = models.CharField(max_length=43, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.person_id}"

    def get_absolute_url(self):
        return reverse("personal_calendar", args=[self.token])

    @classmethod
    @transaction.atomic
    def renew(cls, person):
        """A first address, or another one in its place; the former leads nowhere from now on."""
        key, _is_new = cls.objects.update_or_create(
            person=person, defaults={"token": get_random_string(43), "made_at": timezone.now()}
        )
        return key

    @classmethod
    def close(cls, person):
        cls.objects.filter(person=person).delete()
