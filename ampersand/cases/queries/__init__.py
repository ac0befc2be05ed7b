"""Reads: cases, the people in them, invitations, agreements. Every function takes the viewer first."""

from ampersand.cases.queries.case import (
    Colleague,
    OneCase,
    OwnPlace,
    Someone,
    columns_of,
    joint_open,
    mine,
    one,
    own_places,
    people,
    row,
    supervisors_to_ask,
    swapped,
)
from ampersand.cases.queries.invitations import Invited, Welcome, invitation, invitations, state_of, welcome

__all__ = [
    "Colleague",
    "Invited",
    "OneCase",
    "OwnPlace",
    "Someone",
    "Welcome",
    "columns_of",
    "invitation",
    "invitations",
    "joint_open",
    "mine",
    "one",
    "own_places",
    "people",
    "row",
    "state_of",
    "supervisors_to_ask",
    "swapped",
    "welcome",
]
