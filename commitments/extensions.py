"""What reports and practices add to the verbs and pages of this app, and ask of each other (coalition/extensions.py)."""

from coalition.extensions import ExtensionPoint

# called with (municipality, by) inside the transaction that publishes a plan or changes the priorities of a member
on_publication = ExtensionPoint()
# called with (version, year) inside the transaction that defines its indicator anew or retires it;
# WrongState: that year is open already
before_year_is_defined = ExtensionPoint()
# called with () -> {name: function(refresh)}: tables of reference/ that load_reference loads too
reference_tables = ExtensionPoint()
# called with (commitment) -> Panel or None: a section of the public page of a commitment (municipalities/panels.py)
commitment_panels = ExtensionPoint()
# called with (numbers of towns, lineages or None for all) -> list of ToldAction, the newest year first (told.py)
told_actions = ExtensionPoint()
# called with (municipality, lineages) -> {lineage: (label, address)}: what can be made of an action that was accepted
action_offers = ExtensionPoint()
# called with (towns, calendar, users) -> list of (instant, what to do then): the rest of the demonstration's story
demonstration_happenings = ExtensionPoint()
