"""What a treatment is before it is stored: who takes part, what they were asked, and what they answered when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from ampersand.operations.demo.answers import Codes
from ampersand.operations.demo.ids import named
from ampersand.operations.demo.people import Someone


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time of being asked; without codes it was not answered (yet)."""

    opens_on: date
    codes: Codes | None = None
    answered_at: datetime | None = None
    sent_first: Codes | None = None  # corrected a little later to `codes`
    draft: Codes | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One instrument of one person, from first to last occasion."""

    slug: str
    occasions: Sequence[Occasion]
    every_weeks: int | None = 1
    rhythm: str = "weeks"
    shared_from: datetime | None = None
    shared_until: datetime | None = None


@dataclass(frozen=True)
class Part:
    """One member: who, in which place, on which course, with what they answered."""

    person: Someone
    course: str
    lines: tuple[Line, ...]
    family_role: str = ""


@dataclass(frozen=True)
class Treatment:
    """One case."""

    key: str
    kind: str
    parts: tuple[Part, ...]
    therapist: Someone
    opened_on: date
    supervisor: Someone | None = None
    ended_on: date | None = None
    invited: tuple[Someone, ...] = field(default=())  # asked to join, not here yet
    policy: str = "B"
    unsigned: frozenset[str] = frozenset()  # addresses of those who have not signed yet
    checks: str = "quiet"  # how the latest round of private checks went: see `checks`
    coming: str = "told"  # how far everyone is with coming in: see `intakes`

    @cached_property
    def id(self) -> UUID:
        """The same id each time."""
        return named("case", self.key)
