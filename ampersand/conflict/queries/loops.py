"""The loop of a case: the version that stands, its name, its picture."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase, Someone
from ampersand.conflict import content
from ampersand.conflict.models import Loop
from ampersand.conflict.queries import sealed
from ampersand.conflict.rules import loop as rules
from ampersand.conflict.rules.loop import Parts
from ampersand.core import charts
from ampersand.core.charts import LoopFigure
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class OneLoop:
    """One version of the loop; number 0 is the one before the first, with nothing in it."""

    number: int
    parts: Parts
    made_at: datetime | None = None

    @property
    def name(self) -> str:
        """What the people call it."""
        return self.parts.get(rules.NAME, "")

    @property
    def word(self) -> str:
        """Their word for "it is here"."""
        return self.parts.get(rules.WORD, "")


NONE_YET = OneLoop(0, {})


def latest(viewer: Viewer, case_id: UUID) -> OneLoop:
    """The version that stands. Two queries at most."""
    return _opened(case_id, _rows(viewer, case_id))


def numbered(viewer: Viewer, case_id: UUID, number: int) -> OneLoop:
    """One version, to see what was changed since. Two queries at most."""
    return _opened(case_id, _rows(viewer, case_id).filter(number=number)) if number else NONE_YET


def name(viewer: Viewer, case: OneCase) -> str | None:
    """What the loop is called, "" where it has no name yet, None where there is no loop. Two queries at most."""
    if not case.is_shared or not case.people:
        return None
    found = latest(viewer, case.id)
    return found.name if found.number else None


def figure(case: OneCase, parts: Parts) -> LoopFigure | None:
    """The picture from all sides; None until each has said what they feel and do."""
    people = case.members
    if not rules.is_drawn(parts, [person.person_id for person in people]) or len(people) > 6:
        return None
    title = parts.get(rules.NAME) or _("Our loop")
    return charts.loop(charts.Loop(title, tuple(_half(person, parts) for person in people)))


def feels(half: Parts) -> str:
    """What somebody feels in the loop: their own words, or the feeling they chose."""
    chosen = content.vocabulary().feelings.get(half["feels"])
    return half["feels_words"] or (chosen.seen if chosen else "")


def does(half: Parts) -> str:
    """What somebody does in the loop: their own words, or the move they chose."""
    chosen = content.vocabulary().moves.get(half["does"])
    return half["does_words"] or (chosen.seen if chosen else "")


def _half(person: Someone, parts: Parts) -> charts.Half:
    half = rules.half_of(parts, person.person_id)
    hand = person.hand if isinstance(person.hand, int) else 1
    return charts.Half(person.name, hand, feels(half), does(half))


def _rows(viewer: Viewer, case_id: UUID) -> "QuerySet[Loop]":
    rows: QuerySet[Loop] = Loop.objects.visible_to(viewer)
    return rows.filter(case_id=case_id).order_by("-number")


def _opened(case_id: UUID, rows: "QuerySet[Loop]") -> OneLoop:
    held = rows.values_list("pk", "number", "words", "made_at").first()
    if held is None:
        return NONE_YET
    try:
        parts = sealed.opened(case_id, case_id, sealed.LOOP, held[0], held[2])
    except Unreadable:
        parts = {}
    return OneLoop(held[1], parts, held[3])
