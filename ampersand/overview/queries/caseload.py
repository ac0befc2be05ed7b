"""The list of cases: who needs a look first, why, since when and what next. A constant number of queries."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import overload
from uuid import UUID

from ampersand.cases.models import Case
from ampersand.overview.queries.gathering import STAFF_ROLES, Known, cases, gathered
from ampersand.overview.queries.reasons import ALSO, Line, Seen, Speaker, Titles
from ampersand.overview.rules.order import Entry, Row, entries, is_seen
from ampersand.pathway.queries import seen
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

ABOUT: dict[str, frozenset[Row]] = {
    "safety": frozenset({Row.DANGER, Row.RED, Row.MODERATE, Row.WORD, Row.BEFORE}),
    "course": frozenset({Row.WORSE, Row.OFF_TRACK}),
    "alliance": frozenset({Row.ALLIANCE}),
    "goals": frozenset({Row.APART, Row.STUCK}),
    "looks": frozenset({Row.DUE}),
    "papers": frozenset({Row.PAPERS}),
}


@dataclass(frozen=True, slots=True)
class Quiet:
    """A case in which nothing waits: who, and when somebody last answered."""

    id: UUID
    names: str
    active: datetime | None
    supervised: bool


@dataclass(frozen=True)
class InOrder[K, T]:
    """Things in order, of which only those that are shown are put into words."""

    things: Sequence[K]
    say: Callable[[K], T]

    def __len__(self) -> int:
        return len(self.things)

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> "InOrder[K, T]": ...

    def __getitem__(self, place: int | slice) -> "T | InOrder[K, T]":
        if isinstance(place, slice):
            return InOrder(self.things[place], self.say)
        return self.say(self.things[place])

    def __iter__(self) -> Iterator[T]:
        return map(self.say, self.things)


@dataclass(frozen=True)
class Caseload:
    """Everything on the page: lines in the order of the day, the other cases, and what was marked as seen."""

    lines: InOrder[Entry[UUID], Line]
    quiet: InOrder[Known, Quiet]
    seen: tuple[Seen, ...]
    speak: Speaker


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to: a kind of work, words of a name, what it is about, only who needs a look."""

    kind: str = ""
    text: str = ""
    about: str = ""
    attention: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.kind or self.text or self.about or self.attention)

    def takes(self, case: Known) -> bool:
        """Whether a case is among what is wanted, by kind and name."""
        if self.kind and case.kind != self.kind and self.kind in Case.Kind.values:
            return False
        named = [name.casefold() for name in case.members.values()] if self.text else []
        return all(any(word in name for name in named) for word in self.text.casefold().split()[:5])


def caseload(viewer: Viewer, wanted: Wanted) -> Caseload:
    """The viewer's cases; raises Hidden for whoever treats none. Thirty queries at most, however many there are."""
    if not viewer.staff_roles & set(STAFF_ROLES):
        raise Hidden
    known = cases(viewer)
    if wanted.kind or wanted.text:
        known = {pk: one for pk, one in known.items() if wanted.takes(one)}
    found = gathered(viewer, known, everything=not wanted.is_narrow)
    marks = seen.marks(viewer)
    upto = {key: mark.upto for key, mark in marks.items()}
    ordered = [one for one in entries(found.reasons, upto) if _is_about(one, wanted.about)]
    speak = Speaker(viewer, found, known, Titles.known_to(viewer))
    hidden = tuple(
        Seen(marks[(one.case, one.key)].id, known[one.case].names, speak.say(one).why)
        for one in found.reasons
        if one.case in known and is_seen(one, upto)
    )
    only = wanted.attention or wanted.about
    quiet = [] if only else _quiet(known, {one.case for one in ordered})
    return Caseload(
        InOrder(ordered, lambda one: _line(speak, one, known)),
        InOrder(quiet, lambda one: Quiet(one.id, one.names, one.last_answer, one.supervised)),
        hidden,
        speak,
    )


def _is_about(one: Entry[UUID], about: str) -> bool:
    rows = ABOUT.get(about)
    return rows is None or any(each.row in rows for each in (one.first, *one.others))


def _line(speak: Speaker, one: Entry[UUID], known: Mapping[UUID, Known]) -> Line:
    case = known.get(one.case)
    said = speak.say(one.first)
    told = dict.fromkeys(speak.say(other).why for other in one.others)
    also = tuple(why for why in told if why != said.why)[:ALSO]
    return Line(
        case.id if case else None, case.names if case else said.name, said, also, case is not None and case.supervised
    )


def _quiet(known: Mapping[UUID, Known], named: set[UUID]) -> list[Known]:
    """The other open cases, in the order in which they are known: that of which something was heard last first."""
    is_open = Case.State.OPEN.value
    return [one for pk, one in known.items() if one.state == is_open and pk not in named]
