"""Who is called when something cannot wait, and when again.

At once, and every 15 minutes until somebody takes it on: whoever treats the person, the safety leads, and one more from
the rota each time. Source: docs/explanation/risk-flow.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

EVERY = timedelta(minutes=15)
SILENT_AFTER = timedelta(minutes=3)  # without a sign from the keeper, nobody is being called


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a rota: who, on which days (0 is Monday), from when to when on the practice's clock.

    An end that is not after the beginning lies on the next day; the same time is all day.
    """

    person: UUID
    days: frozenset[int]
    begins: time
    ends: time

    def holds(self, local: datetime) -> bool:
        """Whether they are on call at this time of the practice's clock."""
        today, yesterday = local.weekday() in self.days, (local.weekday() - 1) % 7 in self.days
        if self.begins < self.ends:
            return today and self.begins <= local.time() < self.ends
        return (today and local.time() >= self.begins) or (yesterday and local.time() < self.ends)


def on_call(turns: Sequence[Turn], at: datetime, zone: str) -> tuple[UUID, ...]:
    """Who is on call at an instant, in the order of the rota; everyone on it when the hour has nobody."""
    local = at.astimezone(ZoneInfo(zone))
    now = [turn.person for turn in turns if turn.holds(local)]
    return _once(now or [turn.person for turn in turns])


def whom(
    number: int, *, treating: Sequence[UUID], leads: Sequence[UUID], rota: Sequence[UUID], others: Sequence[UUID] = ()
) -> tuple[UUID, ...]:
    """Whom the call with this number reaches: 1 is the first, at once. `others` where there is nobody else at all."""
    return _once([*treating, *rota[:number], *leads]) or _once(others)


def next_call(last_due: datetime, now: datetime) -> datetime:
    """When to call again, in steps of 15 minutes from the first; what was missed meanwhile is not made up for."""
    missed = max(0, (now - last_due) // EVERY)
    return last_due + (missed + 1) * EVERY


def is_silent(last_sign: datetime | None, now: datetime) -> bool:
    """Whether the keeper gives no sign of life, so that nobody is called again."""
    return last_sign is None or now - last_sign > SILENT_AFTER


def _once(people: Iterable[UUID]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(people))
