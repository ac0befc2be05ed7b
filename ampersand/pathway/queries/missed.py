"""Which meetings of all somebody missed, as the rule of signs asks for it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from ampersand.core.clock import now
from ampersand.meetings.queries import joint
from ampersand.pathway.rules.stop import TWICE, attended
from ampersand.privacy.viewer import Viewer

LOOKS_BACK = timedelta(weeks=16)

type Meetings = tuple[tuple[datetime, bool], ...]


def of_cases(viewer: Viewer, case_ids: Collection[UUID]) -> dict[UUID, Meetings]:
    """The meetings of these cases in which somebody missed two or more lately. One query, two where there are some."""
    after = now() - LOOKS_BACK
    missed: dict[UUID, set[datetime]] = {}
    for case_id, at in joint.all_missed(viewer, after):
        if case_id in case_ids:
            missed.setdefault(case_id, set()).add(at)
    often = {pk: those for pk, those in missed.items() if len(those) >= TWICE}
    if not often:
        return {}
    held: dict[UUID, list[datetime]] = {pk: [] for pk in often}
    for case_id, _key, begins, ends in joint.since(viewer, often, after):
        if ends <= now():
            held[case_id].append(begins)
    return {pk: attended(held[pk], those) for pk, those in often.items()}
