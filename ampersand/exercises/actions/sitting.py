"""Live exercises: laying the table, everything that happens at it, and what is left when it is over."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.core.live import changed
from ampersand.exercises.actions.common import Refused, known, open_to
from ampersand.exercises.models import Kept, Seat, Sitting, SittingRating
from ampersand.exercises.queries import sealed, tables
from ampersand.exercises.queries.shelf import goes_on
from ampersand.exercises.queries.tables import Room
from ampersand.exercises.rules.definition import LIVE, Exercise
from ampersand.exercises.rules.turns import stored
from ampersand.exercises.rules.turns.machine import after
from ampersand.exercises.rules.turns.table import RATINGS, Ended, Event, Kind, NotPossible, Table, begun, done_as, over
from ampersand.exercises.rules.turns.times import due
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer
from ampersand.safety.actions.private_word import ask_for_a_word


def begin(
    *,
    by: Viewer,
    case_id: UUID,
    exercise_id: str,
    people: Iterable[UUID] = (),
    sitting_id: UUID | None = None,
    one_device: bool = False,
) -> Sitting:
    """Lay a table for these members, or for all; raises Hidden, Refused.

    Whoever begins is A; a therapist who begins leads. A table that is laid already is the one.
    """
    exercise, case = known(exercise_id), cases.one(by, case_id)
    if exercise.mode not in LIVE or not (case.me(by) or case.leads(by)):
        raise Hidden
    with transaction.atomic():
        open_to(by, case, exercise)
        laid = tables.open_room(by, case_id)
        if laid:
            return _the_one(laid, exercise_id, sitting_id)
        seats = _seats(by, case, exercise, list(people))
        table = begun(len(seats), now().timestamp(), led=case.leads(by))
        if one_device:
            for seat in range(len(seats)):
                table = after(exercise, table, Event(Kind.ARRIVE, seat), table.since)
        sitting = Sitting(id=sitting_id or new_id(), case_id=case_id, exercise=exercise_id, one_device=one_device)
        sitting.table = _sealed(sitting, table)
        try:
            with transaction.atomic():
                sitting.insert()
        except IntegrityError:
            raise Refused(_("Another table is laid already. Go to it, or end it first.")) from None
        for number, person in enumerate(seats):
            Seat(id=new_id(), sitting=sitting, case_id=case_id, person_id=person, number=number).insert()
        audit.record(chain=case_id, actor=by.person_id, verb="exercises.sit_down", subject=sitting)
    return sitting


def do(*, by: Viewer, sitting_id: UUID, events: Sequence[Event], seat: int | None = None, deed: str = "") -> Room:
    """Let something happen at a table, all of it or nothing: as one's own seat, or on one device as whoever holds it.

    What comes again under the name of a `deed` that was done already does nothing. Raises Hidden, Refused. A table at
    which work together rests meanwhile ends like any that is not a good moment.
    """
    if any(event.kind is Kind.WORD for event in events):
        return _wish_for_a_word(by, sitting_id)
    with transaction.atomic():
        room = _locked(by, sitting_id)
        if room.table is None:
            return room
        table = room.table if goes_on(by, room.case) else over(room.table, Ended.NOT_NOW)
        if deed and deed in table.deeds:
            return room
        moment = now().timestamp()
        try:
            table = after(room.exercise, table, Event(Kind.TICK), moment)
            acts = room.seat if seat is None else _shared(room, seat)
            for event in events:
                table = after(room.exercise, table, replace(event, seat=acts), moment)
        except NotPossible:
            raise Refused(_("That was not possible any more. The page shows how it stands now.")) from None
        _store(by, room, done_as(table, deed))
    return tables.room(by, sitting_id)


def come(*, by: Viewer, sitting_id: UUID) -> Room:
    """Sit down at one's seat, if one has one, and let what is due by now happen; whoever may only read looks.

    The gates are asked each time: a table ends where work together rests meanwhile. Raises Hidden.
    """
    room = tables.room(by, sitting_id)
    if room.table is None:
        return room
    instant = due(room.exercise, room.table)
    late = instant is not None and instant <= now().timestamp()
    comes = room.seat in range(len(room.seats)) and room.seat not in room.table.here
    if not (late or comes) and goes_on(by, room.case):
        return room
    events = [Event(Kind.ARRIVE)] if comes else [Event(Kind.TICK)]
    try:
        return do(by=by, sitting_id=sitting_id, events=events)
    except (Hidden, Refused):
        return room


def go(*, by: Viewer, sitting_id: UUID) -> None:
    """Note that someone at the table has no device there any more; raises Hidden."""
    room = tables.room(by, sitting_id)
    if room.table is None or room.row.one_device or room.seat not in room.table.here:
        return
    do(by=by, sitting_id=sitting_id, events=[Event(Kind.LOSE)])


def _the_one(laid: Sitting, exercise_id: str, sitting_id: UUID | None) -> Sitting:
    if laid.exercise != exercise_id and laid.pk != sitting_id:
        raise Refused(_("Another table is laid already. Go to it, or end it first."))
    return laid


def _seats(by: Viewer, case: OneCase, exercise: Exercise, people: list[UUID]) -> list[UUID]:
    """Who sits down, whoever begins first; two at an exercise in turns, anyone at one for a group."""
    members = [person.person_id for person in case.members]
    chosen = [person for person in members if not people or person in people or person == by.person_id]
    chosen.sort(key=lambda person: person != by.person_id)
    if exercise.mode == "live_turns" and len(chosen) != 2:
        raise Refused(_("Choose the two of you who do this one."))
    return chosen


def _shared(room: Room, seat: int) -> int:
    if not room.row.one_device or room.seat not in range(len(room.seats)) or seat not in range(len(room.seats)):
        raise Hidden
    return seat


def _locked(by: Viewer, sitting_id: UUID) -> Room:
    rows = Sitting.objects.visible_to(by, "write").select_for_update(of=("self",))
    if not rows.filter(pk=sitting_id).exists():
        raise Hidden
    return tables.room(by, sitting_id)


def _store(by: Viewer, room: Room, table: Table) -> None:
    if table == room.table:
        return
    row = room.row
    row.changes += 1
    row.table = b"" if table.is_over else _sealed(row, table)
    if table.is_over:
        row.ended, row.ended_at = str(table.ended), now()
        _leave(by, room, table)
    row.save(update_fields=["table", "changes", "ended", "ended_at"])
    changed("sitting", row.pk)


def _leave(by: Viewer, room: Room, table: Table) -> None:
    """What is left of a table: the lines that everyone kept, and how it was for each, alone."""
    row, case = room.row, room.case.id
    for line in stored.kept(table):
        kept = Kept(id=new_id(), sitting=row, case_id=case)
        kept.words = sealed.seal(case, case, sealed.KEPT, kept.pk, line.text)
        kept.insert()
    with system_scope("each one's own rating is stored when the table is cleared, whoever was the last to leave it"):
        for seat, given in table.ratings.items():
            someone = room.seats[seat]
            if someone:
                values = {name: given.get(name) for name in RATINGS}
                SittingRating(id=new_id(), sitting=row, case_id=case, person_id=someone.person_id, **values).insert()
    audit.record(chain=case, actor=None, verb="exercises.clear_table", subject=row)


def _sealed(row: Sitting, table: Table) -> bytes:
    return sealed.seal(row.case_id, row.case_id, sealed.TABLE, row.pk, stored.written(table))


def _wish_for_a_word(by: Viewer, sitting_id: UUID) -> Room:
    room = tables.room(by, sitting_id)
    if room.seat in range(len(room.seats)):
        ask_for_a_word(by=by, case_id=room.case.id)
    return room
