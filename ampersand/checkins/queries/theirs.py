"""Reads of what other members show the viewer. Nothing here knows of answers that were not shown."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience
from ampersand.checkins import content
from ampersand.checkins.models import CheckInLine
from ampersand.checkins.queries import sealed
from ampersand.checkins.rules.lines import Line
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

MOST = 40


@dataclass(frozen=True)
class Shown:
    """One line that another member shows: its answers, the earliest first."""

    line: Line
    answers: tuple[tuple[datetime, Any], ...]


@dataclass(frozen=True)
class Side:
    """What one other member shows."""

    case: OneCase
    person: Someone
    lines: tuple[Shown, ...]


def showing(viewer: Viewer, case_id: UUID) -> set[UUID]:
    """The other members of a case who show the viewer something. One query."""
    return set(_rows(viewer, case_id).values_list("person_id", flat=True).distinct())


def side(viewer: Viewer, case_id: UUID, person_id: UUID) -> Side:
    """What one other member shows the viewer; raises Hidden when it is nothing."""
    case = cases.one(viewer, case_id)
    person = next((one for one in case.others(viewer) if one.person_id == person_id), None)
    rows = _rows(viewer, case_id).filter(person_id=person_id).order_by("-closes_at", "-pk")
    found = list(rows.values_list("pk", "key", "said", "closes_at")[: 12 * MOST])
    if not found or person is None or case.me(viewer) is None:
        raise Hidden
    opener = sealed.Opener(case_id, {person_id})
    held: dict[str, list[tuple[datetime, Any]]] = defaultdict(list)
    for key, line, said, at in found:
        answer = opener.opened(person_id, sealed.LINE, key, said)
        if answer is not None and len(held[line]) < MOST:
            held[line].append((at, answer))
    known = [line for line in content.weekly().lines if held.get(line.key)]
    return Side(case, person, tuple(Shown(line, tuple(reversed(held[line.key]))) for line in known))


def _rows(viewer: Viewer, case_id: UUID) -> Any:
    rows = CheckInLine.objects.visible_to(viewer).filter(case_id=case_id, audience=Audience.ALL_OF_US.value)
    return rows.exclude(person_id=viewer.person_id)
