"""What changed between two texts, word by word, in a time that has a limit whatever the texts are."""

import re
from itertools import groupby

SAME, GONE, NEW = "same", "gone", "new"
WORD = re.compile(r"\s+|\w+(?:['’‑-]\w+)*|[^\w\s]")
# Beyond so many words gone and new the texts are two texts: shown one after the other, not woven into each other.
MOST_CHANGES = 400
# Less than this share of the words in common: two texts as well.
LEAST_IN_COMMON = 0.3
# A run of fewer words that both have, between changes, reads better as part of the change.
SHORTEST_ISLAND = 2


def differences(before, after):
    """[(kind, words)] in the order of reading: kinds SAME, GONE (only in `before`) and NEW (only in `after`).

    The words of SAME and GONE together are `before`, those of SAME and NEW are `after`, to the character.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    steps = _steps(middle_old, middle_new)
    if steps is None:
        steps = [(GONE, word) for word in middle_old] + [(NEW, word) for word in middle_new]
    steps = [
        *((SAME, word) for word in old[:start]),
        *steps,
        *((SAME, word) for word in old[len(old) - end :]),
    ]
    if _in_common(steps) < LEAST_IN_COMMON * max(_count(old), _count(new)):
        return _joined([(GONE, word) for word in old] + [(NEW, word) for word in new])
    return _joined(_without_islands(steps))


def _common(old, new):
    """How many words both begin with."""
    number = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        number += 1
    return number


def _steps(old, new):
    """The shortest way from one to the other (Myers, 1986), word by word; None where it is longer than MOST_CHANGES."""
    reached, trace = {1: 0}, []
    for changes in range(min(len(old) + len(new), MOST_CHANGES) + 1):
        trace.append(dict(reached))
        for diagonal in range(-changes, changes + 1, 2):
            is_down = diagonal == -changes or (
                diagonal != changes and reached[diagonal - 1] < reached[diagonal + 1]
            )
            x = reached[diagonal + 1] if is_down else reached[diagonal - 1] + 1
            y = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            reached[diagonal] = x
            if x >= len(old) and y >= len(new):
                return _walked_back(old, new, trace)
    return None


def _walked_back(old, new, trace):
    x, y, steps = len(old), len(new), []
    for changes in range(len(trace) - 1, -1, -1):
        reached, diagonal = trace[changes], x - y
        is_down = diagonal == -changes or (
            diagonal != changes and reached[diagonal - 1] < reached[diagonal + 1]
        )
        former = diagonal + 1 if is_down else diagonal - 1
        former_x = reached[former]
        former_y = former_x - former
        while x > max(former_x, 0) and y > max(former_y, 0):
            x, y = x - 1, y - 1
            steps.append((SAME, old[x]))
        if changes:
            if is_down:
                y -= 1
                steps.append((NEW, new[y]))
            else:
                x -= 1
                steps.append((GONE, old[x]))
    return steps[::-1]


def _without_islands(steps):
    """Between two changes, what is too short to be read for itself goes with them, gone first and new after."""
    runs = [list(run) for _is_change, run in groupby(steps, key=_is_same)]
    told, change = [], []
    for place, run in enumerate(runs):
        is_between = 0 < place < len(runs) - 1
        if not _is_same(run[0]):
            change += run
        elif is_between and _count(word for _kind, word in run) < SHORTEST_ISLAND:
            change += [(kind, word) for _same, word in run for kind in (GONE, NEW)]
        else:
            told += _sorted_change(change) + run
            change = []
    return told + _sorted_change(change)


def _sorted_change(steps):
    return [step for step in steps if step[0] == GONE] + [step for step in steps if step[0] == NEW]


def _is_same(step):
    return step[0] == SAME


def _count(words):
    return sum(not word.isspace() for word in words)


def _in_common(steps):
    return sum(kind == SAME and not word.isspace() for kind, word in steps)


def _joined(steps):
    runs = groupby(steps, key=lambda step: step[0])
    return [(kind, "".join(word for _kind, word in run)) for kind, run in runs]
