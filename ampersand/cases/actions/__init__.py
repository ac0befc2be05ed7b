"""Writes: one transaction each, with its event on the case's chain."""

from ampersand.cases.actions.common import LinkClosed, Refused
from ampersand.cases.actions.invitations import (
    INVITATION_LASTS,
    MOST_MEMBERS,
    Invitee,
    accept,
    accept_mine,
    invite,
    invite_again,
    withdraw_invitation,
)
from ampersand.cases.actions.members import ask_supervisor, end_supervision, leave, note_look, open_case
from ampersand.cases.actions.standing import end_case

__all__ = [
    "INVITATION_LASTS",
    "MOST_MEMBERS",
    "Invitee",
    "LinkClosed",
    "Refused",
    "accept",
    "accept_mine",
    "ask_supervisor",
    "end_case",
    "end_supervision",
    "invite",
    "invite_again",
    "leave",
    "note_look",
    "open_case",
    "withdraw_invitation",
]
