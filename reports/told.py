"""What accepted reports say of actions, for the good practices that came of them (commitments/told.py).

From the snapshots only: a correction under way says nothing yet.
"""

import json
import uuid

from django.db import connection
from django.urls import reverse

from commitments.extensions import told_actions
from commitments.told import ToldAction

TEXTS = ("title", "description", "text")
ASKED = """
SELECT s.municipality_id, m.slug, c.year, told.action
FROM reports_snapshot s
JOIN reports_reportingcycle c ON c.id = s.cycle_id
JOIN municipalities_municipality m ON m.id = s.municipality_id
CROSS JOIN LATERAL jsonb_array_elements(s.data -> 'actions') told(action)
WHERE s.is_newest AND s.municipality_id = ANY(%s) AND (%s::text[] IS NULL OR told.action ->> 'lineage' = ANY(%s))
ORDER BY c.year DESC, s.municipality_id
"""


@told_actions.register(order=10)
def tell(towns, lineages=None):
    towns = list(towns)
    if not towns or (lineages is not None and not lineages):
        return []
    asked = None if lineages is None else [str(lineage) for lineage in lineages]
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [towns, asked, asked])
        return [_told(town, slug, year, _read(action)) for town, slug, year, action in cursor.fetchall()]


def _read(action):
    return json.loads(action) if isinstance(action, str) else action


def _told(town, slug, year, action):
    texts = {f"{name}_{code}": action[name].get(code) or "" for name in TEXTS for code in ("en", "fr")}
    return ToldAction(
        municipality_id=town,
        lineage=uuid.UUID(action["lineage"]),
        year=year,
        outcome=action["outcome"],
        commitments=action["commitments"],
        address=f"{reverse('public_report', args=[slug, year])}#action-{action['lineage']}",
        **texts,
    )
