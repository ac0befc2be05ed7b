"""What the lines of a case say: each person alone, then the couple by both rules, never only the couple."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .change import Change, is_provisional, measure_change
from .couple import CoupleChange, measure_couple_change
from .instrument import Instrument, Number, Side
from .track import Track, couple_track, measure_track
from .words import Course, Point, shown


@dataclass(frozen=True, slots=True)
class PersonVerdict:
    """One person: first and latest total, change (None without two or without a known size), status, missed times."""

    name: str
    first: Point | None
    last: Point | None
    change: Change | None
    track: Track
    side: Side | None
    missed: int
    answers: int

    @property
    def is_better(self) -> bool:
        """Whether they got reliably better."""
        return self.change is not None and self.change.verdict in ("improved", "recovered")

    @property
    def is_worse(self) -> bool:
        """Whether they got reliably worse."""
        return self.change is not None and self.change.verdict == "deteriorated"


@dataclass(frozen=True, slots=True)
class CoupleVerdict:
    """Two partners: both rules where both have a change, the worse of their statuses, how far apart then and now."""

    both: CoupleChange | None
    mean: CoupleChange | None
    track: Track
    opposite: bool
    apart_first: Number | None
    apart_last: Number | None
    turned: bool


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Everyone's verdict and the couple's; `provisional` when a verdict rests on an unverified number."""

    people: tuple[PersonVerdict, ...]
    couple: CoupleVerdict | None
    provisional: bool
    finding: str


def verdicts(instrument: Instrument, courses: Sequence[Course], *, couple: bool) -> Verdicts:
    """Judge the courses of a case; `couple` when the two of them are partners."""
    people = tuple(_person(instrument, course) for course in courses)
    pair = _couple(instrument, people) if couple and len(people) == 2 else None
    unsure, finding = is_provisional(instrument), _finding(instrument, people, pair)
    if unsure and any(person.change for person in people):
        finding += " (Provisional.)"
    return Verdicts(people, pair, unsure, finding)


def _person(instrument: Instrument, course: Course) -> PersonVerdict:
    scored = course.scored
    first, last = (scored[0], scored[-1]) if scored else (None, None)
    change = None
    if first and last and first is not last and first.total is not None and last.total is not None:
        change = measure_change(instrument, first.total, last.total)
    line = instrument.change_cutoff
    side = line.side(last.total) if line and last and last.total is not None else None
    missed = sum(not point.answered for point in course.points)
    status = measure_track(instrument, [point.total for point in course.points])
    return PersonVerdict(course.name, first, last, change, status, side, missed, len(course.points) - missed)


def _couple(instrument: Instrument, people: Sequence[PersonVerdict]) -> CoupleVerdict:
    one, two = people
    both = mean = None
    if one.change and two.change:
        first, second = (one.change.before, one.change.after), (two.change.before, two.change.after)
        both = measure_couple_change(instrument, first, second, "both")
        mean = measure_couple_change(instrument, first, second, "mean")
    then, now = _difference(one.first, two.first), _difference(one.last, two.last)
    return CoupleVerdict(
        both=both,
        mean=mean,
        track=couple_track(one.track, two.track),
        opposite=bool(both and both.opposite),
        apart_first=None if then is None else abs(then),
        apart_last=None if now is None else abs(now),
        turned=then is not None and now is not None and then * now < 0,
    )


def _difference(one: Point | None, two: Point | None) -> Number | None:
    if one is None or two is None or one.total is None or two.total is None:
        return None
    return one.total - two.total


def _finding(instrument: Instrument, people: Sequence[PersonVerdict], pair: CoupleVerdict | None) -> str:
    """The finding in one short paragraph, each person in the order given."""
    parts = [_said(instrument, person) for person in people]
    if pair and pair.apart_first is not None and pair.apart_last is not None and all(p.answers > 1 for p in people):
        turned = ", the other way round" if pair.turned else ""
        if pair.apart_first == pair.apart_last and not turned:
            parts.append(f"They are as far apart as at the start, {shown(pair.apart_last)}.")
        else:
            parts.append(
                f"They began {shown(pair.apart_first)} apart and are now {shown(pair.apart_last)} apart{turned}."
            )
    return " ".join(parts)


def _said(instrument: Instrument, person: PersonVerdict) -> str:
    name = person.name
    if person.last is None or person.last.total is None:
        return f"{name} has no score yet."
    if person.first is person.last:
        return f"{name} has one score so far, {shown(person.last.total)}."
    change, crossed = person.change, _where(instrument, person)
    if change is None:
        return f"{name} went from {shown(_total(person.first))} to {shown(person.last.total)}."
    if not change.reliable:
        return f"{name} has not changed by more than chance."
    way = "better" if change.better_by > 0 else "worse"
    return f"{name} is {way} by more than chance{crossed}."


def _where(instrument: Instrument, person: PersonVerdict) -> str:
    line = instrument.change_cutoff
    if line is None or person.last is None or person.last.total is None:
        return ""
    above = person.last.total > line.value
    joined = "and" if (above == instrument.higher_is_better) == (person.is_better) else "but"
    return f" {joined} {'above' if above else 'below'} the line"


def _total(point: Point | None) -> Number:
    assert point is not None
    assert point.total is not None
    return point.total
