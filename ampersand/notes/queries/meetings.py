"""Meetings to be written about: the latest of a case, and those of the viewer's cases without a note."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format

from ampersand.core.clock import now
from ampersand.meetings.models import Meeting
from ampersand.notes.models import Note, NoteDraft
from ampersand.notes.rules.kinds import Kind
from ampersand.privacy.viewer import Viewer

LOOKS_BACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Met:
    """One meeting that took place: its day where the reader is, and in words."""

    id: UUID
    case_id: UUID
    at: datetime
    on: date
    words: str
    with_one: UUID | None = None

    @property
    def kind(self) -> str:
        """Which kind of note it asks for."""
        return str(Kind.INDIVIDUAL if self.with_one else Kind.JOINT)


def of_case(viewer: Viewer, case_id: UUID) -> list[Met]:
    """The latest meetings of a case, the newest first. One query."""
    rows = _took_place(viewer).filter(case_id=case_id).order_by("-begins_at")
    return [_met(viewer, *row) for row in rows.values_list("pk", "case_id", "begins_at", "person_id")[:8]]


def without_note(viewer: Viewer) -> list[Met]:
    """Meetings that the viewer led and about which nothing is signed or begun, the oldest first. One query."""
    rows = _took_place(viewer, "write").filter(begins_at__gt=now() - LOOKS_BACK)
    signed = Note.objects.visible_to(viewer).filter(meeting_id=OuterRef("pk"))
    begun = NoteDraft.objects.visible_to(viewer).filter(meeting_id=OuterRef("pk"))
    found = rows.filter(~Exists(signed), ~Exists(begun)).order_by("begins_at")
    return [_met(viewer, *row) for row in found.values_list("pk", "case_id", "begins_at", "person_id")[:100]]


def _took_place(viewer: Viewer, action: str = "read") -> "QuerySet[Meeting]":
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(viewer, action)
    return rows.filter(state=Meeting.State.SET, begins_at__lte=now())


def _met(viewer: Viewer, key: UUID, case_id: UUID, at: datetime, with_one: UUID | None) -> Met:
    here = at.astimezone(ZoneInfo(viewer.time_zone))
    return Met(key, case_id, at, here.date(), f"{date_format(here.date(), 'l j F Y')}, {here:%H:%M}", with_one)
