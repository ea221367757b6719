"""Ringing a Celery worker. What it rings for is a row in the database, so a ring that is lost only costs minutes."""

import logging
import time

from kombu.exceptions import OperationalError

from .celery import app

logger = logging.getLogger(__name__)

# A request that has just committed waits for the broker no longer than this, and then not again for a while.
PATIENCE = {"socket_timeout": 1, "socket_connect_timeout": 0.5, "retry_on_timeout": False, "max_retries": 0}
QUIET_SECONDS = 30
_quiet_until = 0.0


def ring(task):
    """Ask a worker to run the task of this name now; a broker that does not answer is left alone for half a minute."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        with app.connection_for_write(transport_options=PATIENCE) as connection:
            app.send_task(task, connection=connection, retry=False, ignore_result=True)
    except (OperationalError, OSError) as problem:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning(
            "The broker does not answer (%s): %s waits for the next round.", type(problem).__name__, task
        )
