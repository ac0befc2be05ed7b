"""The goals of a case, and one goal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.pages import see_other
from ampersand.goals import pictures, wording
from ampersand.goals.actions import agreeing, looks
from ampersand.goals.actions.common import Refused
from ampersand.goals.queries import one as reads
from ampersand.goals.queries import roadmap as queries
from ampersand.goals.queries.roadmap import Card
from ampersand.goals.rules.agreement import RUNNING, Event, State
from ampersand.goals.rules.steps import Done
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer, ViewerRequest

DEEDS = {
    "propose": (Event.PROPOSE, "It is on the table now."),
    "discuss": (Event.DISCUSS, "Noted that you talked it through."),
    "agree": (Event.AGREE, "You agreed. It begins when everyone has."),
    "reach": (Event.REACH, "You reached it. That is worth a moment together."),
    "reshape": (Event.RESHAPE, "Give it another shape: change its words, then put it on the table again."),
    "withdraw": (Event.WITHDRAW, "The goal is parked. Nobody needs to give a reason."),
    "let_go": (Event.LET_GO, "Let go. What you learned from it stays."),
    "take_up": (Event.TAKE_UP, "It is a draft again. Look at its words first."),
}


@require_safe
def roadmap(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Every goal of a case that the viewer may read, as stones on a path."""
    case = cases.one(request.viewer, case_id)
    found = queries.cards(request.viewer, case)
    looks.opened(by=request.viewer, case=case)
    kinds = reads.may_begin(request.viewer, case)
    facts = {
        "case": case,
        "treats": case.treats(request.viewer),
        "ours": [_shown(card) for card in found if card.is_open and card.owner is None],
        "own": [
            _shown(card) | {"readers": readers(request.viewer, case, card)}
            for card in found
            if card.is_open and card.owner is not None
        ],
        "resting": [_shown(card) for card in found if not card.is_open],
        "burdened": queries.burdened(found, case),
        "figure": pictures.figure(request.viewer, found),
        "readers": case.readers(Kind.JOINT_GOAL, Audience.ALL_OF_US),
        "may_begin": bool(kinds),
        "together": any(kind in reads.TOGETHER for kind in kinds),
        "paused": reads.paused(request.viewer, case),
    }
    return render(request, "goals/roadmap.html", facts)


@require_safe
def goal(request: ViewerRequest, goal_id: UUID) -> HttpResponse:
    """One goal: where it stands, its stones, steps and story, and what can be done with it."""
    return shown(request, goal_id)


@require_POST
def do(request: ViewerRequest, goal_id: UUID) -> HttpResponse:
    """Propose, agree, park and the like; everyone from their own account."""
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        raise Hidden
    version = request.POST.get("version", "")
    try:
        state = agreeing.do(
            by=request.viewer, goal_id=goal_id, event=deed[0], version=int(version) if version.isdecimal() else None
        )
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        said = _("Agreed by everyone. Choose the first small step.") if state is State.AGREED else _(deed[1])
        messages.success(request, said)
    return see_other("goals:goal", goal_id)


def shown(request: ViewerRequest, goal_id: UUID, status: int = 200) -> HttpResponse:
    """The page of one goal."""
    viewer = request.viewer
    row = reads.row(viewer, goal_id)
    case = reads.case_of(viewer, row)
    card = next(iter(queries.cards(viewer, case, only=goal_id)), None)
    if card is None:
        raise Hidden
    looks.opened(by=viewer, case=case, goal_id=goal_id)
    me, paused = case.me(viewer), reads.paused(viewer, case)
    mine = me is not None and me.person_id in {person.person_id for person in card.concerned}
    facts = _shown(card) | {
        "case": case,
        "treats": case.treats(viewer),
        "may_write": reads.may_write(viewer, row) and not (row.owner_id is None and paused),
        "paused": paused,
        "concerns_me": mine,
        "i_agreed": mine and reads.i_agreed(viewer, row),
        "readers": readers(viewer, case, card),
        "everyone": case.readers(Kind.OWN_GOAL, Audience.ALL_OF_US, owner=row.owner_id) if row.owner_id else (),
        "outcomes": [(done.value, wording.DONE[done.value]) for done in Done],
        "version": card.version,
        "figure": pictures.figure(viewer, [card]),
        "running": RUNNING,
        "score": wording.scores(card) if case.treats(viewer) else (),
    }
    if case.treats(viewer):  # one's own pictures may rest, those one treats stay
        facts["pictures_rest"] = False
    return render(request, "goals/goal.html", facts, status=status)


def readers(viewer: Viewer, case: OneCase, card: Card) -> Any:
    """Who reads a goal, by the one table."""
    owner = card.owner.person_id if card.owner else None
    kind = Kind.OWN_GOAL if owner else Kind.JOINT_GOAL
    return case.readers(kind, Audience(card.audience), owner=owner)


def _shown(card: Card) -> dict[str, Any]:
    return {
        "card": card,
        "state_words": wording.STATES[card.state],
        "domain_words": wording.DOMAINS.get(card.domain, ""),
        "finding": wording.finding(card),
    }
