"""Reads of the meetings offered after the end: one's own, those of a case for who treats it, and who would like one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ampersand.cases.queries import OneCase
from ampersand.core.clock import now, today
from ampersand.pathway.models import Offer
from ampersand.pathway.queries import apart
from ampersand.pathway.queries.words import ANSWERS, occasion
from ampersand.pathway.rules.choices import Answer, months
from ampersand.pathway.rules.course import stands_until
from ampersand.privacy import prepared, vault
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

WAITS_FOR = timedelta(days=90)  # how long a yes stands in the list of cases, unless it is ticked off


@dataclass(frozen=True, slots=True)
class Own:
    """An offer to the viewer: by whom, how long after the end, and what they said."""

    id: UUID
    case_id: UUID
    occasion: str
    by: str
    made_at: datetime
    answer: str
    answered_at: datetime | None
    person_id: UUID
    words: bytes | None

    @property
    def when(self) -> str:
        """How long after the end, in words."""
        return occasion(self.occasion)

    @property
    def said(self) -> str:
        """What they said, in words; empty: nothing yet."""
        return str(ANSWERS[Answer(self.answer)][0]) if self.answer else ""


@dataclass(frozen=True, slots=True)
class Told:
    """What one person says to an offer, as those who treat read it."""

    name: str
    when: str
    made_at: datetime
    said: str
    words: str
    answered_at: datetime | None


def mine(viewer: Viewer, cases: list[OneCase]) -> list[Own]:
    """The offer that stands in each of the viewer's cases that ended, at most one each. One query; none without one."""
    ended = {case.id: case.ended_on for case in cases if case.state == "ended" and case.ended_on}
    if not ended:
        return []
    latest: dict[UUID, Own] = {}
    for one in _mine(viewer, case_id__in=ended):
        latest[one.case_id] = one
    day = today(viewer.time_zone)
    return [one for one in latest.values() if day < stands_until(months(one.occasion), ended[one.case_id])]


def one(viewer: Viewer, offer_id: UUID) -> Own:
    """One offer to the viewer; raises Hidden. One query."""
    found = _mine(viewer, pk=offer_id)
    if not found:
        raise Hidden
    return found[0]


def words(own: Own) -> str:
    """What the viewer wrote with their answer; empty when there is nothing, or its key was destroyed."""
    return _opened(own.case_id, own.person_id, own.id, own.words)


def of_case(viewer: Viewer, case_id: UUID) -> list[Told]:
    """What everyone says to the offers of a case, the latest first, for those who treat. One query, one for keys."""
    rows: QuerySet[Offer] = Offer.objects.visible_to(viewer).filter(case_id=case_id)
    columns = ("pk", "person_id", "person__name", "occasion", "made_at", "answer", "words", "answered_at")
    return [
        Told(
            name, occasion(told), made_at, str(ANSWERS[Answer(said)][0]) if said else "",
            _opened(case_id, person, pk, sealed), answered,
        )
        for pk, person, name, told, made_at, said, sealed, answered in rows.order_by(
            "-made_at", "person__name", "pk"
        ).values_list(*columns)
    ]  # fmt: skip


def wished(viewer: Viewer) -> list[tuple[UUID, UUID, datetime]]:
    """Who has said yes lately in the viewer's cases: case, person, when. One query."""
    return [(case, person, at) for case, person, at in _wished(viewer, now() - WAITS_FOR) if at]


@prepared.read
def _wished(viewer: Viewer, since: datetime) -> "QuerySet[Offer, tuple[Any, ...]]":
    rows: QuerySet[Offer] = Offer.objects.visible_to(viewer).filter(answer=Answer.YES, answered_at__gte=since)
    return rows.order_by("answered_at", "pk").values_list("case_id", "person_id", "answered_at")


def _mine(viewer: Viewer, **wanted: Any) -> list[Own]:
    rows: QuerySet[Offer] = Offer.objects.visible_to(viewer).filter(person_id=viewer.person_id, **wanted)
    columns = (
        "pk", "case_id", "occasion", "by__name", "made_at", "answer", "answered_at", "person_id", "words",
    )  # fmt: skip
    return [Own(*row) for row in rows.order_by("made_at", "pk").values_list(*columns)]


def _opened(case_id: UUID, person_id: UUID, row: UUID, sealed: bytes | memoryview | None) -> str:
    if not sealed:
        return ""
    try:
        return vault.open_sealed(case_id, person_id, place=apart.OFFER, row=row, sealed=bytes(sealed))
    except vault.Unreadable:
        return ""
