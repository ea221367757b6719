"""What commitments and reports add to the pages and verbs of this app (coalition/extensions.py)."""

from coalition.extensions import ExtensionPoint

# Step: what a town must have done before it can apply (municipalities/steps.py).
application_steps = ExtensionPoint()
# called with (application) -> list of things whose history belongs to it
application_records = ExtensionPoint()
# called with (application, by) inside the transaction that approves it
on_approval = ExtensionPoint()
# called with (invitation, member) inside the transaction in which somebody accepts to work for a town
on_acceptance = ExtensionPoint()
# called with (municipality) -> Panel or None: a section of the public profile (municipalities/panels.py)
profile_panels = ExtensionPoint()
# called with (municipality, user) -> list of Matter: what is due or open for a town (municipalities/panels.py)
workspace_matters = ExtensionPoint()
# called with (municipality) -> list of (title, address): what a town may print and hang up
certificates = ExtensionPoint()
# called with () -> list of QueueRow: what waits for the secretariat (municipalities/panels.py)
queue_sources = ExtensionPoint()
# called with (municipality) -> list of Record: plans and reports, for the secretariat (municipalities/panels.py)
member_records = ExtensionPoint()
# called with (municipality) -> list of sentences: what has to be settled before it becomes part of another town
merger_obstacles = ExtensionPoint()
# called with () -> Panel or None: a section of the home page (municipalities/panels.py)
home_panels = ExtensionPoint()
# called with () -> list of (number, short title): what the ten commitments are called, for filters and captions
commitment_names = ExtensionPoint()
# called with (municipality) -> list of FeedEntry: what it made public (municipalities/feeds.py)
feed_entries = ExtensionPoint()
# called with (municipalities) -> list of Comparison: what they promised and did, side by side (municipalities/comparing.py)
comparisons = ExtensionPoint()
# called with (at, towns=None) -> iterable of OpenMatter (municipalities/reminding/matters.py): what people are reminded
# of, in all towns or in those whose keys are named
open_matters = ExtensionPoint()
