"""A world with one of everything, each with a canary in every free text and every score.

A model that is private and missing here fails test_table.py; an address that needs an object finds it here.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model

from ampersand.accounts.models import Person, SignIn
from ampersand.cases.models import Case, Invitation, Participation
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.measures.models import (
    Administration,
    Assignment,
    Attestation,
    Draft,
    ImportedInstrument,
    Plan,
    Sharing,
    Standing,
)  # fmt: skip
from ampersand.privacy import vault
from tests.cast import Cast, make_case, make_cast, make_person

SCORES = {"Ana": 17.0, "Ben": 13.0, "Chloé": 11.0, "Farid": 19.0}


@dataclass
class World:
    """The cast and everything they have; `things` by a name that says what it is."""

    cast: Cast
    things: dict[str, Model] = field(default_factory=dict)
    ida: Person | None = None

    def put(self, name: str, thing: Model) -> Model:
        """Keep a thing under its name."""
        self.things[name] = thing
        return thing

    def of(self, model: type[Model]) -> dict[str, Model]:
        """Every thing of one model."""
        return {name: thing for name, thing in self.things.items() if type(thing) is model}


def make_world() -> World:
    """Everyone with one of everything."""
    world = World(make_cast())
    cast = world.cast
    for name in ("couple", "family", "anas_own", "farids"):
        _case(world, name, getattr(cast, name))
    world.put("ended", make_case(cast.practice, "couple", [cast.ana, cast.ben], cast.dana, cast.emil))
    _case(world, "ended", world.things["ended"])
    Case.objects.visible_to(cast.viewer(cast.dana), "write").filter(pk=world.things["ended"].pk).update(
        state="ended", ended_on=date(2026, 11, 1)
    )
    world.things["ended"].refresh_from_db()
    left = make_case(cast.practice, "couple", [cast.ana, cast.ben], cast.dana)
    _case(world, "left", left)
    Participation.objects.visible_to(cast.viewer(cast.dana), "write").filter(case=left, person=cast.ben).update(
        left_at=now()
    )
    # Ida once worked here: her part in the case was never closed, but she has no role any more.
    ida = make_person("Ida")
    Participation(case=cast.couple, person=ida, role="therapist").insert()
    world.ida = ida
    _case_of_practice(world)
    for person in (cast.ana, cast.ben):
        row = SignIn(key=f"key-{person.name}", person=person, data="{}", ends_at=now() + timedelta(days=1))
        world.put(f"sign-in/{person.name}", row.insert())
    return world


def _case(world: World, name: str, case: Any) -> None:
    cast = world.cast
    world.put(f"case/{name}", case)
    parts = list(Participation.objects.visible_to(_therapist(world, case)).filter(case=case).select_related("person"))
    for part in parts:
        world.put(f"participation/{name}/{part.role}/{part.person.name}", part)
    invitation = Invitation(
        case=case, token_hash=f"hash-{name}", email=f"canary-{name}@example.org", name=f"Canary {name}",
        invited_by=cast.dana, expires_at=now() + timedelta(days=7),
    )  # fmt: skip
    world.put(f"invitation/{name}", invitation.insert())
    for part in parts:
        if part.role == "member":
            _private_things(world, name, case, part.person)


def _private_things(world: World, name: str, case: Case, person: Person) -> None:
    at = f"{name}/{person.name}"
    dana = world.cast.dana
    plan = Plan(
        case=case,
        person=person,
        instrument="csi-4",
        rhythm="weeks",
        every_weeks=1,
        starts_on=date(2026, 11, 1),
        planned_by=dana,
    )
    world.put(f"plan/{at}", plan.insert())
    assignment = Assignment(case=case, person=person, plan=plan, instrument="csi-4", opens_on=date(2026, 11, 20))
    world.put(f"assignment/{at}", assignment.insert())
    sealed = vault.seal(case.pk, person.pk, place="measures.draft.answers", row=assignment.pk, text='{"1": 3}')
    world.put(f"draft/{at}", Draft(assignment=assignment, case=case, person=person, answers=sealed).insert())
    world.put(f"standing/{at}", Standing(case=case, person=person, instrument="phq-9").insert())
    world.put(f"sharing/{at}", Sharing(case=case, person=person, instrument="k6").insert())
    audiences = Audience if name == "couple" else (Audience.ME_AND_THERAPIST, Audience.ALL_OF_US)
    for number, audience in enumerate(audiences):
        world.put(f"administration/{at}/{audience}", administer(case, person, audience, number))


def administer(case: Case, person: Person, audience: str, number: int) -> Administration:
    """A finished PHQ-9 whose total is a number that stands nowhere else."""
    row = Administration(
        case=case, person=person, instrument="phq-9", content="0" * 64, taken_at=now() - timedelta(days=30 - number),
        audience=audience, total=SCORES[person.name], partner_total=SCORES[person.name] - 1, band="moderate",
        flags="phq-9-item-9" if audience == Audience.ME_AND_THERAPIST else "",
    )  # fmt: skip
    row.answers = vault.seal(
        case.pk,
        person.pk,
        place="measures.administration.answers",
        row=row.pk,
        text='{"1":3,"2":3,"3":2,"4":2,"5":2,"6":2,"7":1,"8":1,"9":1}',
    )
    return row.insert()


def _case_of_practice(world: World) -> None:
    practice = world.cast.practice
    attestation = Attestation(
        practice=practice,
        instrument="ras",
        holder="Canary Holder",
        licence="a licence",
        scope="all",
        licensed_on=date(2026, 1, 1),
    )
    world.put("attestation", attestation.insert())
    imported = ImportedInstrument(
        practice=practice, slug="ras", content="1" * 64, definition={}, attestation=attestation
    )
    world.put("imported", imported.insert())


def _therapist(world: World, case: Case) -> Any:
    own: set[UUID] = {world.cast.anas_own.pk, world.cast.farids.pk}
    return world.cast.viewer(world.cast.hugo if case.pk in own else world.cast.dana)
