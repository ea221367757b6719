"""Of very much, what every run tries; `FULL=1 make test` tries all of it."""

import os

WHOLE = os.environ.get("FULL", "") not in {"", "0"}


def share(things, place, of):
    """One of each `of` things, beginning with another one at each place: neighbours share them out among themselves.

    The rule is fixed, so that each run tries the same; and none are left out, because there are more places than `of`.
    """
    things = list(things)
    return things if WHOLE else things[place % of :: of]
