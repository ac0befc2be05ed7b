"""The exercises of the world: what is written alone, what lies sealed, what happens at a table; a canary in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.exercises.models import Kept, Line, MapPiece, Opening, Page, Pair, Seat, Sitting, SittingRating, Task
from ampersand.exercises.queries import maps, sealed
from ampersand.exercises.rules.turns import stored
from ampersand.exercises.rules.turns.table import begun
from tests.privacy.expected import OVER, PEOPLE

if TYPE_CHECKING:
    from tests.privacy.world import World

ONLY, MINE, US = Audience.ONLY_ME, Audience.ME_AND_THERAPIST, Audience.ALL_OF_US


def put_case(world: World, name: str, case: Case) -> None:
    """An exercise switched on, a sealed pair, a table that is laid, and a line that was kept at an earlier one."""
    world.put(f"opening/{name}", Opening(case=case, exercise="X35", made_by=world.cast.dana).insert())
    world.put(f"exercise-pair/{name}", Pair(case=case, exercise="X20").insert())
    sitting = Sitting(case=case, exercise="X05")
    text = stored.written(begun(max(2, len(PEOPLE[name][0] | PEOPLE[name][1])), now().timestamp()))
    sitting.table = sealed.seal(case.pk, case.pk, sealed.TABLE, sitting.pk, text)
    world.put(f"sitting/{name}", sitting.insert())
    members, _, therapist, supervisor = PEOPLE[name]
    canary = f"canary kept {name} ."
    world.words[canary] = {*members, *(one for one in (therapist, supervisor) if one)}
    kept = Kept(sitting=sitting, case=case)
    kept.words = sealed.seal(case.pk, case.pk, sealed.KEPT, kept.pk, canary)
    world.put(f"kept/{name}", kept.insert())


def put_person(world: World, name: str, case: Case, person: Person) -> None:
    """A page of one's own, one that was brought, a line for each audience, a suggestion, a seat and a rating."""
    at, (members, _, therapist, supervisor) = f"{name}/{person.name}", PEOPLE[name]
    treating = {one for one in (therapist, supervisor) if one}
    own = world.put(f"exercise-page/{at}/{ONLY}", Page(case=case, exercise="X01", owner=person).insert())
    brought = Page(case=case, exercise="X03", owner=person, audience=MINE.value, finished_at=now())
    world.put(f"exercise-page/{at}/{MINE}", brought.insert())
    for audience in (one for one in Audience if name == "couple" and one not in (ONLY, MINE)):
        other = Page(case=case, exercise="X03", owner=person, audience=audience.value)
        world.put(f"exercise-page/{at}/{audience}", other.insert())
    for step, audience in enumerate(Audience if name == "couple" else (ONLY, MINE, US)):
        canary = f"canary of an exercise {at} {audience} ."
        shown = audience is US and name not in OVER and person.name in members
        readers = {person.name} | (treating if audience in (MINE, US) else set()) | (members if shown else set())
        world.words[canary] = readers if audience in (ONLY, MINE, US) else set()
        line = Line(page=own, case=case, owner=person, step=step, audience=audience.value)
        line.words = sealed.seal(case.pk, person.pk, sealed.LINE, line.pk, canary)
        world.put(f"exercise-line/{at}/{audience}", line.insert())
        _on_the_map(world, at, case, person, audience, world.words[canary])
    _rest(world, name, case, person, treating)


def _on_the_map(world: World, at: str, case: Case, person: Person, audience: Audience, readers: set[str]) -> None:
    """Somebody on the map of a family, and a note that is its writer's alone whoever sees the rest."""
    shown, alone = f"canary of a map {at} {audience} .", f"canary of a note on a map {at} {audience} ."
    world.words[shown], world.words[alone] = readers, {person.name} if readers else set()
    piece = MapPiece(case=case, owner=person, kind="person", audience=audience.value)
    words = maps.written({"role": "grandmother", "name": shown, "row": 0, "shape": "circle"})
    piece.words = sealed.seal(case.pk, person.pk, sealed.PIECE, piece.pk, words)
    piece.note = sealed.seal(case.pk, person.pk, sealed.PIECE_NOTE, piece.pk, alone)
    world.put(f"map-piece/{at}/{audience}", piece.insert())


def _rest(world: World, name: str, case: Case, person: Person, treating: set[str]) -> None:
    at, sitting = f"{name}/{person.name}", world.things[f"sitting/{name}"]
    assert isinstance(sitting, Sitting)
    canary = f"canary of a note {at} ."
    world.words[canary] = {person.name, *treating}
    task = Task(case=case, exercise="X17", person=person, made_by=world.cast.dana)
    task.note = sealed.seal(case.pk, person.pk, sealed.NOTE, task.pk, canary)
    world.put(f"exercise-task/{at}", task.insert())
    number = len([one for one in world.of(Seat) if one.startswith(f"seat/{name}/")])
    world.put(f"seat/{at}", Seat(sitting=sitting, case=case, person=person, number=number).insert())
    rating = SittingRating(sitting=sitting, case=case, person=person, heard=2, again=9)
    world.put(f"sitting-rating/{at}", rating.insert())
