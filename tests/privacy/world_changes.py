"""Changes in the world: why, a hold that waits, offers, and what members were asked, each with a canary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ampersand.accounts.models import Person
from ampersand.cases.models import (
    Case,
    Document,
    EarlierAnswer,
    GoingOn,
    GoingOnAnswer,
    Guardian,
    HoldStep,
    Participation,
    Reason,
    Referral,
)
from ampersand.cases.queries import sealed
from ampersand.core.clock import now
from tests.privacy.expected import PEOPLE

if TYPE_CHECKING:
    from tests.privacy.world import World


def put_young(world: World) -> None:
    """Chloé is twelve, and Ana and Ben care for her."""
    cast = world.cast
    parts = Participation.objects.visible_to(cast.viewer(cast.dana), "write")
    parts.filter(case=cast.family, person=cast.chloe).update(born_in=now().year - 12)


def put_guardian(world: World, name: str, case: Case, person: Person) -> None:
    """That somebody cares for Chloé, with what a court has said."""
    row = Guardian(case=case, child=world.cast.chloe, person=person, name=person.name, noted_by=world.cast.dana)
    words = {"reach": "", "court": _staff(world, name, f"court {person.name}")}
    row.note = sealed.seal_words(case.pk, sealed.GUARDIAN, row.pk, words)
    world.put(f"guardian/{name}/{person.name}", row.insert())


def put_case(world: World, name: str, case: Case) -> None:
    """Why something changed, a wish for a hold, and a review before going on with Ana."""
    dana = world.cast.dana
    reason = Reason(case=case, event="pause", by=dana)
    reason.words = sealed.seal_reason(case.pk, reason.pk, _staff(world, name, "reason"))
    world.put(f"reason/{name}", reason.insert())
    world.put(f"hold/{name}", HoldStep(case=case, puts=True, asked_by=dana).insert())
    review = GoingOn(case=case, person=world.cast.ana, by=dana)
    words = {"review": _staff(world, name, "review"), "consulted": ""}
    review.words = sealed.seal_words(case.pk, sealed.GOING_ON, review.pk, words)
    world.put(f"going-on/{name}", review.insert())


def put_person(world: World, name: str, case: Case, person: Person, document: Document) -> None:
    """An offer for one person alone, and what they answered."""
    at = f"{name}/{person.name}"
    offer = Referral(case=case, person=person, by=world.cast.dana)
    canary = f"canary of an offer {name} {person.name} ."
    world.words[canary] = {person.name, *(one for one in PEOPLE[name][2:] if one)}
    offer.words = sealed.seal_referral(case.pk, person.pk, offer.pk, canary)
    world.put(f"referral/{at}", offer.insert())
    answer = GoingOnAnswer(
        going_on=world.things[f"going-on/{name}"], case=case, person=person, goes_on=person == world.cast.ana,
        document=document,
    )  # fmt: skip
    world.put(f"going-on-answer/{at}", answer.insert())
    part = Participation.objects.visible_to(world.cast.viewer(person)).filter(case=case, person=person, role="member")
    earlier = EarlierAnswer(case=case, part=part.get(), person=person, agrees=True, document=document)
    world.put(f"earlier/{at}", earlier.insert())


def _staff(world: World, name: str, what: str) -> str:
    """Words that those who treat the case may read, and nobody else."""
    canary = f"canary of changes {name} {what} ."
    world.words[canary] = {one for one in PEOPLE[name][2:] if one}
    return canary
