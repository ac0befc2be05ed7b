"""Plans for hard moments: one's own, and those that others let the viewer read.

For other features: `own(viewer)`, `of_others(viewer)`, `review_due(viewer)`, `blank()`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ampersand.cases import queries as cases
from ampersand.cases.models import Case, Participation
from ampersand.cases.policy import current_parts
from ampersand.core.clock import now
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Sealer, Unreadable
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import PlanComment, PlanDraft, PlanReader, PlanVersion, SafetyPlan
from ampersand.safety.policy.plans import chosen_as_therapist
from ampersand.safety.queries import plan_words
from ampersand.safety.rules.plans import Form, Step, review


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as it stands; `review` says why to look through it again: "asked", "time" or ""."""

    id: UUID
    person_id: UUID
    owner: str
    version: int
    words: dict[str, str]
    saved_at: datetime
    review: str

    @property
    def steps(self) -> tuple[tuple[Step, str], ...]:
        """Each step of the form with what was written there."""
        return tuple((step, self.words[step.key]) for step in blank().steps)


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that were typed and not saved; `base` is the version of the plan that they began from."""

    words: dict[str, str]
    base: int
    version: int
    writer: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else's plan that the viewer may read."""

    plan_id: UUID
    person_id: UUID
    owner: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of the viewer's own plan."""

    id: UUID
    number: int
    words: dict[str, str]
    saved_at: datetime

    @property
    def steps(self) -> tuple[tuple[Step, str], ...]:
        """Each step that held something then."""
        return tuple((step, self.words[step.key]) for step in blank().steps if self.words[step.key])


@dataclass(frozen=True, slots=True)
class Comment:
    """What a therapist wrote about a plan."""

    by: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone in the viewer's open cases who may be let in to read, and whether they are."""

    person_id: UUID
    name: str
    role: str
    hand: int | str
    chosen: bool

    @property
    def key(self) -> str:
        """How a form names them."""
        return f"{self.role}:{self.person_id}"


@dataclass(frozen=True, slots=True)
class Circle:
    """The owner of a plan and those around them who may be let in."""

    me: Candidate
    others: tuple[Candidate, ...]

    @property
    def readers(self) -> tuple[Candidate, ...]:
        """Who reads the plan now, its owner first."""
        return (self.me, *(one for one in self.others if one.chosen))

    @property
    def has_therapist(self) -> bool:
        """Whether a therapist was let in, and with them whoever supervises."""
        return any(one.chosen and one.role == "therapist" for one in self.others)


def blank() -> Form:
    """The blank plan: its steps in our words, and whose structure it follows. Open to everyone."""
    return plan_words.form()


def own(viewer: Viewer) -> Plan | None:
    """The viewer's own plan, None until it was saved once; raises vault.Unreadable when its key was destroyed."""
    rows = _rows(viewer, person_id=me(viewer))
    return _plan(rows[0]) if rows else None


def own_version(viewer: Viewer) -> int:
    """The number of the viewer's own version as it stands; 0: none was saved."""
    return _mine(viewer).values_list("version", flat=True).first() or 0


def one(viewer: Viewer, plan_id: UUID) -> Plan:
    """A plan that the viewer may read; raises Hidden."""
    rows = _rows(viewer, pk=plan_id)
    if not rows:
        raise Hidden
    return _plan(rows[0])


def of_others(viewer: Viewer) -> list[Other]:
    """The plans of others that the viewer may read now, by name. One query."""
    if viewer.is_nobody:
        return []
    rows = SafetyPlan.objects.visible_to(viewer).filter(version__gt=0).exclude(person_id=viewer.person_id)
    found = rows.order_by("person__name", "pk").values_list("pk", "person_id", "person__name", "saved_at")
    return [Other(*row) for row in found]


def of_person(viewer: Viewer, person_id: UUID) -> UUID | None:
    """Somebody's plan, if they let the viewer read it. One query."""
    rows = SafetyPlan.objects.visible_to(viewer).filter(version__gt=0, person_id=person_id)
    return rows.values_list("pk", flat=True).first()


def review_due(viewer: Viewer) -> str:
    """Why the viewer should look through their own plan again: "asked", "time" or "". One query."""
    if viewer.is_nobody:
        return ""
    reviewed_at, asked_at = _mine(viewer).values_list("reviewed_at", "review_asked_at").first() or (None, None)
    return review(reviewed_at, asked_at, now()) if reviewed_at else ""


def draft(viewer: Viewer) -> Draft | None:
    """What the viewer typed and did not save, on whatever device."""
    rows = PlanDraft.objects.visible_to(viewer).values_list("plan_id", "words", "base", "version", "saved_at")
    row = rows.first()
    if row is None:
        return None
    plan_id, sealed, base, version, saved_at = row
    try:
        words, writer = plan_words.open_words(
            plan_id, me(viewer), place=plan_words.DRAFT, row=plan_id, sealed=sealed
        )  # fmt: skip
    except Unreadable:
        return None
    return Draft(words, base, version, writer, saved_at)


def versions(viewer: Viewer) -> "QuerySet[PlanVersion]":
    """The earlier versions of the viewer's own plan, the newest first; open a page of them with `opened`."""
    return PlanVersion.objects.visible_to(viewer).order_by("-number")


def opened(viewer: Viewer, rows: Iterable[PlanVersion]) -> list[Version]:
    """Earlier versions with their words; those whose key was destroyed are left out."""
    rows = list(rows)
    sealer, found = Sealer({(row.plan_id, me(viewer)) for row in rows}), []
    for row in rows:
        try:
            words, _ = plan_words.open_words(
                row.plan_id, me(viewer), place=plan_words.VERSION, row=row.pk, sealed=row.words, by=sealer
            )  # fmt: skip
        except Unreadable:
            continue
        found.append(Version(row.pk, row.number, words, row.saved_at))
    return found


def comments(viewer: Viewer, plan: Plan) -> list[Comment]:
    """What therapists wrote about a plan, as far as the viewer may read it, the newest first."""
    rows = PlanComment.objects.visible_to(viewer).filter(plan_id=plan.id).order_by("-at", "-pk")
    sealer, found = Sealer({(plan.id, plan.person_id)}), []
    for pk, sealed, name, at in rows.values_list("pk", "words", "by__name", "at"):
        text = sealer.open_sealed(plan.id, plan.person_id, place=plan_words.COMMENT, row=pk, sealed=bytes(sealed))
        found.append(Comment(name, at, text))
    return found


def case_to_comment_in(viewer: Viewer, plan: Plan) -> UUID | None:
    """The open case in which the viewer treats the plan's owner, who let them in; None: they only read it."""
    if not SafetyPlan.objects.visible_to(viewer).filter(chosen_as_therapist(viewer), pk=plan.id).exists():
        return None
    led = current_parts(viewer).filter(role="therapist").values("case_id")
    parts = Participation.objects.visible_to(viewer).filter(person_id=plan.person_id, role="member", left_at=None)
    open_ones = parts.filter(case_id__in=led, case__state=Case.State.OPEN).order_by("joined_at", "pk")
    return open_ones.values_list("case_id", flat=True).first()


def circle(viewer: Viewer) -> Circle:
    """The viewer, and whom they may let in: the therapists and other members of their open cases. Three queries."""
    held = set(_open_readers(viewer).values_list("reader_id", "role"))
    found: dict[tuple[UUID, str], Candidate] = {}
    hand: int | str = 1
    for case in reversed(cases.mine(viewer)):  # so that marks are those of the oldest open case
        if case.ended:
            continue
        mine = case.me(viewer)
        hand = mine.hand if mine else hand
        for person in (*case.therapists, *case.others(viewer)):
            key = (person.person_id, person.role)
            found[key] = Candidate(person.person_id, person.name, person.role, person.hand, key in held)
    others = sorted(found.values(), key=lambda one: (one.role != "therapist", one.name, one.person_id))
    return Circle(Candidate(me(viewer), viewer.name, "member", hand, True), tuple(others))


def me(viewer: Viewer) -> UUID:
    """The viewer's own id; raises Hidden for a visitor who has not signed in."""
    if viewer.person_id is None:
        raise Hidden
    return viewer.person_id


_COLUMNS = ("pk", "person_id", "person__name", "version", "words", "saved_at", "reviewed_at", "review_asked_at")


def _mine(viewer: Viewer) -> "QuerySet[SafetyPlan]":
    rows: QuerySet[SafetyPlan] = SafetyPlan.objects.visible_to(viewer)
    return rows.filter(person_id=me(viewer))


def _rows(viewer: Viewer, **which: UUID) -> list[tuple[Any, ...]]:
    rows = SafetyPlan.objects.visible_to(viewer).filter(version__gt=0, **which)
    return list(rows.values_list(*_COLUMNS))


def _plan(row: tuple[Any, ...]) -> Plan:
    pk, person_id, owner, version, sealed, saved_at, reviewed_at, asked_at = row
    words, _ = plan_words.open_words(pk, person_id, place=plan_words.PLAN, row=pk, sealed=sealed)
    return Plan(pk, person_id, owner, version, words, saved_at, review(reviewed_at, asked_at, now()))


def _open_readers(viewer: Viewer) -> "QuerySet[PlanReader]":
    return PlanReader.objects.visible_to(viewer).filter(withdrawn_at__isnull=True)
