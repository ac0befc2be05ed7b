"""What waits for somebody among exercises, for the pages that gather: suggestions, and what all of them have open."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from ampersand.cases.queries import OneCase
from ampersand.exercises.content import exercises
from ampersand.exercises.models import Pair, Sitting, Task
from ampersand.exercises.queries import sealed
from ampersand.exercises.queries.shelf import Doing, Suggested
from ampersand.privacy.viewer import Viewer

MOST = 12


def suggested_to(viewer: Viewer, case_ids: Sequence[UUID]) -> Mapping[UUID, list[Suggested]]:
    """What was suggested to the viewer and is open, by case, the earliest day first. One query, and one for notes."""
    rows = Task.objects.visible_to(viewer).filter(person_id=viewer.person_id, case_id__in=case_ids, outcome="open")
    columns = ("pk", "case_id", "exercise", "person_id", "note", "due_on", "outcome")
    held = list(rows.order_by("due_on", "pk").values_list(*columns)[:MOST])
    opener = sealed.Opener((case, person) for _, case, _, person, note, _, _ in held if note)
    found: dict[UUID, list[Suggested]] = {}
    for pk, case, id, person, note, due, outcome in held:
        if id in exercises():
            words = opener.opened(case, person, sealed.NOTE, pk, note) if note else ""
            found.setdefault(case, []).append(Suggested(pk, exercises()[id], person, words, due, outcome))
    return found


def under_way(viewer: Viewer, case: OneCase) -> list[Doing]:
    """Tables that are laid and sealed exercises that have not opened: what all of them see alike. Two queries."""
    lists = {
        "pair": Pair.objects.visible_to(viewer).filter(case_id=case.id, opened_at__isnull=True),
        "sitting": Sitting.objects.visible_to(viewer).filter(case_id=case.id, ended=""),
    }
    return [
        Doing(kind, pk, exercises()[id], at, "")
        for kind, rows in lists.items()
        for pk, id, at in rows.order_by("-pk").values_list("pk", "exercise", "made_at")[:MOST]
        if id in exercises()
    ]
