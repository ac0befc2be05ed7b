"""Whether a time is taken, whoever has it: nothing leaves this file but yes or no, and spans without names."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ampersand.meetings.models import Away, Meeting
from ampersand.meetings.rules.free import Span


def clash(row: Meeting) -> str:
    """What stands in the way of a meeting's time: "therapist", "room", "away" or nothing. Three queries at most."""
    others = _holding(row.pk)
    if others.filter(therapist=row.therapist_id, begins_at__lt=row.free_at, free_at__gt=row.begins_at).exists():
        return "therapist"
    if row.room_id and others.filter(room=row.room_id, begins_at__lt=row.ends_at, ends_at__gt=row.begins_at).exists():
        return "room"
    away: QuerySet[Away] = QuerySet(Away)
    if away.filter(therapist=row.therapist_id, begins_at__lt=row.ends_at, ends_at__gt=row.begins_at).exists():
        return "away"
    return ""


def of_therapist(therapist_id: UUID, since: datetime, until: datetime, but: UUID | None = None) -> list[Span]:
    """When a therapist has no time, between two instants, leaving one meeting out. Two queries."""
    met = _holding(but).filter(therapist=therapist_id, free_at__gt=since, begins_at__lt=until)
    away: QuerySet[Away] = QuerySet(Away)
    gone = away.filter(therapist=therapist_id, ends_at__gt=since, begins_at__lt=until)
    spans = [*met.values_list("begins_at", "free_at"), *gone.values_list("begins_at", "ends_at")]
    return [Span(begins, ends) for begins, ends in spans]


def of_rooms(rooms: list[UUID], since: datetime, until: datetime, but: UUID | None = None) -> dict[str, list[Span]]:
    """When rooms are taken, between two instants, by the id of the room. One query; none without rooms."""
    found: dict[str, list[Span]] = defaultdict(list)
    if rooms:
        rows = _holding(but).filter(room__in=rooms, ends_at__gt=since, begins_at__lt=until)
        for room, begins, ends in rows.values_list("room_id", "begins_at", "ends_at"):
            found[str(room)].append(Span(begins, ends))
    return found


def _holding(but: UUID | None) -> "QuerySet[Meeting]":
    rows: QuerySet[Meeting] = QuerySet(Meeting)
    if but is not None:
        rows = rows.exclude(pk=but)
    return rows.exclude(state=Meeting.State.CALLED_OFF).filter(carried=False)
