"""Where the time of a run went: said at its end, so that a file that takes more than its share is seen."""

from collections import Counter

SLOWEST = 10
SHARE = 0.04  # of the time of all tests; a file above it is named
LITTLE = 60  # seconds: of so short a run nothing is said


def lines(spent):
    """`spent`: (node, seconds) of each setup, call and teardown, in all processes together."""
    tests, files = Counter(), Counter()
    for node, seconds in spent:
        tests[node] += seconds
        files[node.partition("::")[0]] += seconds
    total = tests.total()
    if total < LITTLE:
        return
    yield f"{len(tests):,} tests in {len(files)} files took {total:.0f} s in all processes together"
    yield "the slowest:"
    yield from (f"{seconds:8.1f} s  {node}" for node, seconds in tests.most_common(SLOWEST))
    yield f"files above {SHARE:.0%} of it (docs/adr/0032 says how they are made quicker):"
    yield from (
        f"{seconds:8.1f} s  {seconds / total:4.0%}  {name}"
        for name, seconds in files.most_common()
        if seconds > SHARE * total
    )
