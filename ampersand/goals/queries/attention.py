"""What goals ask of those who treat, in all of their cases at once. One query each."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, QuerySet

from ampersand.core.clock import now, today
from ampersand.goals.models import Goal, Rating, Step, StepWeek
from ampersand.goals.rules.agreement import RUNNING
from ampersand.goals.rules.scale import to_talk_about
from ampersand.goals.rules.steps import TALK_AFTER, Done, Offer, missed_weeks, offers
from ampersand.privacy import prepared
from ampersand.privacy.viewer import Viewer

LOOKS_BACK = timedelta(weeks=13)
_RUNNING = sorted(state.value for state in RUNNING)


@dataclass(frozen=True, slots=True)
class OfGoal:
    """Something about one goal: in which case, since when, and when the newest thing behind it happened."""

    case_id: UUID
    goal_id: UUID
    since: datetime
    fresh: datetime


def apart(viewer: Viewer) -> list[OfGoal]:
    """Goals whose latest look back, which everyone has seen, found people two stones or more apart."""
    latest: dict[UUID, OfGoal | None] = {}
    for case_id, goal_id, at, lowest, highest in _looks(viewer, now() - LOOKS_BACK):
        latest[goal_id] = OfGoal(case_id, goal_id, at, at) if to_talk_about([lowest, highest]) else None
    return [one for one in latest.values() if one]


def stuck(viewer: Viewer) -> list[OfGoal]:
    """Goals with a step that has not happened for four weeks."""
    weeks: dict[tuple[UUID, UUID, UUID], dict[date, Done]] = {}
    for case_id, goal_id, step_id, week, outcome in _weeks(viewer, (now() - LOOKS_BACK).date()):
        told = weeks.setdefault((case_id, goal_id, step_id), {})
        if told.get(week) != Done.DONE:  # done once by anyone is done
            told[week] = Done(outcome)
    found: dict[UUID, OfGoal] = {}
    for (case_id, goal_id, _step), told in weeks.items():
        ordered = sorted(told)
        said = [told[week] for week in ordered]
        if Offer.TALK in offers(said):
            since, fresh = _noon(ordered[TALK_AFTER - missed_weeks(said) - 1]), _noon(ordered[-1])
            found.setdefault(goal_id, OfGoal(case_id, goal_id, since, fresh))
    return list(found.values())


def looks_due(viewer: Viewer) -> list[OfGoal]:
    """Running goals whose day to look back has come."""
    return [OfGoal(case_id, pk, _noon(on), _noon(on)) for case_id, pk, on in _due(viewer, today(viewer.time_zone))]


@prepared.read
def _looks(viewer: Viewer, since: datetime) -> "QuerySet[Rating, tuple[Any, ...]]":
    rows: QuerySet[Rating] = Rating.objects.visible_to(viewer).filter(
        review__revealed_at__gte=since, review__goal__state__in=_RUNNING, review__goal__owner__isnull=True
    )
    grouped = rows.values("case_id", "review__goal_id", "review__revealed_at")
    found = grouped.annotate(lowest=Min("level"), highest=Max("level")).order_by("review__revealed_at")
    return found.values_list("case_id", "review__goal_id", "review__revealed_at", "lowest", "highest")


@prepared.read
def _weeks(viewer: Viewer, since: date) -> "QuerySet[StepWeek, tuple[Any, ...]]":
    rows: QuerySet[StepWeek] = StepWeek.objects.visible_to(viewer).filter(
        step__state=Step.State.OPEN, goal__state__in=_RUNNING, week__gte=since
    )
    return rows.values_list("case_id", "goal_id", "step_id", "week", "outcome")


@prepared.read
def _due(viewer: Viewer, on: date) -> "QuerySet[Goal, tuple[Any, ...]]":
    rows: QuerySet[Goal] = Goal.objects.visible_to(viewer).filter(state__in=_RUNNING, review_on__lte=on)
    return rows.values_list("case_id", "pk", "review_on")


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
