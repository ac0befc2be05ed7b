"""Opening, passing over and taking back what a person is asked. Inside the caller's transaction and system scope."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet

from ampersand.cases.models import Case, Participation
from ampersand.core.clock import now, today
from ampersand.measures import content
from ampersand.measures.actions import standing
from ampersand.measures.models import Assignment, Draft, Plan
from ampersand.privacy import audit

OPENS_FROM = 7  # o'clock where the person is, so that no mail rings at night
WRITING = timedelta(hours=24)  # a draft younger than this is not taken away
Rhythm = Plan.Rhythm


def running(plans: "QuerySet[Plan]") -> "QuerySet[Plan]":
    """Those that have not ended, of members who are here, in open cases; locked until the transaction ends."""
    here = Participation.objects.filter(case=OuterRef("case"), person=OuterRef("person"), role="member", left_at=None)
    running = plans.filter(Exists(here), ended_at=None, case__state=Case.State.OPEN, person__is_active=True)
    return running.select_related("case", "person")


def is_due(one: Plan, instant: datetime) -> bool:
    local = instant.astimezone(ZoneInfo(one.person.time_zone))
    return one.next_on is not None and (
        local.date() > one.next_on or (local.date() == one.next_on and local.hour >= OPENS_FROM)
    )


def open_next(one: Plan) -> bool:
    """Open one due plan's next assignment; what is still open of it has become a missing week."""
    waiting = waiting_for(one)
    if waiting and waiting.plan_id == one.pk and waiting.opens_on < today(one.person.time_zone):
        if is_being_written(waiting):
            return False
        pass_over(waiting)
    return open_one(one, None)


def open_one(one: Plan, actor: UUID | None) -> bool:
    """Open an assignment unless one waits already, and set when the plan is due again."""
    day = today(one.person.time_zone)
    due = Plan.objects.filter(pk=one.pk, ended_at=None)
    if one.rhythm == Rhythm.WEEKS and one.every_weeks:
        due.update(next_on=_after(one.starts_on, one.every_weeks, day))
    elif one.rhythm in (Rhythm.ONCE, Rhythm.INTAKE):
        due.update(next_on=None, ended_at=now())
    if waiting_for(one) or Assignment.objects.filter(plan=one, opens_on=day).exists():
        return False
    new = Assignment(case_id=one.case_id, person_id=one.person_id, plan=one, instrument=one.instrument, opens_on=day)
    audit.record(chain=one.case_id, actor=actor, verb="assignment.opened", subject=new.insert())
    return True


def _after(start: date, weeks: int, day: date) -> date:
    """The first day of the rhythm after a day."""
    if day < start:
        return start
    step = timedelta(weeks=weeks)
    return start + ((day - start) // step + 1) * step


def waiting_for(one: Plan) -> Assignment | None:
    same = {"case_id": one.case_id, "person_id": one.person_id, "instrument": one.instrument}
    return Assignment.objects.filter(**same, state=Assignment.State.OPEN).select_related("case").first()


def is_being_written(waiting: Assignment) -> bool:
    return Draft.objects.filter(assignment=waiting, saved_at__gte=now() - WRITING).exists()


def pass_over(waiting: Assignment) -> None:
    """A missing week: the line shows a gap, and nobody is reproached."""
    if close(waiting, Assignment.State.PASSED, None):
        try:
            held = content.instrument(waiting.instrument, waiting.case.practice_id)
        except LookupError:
            return
        standing.missed(waiting, held)


def close(one: Assignment, state: Assignment.State, actor: UUID | None) -> bool:
    still_open = Assignment.objects.filter(pk=one.pk, state=Assignment.State.OPEN)
    if not still_open.update(state=state, closed_at=now()):
        return False
    Draft.objects.filter(assignment_id=one.pk).delete()
    audit.record(chain=one.case_id, actor=actor, verb=f"assignment.{state.value}", subject=one)
    return True
