"""What reports adds to the verbs of this app (coalition/extensions.py)."""

from coalition.extensions import ExtensionPoint

# called with (municipality, by) inside the transaction that publishes a plan or changes the priorities of a member
on_publication = ExtensionPoint()
# called with (version, year) inside the transaction that defines its indicator anew or retires it;
# WrongState: that year is open already
before_year_is_defined = ExtensionPoint()
