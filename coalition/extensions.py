"""How an app above adds to a page or a verb of an app below, since imports point down only.

    # municipalities/extensions.py          # commitments/joining.py
    profile_panels = ExtensionPoint()       @profile_panels.register(order=20)
                                            def commitments(municipality): ...

The upper app's AppConfig.ready imports its module, so that the registration runs once at start.
"""


class ExtensionPoint:
    def __init__(self):
        self._entries = []

    def register(self, order):
        def add(entry):
            self._entries.append((order, entry))
            self._entries.sort(key=lambda pair: pair[0])
            return entry

        return add

    def __iter__(self):
        return (entry for _order, entry in self._entries)
