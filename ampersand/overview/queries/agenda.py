"""What a meeting could begin with: check-ins, goals and the ratings of meetings, joined for those who treat."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.checkins import content, wording
from ampersand.checkins.queries import alliance, weeks
from ampersand.checkins.queries.weeks import Sheet, Week
from ampersand.conflict.queries import pairs
from ampersand.core.addresses import address
from ampersand.core.clock import now
from ampersand.exercises.queries import brought as practised
from ampersand.goals.queries import roadmap
from ampersand.privacy.viewer import Viewer

OPENED_WITHIN = timedelta(weeks=3)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a meeting could begin with: what stands behind it, whether all show it, where it is from."""

    title: str
    said: str
    all_show: bool
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """What one member brings: their one thing, and what they told the therapist alone."""

    who: Someone
    wants: str
    wants_shown: bool
    alone: str


@dataclass(frozen=True)
class Agenda:
    """Everything on the page."""

    case: OneCase
    meets_at: datetime | None
    closes_at: datetime | None
    named: tuple[Item, ...]
    apart: tuple[Item, ...]
    opened: tuple[Item, ...]
    own: tuple[Own, ...]
    silent: tuple[Someone, ...]
    look_after: tuple[tuple[str, str], ...]
    brought: tuple[tuple[Someone, str], ...]
    readers: tuple[Someone, ...]


def page(viewer: Viewer, case_id: UUID) -> Agenda:
    """What the next meeting could begin with, for those who treat; raises Hidden. Twenty queries at most."""
    case = weeks.treated(viewer, case_id)
    found = weeks.of_case(viewer, case)
    week, meeting = found.week, found.planned.next_meeting
    rated = alliance.of_case(viewer, case)
    names = {person.person_id: person.name for person in case.people}
    return Agenda(
        case,
        meeting.at if meeting else None,
        week.closes_at if week and week.sheets else None,
        tuple(_named(case, week)) if week else (),
        (*(_apart(case, week) if week else ()), *_goals(viewer, case)),
        tuple(_rows(viewer, case)),
        tuple(_own(sheet) for sheet in week.sheets) if week else (),
        week.silent if week and week.sheets else (),
        tuple((wording.flag(one, names), wording.next_step(one)) for one in rated.flags),
        _brought(viewer, case),
        case.readers(Kind.CHECK_IN_LINE, Audience.ME_AND_THERAPIST),
    )


def _named(case: OneCase, week: Week) -> list[Item]:
    names = {sheet.who.person_id: sheet.who.name for sheet in week.sheets}
    topics = content.weekly().topics
    return [
        Item(topics[one.topic], _("%(names)s named it.") % {"names": _together(names, one.who)}, one.all_show)
        for one in week.named
        if one.topic in topics
    ]


def _apart(case: OneCase, week: Week) -> list[Item]:
    names = {sheet.who.person_id: sheet.who.name for sheet in week.sheets}
    return [
        Item(
            one.line.name,
            ", ".join(f"{names[key]} {value:g}" for key, value in one.numbers.items()),
            one.all_show,
        )
        for one in week.apart(case.kind)
    ]


def _goals(viewer: Viewer, case: OneCase) -> list[Item]:
    """Goals whose latest look back lies two stones or more apart: everyone has seen that already."""
    return [
        Item(
            card.words.text,
            "; ".join(f"{stand.who.name}: {stand.words}" for stand in card.last.stands),
            True,
            address("goals:goal", card.id),
            _("The goal"),
        )
        for card in roadmap.cards(viewer, case)
        if card.is_open and card.last and card.last.to_talk_about
    ]


def _rows(viewer: Viewer, case: OneCase) -> list[Item]:
    """Rows whose two sides were opened in the last weeks, where both let those who treat read them."""
    names = {person.person_id: person.name for person in case.people}
    found = []
    for pair in pairs.of_case(viewer, case.id) if case.is_shared else ():
        if pair.opened_at and pair.opened_at > now() - OPENED_WITHIN and pair.two <= names.keys():
            two = _together(names, sorted(pair.two, key=names.__getitem__))
            said = _("%(names)s opened their two sides.") % {"names": two}
            found.append(Item(pair.about, said, True, address("conflict:pair", pair.id), _("Both sides")))
    return found


def _own(sheet: Sheet) -> Own:
    weekly = content.weekly()
    wants, alone = sheet.answers.get("agenda"), sheet.answers.get("private")
    line = weekly.line("agenda")
    said = wording.answer(line, wants.value) if wants and line else ""
    return Own(sheet.who, said, bool(wants and wants.shown), alone.value["words"] if alone else "")


def _brought(viewer: Viewer, case: OneCase) -> tuple[tuple[Someone, str], ...]:
    """From which exercises members have brought something to the therapist lately, each once."""
    lines = practised.brought(viewer, case)
    return tuple(dict.fromkeys((one.who, one.exercise) for one in lines if one.at > now() - OPENED_WITHIN))


def _together(names: Mapping[UUID, str], people: Iterable[UUID]) -> str:
    return get_text_list([names[key] for key in people], _("and"))
