"""Rows that two look at together: offers, one's own side, and both sides once they are open."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.conflict.models import Pair, Side
from ampersand.conflict.queries import sealed, together
from ampersand.conflict.rules import account
from ampersand.conflict.rules.account import EMPTY, Account
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer

_PAIR = ("id", "case_id", "by_id", "to_id", "words", "made_at", "opened_at", "with_therapist")
_SIDE = ("pair_id", "person_id", "id", "words", "sealed_at", "shared_at", "therapist_may", "set_aside_at")


@dataclass(frozen=True)
class OneSide:
    """One person's side, as far as the viewer may read it."""

    person_id: UUID
    said: Account
    is_sealed: bool
    is_shared: bool
    therapist_may: bool
    is_set_aside: bool


@dataclass(frozen=True)
class OnePair:
    """An offer to look at a row together, and the sides that the viewer may read: their own, or both once open."""

    id: UUID
    case_id: UUID
    by_id: UUID
    to_id: UUID
    about: str
    day: date | None
    made_at: datetime
    opened_at: datetime | None
    with_therapist: bool
    sides: tuple[OneSide, ...]

    @property
    def two(self) -> frozenset[UUID]:
        """Whose row it is."""
        return frozenset({self.by_id, self.to_id})

    def side_of(self, person_id: UUID | None) -> OneSide | None:
        """One of the two's side, where the viewer may read it."""
        return next((side for side in self.sides if side.person_id == person_id), None)

    def other_than(self, person_id: UUID | None) -> UUID:
        """The other one of the two."""
        return self.to_id if person_id == self.by_id else self.by_id

    def waits_for(self, person_id: UUID | None) -> bool:
        """Whether it was offered to this person, who has neither sealed a side nor set it aside."""
        mine = self.side_of(person_id)
        return self.to_id == person_id and not self.opened_at and mine is None


def goes(viewer: Viewer, case: OneCase) -> bool:
    """Whether rows can be looked at together now."""
    return case.is_shared and together.goes(viewer, case)


def row(viewer: Viewer, pair_id: UUID, *, lock: bool = False) -> Pair:
    """The pair for a verb of one of the two; raises Hidden."""
    rows: QuerySet[Pair] = Pair.objects.visible_to(viewer).filter(pk=pair_id, closed_at__isnull=True)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None or viewer.person_id not in (found.by_id, found.to_id):
        raise Hidden
    return found


def one(viewer: Viewer, pair_id: UUID) -> OnePair:
    """One pair with the sides that the viewer may read; raises Hidden. Three queries."""
    found = _found(Pair.objects.visible_to(viewer).filter(pk=pair_id), viewer)
    if not found:
        raise Hidden
    return found[0]


def of_case(viewer: Viewer, case_id: UUID) -> list[OnePair]:
    """Every pair of a case that the viewer may read, the newest first. Three queries at most."""
    return _found(Pair.objects.visible_to(viewer).filter(case_id=case_id), viewer)


def waiting(viewer: Viewer, case: OneCase) -> list[OnePair]:
    """What was offered to the viewer and waits for them; nothing while work together rests."""
    if not goes(viewer, case):
        return []
    return [pair for pair in of_case(viewer, case.id) if pair.waits_for(viewer.person_id)]


def readers(case: OneCase, pair: OnePair) -> tuple[Someone, ...]:
    """Who reads both sides once they are open, by the one table and by what the two allow."""
    found = case.readers(Kind.ROW_SIDE, Audience.CHOSEN)
    treating = found if pair.with_therapist else ()
    return tuple(
        person
        for person in case.here
        if person.person_id in pair.two or (person.role != "member" and person in treating)
    )


def _found(rows: "QuerySet[Pair]", viewer: Viewer) -> list[OnePair]:
    held = list(rows.filter(closed_at__isnull=True).order_by("-made_at").values_list(*_PAIR))
    if not held:
        return []
    sides = list(Side.objects.visible_to(viewer).filter(pair__in=[row[0] for row in held]).values_list(*_SIDE))
    owners = {row[2] for row in held} | {side[1] for side in sides}
    opener = sealed.Opener(held[0][1], owners)
    return [_pair(row, [side for side in sides if side[0] == row[0]], opener) for row in held]


def _pair(row: tuple[Any, ...], sides: list[tuple[Any, ...]], opener: sealed.Opener) -> OnePair:
    pk, case_id, by, to, words, made_at, opened_at, with_therapist = row
    try:
        said = opener.opened(by, sealed.OFFER, pk, words)
    except Unreadable:
        said = {"about": "", "day": ""}
    day = date.fromisoformat(said["day"]) if said["day"] else None
    found = tuple(_side(side, opener) for side in sides)
    return OnePair(pk, case_id, by, to, said["about"], day, made_at, opened_at, with_therapist, found)


def _side(row: tuple[Any, ...], opener: sealed.Opener) -> OneSide:
    _pair_id, person, pk, words, sealed_at, shared_at, therapist_may, set_aside_at = row
    said = EMPTY
    if words is not None:
        try:
            said = account.from_data(opener.opened(person, sealed.SIDE, pk, words))
        except Unreadable:
            said = EMPTY
    return OneSide(person, said, sealed_at is not None, shared_at is not None, therapist_may, set_aside_at is not None)
