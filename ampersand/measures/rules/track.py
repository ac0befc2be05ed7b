"""Is the work on track? An open rule anyone can check; it replaces no judgement and predicts nothing.

Red: worse than at the first answer by more than the instrument's error. Amber: no reliable improvement by the sixth
session. Green: reliably better, or functional and stable. Unknown: too early to say, or the person stopped answering.
A red stays until a later answer is reliably better than the first or functional again (product default).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from .change import Change, change_by_points, is_provisional, measure_change
from .instrument import Cutoff, Instrument, Number

type Status = Literal["red", "amber", "unknown", "green"]
type Reason = Literal["worse", "no-improvement", "silent", "too-early", "no-threshold", "better", "functional"]

CHECK_AT = 6
SILENT_AFTER = 2
WORST_FIRST: tuple[Status, ...] = ("red", "amber", "unknown", "green")


@dataclass(frozen=True, slots=True)
class Track:
    """Where one person's work stands, why, and since which session (1 = the first)."""

    status: Status
    reason: Reason
    session: int | None = None
    provisional: bool = False

    @property
    def alerts(self) -> bool:
        """Whether the therapist should be told: never on an unverified number."""
        return self.status in ("red", "amber") and not self.provisional


def track(scores: Sequence[Number | None], *, points: Number, cutoff: Cutoff | None, higher_is_better: bool) -> Track:
    """Status from session scores in order (None = not answered), by a whole-number threshold in points (`>=`)."""

    def judge(before: Number, after: Number) -> Change:
        return change_by_points(before, after, points, False, higher_is_better)

    return _status(scores, judge, cutoff, provisional=False)


def measure_track(instrument: Instrument, scores: Sequence[Number | None]) -> Track:
    """Status from session totals by the instrument's own parameters; unknown when it has none."""
    if instrument.change is None:
        return Track("unknown", "no-threshold")

    def judge(before: Number, after: Number) -> Change:
        change = measure_change(instrument, before, after)
        assert change is not None
        return change

    return _status(scores, judge, instrument.change_cutoff, provisional=is_provisional(instrument))


def couple_track(first: Track, second: Track) -> Track:
    """The worse of the two partners' statuses."""
    return min(first, second, key=lambda one: WORST_FIRST.index(one.status))


def _status(
    scores: Sequence[Number | None],
    judge: Callable[[Number, Number], Change],
    cutoff: Cutoff | None,
    provisional: bool,
) -> Track:
    answered = [(session, score) for session, score in enumerate(scores, start=1) if score is not None]
    if not answered:
        return Track("unknown", "silent" if len(scores) >= SILENT_AFTER else "too-early", None, provisional)
    changes = [(session, judge(answered[0][1], score)) for session, score in answered]
    last_session, last = changes[-1]
    functional = cutoff is not None and cutoff.crossed(last.after)
    better = last.reliable and last.better_by > 0
    worse = [session for session, change in changes if change.verdict == "deteriorated"]
    if worse and (last.verdict == "deteriorated" or not (better or functional)):
        return Track("red", "worse", worse[0], provisional)
    if len(scores) - last_session >= SILENT_AFTER:
        return Track("unknown", "silent", last_session, provisional)
    if better:
        return Track("green", "better", last_session, provisional)
    if functional and len(answered) > 1:
        return Track("green", "functional", last_session, provisional)
    if len(scores) >= CHECK_AT:
        return Track("amber", "no-improvement", len(scores), provisional)
    return Track("unknown", "too-early", last_session, provisional)
