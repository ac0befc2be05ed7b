"""Drawing a line: what a person answered on one instrument, over their weeks."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.loading import shipped
from ampersand.operations.demo.answers import answer, habits, wanted
from ampersand.operations.demo.courses import Course, shares
from ampersand.operations.demo.diary import Diary
from ampersand.operations.demo.ids import dice
from ampersand.operations.demo.treatments import Line, Occasion

BETWEEN_FORMS = timedelta(minutes=4)
OWN_TROUBLE = -0.06  # people who come for their relationship are a little less troubled in themselves
LEFT_OUT = 0.03  # how often a question is left out where the instrument still gives a total


def instrument(slug: str) -> Instrument:
    """One of the instruments that come with the program."""
    return shipped()[slug]


def drawn(
    diary: Diary, slug: str, course: Course, *, every: int = 1, begin: int = 0, rhythm: str = "weeks", place: int = 0,
    flagged: Sequence[int] = (), lift: float = 0.0,
) -> Line:  # fmt: skip
    """A line along a course. `flagged` are weeks whose safety question was answered above the lowest.

    `place` is the order in which the forms of one day are answered, `begin` the week of the first.
    """
    form, days = instrument(slug), diary.dates(every, begin)
    days = days[:1] if rhythm == "intake" else days
    own = lift + (OWN_TROUBLE if form.about == "self" else 0.0)
    found = shares(course, [float(diary.week(day)) for day in days], _dice(diary, "course", slug), own)
    totals = {day: wanted(form, share) for day, share in zip(days, found, strict=True)}
    occasions = _occasions(diary, form, days, totals, place, flagged)
    return Line(slug, occasions, every if rhythm == "weeks" else None, rhythm)


def told(diary: Diary, slug: str, totals: Sequence[int], *, every: int = 1, place: int = 0) -> Line:
    """A line with given totals, one for each occasion from the first; what is asked beyond them waits."""
    days = diary.dates(every)
    return Line(
        slug, _occasions(diary, instrument(slug), days, dict(zip(days, totals, strict=False)), place, ()), every
    )


def _occasions(
    diary: Diary, form: Instrument, days: Sequence[date], totals: Mapping[date, int], place: int, flagged: Sequence[int]
) -> list[Occasion]:
    chance = _dice(diary, "answers", form.slug)
    manner = habits(form, chance)
    occasions = []
    for day in days:
        at = diary.moment(day)
        if at is None or day not in totals:
            occasions.append(Occasion(day))
            continue
        safety = 1 if diary.week(day) in flagged else 0
        codes = answer(form, totals[day], manner, chance, safety=safety, left_out=_gap(form, chance))
        occasions.append(Occasion(day, codes, at + place * BETWEEN_FORMS))
    return occasions


def _gap(form: Instrument, chance: Random) -> str:
    guarded = {watch.item for watch in form.safety}
    item = chance.choice(form.scored_items).id
    return item if form.missing.allowed and chance.random() < LEFT_OUT and item not in guarded else ""


def _dice(diary: Diary, *words: str) -> Random:
    return dice(*words, diary.person.email, (diary.today - diary.first_on).days)
