"""What a therapist looks at first: twelve rows in a strict order, the oldest first within a row; nothing is added up.

One reason never outweighs another: a single reason of an earlier row comes before any number of later ones, and no
client is ranked by how badly they fare. Source: docs/explanation/course-of-work.md, "Who comes first" (D).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any


class Row(IntEnum):
    """The place of a reason; 1 comes first."""

    DANGER = 1  # high risk or danger now that nobody has taken on
    RED = 2  # a new red private check, the safety of a child
    MODERATE = 3  # moderate risk, something overdue after an alert, an answer about safety
    WORD = 4  # a private word; an amber check with a joint meeting within seven days
    BEFORE = 5  # a joint meeting within 72 hours, and a check or a signature is missing
    WORSE = 6  # somebody is reliably worse, whoever else is better
    ALLIANCE = 7  # low or split after the last meeting
    OFF_TRACK = 8  # not on track, commitment down, somebody missed two check-ins
    APART = 9  # far apart on a goal, or on what the work is about
    DUE = 10  # a look at the whole, at a goal, or an offer after the end
    STUCK = 11  # a step has not happened for four weeks
    PAPERS = 12  # signatures, dates of keeping


class Cause(StrEnum):
    """Everything that puts a case into the list; alerts come with a row of their own."""

    ALERT = "alert"
    FLAGGED = "flagged"
    AMBER = "amber"
    CHECK_MISSING = "check-missing"
    UNSIGNED_SOON = "unsigned-soon"
    WORSE = "worse"
    ALLIANCE = "alliance"
    NOT_ON_TRACK = "not-on-track"
    COMMITMENT = "commitment"
    SILENT = "silent"
    MISSED = "missed"
    GOAL_APART = "goal-apart"
    WORK_APART = "work-apart"
    DECIDE = "decide"
    SIGNS = "signs"
    MIDDLE = "middle"
    ENDING = "ending"
    BOOSTER = "booster"
    WISHES = "wishes"
    GOAL_LOOK = "goal-look"
    STUCK = "stuck"
    UNSIGNED = "unsigned"
    RELEASE = "release"
    KEEPING = "keeping"


ROWS: dict[Cause, Row] = {
    Cause.FLAGGED: Row.MODERATE,
    Cause.AMBER: Row.WORD,
    Cause.CHECK_MISSING: Row.BEFORE,
    Cause.UNSIGNED_SOON: Row.BEFORE,
    Cause.WORSE: Row.WORSE,
    Cause.ALLIANCE: Row.ALLIANCE,
    Cause.NOT_ON_TRACK: Row.OFF_TRACK,
    Cause.COMMITMENT: Row.OFF_TRACK,
    Cause.SILENT: Row.OFF_TRACK,
    Cause.MISSED: Row.OFF_TRACK,
    Cause.GOAL_APART: Row.APART,
    Cause.WORK_APART: Row.APART,
    Cause.DECIDE: Row.DUE,
    Cause.SIGNS: Row.DUE,
    Cause.MIDDLE: Row.DUE,
    Cause.ENDING: Row.DUE,
    Cause.BOOSTER: Row.DUE,
    Cause.WISHES: Row.DUE,
    Cause.GOAL_LOOK: Row.DUE,
    Cause.STUCK: Row.STUCK,
    Cause.UNSIGNED: Row.PAPERS,
    Cause.RELEASE: Row.PAPERS,
    Cause.KEEPING: Row.PAPERS,
}
ON_TRACK_BY = 4  # times of being asked
AMBER_AHEAD, BEFORE_AHEAD = timedelta(days=7), timedelta(hours=72)
CHECK_LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Reason[C: Hashable]:
    """Why a case is in the list: in which row, since when, and when the newest thing behind it happened.

    `person` and `about` say whom and what it is about, so that the same reason has the same key each time.
    """

    case: C
    cause: Cause
    row: Row
    since: datetime
    fresh: datetime
    person: Hashable | None = None
    about: str = ""

    @property
    def key(self) -> str:
        """By which a mark names it."""
        return f"{self.cause}:{self.person or ''}:{self.about}"

    @property
    def may_be_seen(self) -> bool:
        """Whether looking is enough: what is about safety, or must be done before a meeting, goes when it is done.

        So does a decision about joint work. An answer about safety that raised no alert here (it was brought in from
        elsewhere) is done by reading it.
        """
        return (self.row > Row.BEFORE or self.cause is Cause.FLAGGED) and self.cause is not Cause.DECIDE


@dataclass(frozen=True, slots=True)
class Entry[C: Hashable]:
    """One case in the list: the reason that comes first, and the others in their order."""

    case: C
    first: Reason[C]
    others: tuple[Reason[C], ...] = ()


def reason[C: Hashable](
    case: C,
    cause: Cause,
    since: datetime,
    fresh: datetime | None = None,
    person: Hashable | None = None,
    about: str = "",
) -> Reason[C]:
    """A reason in the row of its cause."""
    return Reason(case, cause, ROWS[cause], since, fresh or since, person, about)


def entries[C: Hashable](
    reasons: Iterable[Reason[C]], seen: Mapping[tuple[C, str], datetime] | None = None
) -> list[Entry[C]]:
    """The cases in order, each by its first reason. What was seen is left out until something newer is behind it."""
    by_case: dict[C, list[Reason[C]]] = {}
    for one in sorted((one for one in reasons if not is_seen(one, seen or {})), key=_place):
        by_case.setdefault(one.case, []).append(one)
    found = [Entry(case, ordered[0], tuple(ordered[1:])) for case, ordered in by_case.items()]
    return sorted(found, key=lambda entry: _place(entry.first))


def is_seen[C: Hashable](one: Reason[C], seen: Mapping[tuple[C, str], datetime]) -> bool:
    """Whether a mark covers this reason and everything behind it."""
    if not seen or not one.may_be_seen:
        return False
    upto = seen.get((one.case, one.key))
    return upto is not None and one.fresh <= upto


def cause_of_line(
    *, flagged: bool, track: str, why: str, verdict: str, times: int, answers: int, sure: bool, asked: bool
) -> Cause | None:
    """What one person's line on one measure gives: at most one cause, the earliest in the order.

    `times` are those of being asked; `sure` is false where the change rests on an unverified number, which moves
    nothing; somebody is silent only while they are still asked.
    """
    if flagged:
        return Cause.FLAGGED
    if track == "red" and sure:
        return Cause.WORSE
    early = why == "too-early" and verdict == "unchanged" and answers > 1 and times >= ON_TRACK_BY
    if sure and (track == "amber" or early):
        return Cause.NOT_ON_TRACK
    return Cause.SILENT if why == "silent" and asked else None


def before_meeting(
    meeting: datetime | None,
    now: datetime,
    *,
    amber_since: datetime | None,
    oldest_check: datetime | None,
    is_agreed: bool,
) -> list[tuple[Cause, datetime]]:
    """What must be done before the next joint meeting, and since when it must.

    `oldest_check` is the latest check of the member whose latest is the oldest; None where somebody has sent none.
    """
    if meeting is None or meeting < now:
        return []
    found = []
    if amber_since and meeting - now <= AMBER_AHEAD:
        found.append((Cause.AMBER, amber_since))
    if meeting - now <= BEFORE_AHEAD:
        if oldest_check is None or now - oldest_check > CHECK_LASTS:
            found.append(
                (Cause.CHECK_MISSING, (oldest_check + CHECK_LASTS) if oldest_check else meeting - BEFORE_AHEAD)
            )
        if not is_agreed:
            found.append((Cause.UNSIGNED_SOON, meeting - BEFORE_AHEAD))
    return found


def _place(one: Reason[Any]) -> tuple[Any, ...]:
    return one.row, one.since, one.case, one.cause, one.about
