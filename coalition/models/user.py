import pghistory
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserQuerySet(models.QuerySet):
    def secretariat(self):
        return self.filter(is_secretariat=True, is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do for a town is a Member row; the secretariat and operators are marked here."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    zone = models.CharField(_("time zone"), max_length=40, blank=True)  # blank: that of the town, or Ottawa's
    # {kind of mail: how often it comes}, of those the person chose otherwise (coalition/outbox/categories.py).
    rhythms = models.JSONField(default=dict, blank=True)
    is_secretariat = models.BooleanField(_("works for the secretariat"), default=False)
    is_staff = models.BooleanField(_("may see raw data"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now)

    has_proved_second_factor = False  # in the session that asks; coalition/middleware.py looks

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_email_address"),
            models.CheckConstraint(
                condition=models.Q(language__in=["en", "fr"]), name="user_language_is_english_or_french"
            ),
        ]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return str(self)

    get_short_name = get_full_name

    def revise(self, *, name, language, zone):
        """What the person says of themself."""
        self.name, self.language, self.zone = name, language, zone
        self.save(update_fields=["name", "language", "zone"])

    @transaction.atomic
    def choose(self, rhythms):
        """How often these kinds of mail come; what is not named stays, as another window may have set it meanwhile."""
        row = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        self.rhythms = row.rhythms | {kind: str(rhythm) for kind, rhythm in rhythms.items()}
        if self.rhythms != row.rhythms:
            self.save(update_fields=["rhythms"])
