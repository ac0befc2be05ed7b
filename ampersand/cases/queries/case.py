"""Reads: cases and the people in them, as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ampersand.accounts.models import StaffRole
from ampersand.cases.models import Case, Participation
from ampersand.cases.policy import current_parts
from ampersand.cases.rules import confidentiality, states
from ampersand.cases.rules.audience import Action, Audience, Kind, Relation, row_for
from ampersand.cases.rules.confidentiality import Promise
from ampersand.cases.rules.plain_words import Column
from ampersand.cases.rules.states import Right, Standing, State
from ampersand.privacy import prepared
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

THERAPIST_HAND = "t"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person's part in a case; `hand` is the mark by which they are known there, "t" for those who treat."""

    part_id: UUID
    person_id: UUID
    name: str
    role: str
    hand: int | str
    family_role: str
    joined_at: datetime
    left_at: datetime | None
    born_in: int | None = None
    of_age_at: datetime | None = None
    died_at: datetime | None = None
    reads_from: datetime | None = None
    earlier_asked_at: datetime | None = None

    @property
    def here(self) -> bool:
        """Whether they take part now."""
        return self.left_at is None

    @property
    def has_account(self) -> bool:
        """Whether they have an account; a small child may take part without one."""
        return self.role != Participation.Role.CHILD

    @property
    def role_words(self) -> str:
        """What they do here, in words."""
        return str(Participation.Role(self.role).label)

    @property
    def family_words(self) -> str:
        """Their place in the family, in words."""
        return str(Participation.Family(self.family_role).label) if self.family_role else ""


@dataclass(frozen=True)
class OneCase:
    """A case and everyone in it; `people` are members by name, then therapists, then supervisors."""

    id: UUID
    kind: str
    state: str
    opened_on: date
    ended_on: date | None
    people: tuple[Someone, ...] = field(default=())
    confidentiality: str = "none"
    agreed_at: datetime | None = None
    state_since: datetime | None = None
    state_before: str = ""
    practice_id: UUID | None = None

    @property
    def ended(self) -> bool:
        """Whether the work is over, in whatever way."""
        return self.state not in (Case.State.OPEN, Case.State.PAUSED)

    @property
    def takes_new(self) -> bool:
        """Whether anything new can be written here."""
        return states.allows(self.state, Right.NEW)

    @property
    def shows_shared(self) -> bool:
        """Whether what members share is shown to the others."""
        return states.allows(self.state, Right.SHARED)

    @property
    def shows_joint(self) -> bool:
        """Whether members read what they wrote together."""
        return states.allows(self.state, Right.JOINT)

    @property
    def is_agreed(self) -> bool:
        """Whether every signature of the agreement is there."""
        return self.agreed_at is not None

    @property
    def joint_open(self) -> bool:
        """Whether joint features are open: everyone has signed and the case is open."""
        return self.is_agreed and self.takes_new

    @property
    def promise(self) -> Promise:
        """What the policy in force promises and does."""
        return confidentiality.promise(self.confidentiality)

    @property
    def standing(self) -> Standing:
        """State, since when, and what a mistake is taken back to."""
        since = self.state_since or datetime.min.replace(tzinfo=UTC)
        return Standing(State(self.state), since, State(self.state_before) if self.state_before else None)

    @property
    def is_shared(self) -> bool:
        """Whether it is a couple or a family."""
        return self.kind != Case.Kind.INDIVIDUAL

    @property
    def here(self) -> tuple[Someone, ...]:
        """Everyone who takes part now with an account: whoever may read anything."""
        return tuple(person for person in self.people if person.here and person.has_account)

    @property
    def members(self) -> tuple[Someone, ...]:
        """The members who take part now, by name."""
        return self._in_role("member")

    @property
    def therapists(self) -> tuple[Someone, ...]:
        """Those who lead the case now."""
        return self._in_role("therapist")

    @property
    def supervisors(self) -> tuple[Someone, ...]:
        """Those who supervise it now."""
        return self._in_role("supervisor")

    @property
    def everyone(self) -> tuple[Someone, ...]:
        """Each member once, also those who have left."""
        members = {one.person_id: one for one in reversed(self.people) if one.role == "member"}
        return tuple(sorted(members.values(), key=_order))

    @property
    def reads_on_until(self) -> datetime | None:
        """Until when what was joint can be read after a unit ended."""
        return self.state_since + states.READ_ON if self.state_since else None

    def leads(self, viewer: Viewer) -> bool:
        """Whether the viewer leads the case."""
        return any(person.person_id == viewer.person_id for person in self.therapists)

    def others(self, viewer: Viewer) -> tuple[Someone, ...]:
        """The other members."""
        return tuple(person for person in self.members if person.person_id != viewer.person_id)

    def me(self, viewer: Viewer) -> Someone | None:
        """The viewer's own part as a member, if they have one now."""
        return next((person for person in self.members if person.person_id == viewer.person_id), None)

    def treats(self, viewer: Viewer) -> bool:
        """Whether the viewer leads or supervises the case."""
        return any(person.person_id == viewer.person_id for person in (*self.therapists, *self.supervisors))

    def readers(
        self, kind: Kind, audience: Audience, owner: UUID | None = None, action: Action = Action.READ
    ) -> tuple[Someone, ...]:
        """Who of those here may do this with such a thing, by the same table that answers each page."""
        found = (person for person in self.here if row_for(_relation(person, owner), kind, audience, action))
        return tuple({person.person_id: person for person in found}.values())

    @property
    def children(self) -> tuple[Someone, ...]:
        """The small children who take part without an account, by name."""
        return tuple(person for person in self.people if person.here and not person.has_account)

    def _in_role(self, role: str) -> tuple[Someone, ...]:
        return tuple(person for person in self.here if person.role == role)


def one(viewer: Viewer, case_id: UUID, action: str = "read") -> OneCase:
    """The case with its people; raises Hidden when it is not there for this viewer. Two queries."""
    rows = _row(viewer, case_id) if action == "read" else _row_for(viewer, action, case_id)
    if not rows:
        raise Hidden
    return _case(rows[0], _gathered(_people_in(viewer, case_id)))


def row(viewer: Viewer, case_id: UUID, action: str = "read") -> Case:
    """The case itself, for a verb; raises Hidden when it is not there for this viewer."""
    found: Case | None = Case.objects.find(viewer, case_id, action)
    if found is None:
        raise Hidden
    return found


def joint_open(viewer: Viewer, case_id: UUID) -> bool:
    """Whether joint features are open: every adult has signed what is in force and the case is open; False for others.

    One query. Whoever has the case with its people at hand asks `OneCase.joint_open` instead.
    """
    rows: QuerySet[Case] = Case.objects.visible_to(viewer).filter(pk=case_id, agreed_at__isnull=False)
    return rows.filter(state__in=states.states_with(Right.NEW)).exists()


def baseline_chosen(viewer: Viewer, case_id: UUID) -> list[str]:
    """The first questions chosen for everyone in a case, by slug; empty: as for every case of its kind. One query."""
    rows: QuerySet[Case] = Case.objects.visible_to(viewer).filter(pk=case_id)
    return rows.values_list("baseline", flat=True).first() or []


def mine(viewer: Viewer) -> list[OneCase]:
    """The cases in which the viewer is a member, the open ones first, then the newest. Two queries, however many."""
    if viewer.is_nobody:
        return []
    member = current_parts(viewer).filter(role="member").values("case_id")
    rows = list(Case.objects.visible_to(viewer).filter(pk__in=member).values_list(*_CASE))
    people = _people(viewer, [row[0] for row in rows])
    cases = [_case(row, people) for row in rows]
    return sorted(cases, key=lambda case: (case.ended, -case.opened_on.toordinal(), case.id))


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A case of the viewer's own, with the names of the other members; `is_open` while the work goes on."""

    case_id: UUID
    kind: str
    others: str
    is_open: bool

    @property
    def is_shared(self) -> bool:
        """Whether it is a couple or a family."""
        return self.kind != Case.Kind.INDIVIDUAL


def own_places(viewer: Viewer) -> list[OwnPlace]:
    """The cases in which the viewer is a member, the oldest first, for the navigation. One query."""
    if viewer.is_nobody:
        return []
    names: dict[tuple[UUID, str, bool], list[str]] = {}
    shared = states.states_with(Right.SHARED)
    for case_id, kind, person_id, name, state in _own_places(viewer):
        key = (case_id, kind, state in shared)  # asked here: SQLite would read every case of the house to answer it
        names.setdefault(key, []).extend([name] if person_id != viewer.person_id else [])
    return [OwnPlace(case_id, kind, ", ".join(others), going) for (case_id, kind, going), others in names.items()]


def people(viewer: Viewer, case_ids: Sequence[UUID]) -> dict[UUID, tuple[Someone, ...]]:
    """Everyone in these cases, in the order of a case's page. One query, however many cases."""
    return _people(viewer, case_ids)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone of the practice who could be asked to supervise."""

    person_id: UUID
    name: str


def supervisors_to_ask(viewer: Viewer, case: OneCase) -> list[Colleague]:
    """The practice's supervisors who do not take part in the case yet, by name."""
    if viewer.practice_id is None:
        return []
    here = {person.person_id for person in case.here}
    rows = StaffRole.objects.filter(practice=viewer.practice_id, role="supervisor").order_by("person__name")
    return [
        Colleague(person_id, name)
        for person_id, name in rows.values_list("person_id", "person__name")
        if person_id not in here
    ]


def columns_of(case: OneCase, viewer: Viewer) -> list[Column]:
    """The columns of "Who sees this" for the reader: themselves, the others by name, those who treat, the office."""
    me, others = case.me(viewer), case.others(viewer)
    if me:
        found = [Column(_("You"), frozenset({Relation.OWNER, Relation.MEMBER}), me.hand)]
    else:
        found = [Column(_("Whose it is"), frozenset({Relation.OWNER, Relation.MEMBER}))]
    if case.is_shared:
        title = get_text_list([person.name for person in others], _("and")) if me else ""
        stand = {Relation.MEMBER} | ({Relation.CARER} if _may_have_carers(case, me) else set())
        found.append(Column(title or _("The others"), frozenset(stand), others[0].hand if title else ""))
    for relation, staff in ((Relation.THERAPIST, case.therapists), (Relation.SUPERVISOR, case.supervisors)):
        for person in staff:
            name = _("You") if person.person_id == viewer.person_id else person.name
            found.append(Column(f"{name}, {_(relation.value)}", frozenset({relation}), THERAPIST_HAND))
    found.append(Column(_("The safety lead"), frozenset({Relation.SAFETY_LEAD, Relation.ON_CALL}), THERAPIST_HAND))
    return [*found, Column(_("The office"), frozenset({Relation.ADMINISTRATOR}))]


def _may_have_carers(case: OneCase, me: Someone | None) -> bool:
    """Whether others may care for the reader, or for somebody in the case when one of the staff reads."""
    if case.kind != Case.Kind.FAMILY:
        return False
    return me is None or (me.born_in is not None and me.of_age_at is None)


_CASE = (
    "id", "kind", "state", "opened_on", "ended_on", "confidentiality", "agreed_at", "state_since", "state_before",
    "practice_id",
)  # fmt: skip


_PART = (
    "case_id", "id", "person_id", "person__name", "role", "hand", "family_role", "joined_at", "left_at", "born_in",
    "of_age_at", "died_at", "reads_from", "earlier_asked_at",
)  # fmt: skip


@prepared.read
def _row(viewer: Viewer, case_id: UUID) -> "QuerySet[Case, tuple[Any, ...]]":
    return _row_for(viewer, "read", case_id)


def _row_for(viewer: Viewer, action: str, case_id: UUID) -> "QuerySet[Case, tuple[Any, ...]]":
    rows: QuerySet[Case] = Case.objects.visible_to(viewer, action)
    return rows.filter(pk=case_id).values_list(*_CASE)


@prepared.read
def _people_in(viewer: Viewer, case_id: UUID) -> "QuerySet[Participation, tuple[Any, ...]]":
    rows: QuerySet[Participation] = Participation.objects.visible_to(viewer)
    return rows.filter(case_id=case_id).values_list(*_PART)


@prepared.read
def _own_places(viewer: Viewer) -> "QuerySet[Participation, tuple[Any, ...]]":
    member = current_parts(viewer).filter(role="member").values("case_id")
    rows: QuerySet[Participation] = Participation.objects.visible_to(viewer)
    here = rows.filter(case__in=member, role="member", left_at__isnull=True)
    ordered = here.order_by("case__opened_on", "case_id", "person__name")
    return ordered.values_list("case_id", "case__kind", "person_id", "person__name", "case__state")


def _case(row: tuple[Any, ...], people: dict[UUID, tuple[Someone, ...]]) -> OneCase:
    case_id, kind, state, opened_on, ended_on, policy, agreed_at, since, before, practice_id = row
    return OneCase(
        case_id, kind, state, opened_on, ended_on, people.get(case_id, ()), policy, agreed_at, since, before,
        practice_id,
    )  # fmt: skip


_RANK = {"member": 0, "child": 1, "therapist": 2, "supervisor": 3}


def _people(viewer: Viewer, case_ids: Sequence[UUID]) -> dict[UUID, tuple[Someone, ...]]:
    if not case_ids:
        return {}
    return _gathered(Participation.objects.visible_to(viewer).filter(case_id__in=case_ids).values_list(*_PART))


def _gathered(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, tuple[Someone, ...]]:
    found: dict[UUID, list[Someone]] = {}
    for case_id, part_id, person_id, name, role, hand, *rest in rows:
        mark = hand if hand is not None else "" if role == "child" else THERAPIST_HAND
        found.setdefault(case_id, []).append(Someone(part_id, person_id, name, role, mark, *rest))
    return {case_id: tuple(sorted(people, key=_order)) for case_id, people in found.items()}


def _order(person: Someone) -> tuple[bool, int, str, UUID]:
    return not person.here, _RANK[person.role], person.name.casefold(), person.part_id


def _relation(person: Someone, owner: UUID | None) -> Relation:
    if person.person_id == owner:
        return Relation.OWNER
    return Relation(person.role)


def swapped(people: Iterable[Someone]) -> tuple[Someone, ...]:
    """The other way round, so that over several pages nobody is always first."""
    return tuple(people)[::-1]
