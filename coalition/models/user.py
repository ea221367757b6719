import pghistory
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserQuerySet(models.QuerySet):
    def secretariat(self):
        return self.filter(is_secretariat=True, is_active=True)

    def wanting(self, category):
        """Who did not say that they do without this category of mail."""
        return self.exclude(muted__contains=[category])


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
    # What the person does without (MUTABLE); other mail always comes.
    muted = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    is_secretariat = models.BooleanField(_("works for the secretariat"), default=False)
    is_staff = models.BooleanField(_("may see raw data"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now)

    # Reminders of deadlines; notices to the secretariat that something arrived; what colleagues gave one to do or
    # wrote in a report. Part of what is stored.
    MUTABLE = ("reminder", "arrival", "teamwork")

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

    def revise(self, *, name, language, zone, muted):
        """What the person says of themself."""
        self.name, self.language, self.zone, self.muted = name, language, zone, sorted(muted)
        self.save(update_fields=["name", "language", "zone", "muted"])

    def wants(self, category):
        return category not in self.muted
