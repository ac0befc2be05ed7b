"""Reads: what a practice has settled, for its administrator, and when somebody is there, for everyone in a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ampersand.accounts.models import Practice
from ampersand.cases.models import House
from ampersand.cases.policy.people import may_keep_house
from ampersand.cases.queries.agreement import house
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

_SETTLED = ("confidentiality", "country", "consents_at", "keeps_years", "hours", "answers_within", "complaints")


def for_form(viewer: Viewer) -> dict[str, object]:
    """Everything that is settled, by the names of the form; raises Hidden. Two queries."""
    if not may_keep_house(viewer) or viewer.practice_id is None:
        raise Hidden
    row = House.objects.filter(pk=viewer.practice_id).first()
    name, zone = Practice.objects.values_list("name", "time_zone").get(pk=viewer.practice_id)
    settled = row or house(None)
    told: dict[str, object] = {field: getattr(settled, field) for field in _SETTLED}
    return told | {"name": name, "time_zone": zone, "version": row.version if row else 0}


@dataclass(frozen=True, slots=True)
class Office:
    """When somebody is there, and how soon a therapist answers, in the practice's own words; empty: not said."""

    hours: str = ""
    answers_within: str = ""


def offices(viewer: Viewer, practice_ids: Iterable[UUID | None]) -> dict[UUID, Office]:
    """The office of each of these practices, whose cases the viewer has seen. One query, however many."""
    wanted = {one for one in practice_ids if one}
    if viewer.is_nobody or not wanted:
        return {}
    rows = House.objects.filter(pk__in=wanted).values_list("pk", "hours", "answers_within")
    return {pk: Office(hours, within) for pk, hours, within in rows}
