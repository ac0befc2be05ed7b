"""Who may see and do what with the things of a case: the table of rules/audience.py, as filters and as decisions.

Conditions, one sentence each:
- *owner*: the thing is about the viewer, or was written by them, in a case that they take or took part in;
- *member*, *therapist*, *supervisor*: the viewer takes part in the case in this role now, and staff still hold it in
  the practice of the case, for which they act just now;
- *administrator*, *safety lead*: the viewer holds this role in the practice of the case, whoever treats it;
- *holder*: whoever holds the link of an open invitation may accept it.

Preventions beat every permission:
- *ended*: a case that is not open takes nothing new, but for answers to what is asked after the end;
- *gone*: whoever has left a case adds nothing more to it;
- *parted*: what a member shared is shown only while the work goes on, all have signed, and they take part in it;
- *joint*: of a closed unit a member sees nothing but their own;
- *before*: whoever joined later reads what the others wrote from then on, or from when all the others allow.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ampersand.accounts.models import Person
from ampersand.cases.models import (
    Case,
    Invitation,
    Participation,
)
from ampersand.cases.rules import states
from ampersand.cases.rules.audience import IN_ROOM, Action, Audience, Kind, Relation, Row, audiences_for, row_for
from ampersand.cases.rules.states import Right
from ampersand.privacy import prepared
from ampersand.privacy.policy import HIDDEN_IN_ROOM, NONE, REFUSED, Decision
from ampersand.privacy.viewer import NOBODY, Viewer

ROLES = {
    Relation.MEMBER: Participation.Role.MEMBER,
    Relation.THERAPIST: Participation.Role.THERAPIST,
    Relation.SUPERVISOR: Participation.Role.SUPERVISOR,
}
TREATED = ("member", "child")
OF_PRACTICE = (Relation.ADMINISTRATOR, Relation.SAFETY_LEAD)


def current_parts(viewer: Viewer) -> "QuerySet[Participation]":
    """The viewer's present parts in cases, as staff in the practice they act for: the ground of every relation."""
    here: QuerySet[Participation] = QuerySet(Participation).filter(person_id=viewer.person_id, left_at__isnull=True)
    held = sorted(viewer.staff_roles & set(Participation.Role.values))
    if not held:
        return here.filter(role="member")
    return here.filter(Q(role="member") | Q(role__in=held, case__practice_id=viewer.practice_id))


def sharing_parts() -> "QuerySet[Participation]":
    """The parts of members whose shared things may be shown: they have not left, all have signed, the work goes on."""
    going_on = states.states_with(Right.SHARED)
    here = {"role": "member", "left_at__isnull": True, "case__agreed_at__isnull": False}
    return QuerySet(Participation).filter(**here, case__state__in=going_on)


def reading_parts(viewer: Viewer, at: datetime | OuterRef) -> "QuerySet[Participation]":
    """The viewer's parts as a member in which they may read what the others wrote at an instant (a value or column)."""
    had_joined = Q(reads_from__isnull=True, joined_at__lte=at) | Q(reads_from__lte=at)
    return current_parts(viewer).filter(had_joined, role="member")


def invitations_held(token: str) -> "QuerySet[Invitation]":
    """The invitation behind a link, open or not: the link itself is the key to it."""
    return QuerySet(Invitation).filter(token_hash=sha256(token.encode()).hexdigest())


def invitations_to(viewer: Viewer) -> "QuerySet[Invitation]":
    """The invitations to the viewer's own address: whoever has signed in with it needs no link."""
    if viewer.person_id is None:
        return QuerySet(Invitation).none()
    own = Person.objects.filter(pk=viewer.person_id, is_active=True).values("email")
    return QuerySet(Invitation).filter(email__in=own)


def may_open_cases(viewer: Viewer) -> Decision:
    """May the viewer begin a case in their practice."""
    allowed = "therapist" in viewer.staff_roles and viewer.practice_id is not None
    return Decision(True, "A therapist begins cases in their practice.") if allowed else REFUSED


ENDED_TAKES_NOTHING = Decision(False, "A case that is not open takes nothing new.")
GONE_ADDS_NOTHING = Decision(False, "Whoever has left a case adds nothing more to it.")
PARTED = Decision(
    False, "What someone shared is shown only while they take part, all have signed and the work goes on."
)
JOINT_CLOSED = Decision(False, "Of a unit that has closed each sees only what is their own.")
BEFORE_JOINING = Decision(False, "Whoever joined later reads what was written from then on.")
_TAKES = frozenset(
    {Kind.PLAN, Kind.ASSIGNMENT, Kind.DRAFT, Kind.INVITATION, Kind.CHECK_ROUND, Kind.CHECK_ASK, Kind.PRIVATE_CHECK}
    | {Kind.JOINT_MEETING, Kind.OWN_MEETING, Kind.MEETING_ANSWER, Kind.MEETING_WISH}
    | {Kind.CHECK_IN, Kind.CHECK_IN_LINE, Kind.FEEDBACK}
    | {Kind.TERMS, Kind.JOINT_GOAL, Kind.OWN_GOAL, Kind.GOAL_RATING, Kind.GOAL_AGREEMENT}
    | {Kind.INTAKE, Kind.INTAKE_DRAFT, Kind.INTAKE_STEP, Kind.INTAKE_ASK}
    | {Kind.COURSE}
    | {Kind.ROW_ENTRY, Kind.ROW_WEEK, Kind.ROW_OFFER, Kind.ROW_SIDE, Kind.LOOP}
    | {Kind.EXERCISE_OPENING, Kind.EXERCISE_TASK, Kind.EXERCISE_PAGE, Kind.EXERCISE_LINE, Kind.EXERCISE_JOINT}
    | {Kind.EXERCISE_SEAT, Kind.EXERCISE_RATING}
    | {Kind.JOINT_MESSAGE, Kind.PRIVATE_MESSAGE}
    | {Kind.FORMULATION_MARK}
)
_LASTS = frozenset({Kind.CASE, Kind.TERMS, Kind.PARTICIPATION})  # what members see of a closed unit; parts have a rule


@dataclass(frozen=True)
class InCase:
    """The policy of one kind of thing that belongs to a case.

    `case` and `owner` name columns (owner may be empty: nobody owns it); the audience is a column, or one for all.
    `since` names the column that says when it was written: other members read it only if they had joined by then.
    Every kind whose audience can be all of us and that is written over time must have it. `needs` is what the state of
    the case must leave, so that one of its kind can be written.
    """

    kind: Kind
    case: str = "case_id"
    owner: str = ""
    audience: str | Audience = Audience.ALL_OF_US
    since: str = ""
    needs: Right = Right.NEW

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the rows on which the viewer may do the action."""
        if viewer.is_nobody:
            return NONE
        found = NONE
        for relation in self._possible(viewer):
            audiences = audiences_for(relation, self.kind, Action(action))
            if not isinstance(self.audience, Audience):
                if audiences:
                    found |= self._related(viewer, relation, action) & Q(**{f"{self.audience}__in": audiences})
            elif self.audience in audiences:
                found |= self._related(viewer, relation, action)
        if action == Action.WRITE and self.kind in _TAKES:
            found &= Q(case__state__in=states.states_with(self.needs))
        return found

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row, with the sentence of the table's row that allows it."""
        owner = getattr(thing, self.owner) if self.owner else None
        audience = self.audience if isinstance(self.audience, Audience) else Audience(getattr(thing, self.audience))
        at = getattr(thing, self.since) if self.since else None
        case = _case_of(thing, self.case)
        return may(
            viewer, Action(action), kind=self.kind, case=case, owner=owner, audience=audience, at=at, needs=self.needs
        )

    @property
    def room_column(self) -> str:
        """The column with the case's id where room mode still shows this kind, else ""."""
        return self.case if self.kind in IN_ROOM else ""

    def _possible(self, viewer: Viewer) -> list[Relation]:
        owned = [Relation.OWNER] if self.owner else []
        staff = [Relation(role) for role in sorted(viewer.staff_roles)]
        return [*owned, Relation.MEMBER, *staff]

    def _related(self, viewer: Viewer, relation: Relation, action: str) -> Q:
        if relation is Relation.OWNER:
            own = Q(**{self.owner: viewer.person_id})
            if action == Action.WRITE and self.kind in _TAKES:
                own &= Q(**{f"{self.case}__in": current_parts(viewer).filter(role="member").values("case_id")})
            return own
        if relation in OF_PRACTICE:
            lookup = "practice_id" if self.kind is Kind.CASE else "case__practice_id"
            return Q(**{lookup: viewer.practice_id})
        parts = current_parts(viewer).filter(role=ROLES[relation])
        if relation is Relation.MEMBER:
            return self._shown_to_member(viewer, parts)
        return Q(**{f"{self.case}__in": parts.values("case_id")})

    def _shown_to_member(self, viewer: Viewer, parts: "QuerySet[Participation]") -> Q:
        if self.kind not in _LASTS:
            parts = parts.filter(case__state__in=states.states_with(Right.JOINT))
        related = Q(**{f"{self.case}__in": parts.values("case_id")})
        if self.since:
            reading = reading_parts(viewer, OuterRef(self.since)).filter(case_id=OuterRef(self.case))
            related &= Q(Exists(reading))
        if self.owner:
            sharing = sharing_parts().filter(case_id=OuterRef(self.case), person_id=OuterRef(self.owner))
            related &= ~Q(**{self.owner: viewer.person_id}) & Q(Exists(sharing))
        return related


@dataclass(frozen=True)
class Parts(InCase):
    """The policy of people's parts: a member of a closed unit sees their own and those who treat, a later one not those
    who had left before."""

    def _shown_to_member(self, viewer: Viewer, parts: "QuerySet[Participation]") -> Q:
        mine_or_staff = Q(person_id=viewer.person_id) | ~Q(role__in=TREATED)
        named = Q(case__state__in=states.states_with(Right.NAMES))
        reading = reading_parts(viewer, OuterRef("left_at")).filter(case_id=OuterRef("case_id"))
        seen = mine_or_staff | (named & (Q(left_at__isnull=True) | Q(Exists(reading))))
        return Q(case__in=parts.values("case_id")) & seen

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one part."""
        assert isinstance(thing, Participation)
        found = super().decide(viewer, action, thing)
        stands = relations(viewer, thing.case_id, None)
        if not found or stands != [Relation.MEMBER] or thing.person_id == viewer.person_id or thing.role not in TREATED:
            return found
        if not states.allows(str(_state_of(thing.case_id)), Right.NAMES):
            return JOINT_CLOSED
        if thing.left_at and not _reads(viewer, thing.case_id, thing.left_at):
            return BEFORE_JOINING
        return found


def may(
    viewer: Viewer,
    action: Action,
    *,
    kind: Kind,
    case: Case | UUID,
    owner: UUID | None,
    audience: Audience,
    at: datetime | None = None,
    needs: Right = Right.NEW,
) -> Decision:
    """May the viewer do this with a thing of this kind and audience, written at an instant or about to be written."""
    if viewer.is_nobody:
        return REFUSED
    if viewer.room_mode and (kind not in IN_ROOM or _id_of(case) != viewer.room_case):
        return HIDDEN_IN_ROOM
    if action is Action.WRITE and kind in _TAKES and not _leaves(case, needs):
        return ENDED_TAKES_NOTHING
    refused = REFUSED
    roles = _roles(viewer, case)
    for relation in _relations(viewer, case, owner, roles):
        row: Row | None = row_for(relation, kind, audience, action)
        if not row:
            continue
        prevented = _prevented(viewer, relation, action, kind=kind, case=case, owner=owner, roles=roles, at=at)
        if prevented is None:
            return Decision(True, row.sentence)
        refused = prevented
    return refused


def _prevented(
    viewer: Viewer,
    relation: Relation,
    action: Action,
    *,
    kind: Kind,
    case: Case | UUID,
    owner: UUID | None,
    roles: list[str],
    at: datetime | None,
) -> Decision | None:
    """What stands in the way of a permission, if anything does."""
    if relation is Relation.OWNER:
        adds = action is Action.WRITE and kind in _TAKES
        return GONE_ADDS_NOTHING if adds and "member" not in roles else None
    if relation is not Relation.MEMBER:
        return None
    if kind not in _LASTS and not _leaves(case, Right.JOINT):
        return JOINT_CLOSED
    if owner is not None and not _shows(case, owner):
        return PARTED
    return BEFORE_JOINING if at is not None and not _reads(viewer, case, at) else None


def relations(viewer: Viewer, case: Case | UUID, owner: UUID | None) -> list[Relation]:
    """Every way in which the viewer stands to a thing of this case; a stranger has none other."""
    return _relations(viewer, case, owner, _roles(viewer, case))


def _relations(viewer: Viewer, case: Case | UUID, owner: UUID | None, roles: list[str]) -> list[Relation]:
    mine = owner is not None and owner == viewer.person_id
    found = [Relation.OWNER] if mine else []
    found += [Relation(role) for role in roles if role != "member" or not mine]
    held = [relation for relation in OF_PRACTICE if relation in viewer.staff_roles]
    if held and (case.practice_id if isinstance(case, Case) else _practice_of(case)) == viewer.practice_id:
        found += held
    return found or [Relation.STRANGER]


def _roles(viewer: Viewer, case: Case | UUID) -> list[str]:
    return [role for (role,) in _parts_in(viewer, _id_of(case))]


def _shows(case: Case | UUID, owner: UUID) -> bool:
    return bool(_sharing_in(NOBODY, _id_of(case), owner))


def _reads(viewer: Viewer, case: Case | UUID, at: datetime) -> bool:
    return bool(_reading_in(viewer, _id_of(case), at))


def _leaves(case: Case | UUID, right: Right) -> bool:
    state = _state_of(case)
    return state is not None and states.allows(state, right)


def _id_of(case: Case | UUID) -> UUID:
    return case.pk if isinstance(case, Case) else case


def _case_of(thing: Model, column: str) -> Case | UUID:
    if isinstance(thing, Case):
        return thing
    case: UUID = getattr(thing, column)
    return case


def _state_of(case: Case | UUID) -> str | None:
    if isinstance(case, Case):
        return case.state
    return next((state for state, _ in _facts_of(NOBODY, case)), None)


def may_destroy(unit_id: UUID) -> bool:
    """Whether keys of this unit may be destroyed: never of a case on which a legal hold lies."""
    return not QuerySet(Case).filter(pk=unit_id, hold_since__isnull=False).exists()


def _practice_of(case_id: UUID) -> UUID | None:
    return next((practice for _, practice in _facts_of(NOBODY, case_id)), None)


@prepared.read
def _parts_in(viewer: Viewer, case_id: UUID) -> "QuerySet[Participation, tuple[str]]":
    return current_parts(viewer).filter(case_id=case_id).values_list("role")


@prepared.read
def _sharing_in(_: Viewer, case_id: UUID, owner: UUID) -> "QuerySet[Participation, tuple[UUID]]":
    return sharing_parts().filter(case_id=case_id, person_id=owner).values_list("pk")


@prepared.read
def _reading_in(viewer: Viewer, case_id: UUID, at: datetime) -> "QuerySet[Participation, tuple[UUID]]":
    return reading_parts(viewer, at).filter(case_id=case_id).values_list("pk")


@prepared.read
def _facts_of(_: Viewer, case_id: UUID) -> "QuerySet[Case, tuple[str, UUID]]":
    return QuerySet(Case).filter(pk=case_id).values_list("state", "practice_id")


from ampersand.cases.policy import kinds, people  # noqa: E402, F401 - they register what stands on this ground
