"""The private checks of the world: what was asked, sent, said and decided, each with a canary of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.safety.models import (
    Alert,
    AlertStep,
    CheckAsk,
    CheckRound,
    CheckTalk,
    JointDecision,
    JointWork,
    PrivateCheck,
)
from ampersand.safety.queries import apart
from ampersand.safety.queries.check_form import form
from tests.privacy.expected import PEOPLE

if TYPE_CHECKING:
    from tests.privacy.world import World


def answers(**things: str) -> dict[str, str]:
    """Every answer calm, but for these; `neck="once"` is meant for ever."""
    calm = dict.fromkeys(form().keys(), "no")
    for key in calm:
        thing, period = key.split(".")
        if thing in things and period != "year":
            calm[key] = things[thing]
    return calm


def put_case(world: World, name: str, case: Case) -> None:
    """That everyone was asked, that joint work goes on, and why."""
    dana = world.cast.dana
    world.put(f"check-round/{name}", CheckRound(case=case, reason="start", asked_by=dana).insert())
    decision = JointDecision(case=case, by=dana, choice="conditions")
    words = {"reason": _canary(world, name, "reason"), "conditions": "", "consulted": ""}
    decision.words = apart.seal(case.pk, case.pk, place=apart.DECISION, row=decision.pk, words=words)
    world.put(f"decision/{name}", decision.insert())
    world.put(f"joint-work/{name}", JointWork(case=case, goes_on=True, goals_apart=True).insert())


def put_person(world: World, name: str, case: Case, person: Person) -> None:
    """One check that waits, one that was sent, and one talk."""
    at = f"{name}/{person.name}"
    done = CheckAsk(case=case, person=person, state="sent", closed_at=now()).insert()
    check = PrivateCheck(ask=done, case=case, person=person)
    words = {"told": answers(afraid="once", neck="once")}
    check.answers = apart.seal(case.pk, person.pk, place=apart.ANSWERS, row=check.pk, words=words)
    world.put(f"private-check/{at}", check.insert())
    world.put(f"check-ask/{at}", CheckAsk(case=case, person=person).insert())
    alert = Alert(
        case=case, person=person, kind="private-check-red", source=f"check:{check.pk}", at=now(), since=now(),
        due_at=now() + timedelta(hours=9), owner=world.cast.dana,
    )  # fmt: skip
    world.put(f"apart/alert/{at}", alert.insert())
    step = AlertStep(alert=alert, case=case, deed="called", number=1, to=world.cast.hugo)
    world.put(f"apart/step/{at}", step.insert())
    talk = CheckTalk(case=case, person=person, by=world.cast.dana)
    said = {"told": answers(), "topics": ["neck"], "note": _canary(world, name, f"talk {person.name}")}
    talk.words = apart.seal(case.pk, person.pk, place=apart.TALK, row=talk.pk, words=said)
    world.put(f"check-talk/{at}", talk.insert())


def _canary(world: World, name: str, what: str) -> str:
    """Words that the therapist of the case and the safety lead may read, and nobody else."""
    canary = f"canary of private checks {name} {what} ."
    world.words[canary] = {PEOPLE[name][2], "Emil"}
    return canary
