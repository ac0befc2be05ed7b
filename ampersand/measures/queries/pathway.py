"""The measures of a pathway for one case: what would be planned now, and what is asked at the start or at the end.

For whoever brings people in: `at_start(kind)` names the instruments of the first questions of each kind of work.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from ampersand.measures import content
from ampersand.measures.models import Plan
from ampersand.measures.queries.cases import Treated
from ampersand.measures.queries.planning import rhythm_words, title
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.pathways import Measure, ToPlan, to_plan
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Asked:
    """One measure of the pathway in words: what, how often, why, from where and how sure; `waits`: not planned yet."""

    slug: str
    title: str
    how_often: str
    why: str
    source: str
    certainty: str
    waits: bool


def at_start(kind: str, family_role: str = "") -> tuple[str, ...]:
    """The instruments that somebody in this place of such a case is asked first, by slug."""
    return tuple(one.instrument for one in content.pathway(kind).at("start") if one.is_for(family_role))


def missing(viewer: Viewer, treated: Treated) -> list[ToPlan[UUID]]:
    """What the pathway asks of the members of a case and no running plan does. One query."""
    rows = Plan.objects.visible_to(viewer).filter(case_id=treated.id, ended_at=None)
    running = set(rows.values_list("person_id", "instrument"))
    members = [(one.person_id, one.family_role) for one in treated.case.members]
    return to_plan(content.pathway(treated.case.kind), members, running)


def in_words(
    viewer: Viewer, treated: Treated, waiting: list[ToPlan[UUID]], known: Mapping[str, Instrument]
) -> list[Asked]:
    """The pathway of a case in words. No query."""
    slugs = {one.instrument for one in waiting}
    measures = content.pathway(treated.case.kind).measures
    return [
        Asked(
            one.instrument, title(viewer, one.instrument, known), _how_often(one), one.why, one.source, one.certainty,
            one.instrument in slugs,
        )
        for one in measures
    ]  # fmt: skip


def _how_often(one: Measure) -> str:
    return (
        rhythm_words(Plan.Rhythm.WEEKS, one.every_weeks) if one.every_weeks else rhythm_words(Plan.Rhythm.INTAKE, None)
    )
