"""The course of each piece of work: how many meetings were agreed, and what was decided half way or at a sign."""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from ampersand.cases.models import Case, Participation
from ampersand.core import clock
from ampersand.operations.demo import people as who
from ampersand.operations.demo.ids import dice, named
from ampersand.overview.queries.gathering import cases, gathered
from ampersand.overview.rules.order import Cause
from ampersand.pathway.actions import course, offers, reviews, seen
from ampersand.pathway.models import Offer
from ampersand.pathway.queries.course import usual
from ampersand.pathway.rules.choices import MIDDLE, Answer, booster
from ampersand.pathway.rules.choices import Choice as Chosen
from ampersand.pathway.rules.course import Length
from ampersand.privacy.viewer import Viewer

HALF_WAY = (
    (Chosen.GO_ON, "Both say it helps. The loop is named sooner, and it is mended the same day more often than not."),
    (Chosen.CHANGE, "Too much talk about the week, too little about what lies under it. We begin with one topic now."),
    (Chosen.GO_ON, "Slow, and going the right way. They want to keep the rhythm."),
    (Chosen.ONE_TO_ONE, "Something of one of them needs time of its own first. A colleague has room from next month."),
)
LEFT_OPEN = 6  # every so many cases nobody has looked at the whole half way
SAID = (
    (Answer.NOT_NOW, "All is well with us. Thank you for asking."),
    (Answer.YES, "It has crept back a little. I would like to come once."),
)
STORY = (
    "Ana feels asked more often; Ben says he can stay in the room now. The pause works when they say how long. "
    "They want to go on, and to look at money next."
)


def write() -> None:
    """Write it as each therapist would."""
    rows = Participation.objects.filter(role="therapist", left_at__isnull=True).order_by("case__opened_on", "case_id")
    for number, part in enumerate(rows.select_related("case", "person")):
        _of_case(number, part.case, _viewer(part.person_id, part.person.name, part.person.time_zone))
    _seen_by_dana()


def _of_case(number: int, case: Case, by: Viewer) -> None:
    today = clock.today(who.ZONE)
    weeks = (today - case.opened_on).days // 7
    if case.state == Case.State.ENDED and case.ended_on:
        _offer(number, case, by, today)
    elif case.state == Case.State.OPEN and weeks >= 3:
        length = _agreed(case, by, weeks, number)
        if length.middle_on <= today and (number % LEFT_OPEN or _is_told(case)):
            choice, reason = HALF_WAY[number % len(HALF_WAY)]
            if case.kind == Case.Kind.INDIVIDUAL:
                choice, reason = Chosen.GO_ON, "It helps. We keep to what we began with."
            if _is_told(case):
                choice, reason = Chosen.GO_ON, STORY
            _look(case, by, length.middle_on, MIDDLE, choice, reason)


def _agreed(case: Case, by: Viewer, weeks: int, number: int) -> Length:
    """More meetings than usual where the work has gone on for longer, so that few are at their last two."""
    held = usual(case.kind, case.opened_on).length
    meetings = max(held.meetings, weeks // held.every_weeks + dice("course", case.pk).choice((1, 4, 5, 6, 8, 9)))
    with clock.past(_at(case.opened_on + timedelta(weeks=3))):
        course.agree(
            by=by, case_id=case.pk, meetings=meetings, begun_on=case.opened_on + timedelta(days=number % 5),
            every_weeks=held.every_weeks, version=0,
        )  # fmt: skip
    return Length(meetings, case.opened_on + timedelta(days=number % 5), held.every_weeks)


def _offer(number: int, case: Case, by: Viewer, today: date) -> None:
    assert case.ended_on
    if number % 2 and case.ended_on + timedelta(days=40) < today:
        said = "Offered to each in the same words. Glad to hear from them; no need now."
        _look(case, by, case.ended_on + timedelta(days=33), booster(1), Chosen.OFFERED, said)
        _answered(number, case, case.ended_on + timedelta(days=39))


def _answered(number: int, case: Case, on: date) -> None:
    """One of those who were asked says something; the others say nothing, which is an answer, too."""
    row = Offer.objects.filter(case=case).select_related("person").order_by("person__name").first()
    if row is None:
        return
    said, words = SAID[number // 2 % len(SAID)]
    viewer = Viewer(row.person_id, row.person.name, "en", row.person.time_zone)
    with clock.past(_at(on)):
        offers.answer(by=viewer, offer_id=row.pk, said=said, words=words)


def _look(case: Case, by: Viewer, on: date, occasion: str, choice: Chosen, reason: str) -> None:
    with clock.past(_at(on + timedelta(days=2))):
        reviews.decide(
            by=by, case_id=case.pk, review_id=uuid5(named("look"), f"{case.pk}/{occasion}"), occasion=occasion,
            choice=choice, reason=reason, signs=(),
        )  # fmt: skip


def _seen_by_dana() -> None:
    """Dana has ticked off the last of the looks at the whole that are due with her."""
    dana = _viewer(who.DANA.id, who.DANA.name, who.DANA.zone)
    found = gathered(dana, cases(dana), everything=False)
    due = sorted((one for one in found.reasons if one.cause is Cause.ENDING), key=lambda one: (one.since, one.case))
    if due:
        seen.mark(by=dana, case_id=due[-1].case, what=due[-1].key, upto=due[-1].fresh)


def _is_told(case: Case) -> bool:
    rows = Participation.objects.filter(case=case, person_id=who.BEN.id, role="member")
    return case.kind == Case.Kind.COUPLE and rows.exists()


def _at(day: date) -> datetime:
    return datetime.combine(day, time(17, 30), clock.now().tzinfo)


def _viewer(person_id: UUID, name: str, zone: str) -> Viewer:
    return Viewer(person_id, name, "en", zone, who.PRACTICE, frozenset({"therapist"}))
