"""What must be true of the machine and its settings before the portal may serve anybody."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import checks
from django.db import connections

from .outbox.providers import what_is_missing

OLDEST_POSTGRESQL = 14
# British Columbia and Alberta stopped changing their clocks in 2026; older time-zone files do not know it.
OFFSETS_OF_DECEMBER_2026 = {"America/Vancouver": -7, "America/Edmonton": -6}


@checks.register
def time_zones_are_recent(app_configs, **kwargs):
    instant = datetime(2026, 12, 15, 18, tzinfo=UTC)
    return [
        checks.Error(
            f"The time-zone data are old: {zone} should be UTC{hours} in December 2026.",
            hint='Install the package tzdata >= 2026.3 and set PYTHONTZPATH="".',
            id="portal.E001",
        )
        for zone, hours in OFFSETS_OF_DECEMBER_2026.items()
        if instant.astimezone(ZoneInfo(zone)).utcoffset() != timedelta(hours=hours)
    ]


@checks.register(checks.Tags.database)
def database_is_postgresql(app_configs, databases=None, **kwargs):
    problems = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "postgresql":
            problems.append(
                checks.Error("The portal needs PostgreSQL.", hint="See DATABASE_URL.", id="portal.E002")
            )
        elif connection.pg_version < OLDEST_POSTGRESQL * 10_000:
            problems.append(
                checks.Error(
                    f"PostgreSQL {connection.pg_version // 10_000} is too old: "
                    f"the portal needs {OLDEST_POSTGRESQL} or newer.",
                    id="portal.E003",
                )
            )
    return problems


@checks.register(checks.Tags.security, deploy=True)
def address_is_https(app_configs, **kwargs):
    if settings.IS_HTTPS:
        return []
    return [checks.Error("SITE_URL must begin with https:// in production.", id="portal.E004")]


@checks.register(deploy=True)
def postal_address_is_known(app_configs, **kwargs):
    if settings.POSTAL_ADDRESS:
        return []
    return [
        checks.Error(
            "POSTAL_ADDRESS is empty: Canada's anti-spam law asks for one in every message.", id="portal.E005"
        )
    ]


@checks.register
def mail_provider_is_known(app_configs, **kwargs):
    problem = what_is_missing()
    return [checks.Error(problem, id="portal.E006")] if problem else []
