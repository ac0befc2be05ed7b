"""Lines for the stories about those who treat: answers week by week, through the same verbs as the pages."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.measures import content
from ampersand.measures.actions import answering, opening
from ampersand.measures.models import Assignment, Plan, Standing
from ampersand.measures.rules.instrument import Instrument, Number
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

START = datetime(2026, 9, 7, 18, 30, tzinfo=UTC)
CORE, CSI = "core-10", "csi-16"


def codes(instrument: Instrument, total: int, flagged: bool = False) -> dict[str, Number | None]:
    """Answers with this total; the safety item stays at its lowest unless it is flagged."""
    watched = {watch.item for watch in instrument.safety}
    scores = {item.id: item.scale.lowest for item in instrument.scored_items}
    if flagged:
        scores[instrument.safety[0].item] = instrument.safety[0].at_least
    left = total - sum(scores.values())
    for item in instrument.scored_items:
        if item.id not in watched:
            more = min(left, item.scale.highest - scores[item.id])
            scores[item.id] += more
            left -= more
    assert left == 0, "no such total"
    return {
        item.id: item.scale.lowest + item.scale.highest - scores[item.id] if item.reverse else scores[item.id]
        for item in instrument.scored_items
    }


def give(
    cast: Cast, case: Case, person: Person, slug: str, total: int | None, at: datetime, flagged: bool = False
) -> UUID | None:
    """One time of asking; None is a time that was missed."""
    asked = Assignment(case=case, person=person, instrument=slug, opens_on=at.date()).insert()
    if total is None:
        with system_scope("a story"):
            opening.pass_over(asked)
        return None
    answers = codes(content.instrument(slug), total, flagged)
    return answering.submit(by=cast.viewer(person), assignment_id=asked.pk, answers=answers, now=at)


def line(cast: Cast, case: Case, person: Person, slug: str, totals: list[int | None]) -> list[UUID | None]:
    """One time a week from START."""
    return [give(cast, case, person, slug, total, START + timedelta(weeks=n)) for n, total in enumerate(totals)]


def standing(case: Case, person: Person, slug: str) -> Standing:
    """How someone stands, as it is kept."""
    with system_scope("a story"):
        found: Standing = Standing.objects.get(case=case, person=person, instrument=slug)
        return found


def plan_of(cast: Cast, case: Case, person: Person, slug: str = CSI, **other: object) -> Plan:
    """A plan that runs every week from START."""
    values: dict[str, object] = {
        "rhythm": "weeks",
        "every_weeks": 1,
        "starts_on": START.date(),
        "next_on": START.date(),
    }
    return Plan(case=case, person=person, instrument=slug, planned_by=cast.dana, **values | other).insert()


def day(weeks: int) -> date:
    """The day so many weeks after START."""
    return (START + timedelta(weeks=weeks)).date()
