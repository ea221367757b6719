"""What every public page asks of the database and how long it takes, with ten members and with five thousand.

`python -m tests.growth_table` builds both coalitions and prints the table, in some minutes (tests/test_growth_table.py
measures); it fails where a page asks more of the larger one. With a word behind it: the pages whose name holds the word, with
the queries that took longest. tests/test_growth.py watches the same in every run, for all pages, in smaller worlds.
"""

import os
import subprocess
import sys
from dataclasses import dataclass

SMALL, LARGE = 10, 5_000  # members
SLOW = 300  # milliseconds, from which a page is looked into
STEEP, STEEP_FROM = 3, 50  # times, from so many milliseconds on
SHOWN = 1_500  # characters of a query


@dataclass
class Measure:
    queries: list
    milliseconds: float
    size: int  # bytes, packed


def lines(small, large):
    yield f"{'':50} {'queries':>11} {'milliseconds':>15} {'bytes, packed':>15}"
    yield f"{'members':50} {SMALL:5} {LARGE:5,} {SMALL:5} {LARGE:5,} ratio {SMALL:7} {LARGE:7,}"
    for name, before in small.items():
        after = large[name]
        ratio = after.milliseconds / before.milliseconds
        marked = [
            "MORE QUERIES" if len(after.queries) > len(before.queries) else "",
            "steep" if ratio > STEEP and after.milliseconds > STEEP_FROM else "",
            "slow" if after.milliseconds > SLOW else "",
        ]
        yield (
            f"{name[:50]:50} {len(before.queries):5} {len(after.queries):5} "
            f"{before.milliseconds:5.0f} {after.milliseconds:5.0f} {ratio:5.1f} {before.size:7,} {after.size:7,}  "
            + " ".join(filter(None, marked))
        )


def slowest(name, measured):
    """The five queries of a page that took longest."""
    yield f"\n{name}"
    for query in sorted(measured.queries, key=lambda each: -float(each["time"]))[:5]:
        yield f"  {float(query['time']) * 1_000:5.0f} ms  {query['sql'][:SHOWN]}"


def main():
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-n0", "tests/test_growth_table.py"]
    return subprocess.run(command, env=os.environ | {"GROWTH": " ".join(sys.argv[1:])}).returncode


if __name__ == "__main__":
    sys.exit(main())
