"""Reads of one's own: what waits, what was answered, one's own line."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from ampersand.core.clock import today
from ampersand.measures import content
from ampersand.measures.models import Administration, Assignment, Draft, Sharing
from ampersand.measures.queries import sealed
from ampersand.measures.rules.instrument import Instrument, Number
from ampersand.measures.rules.words import Point, client_words
from ampersand.privacy import prepared
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

LATEST = 20

type Rows = QuerySet[Any, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Occasion:
    """One assignment of the viewer's own; `practice_id` says whose instruments it may use."""

    id: UUID
    case_id: UUID
    slug: str
    opens_on: date
    state: str
    practice_id: UUID
    case_state: str

    @property
    def instrument(self) -> Instrument:
        """What is asked; raises UnknownInstrument."""
        return content.instrument(self.slug, self.practice_id)


@dataclass(frozen=True, slots=True)
class Given:
    """One set of answers of the viewer's own, without the answers themselves."""

    id: UUID
    case_id: UUID
    slug: str
    content: str
    taken_at: datetime
    total: float | None
    flags: str
    missing: int
    audience: str
    current: bool
    source: str
    assignment_id: UUID | None
    practice_id: UUID
    case_state: str

    @property
    def instrument(self) -> Instrument:
        """What was asked, in the version that was answered where it is still known; raises UnknownInstrument."""
        return content.instrument(self.slug, self.practice_id, self.content)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A check-in that waits for the viewer."""

    assignment_id: UUID
    case_id: UUID
    slug: str
    title: str
    minutes: int
    opens_on: date
    begun: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The viewer's own line on one instrument in one case: its latest points, and what it says in words."""

    case_id: UUID
    slug: str
    instrument: Instrument
    points: tuple[Point, ...]
    first: Point | None
    last_at: datetime | None

    @property
    def words(self) -> tuple[str, ...]:
        """What the line says, from the very first total to the latest answer."""
        if self.first is None or self.first in self.points:
            return client_words(self.instrument, self.points)
        return client_words(self.instrument, (self.first, *self.points))


@dataclass(frozen=True, slots=True)
class Saved:
    """Answers not sent yet."""

    version: int
    codes: dict[str, Number | None]
    writer: str


NO_DRAFT = Saved(0, {}, "")


def occasion(viewer: Viewer, assignment_id: UUID) -> Occasion:
    """The viewer's own assignment, open or not; raises Hidden for anybody else's."""
    rows = _occasion(viewer, assignment_id)
    if not rows:
        raise Hidden
    return Occasion(*rows[0])


def is_open(viewer: Viewer, one: Occasion) -> bool:
    """Whether the viewer may answer it today: it is asked, the case is open, and they still take part."""
    asked = one.state == Assignment.State.OPEN and one.opens_on <= today(viewer.time_zone)
    return asked and Assignment.objects.visible_to(viewer, "write").filter(pk=one.id).exists()


def waiting(viewer: Viewer) -> list[Waiting]:
    """The check-ins the viewer may answer now, the oldest first. One query."""
    if viewer.is_nobody:
        return []
    found = []
    for pk, case_id, slug, opens_on, practice_id, begun in _waiting(viewer, today(viewer.time_zone)):
        try:
            one = content.instrument(slug, practice_id)
        except content.UnknownInstrument:  # the practice took its folder away
            continue
        title = content.words(one, viewer.language).title
        found.append(Waiting(pk, case_id, slug, title, one.minutes, opens_on, begun))
    return found


def draft(viewer: Viewer, assignment: Occasion) -> Saved:
    """What the viewer has typed so far, on whatever device."""
    rows = Draft.objects.visible_to(viewer).filter(assignment_id=assignment.id)
    row = rows.values_list("version", "answers").first()
    if row is None:
        return NO_DRAFT
    held = sealed.open_draft(assignment.case_id, me(viewer), assignment.id, row[1])
    return Saved(row[0], held["codes"], held["writer"])


def given(viewer: Viewer, administration_id: UUID) -> Given:
    """The viewer's own answers; raises Hidden for anybody else's."""
    rows = _given(viewer, administration_id)
    if not rows:
        raise Hidden
    return Given(*rows[0])


def given_for(viewer: Viewer, assignment_id: UUID) -> UUID | None:
    """The answers that stand for an assignment."""
    rows = _own(viewer).filter(assignment_id=assignment_id, current=True)
    return rows.values_list("pk", flat=True).first()


def codes(viewer: Viewer, one: Given) -> dict[str, Number | None]:
    """What the viewer answered, item by item; raises vault.Unreadable when the key was destroyed."""
    answers = _own(viewer).filter(pk=one.id).values_list("answers", flat=True).get()
    return sealed.open_answers(one.case_id, me(viewer), one.id, answers)


def may_amend(viewer: Viewer, one: Given) -> bool:
    """Whether the answers may still be corrected: given here, the latest of their line, the case still open."""
    if not one.current or one.source or one.case_state != "open":
        return False
    return not _later(viewer, one.case_id, one.slug, one.taken_at)


def practice_of_line(viewer: Viewer, case_id: UUID, slug: str) -> UUID:
    """The practice behind a line that the viewer has answered or was asked to; raises Hidden when there is none."""
    same = {"person_id": viewer.person_id, "case_id": case_id, "instrument": slug}
    for model in (Administration, Assignment):
        rows = model.objects.visible_to(viewer).filter(**same).values_list("case__practice_id", flat=True)
        practice_id: UUID | None = rows.order_by().first()
        if practice_id:
            return practice_id
    raise Hidden


def line(viewer: Viewer, case_id: UUID, slug: str, one: Instrument) -> Line:
    """The latest answers of a line with what they say, measured from the very first one. At most three queries."""
    rows = _latest(viewer, case_id, slug)
    points = [_point(viewer, *row) for row in reversed(rows)]
    first = next((point for point in points if point.total is not None), None)
    if len(rows) == LATEST:
        first = next((_point(viewer, *row) for row in _oldest(viewer, case_id, slug)), first)
    missed = _missed(viewer, case_id, slug, points[0].on) if points else []
    gaps = [Point(on, None, answered=False) for (on,) in missed]
    shown = sorted([*points, *gaps], key=lambda point: point.on)
    return Line(case_id, slug, one, tuple(shown), first, rows[0][0] if rows else None)


def history(viewer: Viewer, case_id: UUID, slug: str) -> "QuerySet[Administration]":
    """The viewer's own current answers on one line, in no order."""
    return _own(viewer).filter(case_id=case_id, instrument=slug, current=True)


def history_in(viewer: Viewer, case_id: UUID) -> "QuerySet[Administration]":
    """The viewer's own current answers in one case, in no order."""
    return _own(viewer).filter(case_id=case_id, current=True)


def latest_lines(viewer: Viewer, points: int = 12) -> list[Line]:
    """Every line of the viewer's own with its latest points, the most recently answered first. One query."""
    if viewer.is_nobody:
        return []
    place = Window(RowNumber(), partition_by=["case_id", "instrument"], order_by=["-taken_at", "-pk"])
    start = Window(RowNumber(), partition_by=["case_id", "instrument"], order_by=["taken_at", "pk"])
    rows = (
        _own(viewer)
        .filter(current=True)
        .annotate(place=place, start=start)
        .filter(Q(place__lte=points) | Q(start=1))
        .order_by("-place")
        .values_list("case_id", "instrument", "case__practice_id", "place", "taken_at", "total")
    )
    gathered: dict[tuple[UUID, str, UUID], list[tuple[int, datetime, Point]]] = {}
    for case_id, slug, practice_id, at, taken_at, total in rows:
        gathered.setdefault((case_id, slug, practice_id), []).append((at, taken_at, _point(viewer, taken_at, total)))
    lines = []
    for (case_id, slug, practice_id), found in gathered.items():
        try:
            one = content.instrument(slug, practice_id)
        except content.UnknownInstrument:
            continue
        latest = tuple(point for at, _, point in found if at <= points)
        first = next((point for _, _, point in found if point.total is not None), None)
        lines.append(Line(case_id, slug, one, latest, first, found[-1][1]))
    return sorted(lines, key=lambda line: (line.last_at, line.slug, line.case_id), reverse=True)


def shares(viewer: Viewer, case_id: UUID, slug: str) -> bool:
    """Whether the viewer shares this line with the others in the case, from now on."""
    return bool(_open_sharing(viewer, case_id, slug))


_GIVEN = (
    "id", "case_id", "instrument", "content", "taken_at", "total", "flags", "missing", "audience", "current",
    "source", "assignment_id", "case__practice_id", "case__state",
)  # fmt: skip


def _own(viewer: Viewer, action: str = "read") -> "QuerySet[Administration]":
    rows: QuerySet[Administration] = Administration.objects.visible_to(viewer, action)
    return rows.filter(person_id=me(viewer))


@prepared.read
def _occasion(viewer: Viewer, assignment_id: UUID) -> Rows:
    rows = Assignment.objects.visible_to(viewer).filter(pk=assignment_id, person_id=me(viewer))
    return rows.values_list("id", "case_id", "instrument", "opens_on", "state", "case__practice_id", "case__state")


@prepared.read
def _waiting(viewer: Viewer, until: date) -> Rows:
    begun = Exists(Draft.objects.visible_to(viewer).filter(assignment_id=OuterRef("pk")))
    rows = Assignment.objects.visible_to(viewer, "write").filter(person_id=me(viewer), state="open")
    here = Q(case__state="open") | Q(opens_on__gt=F("case__ended_on"))  # what was left at the end is let go
    ready = rows.filter(here, opens_on__lte=until).annotate(begun=begun).order_by("opens_on", "pk")
    found: Rows = ready.values_list("id", "case_id", "instrument", "opens_on", "case__practice_id", "begun")
    return found


@prepared.read
def _given(viewer: Viewer, administration_id: UUID) -> Rows:
    return _own(viewer).filter(pk=administration_id).values_list(*_GIVEN)


@prepared.read
def _later(viewer: Viewer, case_id: UUID, slug: str, at: datetime) -> Rows:
    return history(viewer, case_id, slug).filter(taken_at__gt=at).values_list("pk")[:1]


@prepared.read
def _latest(viewer: Viewer, case_id: UUID, slug: str) -> Rows:
    return history(viewer, case_id, slug).order_by("-taken_at", "-pk").values_list("taken_at", "total")[:LATEST]


@prepared.read
def _oldest(viewer: Viewer, case_id: UUID, slug: str) -> Rows:
    rows = history(viewer, case_id, slug).filter(total__isnull=False)
    return rows.order_by("taken_at", "pk").values_list("taken_at", "total")[:1]


@prepared.read
def _missed(viewer: Viewer, case_id: UUID, slug: str, after: date) -> Rows:
    same = {"person_id": me(viewer), "case_id": case_id, "instrument": slug}
    rows = Assignment.objects.visible_to(viewer).filter(**same, state="passed", opens_on__gt=after)
    return rows.order_by("opens_on").values_list("opens_on")


@prepared.read
def _open_sharing(viewer: Viewer, case_id: UUID, slug: str) -> Rows:
    same = {"person_id": me(viewer), "case_id": case_id, "instrument": slug}
    return Sharing.objects.visible_to(viewer).filter(**same, withdrawn_at__isnull=True).values_list("pk")[:1]


def _point(viewer: Viewer, taken_at: datetime, total: float | None) -> Point:
    return Point(taken_at.astimezone(ZoneInfo(viewer.time_zone)).date(), total)


def me(viewer: Viewer) -> UUID:
    """The viewer's own id; raises Hidden for a visitor who has not signed in."""
    if viewer.person_id is None:
        raise Hidden
    return viewer.person_id
