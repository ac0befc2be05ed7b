"""The case of a note for those who treat it, and whose names may be typed in it."""

from uuid import UUID

from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.measures.queries import cases
from ampersand.measures.queries.cases import Treated
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


def treated(viewer: Viewer, case_id: UUID) -> Treated:
    """The case for those who treat it; raises Hidden for everyone else. Two queries."""
    return cases.treated(viewer, case_id)


def led(viewer: Viewer, case_id: UUID) -> Treated:
    """The case for those who lead it, also when it has ended: a summary is written then. Raises Hidden."""
    found = cases.treated(viewer, case_id)
    if found.role != "therapist":
        raise Hidden
    return found


def everyone(case: OneCase) -> dict[UUID, Someone]:
    """Every member by id, also those who have left, and small children without an account."""
    people = {one.person_id: one for one in (*case.children, *case.everyone)}
    return dict(sorted(people.items(), key=lambda one: one[1].name.casefold()))


def names(case: OneCase) -> dict[UUID, str]:
    """Everyone who may be named as the one whose words stand in a note."""
    return {key: one.name for key, one in everyone(case).items()}


def readers(case: OneCase, owner_id: UUID | None) -> tuple[Someone, ...]:
    """Who reads a signed note in the folder of all, or in one person's."""
    return case.readers(Kind.PERSON_NOTE if owner_id else Kind.JOINT_NOTE, Audience.TEAM)


def writer_alone(case: OneCase, viewer: Viewer) -> tuple[Someone, ...]:
    """The writer, for whom alone a draft is."""
    return tuple(one for one in case.here if one.person_id == viewer.person_id)[:1]
