"""Planning who answers what and when: by the therapist, and at intervals by the keeper."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ampersand.accounts.announcing import something_waits
from ampersand.cases.models import Case, Participation
from ampersand.cases.policy import may
from ampersand.cases.rules.audience import Action, Audience, Kind
from ampersand.core.clock import now, today
from ampersand.measures import content
from ampersand.measures.actions import opening
from ampersand.measures.models import Assignment, Plan
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

PATIENCE = timedelta(days=28)  # how long a question outside a weekly rhythm waits
BETWEEN_MEETINGS = timedelta(days=3)
WHY = "a therapist plans what is asked"
Rhythm = Plan.Rhythm


class CannotPlan(ValueError):
    """It cannot be planned so; the text says why in words for the therapist."""


def plan(
    *,
    by: Viewer,
    case: Case,
    people: Sequence[UUID],
    instrument: str,
    rhythm: str,
    starts_on: date,
    every_weeks: int | None = None,
) -> list[Plan]:
    """Let members answer an instrument, once or again and again; opens at once what is due; raises CannotPlan."""
    therapist = _require_therapist(by, case)
    members = _members(by, case, people)
    _check(by, case, members, instrument, rhythm)
    by_calendar = rhythm in (Rhythm.ONCE, Rhythm.WEEKS, Rhythm.INTAKE)
    plans, opened = [], []
    with transaction.atomic(), system_scope(WHY):
        for member in members:
            one = Plan(
                case=case, person=member.person, instrument=instrument, rhythm=rhythm, starts_on=starts_on,
                every_weeks=every_weeks if rhythm == Rhythm.WEEKS else None,
                next_on=starts_on if by_calendar else None, planned_by_id=therapist,
            ).insert()  # fmt: skip
            audit.record(chain=case.pk, actor=by.person_id, verb="measure.planned", subject=one)
            if by_calendar and starts_on <= today(by.time_zone) and opening.open_one(one, by.person_id):
                opened.append(member.person)
            plans.append(one)
        something_waits(opened)
    return plans


def end_plan(*, by: Viewer, plan_id: UUID) -> Plan:
    """Ask no more by this plan; what is open of it and not answered is taken back."""
    found = Plan.objects.visible_to(by, "write").select_related("case").filter(pk=plan_id, ended_at=None).first()
    if found is None:
        raise Hidden
    one: Plan = found
    with transaction.atomic(), system_scope(WHY):
        Plan.objects.visible_to(by, "write").filter(pk=one.pk).update(ended_at=now(), next_on=None)
        audit.record(chain=one.case_id, actor=by.person_id, verb="measure.plan-ended", subject=one)
        for assignment in Assignment.objects.visible_to(by, "write").filter(plan=one, state=Assignment.State.OPEN):
            opening.close(assignment, Assignment.State.WITHDRAWN, by.person_id)
    return one


def withdraw(*, by: Viewer, assignment_id: UUID) -> Assignment:
    """Take back an open question; a draft of it goes with it."""
    open_ones = Assignment.objects.visible_to(by, "write").filter(state=Assignment.State.OPEN)
    found = open_ones.select_related("case").filter(pk=assignment_id).first()
    if found is None:
        raise Hidden
    one: Assignment = found
    _require_therapist(by, one.case)
    with transaction.atomic(), system_scope(WHY):
        opening.close(one, Assignment.State.WITHDRAWN, by.person_id)
    return one


def open_for_meeting(*, by: Viewer, case: Case, rhythm: str = Rhythm.MEETING) -> int:
    """Ask now what is planned for before every meeting (or for the end); how many were opened."""
    _require_therapist(by, case)
    opened = []
    with transaction.atomic(), system_scope(WHY):
        for one in opening.running(Plan.objects.visible_to(by, "write").filter(case=case, rhythm=rhythm)):
            waiting = opening.waiting_for(one)
            if waiting and waiting.opens_on + BETWEEN_MEETINGS <= today(one.person.time_zone):
                opening.pass_over(waiting)
            if opening.open_one(one, by.person_id):
                opened.append(one.person)
        something_waits(opened)
    return len(opened)


def open_due() -> int:
    """Open what is due where each person is, and pass over what waited too long; how many were opened.

    For the keeper, inside its system scope. Each person's questions open together, with one mail.
    """
    instant = now()
    _pass_over_the_old(instant)
    latest = (instant + timedelta(hours=15)).date()  # nowhere is it later than this
    due = opening.running(Plan.objects.filter(next_on__lte=latest)).order_by("person_id")
    opened = 0
    for _person, plans in groupby(due, key=lambda one: one.person_id):
        mine = [one for one in plans if opening.is_due(one, instant)]
        with transaction.atomic():
            new = [one.person for one in mine if opening.open_next(one)]
            something_waits(new[:1])
        opened += len(new)
    return opened


def _require_therapist(by: Viewer, case: Case) -> UUID:
    allowed = may(by, Action.WRITE, kind=Kind.PLAN, case=case, owner=None, audience=Audience.ME_AND_THERAPIST)
    if not allowed or by.person_id is None:
        raise Hidden
    return by.person_id


def _members(by: Viewer, case: Case, people: Sequence[UUID]) -> list[Participation]:
    here = Participation.objects.visible_to(by).filter(case=case, role="member", left_at=None).select_related("person")
    found = {part.person_id: part for part in here}
    if not people or any(person not in found for person in people):
        raise CannotPlan(_("Choose who is asked."))
    return [found[person] for person in dict.fromkeys(people)]


def _check(by: Viewer, case: Case, members: list[Participation], instrument: str, rhythm: str) -> None:
    try:
        held = content.instrument(instrument, case.practice_id)
    except LookupError:
        raise CannotPlan(_("Choose one of the listed measures.")) from None
    ids = [member.person_id for member in members]
    names = {member.person_id: member.person.name for member in members}
    for member in members:
        if held.about == "relationship" and member.family_role == Participation.Family.CHILD:
            raise CannotPlan(
                _("%(name)s is a child here, and these questions are about a couple.") % {"name": member.person.name}
            )
    same = {"case": case, "person_id__in": ids, "instrument": instrument}
    running = Plan.objects.visible_to(by).filter(**same, ended_at=None).exclude(rhythm=Rhythm.ONCE)
    if rhythm != Rhythm.ONCE and (person := running.values_list("person_id", flat=True).first()):
        raise CannotPlan(_("%(name)s answers these already; end that plan first.") % {"name": names[person]})
    waiting = Assignment.objects.visible_to(by).filter(**same, state=Assignment.State.OPEN)
    if rhythm == Rhythm.ONCE and (person := waiting.values_list("person_id", flat=True).first()):
        raise CannotPlan(_("These questions are already waiting for %(name)s.") % {"name": names[person]})


def _pass_over_the_old(instant: datetime) -> None:
    answered = (Case.State.OPEN, Case.State.ENDED)  # with an offer after the end short measures are asked
    old = Assignment.objects.filter(
        state=Assignment.State.OPEN, opens_on__lte=(instant - PATIENCE).date(), case__state__in=answered
    )
    weekly = Plan.objects.filter(pk=OuterRef("plan"), ended_at=None, rhythm=Rhythm.WEEKS)
    for waiting in old.filter(~Exists(weekly)).select_related("case"):
        with transaction.atomic():
            if not opening.is_being_written(waiting):
                opening.pass_over(waiting)
