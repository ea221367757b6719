from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .municipality import Municipality


class Role(models.IntegerChoices):
    """What a person may do for a town. A higher role may do all that a lower one may."""

    VIEWER = 1, _("viewer")
    CONTRIBUTOR = 2, _("contributor")
    COORDINATOR = 3, _("coordinator")


class MemberQuerySet(models.QuerySet):
    def coordinating(self):
        return self.filter(role=Role.COORDINATOR, user__is_active=True)


class Member(models.Model):
    """A person's role in a municipality."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    role = models.PositiveSmallIntegerField(_("role"), choices=Role, default=Role.VIEWER)
    # The application whose opening gave the role: it goes again where the application comes to nothing.
    opening = models.ForeignKey(
        "municipalities.Application",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="roles_given",
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of a municipality")
        verbose_name_plural = _("people of municipalities")
        ordering = ["-role", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user"], name="one_role_per_person_and_municipality"
            ),
            models.CheckConstraint(condition=models.Q(role__in=[1, 2, 3]), name="role_is_known"),
        ]

    def __str__(self):
        return f"{self.user} · {self.municipality} · {self.get_role_display()}"
