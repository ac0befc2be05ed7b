"""When a time becomes free: whoever wished for an earlier one is told, once a day at most."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from ampersand.core.clock import now
from ampersand.meetings.actions import telling
from ampersand.meetings.models import Answer, Meeting, Wish

AGAIN_AFTER = timedelta(days=1)


def tell_who_waits(row: Meeting, at: datetime) -> None:
    """The time `at`, at which this meeting would have been, is free; tell those whose meeting is later than that."""
    if at <= now():
        return
    rows: QuerySet[Wish] = QuerySet(Wish)
    later = rows.filter(meeting__therapist=row.therapist_id, meeting__begins_at__gt=at, meeting__state="set")
    later = later.exclude(meeting=row.pk).filter(Q(told_at__isnull=True) | Q(told_at__lt=now() - AGAIN_AFTER))
    for wish in later.filter(meeting__case__state="open").select_related("meeting", "person")[:50]:
        telling.earlier([wish.person], wish.meeting)
        rows.filter(pk=wish.pk).update(told_at=now())


def who_said_yes(row: Meeting) -> set[UUID]:
    """Whom a proposed time suits; asked by the program when somebody answers, who may not see it."""
    rows: QuerySet[Answer] = QuerySet(Answer)
    return set(rows.filter(meeting=row.pk, suits=True).values_list("person_id", flat=True))


def let_go_of_old_proposals(before: datetime) -> int:
    """Free the times of proposals without an answer: three days old, or to begin within half a day. For the keeper."""
    rows: QuerySet[Meeting] = QuerySet(Meeting)
    old = rows.filter(state=Meeting.State.PROPOSED).filter(
        Q(made_at__lt=before - timedelta(days=3)) | Q(begins_at__lt=before + timedelta(hours=12))
    )
    return old.update(state=Meeting.State.CALLED_OFF, revision=F("revision") + 1, changed_at=before)
