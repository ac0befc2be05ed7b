"""Whether this database is a demo: the marker is Linden House itself, when it is the only practice there is."""

from enum import Enum

from django.db import connection

from ampersand.accounts.models import Person, Practice
from ampersand.operations.demo.people import PRACTICE, PRACTICE_NAME

UNFINISHED_NAME = f"{PRACTICE_NAME}, being written"


class State(Enum):
    """What a database holds."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    DEMO = "demo"
    REAL = "real"


def state() -> State:
    """Nobody at all, Linden House alone (whole, or broken off while it was written), or people who may be real."""
    if Practice._meta.db_table not in connection.introspection.table_names():
        return State.EMPTY
    practices = dict(Practice.objects.values_list("pk", "name")[:3])
    if practices.keys() == {PRACTICE}:
        return State.UNFINISHED if practices[PRACTICE] == UNFINISHED_NAME else State.DEMO
    if practices or Person.objects.exists():
        return State.REAL
    return State.EMPTY


def is_demo() -> bool:
    """Whether Linden House is the only practice here, and whole."""
    return state() is State.DEMO
