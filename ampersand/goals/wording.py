"""The words that pages use for goals."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ampersand.goals.queries.roadmap import Card
from ampersand.goals.rules.agreement import State
from ampersand.goals.rules.attainment import goal_attainment
from ampersand.goals.rules.scale import BASELINE, apart

DOMAINS = {
    "communication": gettext_lazy("How we talk"),
    "conflict": gettext_lazy("How we disagree"),
    "trust": gettext_lazy("Trust"),
    "support": gettext_lazy("Being there for each other"),
    "intimacy": gettext_lazy("Closeness"),
    "time": gettext_lazy("Time together"),
    "shared_vision": gettext_lazy("Where we are going"),
    "transition": gettext_lazy("Changes in life"),
    "individual": gettext_lazy("My own"),
    "family": gettext_lazy("As a family"),
}
STATES = {
    State.DRAFT: gettext_lazy("A draft"),
    State.PROPOSED: gettext_lazy("On the table"),
    State.DISCUSSED: gettext_lazy("On the table, and talked through"),
    State.AGREED: gettext_lazy("Agreed"),
    State.ACTIVE: gettext_lazy("Under way"),
    State.REVIEWED: gettext_lazy("Under way"),
    State.REACHED: gettext_lazy("Reached"),
    State.RESHAPED: gettext_lazy("Being reshaped"),
    State.PARKED: gettext_lazy("Parked"),
    State.LET_GO: gettext_lazy("Let go"),
}
DONE = {
    "done": gettext_lazy("Done"),
    "part": gettext_lazy("In part"),
    "not": gettext_lazy("Not yet"),
    "no_chance": gettext_lazy("There was no chance"),
}
PARTS = {
    "text": gettext_lazy("The goal in one sentence"),
    "measured": gettext_lazy("How we would notice"),
    "by": gettext_lazy("By when"),
    "answers": gettext_lazy("The five questions"),
    "level-2": gettext_lazy("Worse than now"),
    "level-1": gettext_lazy("About where we are now"),
    "level+0": gettext_lazy("What we hope for"),
    "level+1": gettext_lazy("Better than we hoped"),
    "level+2": gettext_lazy("Much better than we hoped"),
}


def finding(card: Card) -> str:
    """What the latest look back says, in one sentence; empty before there is one."""
    look = card.last
    if look is None or not look.stands:
        return ""
    levels = [stand.level for stand in look.stands]
    if len(levels) == 1:
        return _alone(levels[0])
    if apart(levels) == 0:
        return _together(levels[0])
    if apart(levels) == 1:
        return _("You see it one stone apart. What does each of you see?")
    return _("You see it quite differently. That is something to talk about, and no mistake.")


def _alone(level: int) -> str:
    if level >= 0:
        return _("You are where you hoped to be, or beyond.")
    return (
        _("You are about where you began. That can be the ground to start from.")
        if level == BASELINE
        else _("It is harder than at the start. What would help now?")
    )


def _together(level: int) -> str:
    if level >= 0:
        return _("You all see it where you hoped to be, or beyond.")
    if level == BASELINE:
        return _("You all see it about where you began. A smaller step may help.")
    return _("You all find it harder than at the start. Bring it to your next meeting.")


def scores(card: Card) -> list[tuple[str, str]]:
    """For the therapist: where each stands, as they last rated, with the T score of that one goal."""
    rated = [(stand.who.name, stand.level) for stand in (card.last.stands if card.last else ())]
    open_now = [(who.name, level) for who, level in card.ratings]
    found = [(name, _("%(level)+d, T %(score).0f") % {"level": level, "score": _t(level)}) for name, level in rated]
    return found + [
        (name, _("%(level)+d, in the look back that is not complete") % {"level": level}) for name, level in open_now
    ]


def _t(level: int) -> float:
    return goal_attainment([(level, 1)])
