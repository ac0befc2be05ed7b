"""Reads of alerts: what needs attention, in the strict order of the day, and one alert with all that happened to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ampersand.core.clock import now
from ampersand.privacy import prepared
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Sealer, Unreadable
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import Alert, AlertStep
from ampersand.safety.queries import sealed
from ampersand.safety.rules.alerts import FACTS, LOOKING_AHEAD, Kind, Within, is_apart, row_of
from ampersand.safety.rules.handling import may_close


@dataclass(frozen=True, slots=True)
class Entry:
    """One alert in a list: about whom, why, since when, by when, and who has taken it on."""

    id: UUID
    case_id: UUID
    person_id: UUID
    name: str
    kind: Kind
    since: datetime
    due_at: datetime
    owner_id: UUID | None
    owner: str
    taken_at: datetime | None
    taken_by: str
    acted_at: datetime | None
    closed_at: datetime | None
    closed_for: str
    calls: int
    apart: bool
    row: int
    overdue: bool

    @property
    def cannot_wait(self) -> bool:
        """Whether people are called to it until somebody takes it on."""
        return self.row == 1

    @property
    def is_pressing(self) -> bool:
        """Whether it has a place in the order of the day; otherwise it waits for its day."""
        return self.row < LOOKING_AHEAD

    @property
    def late(self) -> bool:
        """Whether its time has passed and nobody has done anything about it yet."""
        return self.overdue and self.acted_at is None

    @property
    def within(self) -> Within:
        """How soon somebody acts."""
        return FACTS[self.kind].within

    @property
    def may_close(self) -> bool:
        """Whether it may be closed now."""
        return may_close(self.kind, acted=self.acted_at is not None)

    @property
    def closed_words(self) -> str:
        """For what reason it was closed."""
        return str(Alert.Reason(self.closed_for).label) if self.closed_for else ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to an alert."""

    at: datetime
    by: str
    deed: str
    detail: str
    to: tuple[str, ...]
    number: int | None
    words: str


@dataclass(frozen=True)
class Opened:
    """One alert with what was said and what was done; `erased` when the person's words were destroyed."""

    entry: Entry
    told: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    following: tuple[Entry, ...]
    erased: bool


def attention(viewer: Viewer) -> list[Entry]:
    """Every open alert that the viewer may act on, in the order of the day, the oldest of a row first. One query."""
    found = [_entry(row) for row in _open(viewer)]
    return sorted(found, key=lambda one: (one.row, one.since, one.id))


def pressing(viewer: Viewer) -> list[Entry]:
    """Those of them that have a place in the order of the day; not what waits for its day. One query."""
    return [one for one in attention(viewer) if one.is_pressing]


def entry(viewer: Viewer, alert_id: UUID) -> Entry:
    """One alert, open or closed; raises Hidden."""
    row = Alert.objects.visible_to(viewer).filter(pk=alert_id).values_list(*_COLUMNS).first()
    if row is None:
        raise Hidden
    return _entry(row)


def opened(viewer: Viewer, alert_id: UUID) -> Opened:
    """One alert with all that belongs to it; raises Hidden. Five queries."""
    one = entry(viewer, alert_id)
    told = Alert.objects.visible_to(viewer).filter(pk=alert_id).values_list("told", flat=True).first()
    rows = AlertStep.objects.visible_to(viewer).filter(alert_id=alert_id).order_by("at", "number", "pk")
    named = rows.values_list("pk", "at", "by__name", "deed", "detail", "to__name", "number", "words")
    following = Alert.objects.visible_to(viewer).filter(parent_id=alert_id).values_list(*_COLUMNS)
    sealer = Sealer([(one.case_id, one.person_id)])
    words: tuple[tuple[str, str], ...] = ()
    try:
        if told is not None:
            words = sealed.opened_told(sealer, one.case_id, one.person_id, alert_id, told)
        steps = tuple(_together(_step(sealer, one, row) for row in named))
    except Unreadable:
        return Opened(one, (), (), (), True)
    return Opened(one, words, steps, tuple(_entry(row) for row in following), False)


def closed(viewer: Viewer, case_id: UUID, person_id: UUID) -> "QuerySet[Alert, Any]":
    """The closed alerts about somebody in a case, the last one first, to be cut into pages."""
    rows: QuerySet[Alert] = Alert.objects.visible_to(viewer).filter(case_id=case_id, person_id=person_id)
    return rows.filter(closed_at__isnull=False).order_by("-closed_at", "pk").values_list(*_COLUMNS)


def entries(rows: Iterable[tuple[Any, ...]]) -> list[Entry]:
    """Rows of `closed` as entries."""
    return [_entry(row) for row in rows]


_COLUMNS = (
    "id", "case_id", "person_id", "person__name", "kind", "since", "due_at", "owner_id", "owner__name",
    "acknowledged_at", "acknowledged_by__name", "acted_at", "closed_at", "closed_for", "calls", "source",
)  # fmt: skip


def raised_since(viewer: Viewer, since: datetime) -> dict[tuple[UUID, UUID], datetime]:
    """When an alert about somebody was last raised, open or closed, by case and person. One query."""
    return {(case_id, person_id): at for case_id, person_id, at in _raised(viewer, since)}


@prepared.read
def _raised(viewer: Viewer, since: datetime) -> "QuerySet[Alert, tuple[Any, ...]]":
    rows: QuerySet[Alert] = Alert.objects.visible_to(viewer).filter(at__gte=since).order_by("at")
    return rows.values_list("case_id", "person_id", "at")


@prepared.read
def _open(viewer: Viewer) -> "QuerySet[Alert, tuple[Any, ...]]":
    rows: QuerySet[Alert] = Alert.objects.visible_to(viewer)
    return rows.filter(closed_at__isnull=True).values_list(*_COLUMNS)


def _entry(row: tuple[Any, ...]) -> Entry:
    pk, case_id, person_id, name, kind, since, due_at, owner_id, owner, taken_at, taken_by, acted_at, *rest = row
    closed_at, closed_for, calls, source = rest
    overdue = due_at <= now()
    place = row_of(Kind(kind), taken=taken_at is not None, overdue=overdue)
    return Entry(
        pk, case_id, person_id, name, Kind(kind), since, due_at, owner_id, owner or "", taken_at, taken_by or "",
        acted_at, closed_at, closed_for, calls, is_apart(source), place, overdue,
    )  # fmt: skip


def _step(sealer: Sealer, one: Entry, row: tuple[Any, ...]) -> Step:
    pk, at, by, deed, detail, to, number, words = row
    text = ""
    if words is not None:
        text = sealer.open_sealed(one.case_id, one.person_id, place=sealed.STEP, row=pk, sealed=bytes(words))
    return Step(at, by or "", deed, detail, (to,) if to else (), number, text)


def _together(steps: Iterable[Step]) -> Iterable[Step]:
    """The people of one call in one line."""
    found: list[Step] = []
    for step in steps:
        last = found[-1] if found else None
        if last and step.deed == last.deed == "called" and step.number == last.number:
            found[-1] = Step(last.at, "", "called", "", (*last.to, *step.to), last.number, "")
        else:
            found.append(step)
    return found
