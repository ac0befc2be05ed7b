"""One live exercise, as the viewer may see it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.exercises.content import exercises
from ampersand.exercises.models import Seat, Sitting
from ampersand.exercises.queries import sealed
from ampersand.exercises.rules.definition import Exercise
from ampersand.exercises.rules.turns import stored
from ampersand.exercises.rules.turns.table import THERAPIST, Table
from ampersand.exercises.rules.turns.view import Seen, seen_by
from ampersand.privacy import prepared
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Room:
    """A sitting with its table; `seat` is the viewer's own, `THERAPIST` for whoever treats and watches."""

    row: Sitting
    case: OneCase
    exercise: Exercise
    table: Table | None
    seats: tuple[Someone | None, ...]
    seat: int

    @property
    def seen(self) -> Seen | None:
        """The table as the viewer sees it; None once it is over and cleared."""
        return seen_by(self.exercise, self.table, self.seat) if self.table else None

    def name(self, seat: int) -> str:
        """Who sits there."""
        someone = self.seats[seat] if 0 <= seat < len(self.seats) else None
        return someone.name if someone else ""


def room(viewer: Viewer, sitting_id: UUID) -> Room:
    """One sitting; raises Hidden to whoever neither sits at it nor treats the case. Five queries at most."""
    row: Sitting | None = Sitting.objects.find(viewer, sitting_id)
    if row is None or row.exercise not in exercises():
        raise Hidden
    case = cases.one(viewer, row.case_id)
    seats = seats_of(viewer, case, sitting_id)
    seat = next((number for number, one in enumerate(seats) if one and one.person_id == viewer.person_id), THERAPIST)
    if seat == THERAPIST and not case.treats(viewer):
        raise Hidden
    return Room(row, case, exercises()[row.exercise], table_of(row), seats, seat)


def seats_of(viewer: Viewer, case: OneCase, sitting_id: UUID) -> tuple[Someone | None, ...]:
    """Who sits at each seat, in order; None for somebody who has left the case since."""
    known = {person.person_id: person for person in case.everyone}
    return tuple(known.get(person) for (person,) in _seats(viewer, sitting_id))


@prepared.read
def _seats(viewer: Viewer, sitting_id: UUID) -> "QuerySet[Seat, tuple[UUID]]":
    rows = Seat.objects.visible_to(viewer).filter(sitting_id=sitting_id).order_by("number")
    return rows.values_list("person_id")


def table_of(row: Sitting) -> Table | None:
    """What stands on the table; None once it is over, for then it is cleared."""
    if not row.table:
        return None
    return stored.read(sealed.opened(row.case_id, row.case_id, sealed.TABLE, row.pk, row.table))


def open_room(viewer: Viewer, case_id: UUID) -> Sitting | None:
    """The table that is laid in a case now, if there is one."""
    found: Sitting | None = Sitting.objects.visible_to(viewer).filter(case_id=case_id, ended="").first()
    return found
