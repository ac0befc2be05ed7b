"""Which answers belong to the same time: the one source for the table, the gaps in a line and the distance."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, pairwise

from ampersand.core.charts.model import Point, Row, Series, Trajectory


@dataclass(slots=True)
class Round:
    """One time of asking: the first day of it and each person's answer, by their place in the list of series."""

    on: date
    asked: bool = False
    answers: dict[int, Point] = field(default_factory=dict)

    def missing(self, person: int) -> bool:
        """Whether this person was asked and did not answer."""
        point = self.answers.get(person)
        return self.asked if point is None else point.value is None

    def value(self, person: int) -> float | None:
        point = self.answers.get(person)
        return None if point is None else point.value


def _asked_on(on: date, expected: tuple[date, ...], grace: timedelta) -> date:
    near = [day for day in expected if abs(day - on) <= grace]
    return min(near, key=lambda day: (abs(day - on), day)) if near else on


def gather(chart: Trajectory) -> list[Round]:
    """Answers given within the days of grace of each other, or of the day they were asked for, as one round."""
    if len(chart.series) == 1 and not chart.expected:  # one person's answers are never of the same time
        return [Round(point.on, False, {0: point}) for point in sorted(chart.series[0].points, key=lambda one: one.on)]
    grace = timedelta(days=chart.grace_days)
    expected = tuple(sorted(set(chart.expected)))
    entries: list[tuple[date, date, int, Point | None]] = [(day, day, -1, None) for day in expected]
    for person, series in enumerate(chart.series):
        entries += [(_asked_on(point.on, expected, grace), point.on, person, point) for point in series.points]
    entries.sort(key=lambda entry: entry[:3])
    rounds: list[Round] = []
    start = date.min
    for (day, _), group in groupby(entries, key=lambda entry: entry[:2]):
        together = list(group)
        asked = any(point is None for *_, point in together)
        people = {person for *_, person, point in together if point is not None}
        last = rounds[-1] if rounds else None
        if last is None or day - start > grace or people & last.answers.keys() or (asked and last.asked):
            last, start = Round(on=together[0][1]), day
            rounds.append(last)
        last.asked |= asked
        for _, on, person, point in together:
            if point is None:
                continue
            if person in last.answers:
                last, start = Round(on=on), day
                rounds.append(last)
            if not last.answers:
                last.on = on
            last.answers[person] = point
    return rounds


def pieces(rounds: list[Round], person: int) -> list[list[Point]]:
    """A person's answers as unbroken runs: a time they were asked and did not answer ends a run."""
    runs: list[list[Point]] = [[]]
    for turn in rounds:
        point = turn.answers.get(person)
        if point is not None and point.value is not None:
            runs[-1].append(point)
        elif turn.missing(person) and runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def shared(rounds: list[Round]) -> list[Round]:
    """The rounds in which the first two people both answered."""
    return [turn for turn in rounds if turn.value(0) is not None and turn.value(1) is not None]


def distance(turn: Round) -> float | None:
    """How far apart the first two people were, in points."""
    one, two = turn.value(0), turn.value(1)
    return None if one is None or two is None else abs(one - two)


def has_gap(rounds: list[Round], person: int) -> bool:
    """Whether the person's line is broken anywhere between two answers."""
    return any(True for _ in pairwise(pieces(rounds, person)))


def rows(chart: Trajectory, rounds: list[Round]) -> Iterator[Row]:
    """The table of numbers, oldest first, one row for each round."""
    for turn in rounds:
        gap = distance(turn) if len(chart.series) == 2 else None
        yield Row(
            on=turn.on,
            when=chart.words.full(turn.on),
            cells=tuple(_cell(chart, turn, person) for person in range(len(chart.series))),
            apart="" if gap is None else chart.words.number(gap),
        )


def _cell(chart: Trajectory, turn: Round, person: int) -> str:
    point = turn.answers.get(person)
    if point is None or point.value is None:
        return chart.words.not_answered if turn.missing(person) else ""
    value = chart.words.number(point.value)
    return f"{value}, {point.note}" if point.note else value


def first_and_last(series: Series) -> tuple[float, float] | None:
    """A person's first and latest score, or nothing where they have not answered."""
    first: Point | None = None
    last: Point | None = None
    for point in series.points:
        if point.value is not None:
            first = point if first is None or point.on < first.on else first
            last = point if last is None or point.on > last.on else last
    if first is None or last is None or first.value is None or last.value is None:
        return None
    return first.value, last.value
