"""What was written about rows: entries with their words, for whoever may read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.conflict.models import Entry, QuietWeek, Telling, Unsent
from ampersand.conflict.queries import sealed
from ampersand.conflict.rules import account
from ampersand.conflict.rules.account import EMPTY, Account
from ampersand.conflict.rules.weeks import Logged, Week, weeks
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer

COLUMNS = ("entry_id", "entry__person_id", "entry__happened_on", "entry__audience", "entry__version", "id", "words")


@dataclass(frozen=True)
class OneEntry:
    """One row as one person wrote it; without words where its key was destroyed."""

    id: UUID
    case_id: UUID
    person_id: UUID
    happened_on: date
    audience: Audience
    version: int
    account: Account
    readable: bool = True

    @property
    def logged(self) -> Logged:
        """What of it counts by week."""
        return Logged(self.happened_on, self.account.heat, self.account.is_mended)


@dataclass(frozen=True)
class Begun:
    """What somebody has begun to write and not kept: the version it stands at and which page wrote it."""

    typed: dict[str, Any]
    version: int
    writer: str
    saved_at: datetime | None = None


NOTHING_BEGUN = Begun({}, 0, "")


def one(viewer: Viewer, entry_id: UUID, action: str = "read") -> OneEntry:
    """One entry with the words that stand; raises Hidden. Two queries."""
    if not Entry.objects.visible_to(viewer, action).filter(pk=entry_id, withdrawn_at__isnull=True).exists():
        raise Hidden
    rows = _told(viewer).filter(entry_id=entry_id).values_list("case_id", *COLUMNS)
    found = rows.first()
    if found is None:
        raise Hidden
    return _entry(found[0], found[1:], sealed.Opener(found[0], {found[2]}))


def of(viewer: Viewer, case_id: UUID, person_id: UUID) -> "QuerySet[Entry]":
    """A person's entries that the viewer may read, the latest first; to be counted and cut into pages."""
    rows: QuerySet[Entry] = Entry.objects.visible_to(viewer).filter(case_id=case_id, person_id=person_id)
    return rows.filter(withdrawn_at__isnull=True).order_by("-happened_on", "-made_at")


def told(viewer: Viewer, case_id: UUID, ids: Iterable[UUID]) -> list[OneEntry]:
    """These entries of a case with their words, in the order of the ids. Two queries, however many."""
    order = {pk: place for place, pk in enumerate(ids)}
    return sorted(_opened(case_id, _told(viewer).filter(entry_id__in=order)), key=lambda entry: order[entry.id])


def since(viewer: Viewer, case_id: UUID, first: date, person_id: UUID | None = None) -> list[OneEntry]:
    """Every entry of a case from a day on that the viewer may read, of one person or of all. Two queries."""
    rows = _told(viewer).filter(case_id=case_id, entry__happened_on__gte=first)
    return _opened(case_id, rows.filter(entry__person_id=person_id) if person_id else rows)


def quiet(viewer: Viewer, case_id: UUID, first: date) -> dict[UUID, set[date]]:
    """The Mondays of the weeks that people called quiet, by person, as far as the viewer may know. One query."""
    rows = QuietWeek.objects.visible_to(viewer).filter(case_id=case_id, week__gte=first)
    found: dict[UUID, set[date]] = {}
    for person, week in rows.values_list("person_id", "week"):
        found.setdefault(person, set()).add(week)
    return found


def by_week(entries: Iterable[OneEntry], quiet_weeks: set[date], first: date, last: date) -> tuple[Week, ...]:
    """One person's weeks, from one Monday to another."""
    return weeks([entry.logged for entry in entries], quiet_weeks, first, last)


def begun(viewer: Viewer, case_id: UUID) -> Begun:
    """What the viewer has begun to write in a case and not kept yet. Two queries at most."""
    rows = Unsent.objects.visible_to(viewer).filter(case_id=case_id, person_id=viewer.person_id)
    held = rows.values_list("pk", "words", "version", "saved_at").first()
    if held is None or viewer.person_id is None:
        return NOTHING_BEGUN
    try:
        found = sealed.opened(case_id, viewer.person_id, sealed.UNSENT, held[0], held[1])
    except Unreadable:
        return Begun({}, held[2], "")
    return Begun(found["typed"], held[2], found["writer"], held[3])


def case_of(viewer: Viewer, entry: OneEntry) -> OneCase:
    """The case with its people; without anybody for someone who has left it and still reads what is their own."""
    try:
        return cases.one(viewer, entry.case_id)
    except Hidden:
        if entry.person_id != viewer.person_id:
            raise
        return OneCase(entry.case_id, "individual", "ended", entry.happened_on, None)


def offered_audiences(case: OneCase) -> tuple[Audience, ...]:
    """Who may read what one writes here, narrowest first: the therapist only once everyone has signed."""
    opens = case.is_agreed and (not case.is_shared or case.promise.opens_private_boxes)
    return (Audience.ONLY_ME, Audience.ME_AND_THERAPIST) if opens else (Audience.ONLY_ME,)


def default_audience(case: OneCase) -> Audience:
    """Whom the signed agreement has in mind for what one writes alone; nobody else while there is none."""
    offered = offered_audiences(case)
    wanted = case.promise.default_audience
    return wanted if wanted in offered else offered[0]


def readers(case: OneCase, audience: Audience, owner: UUID) -> tuple[Someone, ...]:
    """Who reads an entry, by the one table."""
    return case.readers(Kind.ROW_ENTRY, audience, owner)


def _told(viewer: Viewer) -> "QuerySet[Telling]":
    rows: QuerySet[Telling] = Telling.objects.visible_to(viewer)
    return rows.filter(number=F("entry__version"), entry__withdrawn_at__isnull=True)


def _opened(case_id: UUID, rows: "QuerySet[Telling]") -> list[OneEntry]:
    held = list(rows.order_by("entry__happened_on", "entry__made_at").values_list(*COLUMNS))
    if not held:
        return []
    opener = sealed.Opener(case_id, {row[1] for row in held})
    return [_entry(case_id, row, opener) for row in held]


def _entry(case_id: UUID, row: tuple[Any, ...], opener: sealed.Opener) -> OneEntry:
    pk, person, day, audience, version, telling, words = row
    try:
        said, readable = account.from_data(opener.opened(person, sealed.TELLING, telling, words)), True
    except Unreadable:
        said, readable = EMPTY, False
    return OneEntry(pk, case_id, person, day, Audience(audience), version, said, readable)
