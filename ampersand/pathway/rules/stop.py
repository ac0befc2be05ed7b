"""When the work should be stopped or changed: six signs, each of which asks for a look at the whole.

A sign is a question to the therapist, no verdict. Source: docs/explanation/course-of-work.md (D): a red or amber
private check; either partner reliably worse at two points; both ratings of the alliance low twice; no change by the
sixth time; one partner's commitment down by 3 of 10; two meetings missed. Unverified numbers give no sign.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

NO_CHANGE_BY = 6  # times asked
COMMITMENT_FALLS = 3  # points of 10
TWICE, OF_THE_LAST = 2, 3
RESTS = timedelta(weeks=4)  # how long a sign that was looked at is not said again (D)


class Sign(StrEnum):
    """Why a look at the whole is asked for."""

    SCREEN = "screen"
    WORSE = "worse"
    ALLIANCE = "alliance"
    NO_CHANGE = "no-change"
    COMMITMENT = "commitment"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Line[P: Hashable]:
    """One person's line on one measure: when it was reliably worse than at the start, and how it stands after how many
    times of being asked. `sure` is false where the change rests on an unverified number."""

    person: P
    measure: str
    worse_at: tuple[datetime, ...] = ()
    times: int = 0
    changed: bool = False
    well: bool = False
    first_at: datetime | None = None
    last_at: datetime | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Rated[P: Hashable]:
    """The ratings of the alliance after one meeting: of whom, and who rated it low."""

    at: datetime
    of: frozenset[P]
    low: frozenset[P]


@dataclass(frozen=True, slots=True)
class Facts[P: Hashable]:
    """What is known of one case. What nobody measures is empty, and gives no sign."""

    screen_at: datetime | None = None  # since when a private check is amber or red
    lines: tuple[Line[P], ...] = ()
    rated: tuple[Rated[P], ...] = ()  # the oldest first
    commitment: Mapping[P, Sequence[tuple[datetime, float]]] = field(default_factory=dict)  # 0 to 10, the oldest first
    meetings: tuple[tuple[datetime, bool], ...] = ()  # when, and whether they came; the oldest first


@dataclass(frozen=True, slots=True)
class Found[P: Hashable]:
    """A sign: about whom and which measure, since when, and when the newest thing behind it happened."""

    sign: Sign
    since: datetime
    fresh: datetime
    person: P | None = None
    measure: str = ""

    @property
    def key(self) -> str:
        """By which a look at the whole names it."""
        return f"{self.sign}:{self.person or ''}:{self.measure}"


def signs[P: Hashable](facts: Facts[P]) -> list[Found[P]]:
    """Every sign that the facts give, the oldest first."""
    found: list[Found[P]] = []
    if facts.screen_at:
        found.append(Found(Sign.SCREEN, facts.screen_at, facts.screen_at))
    for line in facts.lines:
        found += _of_line(line)
    found += _of_alliance(facts.rated)
    for person, given in facts.commitment.items():
        found += _of_commitment(person, given)
    found += _of_meetings(facts.meetings)
    return sorted(found, key=lambda one: (one.since, one.sign))


def attended(held: Iterable[datetime], missed: Collection[datetime]) -> tuple[tuple[datetime, bool], ...]:
    """The meetings that were held or missed, the oldest first, each with whether everyone came."""
    return tuple((at, at not in missed) for at in sorted({*held, *missed}))


def unanswered[P: Hashable](found: Iterable[Found[P]], looked: Mapping[str, datetime]) -> list[Found[P]]:
    """Those that were not looked at yet, or of which something new came after they had rested; `looked` by key."""
    return [one for one in found if one.key not in looked or one.fresh > looked[one.key] + RESTS]


def _of_line[P: Hashable](line: Line[P]) -> list[Found[P]]:
    if not line.sure:
        return []
    if len(line.worse_at) >= TWICE:
        return [Found(Sign.WORSE, line.worse_at[1], line.worse_at[-1], line.person, line.measure)]
    stuck = line.times >= NO_CHANGE_BY and not line.changed and not line.well and not line.worse_at
    if stuck and line.last_at:
        return [Found(Sign.NO_CHANGE, line.first_at or line.last_at, line.last_at, line.person, line.measure)]
    return []


def _of_alliance[P: Hashable](rated: Sequence[Rated[P]]) -> list[Found[P]]:
    low = [one for one in rated[-OF_THE_LAST:] if one.of and one.low >= one.of]
    return [Found(Sign.ALLIANCE, low[0].at, low[-1].at)] if len(low) >= TWICE else []


def _of_commitment[P: Hashable](person: P, given: Sequence[tuple[datetime, float]]) -> list[Found[P]]:
    if len(given) < TWICE:
        return []
    highest = max(value for _at, value in given[:-1])
    last_at, last = given[-1]
    if highest - last < COMMITMENT_FALLS:
        return []
    since = next(at for at, value in given if value <= highest - COMMITMENT_FALLS and at >= _when(given, highest))
    return [Found(Sign.COMMITMENT, since, last_at, person)]


def _when(given: Sequence[tuple[datetime, float]], value: float) -> datetime:
    return next(at for at, told in given if told == value)


def _of_meetings[P: Hashable](meetings: Sequence[tuple[datetime, bool]]) -> list[Found[P]]:
    last = meetings[-TWICE:]
    if len(last) < TWICE or any(came for _at, came in last):
        return []
    return [Found(Sign.MISSED, last[0][0], last[-1][0])]
