"""Small drawings that never rely on colour: the shape of each commitment, the icon of each state, its words."""

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

# One shape for each commitment, in a drawing 40 wide, the number in its middle (x 20, y given).
COMMITMENT_SHAPES = {
    1: ("M2 20Q10 4 20 4T38 20Q30 36 20 36T2 20Z", 20),  # an eye: vigilance
    2: ("M20 3a17 17 0 1 1 0 34a17 17 0 1 1 0-34Z", 20),  # a lens: monitoring
    3: ("M4 37V19a16 16 0 0 1 32 0V37Z", 21.5),  # an open door: information and support
    4: ("M20 2L36 7V20Q36 32 20 38Q4 32 4 20V7Z", 19),  # a shield: policing
    5: ("M5 5H35V35H5Z", 20),  # a square deal: employer, services, contracts
    6: ("M11 4H29L38 20L29 36H11L2 20Z", 20),  # a nut: labour market
    7: ("M20 2L38 17V37H2V17Z", 22.5),  # a house: housing
    8: ("M3 4H37V31H19L10 39V31H3Z", 17.5),  # a speech bubble: citizen voice
    9: ("M2 6Q12 3 20 8Q28 3 38 6V35Q28 32 20 37Q12 32 2 35Z", 21),  # an open book: education
    10: (  # a rosette: cultural diversity
        "M20 2q5 0 6.5 4q4.5-1.5 7 1t1 7q4 1.5 4 6t-4 6q1.5 4.5-1 7t-7 1q-1.5 4-6.5 4t-6.5-4"
        "q-4.5 1.5-7-1t-1-7q-4-1.5-4-6t4-6q-1.5-4.5 1-7t7-1q1.5-4 6.5-4Z",
        20,
    ),
}

# Drawn with a stroke in a box 16 wide; a closed path with class "solid" is filled.
ICONS = {
    "blank": '<circle cx="8" cy="8" r="6" stroke-dasharray="2.4 2.3"/>',
    "open": '<circle cx="8" cy="8" r="6"/>',
    "half": '<circle cx="8" cy="8" r="6"/><path class="solid" d="M8 2a6 6 0 0 1 0 12Z"/>',
    "full": '<circle class="solid" cx="8" cy="8" r="6"/>',
    "check": '<path d="M2.5 8.5l3.5 3.5 7.5-8"/>',
    "pen": '<path d="M3 13l.7-3L10.5 3.200l2.300 2.300L6 12.300Z"/>',
    "sent": '<path d="M2.5 8h10.5M9 4l4 4-4 4"/>',
    "back": '<path d="M6 3.5L2.5 7 6 10.5M2.5 7h7a4 4 0 0 1 0 6.5h-2.5"/>',
    "cross": '<path d="M3.5 3.5l9 9M12.5 3.5l-9 9"/>',
    "pause": '<path d="M5.5 3v10M10.5 3v10"/>',
    "stop": '<path class="solid" d="M3.5 3.5h9v9h-9Z"/>',
    "minus": '<path d="M3 8h10"/>',
    "equal": '<path d="M3 5.800h10M3 10.200h10"/>',
    "swap": '<path d="M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13"/>',
    "clock": '<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.800"/>',
    "alert": '<path d="M8 2l6.5 11.5h-13Z"/><path d="M8 6.5v3.200M8 11.300v.6"/>',
    "info": '<circle cx="8" cy="8" r="6"/><path d="M8 7.300v3.700M8 4.800v.5"/>',
    "file": '<path d="M4 2h5.5L12.5 5v9H4Z"/><path d="M9.5 2v3h3"/>',
    "forward": '<path d="M6 3l5 5-5 5"/>',
    "backward": '<path d="M10 3L5 8l5 5"/>',
    "up": '<path d="M3 10l5-5 5 5"/>',
    "down": '<path d="M3 6l5 5 5-5"/>',
    "person": '<circle cx="8" cy="5.3" r="2.8"/><path d="M2.5 14a5.5 5.5 0 0 1 11 0"/>',
    "bell": '<path d="M4 11.5V7a4 4 0 0 1 8 0v4.500l1.300 1.300H2.700Z"/><path d="M6.600 14.500h2.800"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="M10.300 10.300L14 14"/>',
    "external": '<path d="M6.5 3H3v10h10V9.5M9 3h4v4M13 3L7.5 8.5"/>',
}

# state -> (words, tone, icon). The tone only supports the words and the icon.
STATUSES = {
    "draft": (_("Draft"), "quiet", "pen"),
    "submitted": (_("Submitted"), "strong", "sent"),
    "sent": (_("Sent"), "good", "sent"),
    "returned": (_("Returned for changes"), "warn", "back"),
    "approved": (_("Approved"), "good", "check"),
    "accepted": (_("Accepted"), "good", "check"),
    "declined": (_("Declined"), "bad", "cross"),
    "withdrawn": (_("Withdrawn"), "quiet", "cross"),
    "active": (_("Active"), "good", "full"),
    "on_hold": (_("On hold"), "warn", "pause"),
    "ended": (_("Ended"), "quiet", "stop"),
    "published": (_("Published"), "good", "check"),
    "listed": (_("Published"), "good", "check"),
    "replaced": (_("Replaced"), "quiet", "swap"),
    "open": (_("Open"), "strong", "open"),
    "closed": (_("Closed"), "quiet", "stop"),
    "not_started": (_("Not started"), "quiet", "blank"),
    "under_way": (_("Under way"), "strong", "half"),
    "done": (_("Done"), "good", "check"),
    "dropped": (_("Dropped"), "quiet", "cross"),
    "unchanged": (_("Unchanged"), "quiet", "equal"),
    "updated": (_("Updated"), "strong", "swap"),
    "complete": (_("Complete"), "good", "check"),
    "ready": (_("Marked ready"), "good", "check"),
    "todo": (_("To do"), "strong", "blank"),
    "incomplete": (_("Incomplete"), "warn", "half"),
    "optional": (_("Optional"), "quiet", "blank"),
    "declared": (_("Sent"), "strong", "sent"),
    "acknowledged": (_("Acknowledged"), "good", "check"),
    "added": (_("Added to the registry"), "good", "check"),
    "matched": (_("Already in the registry"), "good", "equal"),
    "waiting": (_("Waiting for an answer"), "strong", "clock"),
    "expired": (_("Expired"), "warn", "clock"),
    "void": (_("No longer good"), "warn", "alert"),
    "refused": (_("Refused"), "quiet", "cross"),
    "late": (_("Late"), "bad", "alert"),
    "asked": (_("Asked for"), "strong", "clock"),
    "granted": (_("Granted"), "good", "check"),
    # pages, notices, opinions
    "changed": (_("Published, with a draft"), "strong", "pen"),
    "scheduled": (_("Waits for its day"), "strong", "clock"),
    "new": (_("New"), "strong", "blank"),
    "answered": (_("Dealt with"), "good", "check"),
    "aside": (_("Set aside"), "quiet", "cross"),
    # events and who registered
    "cancelled": (_("Cancelled"), "bad", "cross"),
    "registered": (_("Registered"), "good", "check"),
    "left": (_("Has left"), "quiet", "cross"),
    # outgoing mail, and what came back of it
    "queued": (_("Waiting"), "strong", "clock"),
    "sending": (_("Being sent"), "strong", "sent"),
    "unclear": (_("Sent perhaps"), "warn", "alert"),
    "deferred": (_("Waiting for the next try"), "warn", "clock"),
    "failed": (_("Given up"), "bad", "stop"),
    "suppressed": (_("Kept back"), "warn", "pause"),
    "gathered": (_("Gathered for later"), "quiet", "clock"),
    "unwanted": (_("Not by mail"), "quiet", "cross"),
    "hard": (_("Refused for good"), "bad", "stop"),
    "soft": (_("Refused for now"), "warn", "clock"),
    "complaint": (_("Marked as unwanted"), "bad", "cross"),
    # files and links
    "checking": (_("Being checked"), "strong", "clock"),
    "clean": (_("Checked, nothing found"), "good", "check"),
    "infected": (_("Harmful, locked"), "bad", "stop"),
    "beyond": (_("Could not be checked, locked"), "warn", "alert"),
    "not_checked": (_("Not checked for viruses"), "quiet", "blank"),
    "works": (_("Works"), "good", "check"),
    "broken": (_("Does not answer"), "warn", "alert"),
    "not_tried": (_("Not tried yet"), "quiet", "clock"),
    "waiting_long": (_("Waiting for long"), "warn", "clock"),
    "nobody": (_("Nobody"), "warn", "person"),
    # the language ledger
    "version_missing": (_("Missing"), "warn", "blank"),
    "version_outdated": (_("Out of date"), "warn", "clock"),
    "machine_draft": (_("Draft by a machine"), "quiet", "pen"),
}


def icon(name, size=16):
    """An icon as SVG; always decorative, so it stands beside words."""
    return mark_safe(
        f'<svg class="icon" width="{size}" height="{size}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{ICONS[name]}</svg>"
    )


def commitment_shape(number, size=32):
    path, y = COMMITMENT_SHAPES[number]
    return mark_safe(
        f'<svg class="mark c{number}" width="{size}" height="{size}" viewBox="0 0 40 40" aria-hidden="true"'
        f' focusable="false"><path d="{path}"/><text x="20" y="{y}" dy=".36em" text-anchor="middle">{number}</text></svg>'
    )
