"""Those who work with clients in the viewer's practice."""

from dataclasses import dataclass
from uuid import UUID

from ampersand.accounts.models import StaffRole
from ampersand.privacy.viewer import Viewer
from ampersand.safety.policy.alerts import CLINICAL
from ampersand.safety.queries import people


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone by name."""

    person_id: UUID
    name: str


def clinical(viewer: Viewer) -> list[Colleague]:
    """Everyone in the viewer's practice who treats, supervises or leads safety, by name. One query."""
    if viewer.practice_id is None or not viewer.is_staff:
        return []
    return _named(viewer, CLINICAL)


def others(viewer: Viewer) -> list[Colleague]:
    """Everyone of them but the viewer. One query."""
    return [one for one in clinical(viewer) if one.person_id != viewer.person_id]


def safety_leads(viewer: Viewer) -> list[Colleague]:
    """The safety leads of the viewer's practice, by name. One query."""
    return _named(viewer, frozenset({"safety_lead"}))


def _named(viewer: Viewer, roles: frozenset[str]) -> list[Colleague]:
    rows = StaffRole.objects.filter(practice=viewer.practice_id, role__in=roles, person__is_active=True)
    found = rows.order_by("person__name", "person_id").values_list("person_id", "person__name").distinct()
    return [Colleague(person_id, name) for person_id, name in found]


def to_take_on(viewer: Viewer, case_id: UUID, *, apart: bool) -> list[Colleague]:
    """To whom an alert of a case can be handed over: what says something of a private check only to its readers."""
    if not apart:
        return others(viewer)
    readers = {*(one.person_id for one in safety_leads(viewer)), *people.treating(case_id)}
    return [one for one in others(viewer) if one.person_id in readers]
