"""Reads: a child or young person, who may consent for them, and what those who care for them may see."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ampersand.cases.models import Guardian
from ampersand.cases.policy.people import cared_for
from ampersand.cases.queries import agreement as agreements
from ampersand.cases.queries import sealed
from ampersand.cases.queries.agreement import OneTerms
from ampersand.cases.queries.case import OneCase, Someone
from ampersand.cases.rules import agreement as rules
from ampersand.cases.rules.agreement import Age, Signs
from ampersand.core.clock import today
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Carer:
    """Someone who cares for a child, as those who treat see them."""

    id: UUID
    name: str
    person: Someone | None
    relation: str
    may_consent: bool
    reads_plan: bool
    on_paper: date | None
    signed_at: datetime | None
    reach: str
    court: str

    @property
    def agrees(self) -> bool:
        """Whether their consent is there, here or on paper."""
        return self.signed_at is not None or self.on_paper is not None


@dataclass(frozen=True)
class Child:
    """A child or young person of a family, for those who treat."""

    someone: Someone
    age: Age
    consents_at: int
    passes_in: int | None
    carers: tuple[Carer, ...]
    said_yes_at: datetime | None

    @property
    def is_minor(self) -> bool:
        """Whether others still consent for them."""
        return self.age is not Age.ADULT


def child(viewer: Viewer, case: OneCase, person_id: UUID) -> Child:
    """One member of a family as a child; raises Hidden for others than who treats. Seven queries at most."""
    someone = next((one for one in (*case.members, *case.children) if one.person_id == person_id), None)
    if someone is None or case.kind != "family" or not case.treats(viewer):
        raise Hidden
    consents_at = agreements.house(case.practice_id).consents_at
    year = today(viewer.time_zone).year
    age = rules.age(someone.born_in, year, consents_at, of_age=someone.of_age_at is not None)
    shown = next(iter(reversed(agreements.terms(viewer, case.id))), None)
    given = {(one.says, one.person_id): one.signed_at for one in _signed(viewer, case.id, shown, person_id)}
    return Child(
        someone, age, consents_at, rules.passes_in(someone.born_in, consents_at) if someone.born_in else None,
        tuple(_carers(viewer, case, person_id, given, shown)), given.get((Signs.ASSENT.value, person_id)),
    )  # fmt: skip


def _signed(viewer: Viewer, case_id: UUID, shown: OneTerms | None, about: UUID) -> list[agreements.OneSignature]:
    if shown is None:
        return []
    found = agreements.signatures(viewer, case_id)
    return [one for one in found if one.about_id == about and one.terms_id == shown.id and not one.withdrawn_at]


def carer(viewer: Viewer, case: OneCase, guardian_id: UUID) -> Carer:
    """One of those who care for a child; raises Hidden."""
    found = next(iter(_rows(viewer, case, {}, None, pk=guardian_id)), None)
    if found is None:
        raise Hidden
    return found


def _carers(
    viewer: Viewer, case: OneCase, child_id: UUID, given: dict[tuple[str, UUID], datetime], shown: OneTerms | None
) -> list[Carer]:
    return _rows(viewer, case, given, shown, child=child_id)


def _rows(
    viewer: Viewer, case: OneCase, given: dict[tuple[str, UUID], datetime], shown: OneTerms | None, **which: UUID
) -> list[Carer]:
    people = {one.person_id: one for one in case.people}
    rows = Guardian.objects.visible_to(viewer).filter(case=case.id, ended_at__isnull=True, **which)
    found = []
    for row in rows.order_by("noted_at", "pk"):
        words = sealed.open_words(case.id, sealed.GUARDIAN, row.pk, row.note)
        paper = row.on_paper
        if paper and shown and not rules.paper_counts(paper, shown.proposed_at.date(), opening=shown.why == "opening"):
            paper = None
        found.append(
            Carer(
                row.pk, row.name, people.get(row.person_id) if row.person_id else None, row.relation, row.may_consent,
                row.reads_plan, paper, given.get((Signs.FOR_CHILD.value, row.person_id)) if row.person_id else None,
                words.get("reach", ""), words.get("court", ""),
            )
        )  # fmt: skip
    return found


def soon_of_age(viewer: Viewer, case: OneCase) -> frozenset[UUID]:
    """The members who decide alone from this year on and have not been noted as doing so, for those who treat."""
    if not case.treats(viewer) or not any(one.born_in for one in case.members):
        return frozenset()
    consents_at, on = agreements.house(case.practice_id).consents_at, today(viewer.time_zone)
    year = on.year + (on.month >= 11)
    return frozenset(
        one.person_id
        for one in case.members
        if one.born_in and not one.of_age_at and rules.age(one.born_in, year, consents_at) is not Age.MINOR
    )


def in_care_of(viewer: Viewer, case: OneCase) -> frozenset[UUID]:
    """The children of a family for whom the viewer, a member, cares and whose plan they may see. One query at most."""
    if case.kind != "family" or case.me(viewer) is None:
        return frozenset()
    return frozenset(cared_for(viewer).filter(case=case.id).values_list("child_id", flat=True))
