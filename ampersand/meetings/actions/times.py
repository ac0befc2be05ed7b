"""What a therapist says about their own times, and an office about rooms."""

from datetime import datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.meetings.models import Away, Calendar, Hours, Room
from ampersand.meetings.queries import calendar
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


def settle(*, by: Viewer, told: dict[str, object]) -> None:
    """Say by which rules times are offered; `told` are columns of Calendar. Raises Hidden."""
    with transaction.atomic():
        row = calendar.settings(by)
        for name, value in told.items():
            setattr(row, name, value)
        require(by, "write", row)
        again = {name: getattr(row, name) for name in told}
        rows = Calendar.objects.visible_to(by, "write")
        rows.update_or_create(again, therapist_id=row.therapist_id, practice_id=row.practice_id)
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="calendar.settled", subject=row)


def add_hours(
    *, by: Viewer, weekday: int, begins: time, ends: time, zone: str, room_id: UUID | None = None
) -> Hours | None:
    """Add working hours on one weekday; None when some begin then already. Raises Hidden."""
    me, practice = _me(by)
    row = Hours(therapist_id=me, practice_id=practice, weekday=weekday, begins=begins, ends=ends, zone=zone)
    row.room_id = _room(by, room_id)
    require(by, "write", row)
    try:
        with transaction.atomic():
            audit.record(chain=audit.HOUSE, actor=by.person_id, verb="hours.added", subject=row)
            return row.insert()
    except IntegrityError:
        return None


def remove_hours(*, by: Viewer, hours_id: UUID) -> None:
    """Take working hours away; meetings that were set stay. Raises Hidden."""
    with transaction.atomic():
        gone, _ = Hours.objects.visible_to(by, "write").filter(pk=hours_id).delete()
        if not gone:
            raise Hidden
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="hours.removed", subject=Hours(pk=hours_id))


def go_away(*, by: Viewer, begins_at: datetime, ends_at: datetime, why: str, away_id: UUID | None = None) -> Away:
    """Say when one sees nobody; `away_id` is made by the form, so that it is said once. Raises Hidden."""
    key = away_id or new_id()
    with transaction.atomic():
        held: Away | None = Away.objects.visible_to(by, "write").filter(pk=key).first()
        if held:
            return held
        row = Away(pk=key, therapist_id=_me(by)[0], begins_at=begins_at, ends_at=ends_at, zone=by.time_zone, why=why)
        require(by, "write", row)
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="away.added", subject=row)
        return row.insert()


def come_back(*, by: Viewer, away_id: UUID) -> None:
    """Take a stretch away back. Raises Hidden."""
    with transaction.atomic():
        gone, _ = Away.objects.visible_to(by, "write").filter(pk=away_id).delete()
        if not gone:
            raise Hidden
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="away.removed", subject=Away(pk=away_id))


def add_room(*, by: Viewer, name: str) -> Room | None:
    """Give the practice a room; None when one has this name. Raises Hidden for whoever is no administrator."""
    if "administrator" not in by.staff_roles or by.practice_id is None:
        raise Hidden
    try:
        with transaction.atomic():
            row = Room.objects.create(practice_id=by.practice_id, name=name)
            audit.record(chain=audit.HOUSE, actor=by.person_id, verb="room.added", subject=row)
            return row
    except IntegrityError:
        return None


def close_room(*, by: Viewer, room_id: UUID) -> None:
    """A room is not used any more: nothing new is set there, and hours there are online. Raises Hidden."""
    if "administrator" not in by.staff_roles or by.practice_id is None:
        raise Hidden
    with transaction.atomic():
        rows = Room.objects.filter(pk=room_id, practice_id=by.practice_id, closed_at__isnull=True)
        if not rows.update(closed_at=now()):
            raise Hidden
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="room.closed", subject=Room(pk=room_id))


def _me(by: Viewer) -> tuple[UUID, UUID]:
    if "therapist" not in by.staff_roles or by.person_id is None or by.practice_id is None:
        raise Hidden
    return by.person_id, by.practice_id


def _room(by: Viewer, room_id: UUID | None) -> UUID | None:
    if room_id is None or by.practice_id is None:
        return None
    if not Room.objects.filter(pk=room_id, practice_id=by.practice_id, closed_at__isnull=True).exists():
        raise Hidden
    return room_id
