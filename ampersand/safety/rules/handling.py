"""What can be done with an alert, what may close it, and what somebody writes down after talking about risk.

Needs and safety, not prediction (NICE NG225, 2022): nothing here is counted, and nothing decides who gets care.
"""

from enum import StrEnum

from ampersand.safety.rules.alerts import FACTS, Kind, Within


class Done(StrEnum):
    """What was done; the words beside it say the rest."""

    SPOKE = "spoke"
    MET = "met"
    NO_ANSWER = "no-answer"
    MESSAGE = "message"
    EMERGENCY = "emergency"
    SENT_ON = "sent-on"
    PLAN = "plan"
    SURROUNDINGS = "surroundings"
    CONSULTED = "consulted"
    PARTNER_TOLD = "partner-told"
    OTHER = "other"


REACHED = frozenset({Done.SPOKE, Done.MET, Done.EMERGENCY, Done.SENT_ON})


class Channel(StrEnum):
    """How somebody was spoken with."""

    PHONE = "phone"
    VIDEO = "video"
    IN_PERSON = "in-person"
    WRITTEN = "written"


class Plan(StrEnum):
    """What became of the safety plan."""

    MADE = "made"
    LOOKED_AT = "looked-at"
    NOT_YET = "not-yet"
    NOT_WANTED = "not-wanted"


class Partner(StrEnum):
    """Whether the partner or family may be told, which is the person's to say."""

    NOT_ASKED = "not-asked"
    NO = "no"
    YES = "yes"
    DANGER = "danger"


def may_close(kind: Kind, *, acted: bool) -> bool:
    """Whether it may be closed: what is about danger only after somebody has written down what was done."""
    facts = FACTS[kind]
    urgent = facts.row <= 3 and facts.within is not Within.GIVEN
    return acted or not (urgent or facts.about_suicide)
