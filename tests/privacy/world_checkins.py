"""The check-ins of the world: a meeting, what was sent, typed and rated, each with a canary of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.cases.rules.audience import Audience
from ampersand.checkins.models import CheckIn, CheckInDraft, CheckInLine, Feedback
from ampersand.checkins.queries import sealed
from ampersand.core.clock import now
from tests.privacy import world_meetings
from tests.privacy.expected import OVER, PEOPLE

if TYPE_CHECKING:
    from tests.privacy.world import World

MINE, US = Audience.ME_AND_THERAPIST, Audience.ALL_OF_US


def put_case(world: World, name: str, case: Case) -> None:
    """A meeting tomorrow, before which a check-in is open now."""
    world_meetings.put_case(world, name, case)


def put_person(world: World, name: str, case: Case, person: Person) -> None:
    """What was sent last week, line by line; what is typed; how the meeting was rated."""
    at = f"{name}/{person.name}"
    closed = now() - timedelta(days=7)
    sent = CheckIn(case=case, person=person, window="w:2026-11-16", closes_at=closed, sent_at=closed)
    world.put(f"weekly/{at}", sent.insert())
    for audience in Audience if name == "couple" else (MINE, US):
        world.put(f"weekly-line/{at}/{audience}", _line(world, name, sent, audience))
    draft = CheckInDraft(case=case, person=person, window="w:2026-11-23")
    canary = f"canary typed in a check-in {name} {person.name} ."
    world.words[canary] = {person.name}
    typed = {"typed": {"private": canary}, "writer": "w"}
    draft.typed = sealed.seal(case.pk, person.pk, sealed.DRAFT, draft.pk, typed)
    world.put(f"weekly-draft/{at}", draft.insert())
    _rating(world, name, case, person)


def _line(world: World, name: str, sent: CheckIn, audience: Audience) -> CheckInLine:
    """One thing to talk about, with a canary in its words."""
    members, _, therapist, supervisor = PEOPLE[name]
    person = sent.person.name
    canary = f"canary of a check-in {name} {person} {audience} ."
    shown = audience is US and name not in OVER and person in members
    readers = {person, *(one for one in (therapist, supervisor) if one)} | (members if shown else set())
    world.words[canary] = readers if audience in (MINE, US) else set()
    key = {MINE: "private", US: "agenda"}.get(audience, f"old-{audience}"[:20])
    line = CheckInLine(
        check_in=sent, case_id=sent.case_id, person_id=sent.person_id, key=key, audience=audience.value,
        to_show=audience is US, sent_at=sent.sent_at, closes_at=sent.closes_at,
    )  # fmt: skip
    said = {"topic": "time", "words": canary} if key == "agenda" else {"words": canary}
    line.said = sealed.seal(sent.case_id, sent.person_id, sealed.LINE, line.pk, said)
    return line.insert()


def _rating(world: World, name: str, case: Case, person: Person) -> None:
    met = world_meetings.put_past(world, name, case, f"of {person.name}")
    _, _, therapist, supervisor = PEOPLE[name]
    canary = f"canary of a rating {name} {person.name} ."
    world.words[canary] = {one for one in (person.name, therapist) if one}
    row = Feedback(meeting=met, case=case, person=person, score=9.011 + len(world.of(Feedback)) / 50, team=4)
    world.words[f"{row.score:.2f}"] = {one for one in (person.name, therapist, supervisor) if one}
    said = {"lines": {"heard": 3, "mattered": 4, "way": 5, "fair": 6, "team": 4}, "note": canary}
    row.said = sealed.seal(case.pk, person.pk, sealed.FEEDBACK, row.pk, said)
    world.put(f"feedback/{name}/{person.name}", row.insert())
