"""How meetings were rated, for those who treat: what is worth a look, and words. Supervisors read totals only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ampersand.cases.queries import OneCase, Someone
from ampersand.checkins import content
from ampersand.checkins.models import Feedback
from ampersand.checkins.queries import sealed
from ampersand.checkins.rules.alliance import Flag, flags
from ampersand.core.clock import now
from ampersand.privacy import prepared
from ampersand.privacy.viewer import Viewer

LATEST = 24  # meetings
SAME_WEEK = timedelta(days=7)
RECENT = timedelta(weeks=8)


@dataclass(frozen=True)
class Meeting:
    """One meeting: scores and the ratings of us as a team by person; lines and words where one may read them."""

    meeting_id: UUID
    at: datetime
    scores: dict[UUID, float] = field(default_factory=dict)
    team: dict[UUID, int] = field(default_factory=dict)
    lines: dict[UUID, dict[str, int]] = field(default_factory=dict)
    notes: dict[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Alliance:
    """Every rated meeting of a case, the earliest first, and what is worth a look since the latest."""

    case: OneCase
    meetings: tuple[Meeting, ...]
    flags: tuple[Flag[UUID], ...]

    @property
    def since(self) -> datetime | None:
        """When the latest rated meeting was."""
        return self.meetings[-1].at if self.meetings else None

    @property
    def people(self) -> tuple[Someone, ...]:
        """The members who rated any, in the order of the page; also those who have left since."""
        rated = {person for meeting in self.meetings for person in meeting.scores}
        return tuple(person for person in self.case.people if person.role == "member" and person.person_id in rated)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is worth a look in one case, for a list of cases: since the meeting at `since`."""

    case_id: UUID
    since: datetime
    flags: tuple[Flag[UUID], ...]


def of_case(viewer: Viewer, case: OneCase) -> Alliance:
    """How the meetings of a case were rated; lines and words only for who may read them. Three queries at most."""
    rows = Feedback.objects.visible_to(viewer, "see_result").filter(case_id=case.id, current=True)
    totals = rows.order_by("-meeting__begins_at", "person_id")
    held: dict[UUID, Meeting] = {}
    columns = ("meeting_id", "meeting__begins_at", "person_id", "score", "team")
    for key, at, person, score, team in totals.values_list(*columns)[: LATEST * 6]:
        meeting = held.setdefault(key, Meeting(key, at))
        meeting.scores[person] = score
        if team is not None:
            meeting.team[person] = team
    meetings = tuple(sorted(held.values(), key=lambda one: one.at))[-LATEST:]
    _add_words(viewer, case.id, meetings)
    here = {person.person_id for person in case.members}
    return Alliance(case, meetings, _flags(meetings, here))


def standings(viewer: Viewer, case_ids: Iterable[UUID] | None = None) -> list[Standing]:
    """What is worth a look in these or all cases after a meeting in the last seven days. One query, however many."""
    found = []
    for case, meetings in scores(viewer, case_ids).items():
        seen = _flags(meetings, None)
        if seen and meetings[-1].at > now() - SAME_WEEK:
            found.append(Standing(case, meetings[-1].at, seen))
    return found


def scores(viewer: Viewer, case_ids: Iterable[UUID] | None = None) -> dict[UUID, list[Meeting]]:
    """The scores of the meetings of the last eight weeks by case, the earliest first. One query, however many cases."""
    since = now() - RECENT
    rows = _all_recent(viewer, since) if case_ids is None else _recent(viewer, since).filter(case_id__in=list(case_ids))
    held: dict[UUID, dict[UUID, Meeting]] = defaultdict(dict)
    for case, meeting, at, person, score in rows:
        held[case].setdefault(meeting, Meeting(meeting, at)).scores[person] = score
    return {case: list(meetings.values()) for case, meetings in held.items()}


@prepared.read
def _all_recent(viewer: Viewer, since: datetime) -> "QuerySet[Feedback, tuple[Any, ...]]":
    return _recent(viewer, since)


def _recent(viewer: Viewer, since: datetime) -> "QuerySet[Feedback, tuple[Any, ...]]":
    rows: QuerySet[Feedback] = Feedback.objects.visible_to(viewer, "see_result")
    recent = rows.filter(current=True, meeting__begins_at__gt=since).order_by("meeting__begins_at", "person_id")
    return recent.values_list("case_id", "meeting_id", "meeting__begins_at", "person_id", "score")


def _flags(meetings: Sequence[Meeting], here: set[UUID] | None) -> tuple[Flag[UUID], ...]:
    scores = [
        {person: score for person, score in one.scores.items() if here is None or person in here} for one in meetings
    ]
    return tuple(flags(scores, content.feedback().thresholds))


def _add_words(viewer: Viewer, case_id: UUID, meetings: Sequence[Meeting]) -> None:
    by_id = {meeting.meeting_id: meeting for meeting in meetings}
    rows: Any = Feedback.objects.visible_to(viewer).filter(case_id=case_id, current=True, meeting_id__in=list(by_id))
    found = list(rows.values_list("pk", "meeting_id", "person_id", "said"))
    if not found:
        return
    opener = sealed.Opener(case_id, {row[2] for row in found})
    for pk, key, person, text in found:
        said = opener.opened(person, sealed.FEEDBACK, pk, text)
        if said is not None:
            by_id[key].lines[person] = said["lines"]
            by_id[key].notes[person] = said["note"]
