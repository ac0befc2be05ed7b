"""Meetings as pages show them: of a case, and one. Each reader gets what is theirs to see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ampersand.accounts.rules.zones import place_of
from ampersand.cases import queries as cases
from ampersand.cases.models import Participation
from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.clock import now
from ampersand.meetings.models import Answer, Attendance, Calendar, Meeting, Room, Wish
from ampersand.meetings.rules.changes import may_change
from ampersand.meetings.rules.times import here
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

AT_ONCE = 20
State = Meeting.State
_COLUMNS = (
    "pk", "case_id", "person_id", "therapist_id", "begins_at", "ends_at", "zone", "room__name", "state", "series",
    "every_weeks", "revision", "set_by_id", "changed_at", "replaces_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One meeting; without a `person_id` it is of everyone in the case."""

    id: UUID
    case_id: UUID
    person_id: UUID | None
    therapist_id: UUID
    begins_at: datetime
    ends_at: datetime
    zone: str
    room: str | None
    state: str
    series: UUID | None
    every_weeks: int
    revision: int
    set_by_id: UUID
    changed_at: datetime
    replaces_id: UUID | None = None

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.ends_at - self.begins_at).total_seconds() // 60)

    @property
    def where(self) -> str:
        """In which room, or by video."""
        return self.room or str(_("By video"))

    @property
    def is_set(self) -> bool:
        """Whether it stands."""
        return self.state == State.SET

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for somebody to say that the time suits them."""
        return self.state == State.PROPOSED

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.ends_at <= now()


@dataclass(frozen=True)
class OfCase:
    """The meetings of a case: what comes, the earliest first, and a part of what was, the latest first."""

    case: OneCase
    coming: tuple[Shown, ...]
    past: tuple[Shown, ...]
    more: bool
    alone: tuple[tuple[Someone, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Someone whose clocks show something else: their place, its zone, and whether it is another day there."""

    person: Someone
    place: str
    zone: str
    other_day: bool


@dataclass(frozen=True)
class Page:
    """One meeting with everything around it for its reader."""

    meeting: Shown
    case: OneCase
    people: tuple[Someone, ...]
    elsewhere: tuple[Elsewhere, ...]
    readers: tuple[Someone, ...]
    leads: bool
    may_change: bool
    my_answer: bool | None
    answers: dict[UUID, bool]
    attendance: dict[UUID, tuple[str, int]]
    change_notice: int
    wishes: bool
    proposal: Shown | None

    @property
    def yes(self) -> set[UUID]:
        """Whom a proposed time suits, for those who may see it."""
        return {person for person, suits in self.answers.items() if suits}


def one(viewer: Viewer, meeting_id: UUID, action: str = "read") -> Shown:
    """One meeting, also one that was called off; raises Hidden."""
    rows = Meeting.objects.visible_to(viewer, action).filter(pk=meeting_id).values_list(*_COLUMNS)
    found = [Shown(*row) for row in rows]
    if not found:
        raise Hidden
    return found[0]


def of_case(viewer: Viewer, case_id: UUID, page: int = 1) -> OfCase:
    """The meetings of a case that the viewer may see; raises Hidden for whoever takes no part. Five queries."""
    case = cases.one(viewer, case_id)
    if not (case.treats(viewer) or case.me(viewer)):
        raise Hidden
    rows = Meeting.objects.visible_to(viewer).filter(case_id=case_id)
    ahead = rows.filter(ends_at__gt=now()).exclude(state=State.CALLED_OFF).order_by("begins_at")
    gone = rows.filter(ends_at__lte=now(), state=State.SET).order_by("-begins_at")
    first = (page - 1) * AT_ONCE
    past = [Shown(*row) for row in gone.values_list(*_COLUMNS)[first : first + AT_ONCE + 1]]
    coming = tuple(Shown(*row) for row in ahead.values_list(*_COLUMNS)[:60])
    alone = _alone(viewer, case) if case.leads(viewer) and case.is_shared else ()
    return OfCase(case, coming, tuple(past[:AT_ONCE]), len(past) > AT_ONCE, alone)


def page(viewer: Viewer, meeting_id: UUID) -> Page:
    """One meeting with who takes part, where they are, and what the viewer may do; raises Hidden. Nine queries."""
    meeting = one(viewer, meeting_id)
    case = cases.one(viewer, meeting.case_id)
    people = tuple(one for one in case.members if meeting.person_id in (None, one.person_id))
    leads, me = case.leads(viewer), case.me(viewer)
    notice = change_notice(meeting.therapist_id, case.practice_id)
    open_ = meeting.state != State.CALLED_OFF and not meeting.is_over and case.takes_new
    may = leads or (me is not None and may_change(meeting.begins_at, now(), notice))
    answers = _answers(viewer, meeting_id)
    return Page(
        meeting, case, people, elsewhere(viewer, case, people, meeting.begins_at), readers(case, meeting.person_id),
        leads, open_ and may, answers.get(viewer.person_id) if viewer.person_id else None,
        answers if case.treats(viewer) else {}, _attendance(viewer, meeting_id), notice,
        _wishes(viewer, meeting_id), _proposal(viewer, meeting_id),
    )  # fmt: skip


def made_by_form(viewer: Viewer, key: str) -> UUID | None:
    """The meeting that a form has made already, if the viewer sees it; None for anything else."""
    try:
        rows = Meeting.objects.visible_to(viewer).filter(pk=UUID(key))
    except ValueError:
        return None
    found: UUID | None = rows.values_list("pk", flat=True).first()
    return found


def readers(case: OneCase, person_id: UUID | None) -> tuple[Someone, ...]:
    """Who sees a meeting of everyone in a case, or of one person, by the one table."""
    if person_id is None:
        return case.readers(Kind.JOINT_MEETING, Audience.ALL_OF_US)
    return case.readers(Kind.OWN_MEETING, Audience.ME_AND_THERAPIST, owner=person_id)


def elsewhere(viewer: Viewer, case: OneCase, people: Iterable[Someone], at: datetime) -> tuple[Elsewhere, ...]:
    """For whom of the others clocks show something else than for the viewer: their place, and that hour. One query."""
    mine = here(at, viewer.time_zone)
    found = []
    zones = zones_of(viewer, case)
    for person in people:
        zone = zones.get(person.person_id, viewer.time_zone)
        if person.person_id != viewer.person_id and here(at, zone).utcoffset() != mine.utcoffset():
            other_day = here(at, zone).date() != mine.date()
            found.append(Elsewhere(person, place_of(zone), zone, other_day))
    return tuple(found)


def zones_of(viewer: Viewer, case: OneCase) -> dict[UUID, str]:
    """The zones of those in a case, by person. One query."""
    rows: QuerySet[Participation] = Participation.objects.visible_to(viewer)
    found = rows.filter(case_id=case.id, left_at__isnull=True)
    return dict(found.values_list("person_id", "person__time_zone"))


def change_notice(therapist_id: UUID, practice_id: UUID | None) -> int:
    """Hours until which clients move or call off by themselves; the same for everyone who sees this therapist."""
    rows: QuerySet[Calendar] = QuerySet(Calendar)
    found = rows.filter(therapist=therapist_id, practice=practice_id).values_list("change_notice", flat=True).first()
    return 48 if found is None else found


def rooms(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The rooms of the viewer's practice that are in use, by name."""
    if viewer.practice_id is None:
        return []
    rows = Room.objects.filter(practice_id=viewer.practice_id, closed_at__isnull=True).order_by("name")
    return list(rows.values_list("pk", "name"))


def _alone(viewer: Viewer, case: OneCase) -> tuple[tuple[Someone, int], ...]:
    """How many meetings alone each member has or had, so that everyone is offered as many. One query."""
    rows = Meeting.objects.visible_to(viewer).filter(case_id=case.id, person__isnull=False, state=State.SET)
    held = list(rows.values_list("person_id", flat=True))
    return tuple((person, held.count(person.person_id)) for person in case.members)


def _answers(viewer: Viewer, meeting_id: UUID) -> dict[UUID, bool]:
    rows: QuerySet[Answer] = Answer.objects.visible_to(viewer).filter(meeting=meeting_id)
    return dict(rows.values_list("person_id", "suits"))


def _attendance(viewer: Viewer, meeting_id: UUID) -> dict[UUID, tuple[str, int]]:
    rows: QuerySet[Attendance] = Attendance.objects.visible_to(viewer).filter(meeting=meeting_id)
    return {person: (how, minutes) for person, how, minutes in rows.values_list("person_id", "how", "minutes")}


def _wishes(viewer: Viewer, meeting_id: UUID) -> bool:
    rows = Wish.objects.visible_to(viewer).filter(meeting=meeting_id, person=viewer.person_id)
    return rows.exists()


def _proposal(viewer: Viewer, meeting_id: UUID) -> Shown | None:
    """Another time that was proposed for a meeting and waits for an answer."""
    rows = Meeting.objects.visible_to(viewer).filter(replaces=meeting_id, state=State.PROPOSED)
    return next((Shown(*row) for row in rows.values_list(*_COLUMNS)[:1]), None)
