"""What every page shows and nobody should have to ask for at every page: read by each process now and then."""

import time

from django.db import DatabaseError, InterfaceError

SECONDS = 20  # how long after a change another process may still show what stood before


class ForAWhile:
    """The answer of `read`, asked again when it is older than SECONDS; the last one while the database is away."""

    def __init__(self, read):
        self._read, self._answer, self._good_until = read, [], 0.0

    def get(self):
        if time.monotonic() >= self._good_until:
            self._good_until = time.monotonic() + SECONDS  # others need not ask while this one does
            try:
                self._answer = self._read()
            except (DatabaseError, InterfaceError):
                return self._answer  # a page that says the portal is out of order is drawn too
        return self._answer

    def forget(self):
        """Whoever changes something sees it at once, in this process."""
        self._good_until = 0.0
