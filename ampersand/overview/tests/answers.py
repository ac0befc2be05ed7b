"""Check-ins for stories."""

from collections.abc import Sequence
from datetime import date, datetime

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core import clock
from ampersand.core.clock import now
from ampersand.measures.actions import answering
from ampersand.measures.content import instrument
from ampersand.measures.models import Assignment
from ampersand.measures.rules.instrument import Number
from tests.cast import Cast


def asked(case: Case, person: Person, slug: str, on: date = date(2026, 11, 1)) -> Assignment:
    """A check-in that waits."""
    return Assignment(case=case, person=person, instrument=slug, opens_on=on).insert()


def answered(cast: Cast, case: Case, person: Person, slug: str, totals: Sequence[int], *, month: int = 9) -> None:
    """One set of answers a week from the first of a month, each adding up to a total."""
    for week, total in enumerate(totals):
        at = datetime(2026, month, 1 + 7 * week, 12, tzinfo=now().tzinfo)
        waits = asked(case, person, slug, at.date())
        with clock.past(at):
            answering.submit(by=cast.viewer(person), assignment_id=waits.pk, answers=adding_up(slug, total), now=at)


def adding_up(slug: str, total: int) -> dict[str, Number | None]:
    """Answers to every scored item that add up to a total."""
    left, codes = total, {}
    for item in instrument(slug).scored_items:
        codes[item.id] = min(item.scale.highest, left)
        left -= codes[item.id]
    return dict(codes)
