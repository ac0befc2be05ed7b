"""Plans for hard moments in the world: who wrote one, and whom they chose to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ampersand.accounts.models import Person
from ampersand.core.clock import now
from ampersand.privacy import vault
from ampersand.safety.models import (
    PlanComment,
    PlanDraft,
    PlanReader,
    PlanVersion,
    SafetyPlan,
)  # fmt: skip
from ampersand.safety.queries import plan_words
from tests.privacy.expected import PEOPLE, PLAN_READERS

if TYPE_CHECKING:
    from tests.privacy.world import World


def put(world: World) -> None:
    """Everyone's plan for hard moments with the readers they chose; Dana and Hugo wrote to those they may read."""
    cast = world.cast
    therapist, member = "therapist", "member"
    _plan(world, "couple", cast.ana, [(cast.dana, therapist), (cast.ben, member), (world.ida, therapist)])
    _plan(world, "couple", cast.ben, [])
    _plan(world, "family", cast.chloe, [(cast.ana, member)])
    _plan(world, "farids", cast.farid, [(cast.hugo, therapist)])
    withdrawn = PlanReader.objects.visible_to(cast.viewer(cast.chloe))
    row = PlanReader(
        plan=world.things["safety-plan/family/Chloé"], person=cast.chloe, reader=cast.dana, role=therapist,
        withdrawn_at=now(),
    )  # fmt: skip
    row.insert()
    assert withdrawn.count() == 2


def _plan(world: World, name: str, person: Person, readers: list[tuple[Person | None, str]]) -> None:
    at = f"{name}/{person.name}"
    canary = f"canary of the plan of {person.name} ."
    world.words[canary] = {person.name, *PLAN_READERS[person.name]}
    world.words[f"{canary} earlier"] = world.words[f"{canary} unsaved"] = {person.name}
    plan = SafetyPlan(person=person, version=2, saved_at=now(), reviewed_at=now())
    own = {"plan_id": plan.pk, "person_id": person.pk}
    plan.words = plan_words.seal_words(**own, place=plan_words.PLAN, row=plan.pk, words={"signs": canary})
    world.put(f"safety-plan/{at}", plan.insert())
    version = PlanVersion(plan=plan, person=person, number=1, saved_at=now())
    version.words = plan_words.seal_words(
        **own, place=plan_words.VERSION, row=version.pk, words={"signs": f"{canary} earlier"}
    )
    world.put(f"plan-version/{at}", version.insert())
    draft = PlanDraft(plan=plan, person=person, base=2)
    draft.words = plan_words.seal_words(
        **own, place=plan_words.DRAFT, row=plan.pk, words={"alone": f"{canary} unsaved"}, writer="w"
    )
    world.put(f"plan-draft/{at}", draft.insert())
    for reader, role in readers:
        row = PlanReader(plan=plan, person=person, reader=reader, role=role)
        world.put(f"plan-reader/{at}/{row.pk}", row.insert())
    for case in (name, "left") if person.name == "Ana" else (name,):
        comment = PlanComment(plan=plan, case=world.things[f"case/{case}"], person=person, by=world.cast.dana)
        said = f"canary said to {person.name} in {case} ."
        world.words[said] = {one for one in (person.name, *PEOPLE[case][2:], "Emil") if one}
        comment.words = vault.seal(plan.pk, person.pk, place=plan_words.COMMENT, row=comment.pk, text=said)
        world.put(f"plan-comment/{case}/{person.name}", comment.insert())
