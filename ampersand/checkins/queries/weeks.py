"""The check-ins of a case as whoever treats it reads them, side by side, and what a meeting could begin with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.checkins import content
from ampersand.checkins.models import CheckIn, CheckInLine
from ampersand.checkins.queries import planned, sealed
from ampersand.checkins.queries.planned import Planned
from ampersand.checkins.rules.agenda import Apart, Named, Said, both_named, far_apart
from ampersand.checkins.rules.lines import Line
from ampersand.core.clock import now
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

LATEST = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said on one line; `shown` where they let the others see it."""

    value: Any
    shown: bool


@dataclass(frozen=True)
class Sheet:
    """One person's check-in of one window as it stands."""

    who: Someone
    sent_at: datetime
    versions: int
    answers: Mapping[str, Answer]

    @property
    def said(self) -> Said[UUID]:
        """The same for the rules."""
        agenda = self.answers.get("agenda")
        topic, words = (agenda.value["topic"], agenda.value["words"]) if agenda else ("", "")
        shown = frozenset(key for key, answer in self.answers.items() if answer.shown)
        return Said(self.who.person_id, numbers(self.answers), topic, words, shown)


@dataclass(frozen=True)
class Week:
    """One window of a case: what each member sent. Whoever sent nothing stands in `silent`, which no member reads."""

    key: str
    closes_at: datetime
    sheets: tuple[Sheet, ...]
    silent: tuple[Someone, ...]

    @property
    def named(self) -> list[Named[UUID]]:
        """Topics that more than one of them named."""
        return both_named([sheet.said for sheet in self.sheets])

    def apart(self, kind: str) -> list[Apart[UUID]]:
        """Lines on which they lie far apart."""
        return far_apart(content.weekly().of_case(kind), [sheet.said for sheet in self.sheets])


@dataclass(frozen=True)
class Weeks:
    """The check-ins of a case: the one that is looked at, and which there are, the latest first."""

    case: OneCase
    planned: Planned
    week: Week | None
    keys: tuple[tuple[str, datetime], ...]


def numbers(answers: Mapping[str, Answer]) -> dict[str, float]:
    """The answers that are numbers, by line; of rows, how many there were."""
    return {key: number for key, answer in answers.items() if (number := as_number(answer.value)) is not None}


def as_number(value: Any) -> float | None:
    """An answer as a number, where it is one."""
    if isinstance(value, dict):
        value = value.get("count")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def treated(viewer: Viewer, case_id: UUID) -> OneCase:
    """The case for those who treat it; raises Hidden for everybody else."""
    case = cases.one(viewer, case_id)
    if not case.treats(viewer):
        raise Hidden
    return case


def of_case(viewer: Viewer, case: OneCase, key: str = "") -> Weeks:
    """The check-ins of a case, one of them whole: the one named, or the latest. Seven queries at most."""
    rows = CheckIn.objects.visible_to(viewer).filter(case_id=case.id, current=True)
    sent = list(
        rows.order_by("-closes_at", "-sent_at").values_list(
            "pk", "window", "person_id", "sent_at", "number", "closes_at"
        )[: LATEST * 6]
    )
    keys = {window: closes for _pk, window, _who, _at, _number, closes in reversed(sent)}
    plan = planned.of_case(viewer, case)
    if key and key not in keys:
        raise Hidden
    chosen = key or _latest(plan, keys)
    week = _week(viewer, case, chosen, [row for row in sent if row[1] == chosen], plan) if chosen else None
    return Weeks(case, plan, week, tuple(sorted(keys.items(), key=lambda one: one[1], reverse=True)))


def senders(viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[tuple[datetime, frozenset[UUID]]]]:
    """Who sent the latest two closed check-ins that anybody sent, by case, the earlier first; for those who treat.

    A member who is in neither has missed two of them while somebody else did not. One query, however many cases.
    """
    since = now() - timedelta(days=30)
    rows = CheckIn.objects.visible_to(viewer).filter(current=True, closes_at__lte=now(), closes_at__gt=since)
    held: dict[UUID, dict[datetime, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    found = rows.filter(case_id__in=list(case_ids)).values_list("case_id", "closes_at", "person_id")
    for case_id, closes, person in found:
        held[case_id][closes].add(person)
    return {
        case_id: [(closes, frozenset(people)) for closes, people in sorted(sent.items())[-2:]]
        for case_id, sent in held.items()
    }


def over_time(viewer: Viewer, case: OneCase, line: Line) -> dict[UUID, list[tuple[datetime, float | None]]]:
    """One line of every member over time, the earliest first; for those who treat. Three queries."""
    rows = CheckInLine.objects.visible_to(viewer).filter(case_id=case.id, key=line.key, check_in__current=True)
    found = list(rows.order_by("-closes_at").values_list("pk", "person_id", "said", "closes_at")[: LATEST * 6])
    opener = sealed.Opener(case.id, {row[1] for row in found})
    held: dict[UUID, list[tuple[datetime, float | None]]] = defaultdict(list)
    for pk, person, said, at in reversed(found):
        held[person].append((at, as_number(opener.opened(person, sealed.LINE, pk, said))))
    return held


def _latest(plan: Planned, keys: Mapping[str, datetime]) -> str:
    """The window that is open or closed last before the next meeting: what to prepare from."""
    window = plan.window
    if window is not None:
        return window.key
    meeting = plan.next_meeting
    if meeting is not None and f"m:{meeting.key}" in keys:
        return f"m:{meeting.key}"
    past = [(closes, key) for key, closes in keys.items() if closes <= now()] or [(at, key) for key, at in keys.items()]
    return max(past, default=(now(), ""))[1]


def _week(viewer: Viewer, case: OneCase, key: str, sent: Sequence[Any], plan: Planned) -> Week:
    members = {person.person_id: person for person in case.people if person.role == "member"}
    answers = _answers(viewer, case.id, {row[0]: row[2] for row in sent})
    sheets = [
        Sheet(members[who], at, number, answers[pk]) for pk, _key, who, at, number, _closes in sent if who in members
    ]
    here = {sheet.who.person_id for sheet in sheets}
    silent = tuple(person for person in case.members if person.person_id not in here)
    closes = sent[0][5] if sent else plan.window.closes if plan.window else now()
    return Week(key, closes, tuple(sorted(sheets, key=lambda sheet: sheet.who.name.casefold())), silent)


def _answers(viewer: Viewer, case_id: UUID, whose: Mapping[UUID, UUID]) -> dict[UUID, dict[str, Answer]]:
    held: dict[UUID, dict[str, Answer]] = defaultdict(dict)
    if not whose:
        return held
    rows = CheckInLine.objects.visible_to(viewer).filter(case_id=case_id, check_in__in=list(whose))
    opener = sealed.Opener(case_id, set(whose.values()))
    for pk, check_in, key, said, to_show in rows.values_list("pk", "check_in_id", "key", "said", "to_show"):
        value = opener.opened(whose[check_in], sealed.LINE, pk, said)
        if value is not None:
            held[check_in][key] = Answer(value, to_show)
    return held
