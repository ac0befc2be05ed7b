"""Whether this database is a demo: the marker is Linden House itself, when it is the only practice there is."""

from enum import Enum

from django.db import connection

from ampersand.accounts.models import Person, Practice
from ampersand.operations.demo.people import PRACTICE


class State(Enum):
    """What a database holds."""

    EMPTY = "empty"
    DEMO = "demo"
    REAL = "real"


def state() -> State:
    """Nobody at all, Linden House alone, or people and practices that may be real."""
    if Practice._meta.db_table not in connection.introspection.table_names():
        return State.EMPTY
    practices = set(Practice.objects.values_list("pk", flat=True)[:3])
    if practices == {PRACTICE}:
        return State.DEMO
    if practices or Person.objects.exists():
        return State.REAL
    return State.EMPTY


def is_demo() -> bool:
    """Whether Linden House is the only practice here."""
    return state() is State.DEMO
