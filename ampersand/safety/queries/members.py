"""A case and its members for the safety lead, who takes no part in it: asked only after the table has let them in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ampersand.cases.models import Case, Participation


@dataclass(frozen=True, slots=True)
class Someone:
    """A member, now or before, with the mark by which they are known in the case."""

    id: UUID
    name: str
    hand: int | None
    family_role: str
    left_at: datetime | None

    @property
    def here(self) -> bool:
        """Whether they take part now."""
        return self.left_at is None


@dataclass(frozen=True)
class Known:
    """A case with everyone who is or was a member, those who are here first, by name, and those who lead it now."""

    id: UUID
    kind: str
    state: str
    members: tuple[Someone, ...]
    therapists: tuple[Someone, ...]

    @property
    def names(self) -> str:
        """Those who are here, by name."""
        return " & ".join(one.name for one in self.members if one.here)


def known(case_id: UUID) -> Known | None:
    """The case; None when it is not there. Two queries."""
    row = QuerySet(Case).filter(pk=case_id).values_list("kind", "state").first()
    return Known(case_id, row[0], row[1], *_people(case_id)) if row else None


def members_of(case_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], str]:
    """Who takes part in these cases now, by case and person, in the order of their names. One query."""
    rows: QuerySet[Participation] = QuerySet(Participation).filter(
        case_id__in=list(case_ids), role="member", left_at__isnull=True
    )
    found = rows.order_by("person__name", "person_id").values_list("case_id", "person_id", "person__name")
    return {(case_id, person_id): name for case_id, person_id, name in found}


def _people(case_id: UUID) -> tuple[tuple[Someone, ...], tuple[Someone, ...]]:
    rows: QuerySet[Participation] = QuerySet(Participation).filter(case=case_id, role__in=("member", "therapist"))
    members: dict[UUID, Someone] = {}
    therapists: list[Someone] = []
    columns = ("role", "person_id", "person__name", "hand", "family_role", "left_at")
    for role, *facts in rows.order_by("joined_at", "pk").values_list(*columns):
        one = Someone(*facts)
        if role == "member":
            members[one.id] = one
        elif one.here:
            therapists.append(one)
    in_order = sorted(members.values(), key=lambda one: (not one.here, one.name.casefold(), one.id))
    return tuple(in_order), tuple(therapists)
