"""What people told when they came in, in the world: answers, drafts, how far each is, what was asked once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.cases.rules.audience import Audience
from ampersand.intake.models import IntakeAsk, IntakeDraft, IntakeLine, IntakeStep
from ampersand.intake.queries import sealed
from ampersand.intake.queries.sealed import Said, Typed
from ampersand.privacy import vault
from tests.privacy.expected import BARE, OVER, PEOPLE

if TYPE_CHECKING:
    from tests.privacy.world import World

TOLD = (Audience.ME_AND_THERAPIST, Audience.ALL_OF_US)


def put_person(world: World, name: str, case: Case, person: Person) -> None:
    """One answer for each audience with a canary of its own, and one of everything else where it is not bare."""
    at, (members, _, therapist, supervisor) = f"{name}/{person.name}", PEOPLE[name]
    treating = {one for one in (therapist, supervisor) if one}
    for number, audience in enumerate(Audience if name == "couple" else TOLD, start=1):
        canary = f"canary told {name} {person.name} {audience} ."
        readers = members - {"Chloé"} if name == "joined" else members
        shown = audience == Audience.ALL_OF_US and name not in OVER and person.name in members
        known = {person.name, *treating} | (readers if shown else set())
        world.words[canary] = known if audience in TOLD else set()
        key = "now" if audience == Audience.ME_AND_THERAPIST else audience.value
        line = IntakeLine(
            case=case, person=person, step="brings", key=key, number=number, audience=audience.value
        )  # fmt: skip
        line.words = sealed.seal_line(case.pk, person.pk, line.pk, Said("A question", canary))
        world.put(f"intake-line/{at}/{audience}", line.insert())
    if name not in BARE:
        _rest(world, at, case, person, treating)


def _rest(world: World, at: str, case: Case, person: Person, treating: set[str]) -> None:
    canary = f"canary draft {at} ."
    world.words[canary] = {person.name}
    draft = IntakeDraft(case=case, person=person, step="hopes", base=0)
    draft.words = sealed.seal_draft(case.pk, person.pk, draft.pk, Typed({"better": canary}, frozenset(), "w"))
    world.put(f"intake-draft/{at}", draft.insert())
    world.put(f"intake-step/{at}", IntakeStep(case=case, person=person, step="brings").insert())
    canary = f"canary asked {at} ."
    world.words[canary] = {person.name, *treating}
    ask = IntakeAsk(case=case, person=person, step="brings", by=world.cast.dana)
    ask.words = vault.seal(case.pk, person.pk, place=sealed.ASK, row=ask.pk, text=canary)
    world.put(f"intake-ask/{at}", ask.insert())
