"""The one settings file. It reads the environment and refuses to guess.

Production sets every variable itself (docs/operating.md lists them). `manage.py` and `make run` fill
the missing ones for a developer's machine: see coalition/embedded/environment.py.
"""

import os
import zoneinfo
from pathlib import Path

import environ
import pghistory
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

# The machine's time-zone files may be older than the changes of 2026 in British Columbia and Alberta.
# PYTHONTZPATH="" at start does the same for other processes; checks.py proves that the data are recent.
zoneinfo.reset_tzpath([])

env = environ.Env()
REQUIRED = [
    "SECRET_KEY",
    "SITE_URL",
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "MEDIA_ROOT",
    "DEFAULT_FROM_EMAIL",
]
if missing := [name for name in REQUIRED if not os.environ.get(name)]:
    raise ImproperlyConfigured(f"Set these environment variables (docs/operating.md): {', '.join(missing)}")

# "development" adds the style page, the caught mails and the demonstration logins; nothing else differs.
PORTAL_ENV = env.str("PORTAL_ENV", default="production")
if PORTAL_ENV not in {"production", "development"}:
    raise ImproperlyConfigured(f"PORTAL_ENV is production or development, not {PORTAL_ENV!r}")
DEVELOPMENT = PORTAL_ENV == "development"
# A banner on every page says that the towns and people are invented.
DEMONSTRATION = env.bool("DEMONSTRATION", default=DEVELOPMENT)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
# Former ones: the links to end mail of years ago still open (coalition/outbox/leaving.py).
SECRET_KEY_FALLBACKS = env.list("FORMER_SECRET_KEYS", default=[])
SITE_URL = env.str("SITE_URL").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[environ.urlparse(SITE_URL).hostname])
IS_HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "modeltranslation",
    "coalition.admin_config.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "pgtrigger",
    "pghistory",
    "coalition",
    "municipalities",
    "commitments",
    "practices",
    "reports",
    "network",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coalition.middleware.second_factor",
    "coalition.kept_answers.middleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "coalition.middleware.answers",
    "municipalities.middleware.former_addresses",
]

ROOT_URLCONF = "coalition.urls"
WSGI_APPLICATION = "coalition.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coalition.context.portal",
                "municipalities.context.workspace",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="history", related_query_name="history")

# Sessions and the default cache live in PostgreSQL: with them in the broker, the broker down means that
# nobody can log in (docs/adr/0004).
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}}

AUTH_USER_MODEL = "coalition.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspaces"
ACCOUNT_ADAPTER = "coalition.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "coalition.forms.SignupForm"
ACCOUNT_FORMS = {
    "login": "coalition.account_forms.LoginForm",
    "signup": "coalition.account_forms.SignupForm",
    "add_email": "coalition.account_forms.AddEmailForm",
    "change_password": "coalition.account_forms.ChangePasswordForm",
    "set_password": "coalition.account_forms.SetPasswordForm",
    "reset_password": "coalition.account_forms.ResetPasswordForm",
    "reset_password_from_key": "coalition.account_forms.ResetPasswordKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Codes, not links: mail scanners open every link and would use it up.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60  # as long as the other code; mail takes its time
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a change of password, address or second factor is told by mail
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before such a change
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_ADAPTER = "coalition.passkeys.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True  # it asks for a PIN, a finger or a face, and so is both steps in one
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}  # two requests for each sign-in, and an office is one address
MFA_FORMS = {
    "add_webauthn": "coalition.passkeys.AddPasskeyForm",
    "edit_webauthn": "coalition.passkeys.RenamePasskeyForm",
    "authenticate_webauthn": "coalition.passkeys.SecondStepForm",
    "login_webauthn": "coalition.passkeys.SignInForm",
    "reauthenticate_webauthn": "coalition.passkeys.ConfirmForm",
}
MFA_TOTP_ISSUER = "Coalition Portal"
# Secretariat and administrators need a second factor; a demonstration on a developer's machine does not.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["coalition.formats"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("en", "fr")}
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Toronto"  # where the secretariat is: Ottawa

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEVELOPMENT
MEDIA_ROOT = Path(env.str("MEDIA_ROOT"))
STORAGES = {
    # No base_url: a file is reached through a view that checks the permission, never by an address of its own.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"base_url": None}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
UPLOAD_LIMIT = 10 * 1024 * 1024  # bytes
# ClamAV: unix:/run/clamav/clamd.sock or host:3310. Without it files say "Not checked for viruses".
CLAMAV_ADDRESS = env.str("CLAMAV_ADDRESS", default="")
FILE_UPLOAD_HANDLERS = ["coalition.upload_handler.LimitedUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 10
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL")
# Mail law asks for a postal address in every message.
POSTAL_ADDRESS = env.str("POSTAL_ADDRESS", default="")
POSTAL_ADDRESS_FR = env.str("POSTAL_ADDRESS_FR", default="")  # as French writes it; default: the same
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default=DEFAULT_FROM_EMAIL)
# Who tells of bounces and complaints (coalition/outbox/providers.py). Nobody without it, but the mail server itself.
MAIL_PROVIDER = env.str("MAIL_PROVIDER", default="")
MAIL_PROVIDER_SECRET = env.str("MAIL_PROVIDER_SECRET", default="")
MAIL_PROVIDER_KEY = env.str("MAIL_PROVIDER_KEY", default="")
# Drafts of translations, for people to read and correct: a service with LibreTranslate's interface. None without it.
TRANSLATION_URL = env.str("TRANSLATION_URL", default="")
TRANSLATION_KEY = env.str("TRANSLATION_KEY", default="")
MAIL_CATCHER = env.str("MAIL_CATCHER", default="")  # folder with the mails caught on a developer's machine

CELERY_BROKER_URL = env.str("REDIS_URL")
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 5, "socket_connect_timeout": 2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "UTC"
CELERY_DB_REUSE_MAX = 100
# Beat only rings. What is due, and what was sent, are questions for the database (docs/adr/0005).
CELERY_BEAT_SCHEDULE = {
    "send-mail": {"task": "coalition.tasks.send_mail", "schedule": 60.0},
    "send-bulletins": {"task": "network.tasks.send_bulletins", "schedule": 60.0},
    "remind-of-events": {"task": "network.tasks.remind_of_events", "schedule": 900.0},
    "remind": {"task": "reports.tasks.remind", "schedule": 900.0},
    "open-years": {"task": "reports.tasks.open_years", "schedule": 300.0},
    "tidy": {"task": "coalition.tasks.tidy", "schedule": 3600.0},
    "fetch-drafts": {"task": "coalition.tasks.fetch_drafts", "schedule": 300.0},
    "look-after-files": {"task": "municipalities.tasks.look_after_files", "schedule": 240.0},
    "try-links": {"task": "municipalities.tasks.try_links", "schedule": 900.0},
    "try-page-links": {"task": "coalition.tasks.try_page_links", "schedule": 900.0},
}

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading binds a whole domain: for its owner to decide
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # probes come from inside, without TLS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "coalition.views.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "frame-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
