"""Reads: whether the viewer's own pictures rest, and whose rest in a case."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ampersand.privacy import prepared
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import PicturesRest


def rest(viewer: Viewer) -> bool:
    """Whether the viewer is shown no pictures of their own lines now, in whichever case that was set. One query."""
    return viewer.person_id is not None and bool(_mine(viewer, viewer.person_id))


def resting_in(viewer: Viewer, case_id: UUID) -> dict[UUID, datetime]:
    """Whose pictures rest in a case, and since when, for those who treat. One query."""
    rows: QuerySet[PicturesRest] = PicturesRest.objects.visible_to(viewer).filter(case_id=case_id, ended_at=None)
    return dict(rows.values_list("person_id", "since"))


@prepared.read
def _mine(viewer: Viewer, person_id: UUID) -> "QuerySet[PicturesRest, tuple[UUID]]":
    rows: QuerySet[PicturesRest] = PicturesRest.objects.visible_to(viewer).filter(person_id=person_id, ended_at=None)
    return rows.values_list("pk")
