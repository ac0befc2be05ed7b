"""What a member of a case does with meetings: propose a time for all, take one alone, say whether one suits, move, call
off, wait for an earlier one. Within the hours and by the rules that the therapist has said."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.core.clock import now
from ampersand.meetings.actions import telling
from ampersand.meetings.actions.freed import tell_who_waits, who_said_yes
from ampersand.meetings.actions.holding import Taken, hold
from ampersand.meetings.actions.moved import tell
from ampersand.meetings.models import Answer, Meeting, Wish
from ampersand.meetings.queries import offers, shown
from ampersand.meetings.queries.offers import Offer
from ampersand.meetings.rules.changes import may_change
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer

State = Meeting.State


class TooLate(Exception):
    """It is too near for clients to change it by themselves."""


def take(*, by: Viewer, case_id: UUID, at: datetime, meeting_id: UUID, alone: bool = False) -> Meeting:
    """Take a free time: alone it is set at once; for all it is proposed, and stands when each has said yes.

    `meeting_id` is made by the form, so that sent twice it is taken once. Raises Hidden, Taken when it is not free.
    """
    with transaction.atomic():
        held: Meeting | None = Meeting.objects.visible_to(by, "write").filter(pk=meeting_id).first()
        if held is not None:
            return held
        offer = offers.offered(by, case_id, alone=alone)
        row = _new(by, offer, at, meeting_id)
        require(by, "write", row)
        hold(row)
        audit.record(chain=case_id, actor=by.person_id, verb=f"meeting.{row.state}", subject=row)
        _said(by, row, suits=True)
        _settle(by, row, offer.case)
        telling.changed(row, but=by.person_id)
        telling.therapist(row, but=by.person_id)
    return row


def propose_move(*, by: Viewer, meeting_id: UUID, at: datetime, new_id: UUID) -> Meeting:
    """Another hour: of a meeting alone it counts at once; for one of all it is proposed; what is set stays until then.

    Raises Hidden, TooLate, Taken.
    """
    with transaction.atomic():
        row = _mine(by, meeting_id)
        offer = offers.offered(by, row.case_id, alone=row.person_id is not None, instead_of=row)
        if row.person_id is not None or not offer.case.is_shared:
            return _moved(by, row, at, offer)
        held: Meeting | None = Meeting.objects.visible_to(by, "write").filter(pk=new_id).first()
        if held is not None:
            return held
        Meeting.objects.visible_to(by, "write").filter(replaces=row.pk, state=State.PROPOSED).delete()
        other = _new(by, offer, at, new_id)
        other.replaces_id, other.therapist_id = row.pk, row.therapist_id
        require(by, "write", other)
        hold(other)
        audit.record(chain=row.case_id, actor=by.person_id, verb="meeting.move_proposed", subject=row)
        _said(by, other, suits=True)
        telling.changed(other, but=by.person_id)
    return other


def answer(*, by: Viewer, meeting_id: UUID, suits: bool) -> Meeting | None:
    """Say whether a proposed time suits; with the last yes it stands, with a no it is free again. Raises Hidden.

    The meeting as it is then; None where it is gone. Said twice, it was said once.
    """
    with transaction.atomic():
        rows = Meeting.objects.visible_to(by, "write").filter(pk=meeting_id)
        row: Meeting | None = rows.select_for_update(of=("self",)).first()
        if row is None:
            raise Hidden
        case = cases.one(by, row.case_id)
        if case.me(by) is None or row.person_id is not None:
            raise Hidden
        if row.state != State.PROPOSED:
            return row
        _said(by, row, suits=suits)
        if not suits:
            _let_go(by, row)
            return None
        return _settle(by, row, case)


def call_off(*, by: Viewer, meeting_id: UUID) -> Meeting:
    """Call off one's own meeting, or one of all; raises Hidden, TooLate. Nobody is asked for a reason."""
    with transaction.atomic():
        row = _mine(by, meeting_id)
        row.state = State.CALLED_OFF
        _changed(row)
        row.save(update_fields=["state", "revision", "changed_at"])
        Meeting.objects.visible_to(by, "write").filter(replaces=row.pk, state=State.PROPOSED).delete()
        audit.record(chain=row.case_id, actor=by.person_id, verb="meeting.called_off", subject=row)
        telling.changed(row, but=by.person_id)
        telling.therapist(row, but=by.person_id)
        tell_who_waits(row, row.begins_at)
    return row


def wait_for_earlier(*, by: Viewer, meeting_id: UUID, wants: bool) -> None:
    """Say, for oneself, whether one would like an earlier time than this meeting's; raises Hidden."""
    meeting = shown.one(by, meeting_id, "write")
    case = cases.one(by, meeting.case_id)
    if case.me(by) is None or by.person_id is None:
        raise Hidden
    with transaction.atomic():
        mine = Wish.objects.visible_to(by, "write").filter(meeting=meeting_id, person=by.person_id)
        if not wants:
            mine.delete()
        elif not mine.exists():
            row = Wish(meeting_id=meeting_id, case_id=case.id, person_id=by.person_id)
            require(by, "write", row)
            row.insert()
        audit.record(chain=case.id, actor=by.person_id, verb="meeting.wish", subject=Meeting(pk=meeting_id))


def _new(by: Viewer, offer: Offer, at: datetime, meeting_id: UUID) -> Meeting:
    room = offer.room_of(at)
    if room is None:
        raise Taken
    assert by.person_id, "a member has signed in"
    assert offer.case.practice_id, "a case has a practice"
    ends = at + timedelta(minutes=offer.minutes)
    joint = offer.person_id is None and len(offer.case.members) > 1
    return Meeting(
        id=meeting_id, case_id=offer.case.id, person_id=offer.person_id, therapist_id=offer.therapist_id,
        practice_id=offer.case.practice_id, begins_at=at, ends_at=ends, free_at=ends + timedelta(minutes=offer.rest),
        zone=by.time_zone, room_id=UUID(room) if room else None, state=State.PROPOSED if joint else State.SET,
        set_by_id=by.person_id, made_at=now(), changed_at=now(),
    )  # fmt: skip


def _mine(by: Viewer, meeting_id: UUID) -> Meeting:
    """A meeting that the viewer takes part in and may still change by themselves."""
    rows = Meeting.objects.visible_to(by, "write").filter(pk=meeting_id).exclude(state=State.CALLED_OFF)
    row: Meeting | None = rows.select_for_update(of=("self",)).first()
    if row is None or row.begins_at <= now():
        raise Hidden
    case = cases.one(by, row.case_id)
    if case.me(by) is None:
        raise Hidden
    if not may_change(row.begins_at, now(), shown.change_notice(row.therapist_id, case.practice_id)):
        raise TooLate
    return row


def _moved(by: Viewer, row: Meeting, at: datetime, offer: Offer) -> Meeting:
    room = offer.room_of(at)
    if room is None:
        raise Taken
    was, long, rest = row.begins_at, row.ends_at - row.begins_at, row.free_at - row.ends_at
    row.begins_at, row.ends_at, row.free_at = at, at + long, at + long + rest
    row.room_id = UUID(room) if room else None
    _changed(row)
    hold(row)
    tell(row)
    audit.record(chain=row.case_id, actor=by.person_id, verb="meeting.moved", subject=row)
    telling.therapist(row, but=by.person_id)
    tell_who_waits(row, was)
    return row


def _said(by: Viewer, row: Meeting, *, suits: bool) -> None:
    if row.state != State.PROPOSED or by.person_id is None:
        return
    one = Answer(meeting_id=row.pk, case_id=row.case_id, person_id=by.person_id, suits=suits)
    require(by, "write", one)
    try:
        with transaction.atomic():
            one.insert()
    except IntegrityError:  # said before, or on two devices
        Answer.objects.visible_to(by, "write").filter(meeting=row.pk, person=by.person_id).update(suits=suits)
    audit.record(chain=row.case_id, actor=by.person_id, verb="meeting.answered", subject=row)


def _settle(by: Viewer, row: Meeting, case: OneCase) -> Meeting:
    """A proposed time stands once it suits everyone."""
    members = {one.person_id for one in case.members}
    if row.state != State.PROPOSED or not members <= who_said_yes(row):
        return row
    if row.replaces_id is None:
        row.state = State.SET
        _changed(row)
        row.save(update_fields=["state", "revision", "changed_at"])
    else:
        row = _take_place(row)
    audit.record(chain=row.case_id, actor=by.person_id, verb="meeting.set", subject=row)
    telling.changed(row, but=by.person_id)
    telling.therapist(row, but=by.person_id)
    return row


def _take_place(new: Meeting) -> Meeting:
    """The meeting itself gets the proposed hour: it stays the same meeting, and what hangs on it follows."""
    old: Meeting = new.replaces  # type: ignore[assignment]
    was = old.begins_at
    old.begins_at, old.ends_at, old.free_at, old.room_id = new.begins_at, new.ends_at, new.free_at, new.room_id
    new.delete()
    _changed(old)
    hold(old)
    tell(old)
    tell_who_waits(old, was)
    return old


def _let_go(by: Viewer, row: Meeting) -> None:
    """A proposed time is free again; nobody reads whom it did not suit."""
    audit.record(chain=row.case_id, actor=by.person_id, verb="meeting.not_suited", subject=row)
    telling.changed(row.replaces or row, but=by.person_id)
    row.state = State.CALLED_OFF
    _changed(row)
    row.save(update_fields=["state", "revision", "changed_at"])


def _changed(row: Meeting) -> None:
    row.revision += 1
    row.changed_at = now()
