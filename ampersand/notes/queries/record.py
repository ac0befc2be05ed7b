"""One's own part of the record, as each client reads it: what was asked for, what was given, who looked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.clock import today
from ampersand.notes.models import AccessRequest, EmergencyAccess, Extract
from ampersand.notes.queries import sealed, writing
from ampersand.notes.rules import looks
from ampersand.notes.rules.looks import Look
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer
from ampersand.reports.queries import people as places
from ampersand.reports.queries import releases

# Looks at the ordinary record as a whole, and at single things of one person, told to that person alone.
# A look at a single note says in its note whose folder it lies in; without one it is of all.
OF_ALL = ("case.opened", "notes.opened", "measures.opened", "report.opened")
OF_ONE = ("note.opened",)


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that was asked for, and what became of it."""

    id: UUID
    person_id: UUID
    scope: str
    made_at: datetime
    answered_at: datetime | None
    given: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A part of the record that was drafted or given."""

    id: UUID
    person_id: UUID
    scope: str
    made_at: datetime
    released_at: datetime | None
    digest: str


@dataclass(frozen=True, slots=True)
class Week:
    """One week, and by name who of those who treat looked in it."""

    begins: date
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Emergency:
    """That a supervisor looked in an emergency: who, from when, until when; the reason for those who treat."""

    id: UUID
    person_id: UUID
    name: str
    begun_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    reason: str = ""

    @property
    def until(self) -> datetime:
        """Until when it lasts or lasted."""
        return self.ended_at or self.ends_at

    @property
    def runs(self) -> bool:
        """Whether it is still open."""
        return self.ended_at is None


def mine(viewer: Viewer, case_id: UUID) -> tuple[OneCase, UUID]:
    """The case in which the viewer takes or took part as a client, and who they are; raises Hidden."""
    case, me = places.own_place(viewer, case_id)
    return case, me.person_id


def asked(viewer: Viewer, case_id: UUID, person_id: UUID | None = None) -> list[Asked]:
    """What was asked for in a case, by the viewer or by those they treat, the newest first. Two queries."""
    rows = AccessRequest.objects.visible_to(viewer).filter(case_id=case_id)
    if person_id:
        rows = rows.filter(person_id=person_id)
    columns = ("pk", "person_id", "scope", "made_at", "answered_at", "given", "words")
    found: list[Any] = list(rows.order_by("-made_at").values_list(*columns)[:50])
    opener = sealed.Opener({(case_id, one[1]) for one in found if one[6]})
    return [Asked(row[0], row[1], row[2], row[3], row[4], row[5], _why_not(opener, case_id, row)) for row in found]


def given(viewer: Viewer, case_id: UUID, person_id: UUID | None = None) -> list[Given]:
    """The parts of the record that the viewer may read, the newest first. One query."""
    rows = Extract.objects.visible_to(viewer).filter(case_id=case_id)
    if person_id:
        rows = rows.filter(person_id=person_id)
    columns = ("pk", "person_id", "scope", "made_at", "released_at", "digest")
    return [Given(*one) for one in rows.order_by("-made_at").values_list(*columns)[:100]]


def open_request(viewer: Viewer, case_id: UUID, person_id: UUID, scope: str) -> UUID | None:
    """What this person has asked for and was not answered yet. One query."""
    rows = AccessRequest.objects.visible_to(viewer).filter(case_id=case_id, person_id=person_id, scope=scope)
    return rows.filter(answered_at__isnull=True).values_list("pk", flat=True).first()


def all_ask(viewer: Viewer, case: OneCase) -> bool:
    """Whether every adult of a case has asked for the file of all, whoever got theirs already."""
    rows = AccessRequest.objects.visible_to(viewer).filter(case_id=case.id, scope="joint")
    ask = set(rows.exclude(answered_at__isnull=False, given=False).values_list("person_id", flat=True))
    grown = {one.person_id for one in releases.adults(viewer, case)}
    return bool(grown) and grown <= ask


def looked(viewer: Viewer, case: OneCase) -> list[Week]:
    """Who opened the viewer's ordinary record, by weeks that are over; what is kept apart is on no such chain."""
    me, day = writing.me(viewer), today(viewer.time_zone)
    since = datetime.combine(day - timedelta(weeks=looks.WEEKS), datetime.min.time(), ZoneInfo(viewer.time_zone))
    treat = {one.person_id: one.name for one in case.people if one.role in ("therapist", "supervisor")}
    found = audit.looks(chain=case.id, verbs=(*OF_ALL, *OF_ONE), actors=treat, since=since)
    seen = [
        Look(one.at.astimezone(ZoneInfo(viewer.time_zone)).date(), one.actor)
        for one in found
        if one.actor and (one.verb in OF_ALL or one.note in ("", str(me)))
    ]
    return [
        Week(week.begins, tuple(sorted((treat[who] for who in week.by), key=str.casefold)))
        for week in looks.by_week(seen, day)
    ]


def emergencies(viewer: Viewer, case_id: UUID, *, with_reason: bool = False) -> list[Emergency]:
    """When a supervisor looked into a case in an emergency, the newest first. One query, and one for the key."""
    rows = EmergencyAccess.objects.visible_to(viewer).filter(case_id=case_id).order_by("-begun_at")
    columns = ("pk", "person_id", "person__name", "begun_at", "ends_at", "ended_at", "words")
    found: list[Any] = list(rows.values_list(*columns)[:50])
    opener = sealed.Opener({(case_id, case_id)} if found and with_reason else set())
    return [
        Emergency(
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            row[5],
            _reason(opener, case_id, row[0], row[6]) if with_reason else "",
        )
        for row in found
    ]


def readers(case: OneCase, person_id: UUID) -> tuple[Someone, ...]:
    """Who knows of what one person asks for and is given."""
    return case.readers(Kind.ACCESS_REQUEST, Audience.ME_AND_THERAPIST, person_id)


def _why_not(opener: sealed.Opener, case_id: UUID, row: tuple[Any, ...]) -> str:
    if not row[6]:
        return ""
    try:
        return str(opener.opened(case_id, row[1], sealed.WHY_NOT, row[0], row[6])["text"])
    except Unreadable:
        return ""


def _reason(opener: sealed.Opener, case_id: UUID, row: UUID, words: bytes) -> str:
    try:
        return str(opener.opened(case_id, case_id, sealed.EMERGENCY, row, words)["text"])
    except Unreadable:
        return ""


def request_row(viewer: Viewer, request_id: UUID) -> AccessRequest | None:
    """Something that was asked for, if the viewer may answer it."""
    found: AccessRequest | None = AccessRequest.objects.find(viewer, request_id, "write")
    return found


def place_of(viewer: Viewer, row: Extract) -> tuple[OneCase, Someone]:
    """The case of a part of the record, and whose it is; its owner reads it also after leaving. Raises Hidden."""
    case = places.any_place(viewer, row.case_id)
    person = next((one for one in case.people if one.person_id == row.person_id), None)
    if person is None:
        raise Hidden
    return case, person
