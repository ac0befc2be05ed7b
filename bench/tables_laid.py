"""Tables for the bench of live rooms: laid in each couple's case, with a sign-in for each screen."""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction
from django.db.models import QuerySet

from ampersand.accounts.models import Person
from ampersand.accounts.sessions import SessionStore
from ampersand.cases.models import Participation
from ampersand.core.ids import new_id
from ampersand.exercises.content import exercises
from ampersand.exercises.models import Seat, Sitting
from ampersand.exercises.queries import sealed
from ampersand.exercises.rules.turns import stored
from ampersand.exercises.rules.turns.machine import after
from ampersand.exercises.rules.turns.table import Event, Kind, Table, begun
from ampersand.privacy.scope import system_scope
from ampersand.safety.models import JointWork

EXERCISE = "X05"
NOW = 1_700_000_000.0


def lay(count: int) -> Iterator[tuple[UUID, UUID, list[str]]]:
    """For so many couples: the table's id, the case's, and the cookies of all three."""
    with system_scope("measuring live rooms"), transaction.atomic():
        people: dict[UUID, list[tuple[str, UUID]]] = {}
        rows: QuerySet[Participation] = QuerySet(Participation)
        for case, role, person in rows.filter(left_at=None).values_list("case_id", "role", "person_id"):
            people.setdefault(case, []).append((role, person))
        yield from islice((_laid(case, here) for case, here in people.items() if _couple(here)), count)


def _couple(here: list[tuple[str, UUID]]) -> bool:
    return sorted(role for role, _ in here if role != "supervisor") == ["member", "member", "therapist"]


def _laid(case: UUID, here: list[tuple[str, UUID]]) -> tuple[UUID, UUID, list[str]]:
    QuerySet(JointWork).filter(case=case).update(goes_on=True)
    members = [person for role, person in here if role == "member"]
    therapist = next(person for role, person in here if role == "therapist")
    sitting = Sitting(id=new_id(), case_id=case, exercise=EXERCISE)
    sitting.table = _table(sitting.pk, case, 0)
    sitting.insert()
    for number, person in enumerate(members):
        Seat(id=new_id(), sitting=sitting, case_id=case, person_id=person, number=number).insert()
    return sitting.pk, case, [_cookie(person) for person in (*members, therapist)]


@cache
def _begun() -> Table:
    """A table in the middle of a turn, which the therapist leads."""
    exercise, table = exercises()[EXERCISE], begun(2, NOW, led=True)
    here = [Event(Kind.ARRIVE, seat) for seat in (0, 1)] + [Event(Kind.READY, seat, value="yes") for seat in (0, 1)]
    for event in here:
        table = after(exercise, table, event, NOW)
    return table


def _table(sitting: UUID, case: UUID, number: int) -> bytes:
    table = after(exercises()[EXERCISE], _begun(), Event(Kind.SAY, 0, text=f"Number {number}"), NOW)
    return sealed.seal(case, case, sealed.TABLE, sitting, stored.written(table))


def _cookie(person_id: UUID) -> str:
    person = Person.objects.get(pk=person_id)
    session = SessionStore()
    session[SESSION_KEY] = str(person_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def change(sitting: UUID, case: UUID, number: int) -> None:
    """What an action leaves of a table, without what it asks before."""
    with connection.cursor() as cursor:
        table = _table(sitting, case, number)
        cursor.execute('UPDATE exercises_sitting SET "table" = %s WHERE id = %s', [table, sitting.hex])
