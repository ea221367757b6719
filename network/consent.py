"""What somebody agrees to who subscribes to the bulletin. Each consent keeps the words and their version.

Whoever changes the words raises VERSION: tests/test_subscribing.py knows the words of each version.
"""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

VERSION = 1
WORDING = _(
    "I want to receive the monthly bulletin of the Coalition of Inclusive Municipalities at this address. I can leave"
    " at any time, by the link in each message."
)
CONFIRMED_WITHIN = timedelta(days=7)
# As long as somebody may ask by what right they were written to (docs/adr/0042).
KEPT_AFTER_LEAVING = timedelta(days=3 * 365)
