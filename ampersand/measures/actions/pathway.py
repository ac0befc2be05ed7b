"""Planning the measures of a pathway at once, and asking what is asked at the end."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from ampersand.cases.models import Case
from ampersand.cases.queries import OneCase
from ampersand.core.clock import now, today
from ampersand.measures import content
from ampersand.measures.actions import opening
from ampersand.measures.actions.planning import plan
from ampersand.measures.models import Assignment, Plan
from ampersand.measures.queries.cases import Treated
from ampersand.measures.queries.pathway import missing
from ampersand.privacy import audit, policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer


def plan_pathway(*, by: Viewer, treated: Treated, case: Case) -> int:
    """Plan whatever the pathway asks of the members and no running plan does; how many plans were made.

    The same for all in the same place, from the same day. Pressed twice, the second finds nothing to do; raises Hidden.
    """
    day = today(by.time_zone)
    together: dict[tuple[str, int, int], list[UUID]] = {}
    for one in missing(by, treated):
        together.setdefault((one.instrument, one.every_weeks, one.after_weeks), []).append(one.person)
    made = 0
    with transaction.atomic():
        for (slug, every, after), people in together.items():
            rhythm = Plan.Rhythm.WEEKS if every else Plan.Rhythm.INTAKE
            starts = day + timedelta(weeks=after)
            made += len(
                plan(
                    by=by, case=case, people=people, instrument=slug, rhythm=rhythm, starts_on=starts,
                    every_weeks=every or None,
                )
            )  # fmt: skip
    return made


def ask_at(*, by: Viewer, treated: Treated, case: Case, time: str) -> int:
    """Ask now, once, what the pathway asks at the end (or at a later offer); how many are asked. Raises Hidden."""
    if not treated.may_change:
        raise Hidden
    waiting = Assignment.objects.visible_to(by).filter(case=case, state=Assignment.State.OPEN)
    open_now = set(waiting.values_list("person_id", "instrument"))
    asked = 0
    with transaction.atomic():
        for one in content.pathway(case.kind).at(time):
            fitting = [member.person_id for member in treated.case.members if one.is_for(member.family_role)]
            people = [person for person in fitting if (person, one.instrument) not in open_now]
            if people:
                asked += len(
                    plan(
                        by=by, case=case, people=people, instrument=one.instrument, rhythm=Plan.Rhythm.ONCE,
                        starts_on=today(by.time_zone),
                    )
                )  # fmt: skip
    return asked


def ask_after_end(*, by: Viewer, case: OneCase, people: Collection[UUID]) -> int:
    """Ask once, in work that has ended, what the pathway asks with an offer; how many are asked. Raises Hidden.

    It is there to answer for four weeks and lapses by itself. Inside the caller's transaction, which tells people.
    """
    if by.person_id is None:
        raise Hidden
    asked = 0
    for one in content.pathway(case.kind).at("booster"):
        for member in case.members:
            if member.person_id not in people or not one.is_for(member.family_role):
                continue
            policy.require(
                by, "write", Assignment(case_id=case.id, person_id=member.person_id, instrument=one.instrument)
            )
            with system_scope("short measures are asked with an offer after the end"):
                made = Plan(
                    case_id=case.id, person_id=member.person_id, instrument=one.instrument, rhythm=Plan.Rhythm.ONCE,
                    starts_on=today(by.time_zone), planned_by_id=by.person_id, ended_at=now(),
                ).insert()  # fmt: skip
                audit.record(chain=case.id, actor=by.person_id, verb="measure.planned", subject=made)
                asked += opening.open_one(made, by.person_id)
    return asked
