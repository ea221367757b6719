from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from coalition.workflow import Workflow

from .member import Role
from .municipality import Municipality


class Invitation(Workflow):
    """Asks somebody at an address to work for a town in a role; good for seven days and for one answer."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    TRANSITIONS = {
        "accept": ({Status.WAITING}, Status.ACCEPTED),
        "refuse": ({Status.WAITING}, Status.REFUSED),
        "withdraw": ({Status.WAITING}, Status.WITHDRAWN),
    }
    TOWN_VERBS = frozenset({"invite", "withdraw"})

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    role = models.PositiveSmallIntegerField(_("role"), choices=Role)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WAITING)
    # Only the digest is kept: who reads the database cannot answer in somebody's place.
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "municipality",
                condition=models.Q(status="waiting"),
                name="one_waiting_invitation_per_address_and_municipality",
            ),
            models.CheckConstraint(condition=models.Q(role__in=[1, 2, 3]), name="invitation_role_is_known"),
        ]

    def __str__(self):
        return f"{self.email} · {self.municipality}"
