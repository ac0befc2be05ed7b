"""The rows of the world: what each wrote alone, offers, sides and the loop, each with a canary of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.cases.rules.audience import Audience
from ampersand.conflict.models import Entry, Loop, Pair, QuietWeek, ShownWeek, Side, Telling, Unsent
from ampersand.conflict.queries import sealed
from ampersand.core.clock import now
from tests.privacy.expected import PEOPLE

if TYPE_CHECKING:
    from tests.privacy.world import World

MONDAY = date(2026, 11, 2)
WITH = {"Ana": "ben", "Ben": "ana", "Chloé": "ana"}  # whom each offers to look at a row together


def put_case(world: World, name: str, case: Case) -> None:
    """The loop, which all of them read, and which is the one thing of it that may be seen in the room."""
    loop = Loop(case=case, number=1, made_by=world.cast.dana)
    loop.words = sealed.seal(case.pk, case.pk, sealed.LOOP, loop.pk, {"name": "The loop of the world"})
    world.put(f"loop/{name}", loop.insert())


def put_person(world: World, name: str, case: Case, person: Person) -> None:
    """Entries for each audience, what was begun, and pairs with one's side of them."""
    at, therapist = f"{name}/{person.name}", PEOPLE[name][2]
    kept = (Audience.ONLY_ME, Audience.ME_AND_THERAPIST)
    for place, audience in enumerate(Audience if name == "couple" else kept):
        known = {person.name} if audience in kept else set()
        known |= {therapist} if audience is Audience.ME_AND_THERAPIST and therapist else set()
        _entry(world, case, person, audience, f"{at}/{audience}", known)
        week = QuietWeek(case=case, person=person, audience=audience, week=MONDAY - timedelta(weeks=place))
        world.put(f"quiet-week/{at}/{audience}", week.insert())
    for place, audience in enumerate(Audience if name == "couple" else (Audience.ALL_OF_US,), start=1):
        week = MONDAY if audience is Audience.ALL_OF_US else MONDAY - timedelta(weeks=place)
        shown = ShownWeek(case=case, person=person, audience=audience, week=week, count=2, made_at=now())
        world.put(f"row-week/{at}/{audience}", shown.insert())
    unsent = Unsent(case=case, person=person)
    words = {"typed": {"happened": _canary(world, f"unsent {at}", {person.name})}, "writer": "w"}
    unsent.words = sealed.seal(case.pk, person.pk, sealed.UNSENT, unsent.pk, words)
    world.put(f"unsent/{at}", unsent.insert())
    if len(PEOPLE[name][0] | PEOPLE[name][1]) < 2:
        return
    other: Person = getattr(world.cast, WITH[person.name])
    for audience in Audience if name == "couple" else (Audience.SEALED, Audience.CHOSEN):
        _pair(world, case, person, other, audience, f"{at}/{audience}", allowed=True)
    _pair(world, case, person, other, Audience.CHOSEN, f"{at}/apart", allowed=False)


def _entry(world: World, case: Case, person: Person, audience: Audience, at: str, known: set[str]) -> None:
    entry = Entry(case=case, person=person, audience=audience, happened_on=MONDAY)
    world.put(f"row-entry/{at}", entry.insert())
    telling = Telling(entry=entry, case=case, number=1)
    words = {"happened": _canary(world, f"row {at}", known), "heat": 7, "felt": ["hurt"]}
    telling.words = sealed.seal(case.pk, person.pk, sealed.TELLING, telling.pk, words)
    world.put(f"row-telling/{at}", telling.insert())


def _pair(world: World, case: Case, by: Person, to: Person, audience: Audience, at: str, *, allowed: bool) -> None:
    """An open pair; its side has whatever audience is to be tried."""
    therapist = PEOPLE[at.split("/")[0]][2]
    two = {by.name, to.name} | ({therapist} if allowed and therapist else set())
    pair = Pair(case=case, by=by, to=to, opened_at=now(), with_therapist=allowed)
    said = {"about": _canary(world, f"offer {at}", two), "day": ""}
    pair.words = sealed.seal(case.pk, by.pk, sealed.OFFER, pair.pk, said)
    pair.insert()
    if audience is Audience.CHOSEN:
        world.put(f"row-pair/{at.replace('chosen', 'allowed')}", pair)
    known = two if audience is Audience.CHOSEN else {by.name} if audience is Audience.SEALED else set()
    side = Side(pair=pair, case=case, person=by, audience=audience, sealed_at=now(), shared_at=now())
    side.words = sealed.seal(case.pk, by.pk, sealed.SIDE, side.pk, {"needed": _canary(world, f"side {at}", known)})
    world.put(f"row-side/{at}", side.insert())


def _canary(world: World, what: str, known: set[str]) -> str:
    canary = f"canary of {what} ."
    world.words[canary] = known
    return canary
