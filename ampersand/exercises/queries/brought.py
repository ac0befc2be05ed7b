"""What members showed: to everyone, and to those who treat; and how live exercises were for each, over time."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import today
from ampersand.exercises.content import exercises
from ampersand.exercises.models import Line, Page, SittingRating, Task
from ampersand.exercises.queries import sealed
from ampersand.exercises.queries.writing import asked
from ampersand.exercises.rules.definition import Exercise
from ampersand.exercises.rules.programme import Stand, now_at, stands
from ampersand.exercises.rules.turns.table import RATINGS
from ampersand.privacy.viewer import Viewer

MOST = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """A line that somebody showed, with what it answers."""

    who: Someone
    exercise: str
    asks: str
    words: str
    at: datetime
    to_all: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """How one live exercise was for one person, 0 to 10 each; None where they left it out."""

    who: Someone
    exercise: str
    at: datetime
    numbers: tuple[int | None, ...]


def shown_to_all(viewer: Viewer, case: OneCase) -> list[Shown]:
    """The lines that others showed to everyone, outside sealed pairs, the latest first. Two queries."""
    rows = Line.objects.visible_to(viewer).filter(case_id=case.id, audience=Audience.ALL_OF_US, page__pair=None)
    return _lines(case, rows.exclude(owner_id=viewer.person_id))


def brought(viewer: Viewer, case: OneCase) -> list[Shown]:
    """Everything that members brought to those who treat them, or showed to all, the latest first. Two queries."""
    return _lines(case, Line.objects.visible_to(viewer).filter(case_id=case.id, page__pair=None))


@dataclass(frozen=True, slots=True)
class Under:
    """Where somebody is in a programme, which they let those who treat see."""

    who: Someone
    exercise: Exercise
    at: Stand
    coming: Stand | None
    finished: bool


def programmes(viewer: Viewer, case: OneCase) -> list[Under]:
    """Where members are in their programmes, as far as they let those who treat see it. One query."""
    people = {person.person_id: person for person in case.everyone}
    rows = Page.objects.visible_to(viewer).filter(case_id=case.id, shows_place=True).order_by("-made_at")
    found, zone, day = [], ZoneInfo(viewer.time_zone), today(viewer.time_zone)
    columns = ("owner_id", "exercise", "made_at", "part", "added", "finished_at")
    for owner, id, at, part, added, finished in rows.values_list(*columns)[:MOST]:
        if owner in people and id in exercises() and exercises()[id].parts:
            began = at.astimezone(zone).date()
            way = stands(exercises()[id].parts, began=began, reached=part, added=added, today=day)
            coming = next((one for one in way if one.when == "next"), None)
            found.append(Under(people[owner], exercises()[id], now_at(way), coming, finished is not None))
    return found


def outcomes(viewer: Viewer, case: OneCase) -> list[tuple[Someone, str, str, datetime]]:
    """What became of what was suggested, as its people say, the latest first. One query."""
    people = {person.person_id: person for person in case.everyone}
    rows = Task.objects.visible_to(viewer).filter(case_id=case.id).exclude(outcome__in=("open", "taken_back"))
    columns = ("person_id", "exercise", "outcome", "made_at")
    return [
        (people[person], exercises()[id].label, outcome, at)
        for person, id, outcome, at in rows.order_by("-made_at", "-pk").values_list(*columns)[:MOST]
        if person in people and id in exercises()
    ]


def ratings(viewer: Viewer, case: OneCase) -> list[Rated]:
    """How live exercises were for those whom the viewer may ask, the latest first. One query."""
    rows = SittingRating.objects.visible_to(viewer).filter(case_id=case.id).order_by("-made_at", "person_id")
    people = {person.person_id: person for person in case.everyone}
    found = rows.values_list("person_id", "sitting__exercise", "made_at", *RATINGS)[:MOST]
    return [
        Rated(people[person], exercises()[id].label, at, tuple(numbers))
        for person, id, at, *numbers in found
        if person in people and id in exercises()
    ]


def _lines(case: OneCase, rows: "QuerySet[Line]") -> list[Shown]:
    people = {person.person_id: person for person in case.everyone}
    columns = ("pk", "owner_id", "page__exercise", "step", "words", "audience", "made_at")
    found = []
    held = list(rows.order_by("-made_at", "-pk").values_list(*columns)[:MOST])
    opener = sealed.Opener((case.id, row[1]) for row in held)
    for pk, owner, id, step, words, audience, at in held:
        if owner in people and id in exercises() and step < len(asks := asked(exercises()[id])):
            text = opener.opened(case.id, owner, sealed.LINE, pk, words)
            found.append(
                Shown(people[owner], exercises()[id].label, asks[step].says, text, at, audience == "all_of_us")
            )
    return found
