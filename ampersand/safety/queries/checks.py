"""One's own private checks: what waits, and that one is done. What was answered is not among it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import CheckAsk
from ampersand.safety.queries.check_form import form
from ampersand.safety.rules.private_check import Reader, reader_for

LATEST = 100


@dataclass(frozen=True, slots=True)
class Own:
    """One private check of the viewer's own; `reader` says in whose words it is asked."""

    id: UUID
    case_id: UUID
    is_open: bool
    asked_at: datetime
    reader: Reader

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return form().minutes


def mine(viewer: Viewer) -> list[Own]:
    """The viewer's latest check in each case in which they take part: waiting, or done. One query."""
    if viewer.is_nobody:
        return []
    found: dict[UUID, Own] = {}
    for one in _own(viewer).order_by("-asked_at")[:LATEST]:
        own = _as_own(one)
        if own.case_id not in found or own.is_open:
            found[own.case_id] = own
    return list(found.values())


def waiting(viewer: Viewer) -> list[Own]:
    """The checks that wait for the viewer, the oldest first. One query."""
    return sorted((one for one in mine(viewer) if one.is_open), key=lambda one: one.asked_at)


def own(viewer: Viewer, ask_id: UUID) -> Own:
    """The viewer's own check, waiting or done; raises Hidden for anybody else's, and where they take part no more."""
    row = _own(viewer).filter(pk=ask_id).first()
    if row is None:
        raise Hidden
    return _as_own(row)


def _own(viewer: Viewer) -> "QuerySet[CheckAsk, tuple[UUID, UUID, str, datetime, str, str]]":
    here = {"case__participations__person": F("person"), "case__participations__role": "member",
            "case__participations__left_at": None, "case__state": "open"}  # fmt: skip
    rows = CheckAsk.objects.visible_to(viewer).filter(person_id=viewer.person_id, **here)
    found: QuerySet[CheckAsk, tuple[UUID, UUID, str, datetime, str, str]] = rows.values_list(
        "id", "case_id", "state", "asked_at", "case__kind", "case__participations__family_role"
    )
    return found


def _as_own(row: tuple[UUID, UUID, str, datetime, str, str]) -> Own:
    pk, case_id, state, asked_at, kind, role = row
    return Own(pk, case_id, state == CheckAsk.State.OPEN, asked_at, reader_for(kind, role))
