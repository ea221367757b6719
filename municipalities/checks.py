"""What must be true of the virus scanner, where there is one."""

from django.conf import settings
from django.core import checks

from . import clamav


@checks.register(deploy=True)
def scanner_is_there(app_configs, **kwargs):
    if not settings.CLAMAV_ADDRESS:
        return [
            checks.Info(
                "CLAMAV_ADDRESS is empty: files are not checked for viruses, and their pages say so.",
                id="portal.I001",
            )
        ]
    try:
        takes_all = clamav.takes(settings.CLAMAV_ADDRESS, settings.UPLOAD_LIMIT)
    except (clamav.NoScanner, ValueError):
        return [
            checks.Warning(
                f"The virus scanner at {settings.CLAMAV_ADDRESS} does not answer: files wait and cannot be read.",
                id="portal.W002",
            )
        ]
    if takes_all:
        return []
    return [
        checks.Error(
            f"The virus scanner does not take {settings.UPLOAD_LIMIT} bytes, which the portal accepts.",
            hint="Raise StreamMaxLength, MaxFileSize and MaxScanSize, and set AlertExceedsMax yes.",
            id="portal.E006",
        )
    ]
