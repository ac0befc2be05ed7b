"""Reads of what another member shows the viewer. Nothing here knows of answers that were not shown."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience
from ampersand.measures import content
from ampersand.measures.models import Administration, Sharing
from ampersand.measures.rules.instrument import Instrument, Number, combine
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Shown:
    """A line that another member shows the viewer."""

    person_id: UUID
    name: str
    hand: int | str
    slug: str
    title: str
    about: str
    last_on: date


@dataclass(frozen=True, slots=True)
class ShownLine:
    """The points that another member shows, on a scale that leaves out what is never shown to a partner."""

    person: cases.Someone
    case: cases.OneCase
    instrument: Instrument
    title: str
    low: Number
    high: Number
    points: tuple[tuple[date, float], ...]


def shared_with(viewer: Viewer, case_id: UUID) -> list[Shown]:
    """What the other members of a case show the viewer, by name. Four queries at most, however much it is."""
    if viewer.is_nobody:
        return []
    rows = (
        _shown(viewer, case_id)
        .values_list("person_id", "person__name", "instrument", "case__practice_id")
        .annotate(last=Max("taken_at"))
        .order_by("person__name", "instrument")
    )
    found = list(rows)
    people = {person.person_id: person for person in cases.one(viewer, case_id).members} if found else {}
    shown = []
    for person_id, name, slug, practice_id, last in found:
        try:
            one = content.instrument(slug, practice_id)
        except content.UnknownInstrument:
            continue
        if person_id in people and viewer.person_id in people:
            title = title_for_others(one, viewer.language)
            shown.append(Shown(person_id, name, people[person_id].hand, slug, title, one.about, _day(viewer, last)))
    return shown


@dataclass(frozen=True, slots=True)
class Offered:
    """A line that the viewer shows the others, named as they read it."""

    case_id: UUID
    slug: str
    title: str
    about: str


def offered_by(viewer: Viewer) -> list[Offered]:
    """Every line that the viewer has chosen to share, in all cases. One query."""
    if viewer.is_nobody:
        return []
    rows = Sharing.objects.visible_to(viewer).filter(person_id=viewer.person_id, withdrawn_at__isnull=True)
    found = []
    for case_id, slug, practice_id in rows.order_by("instrument").values_list(
        "case_id", "instrument", "case__practice_id"
    ):
        try:
            one = content.instrument(slug, practice_id)
        except content.UnknownInstrument:
            continue
        found.append(Offered(case_id, slug, title_for_others(one, viewer.language), one.about))
    return found


def shared_line(viewer: Viewer, case_id: UUID, person_id: UUID, slug: str, points: int = 40) -> ShownLine:
    """One line that another member shows the viewer; raises Hidden when nothing is shown."""
    rows = _shown(viewer, case_id).filter(person_id=person_id, instrument=slug)
    found: list[tuple[datetime, float, UUID]] = list(
        rows.order_by("-taken_at", "-pk").values_list("taken_at", "partner_total", "case__practice_id")[:points]
    )
    case = cases.one(viewer, case_id)
    person = next((other for other in case.others(viewer) if other.person_id == person_id), None)
    if not found or person is None or case.me(viewer) is None:
        raise Hidden
    one = content.instrument(slug, found[0][2])
    low, high = scale_for_others(one)
    days = tuple((_day(viewer, at), total) for at, total, _ in reversed(found))
    return ShownLine(person, case, one, title_for_others(one, viewer.language), low, high, days)


def title_for_others(one: Instrument, language: str) -> str:
    """What a total is called when it leaves out items that are never shown, such as PHQ-8; else the usual title."""
    return one.partner.name if one.partner else content.words(one, language).title


def scale_for_others(one: Instrument) -> tuple[Number, Number]:
    """The lowest and highest total that others can see."""
    items = [item for item in one.scored_items if one.partner is None or item.id in one.partner.items]
    lowest = combine(one.method, [item.scale.lowest for item in items])
    return lowest, combine(one.method, [item.scale.highest for item in items])


def _shown(viewer: Viewer, case_id: UUID) -> Any:
    return (
        Administration.objects.visible_to(viewer, "see_result")
        .filter(case_id=case_id, audience=Audience.ALL_OF_US.value, current=True, partner_total__isnull=False)
        .exclude(person_id=viewer.person_id)
    )


def _day(viewer: Viewer, at: datetime) -> date:
    return at.astimezone(ZoneInfo(viewer.time_zone)).date()
