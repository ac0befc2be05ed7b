"""How a case stands: pause, go on, end, close a unit, freeze, take back, hold; the ways are those of rules/states."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ampersand.cases.actions.common import Refused, lock, open_ones
from ampersand.cases.models import Case, Invitation
from ampersand.cases.rules import states
from ampersand.cases.rules.states import Event, NotPossible, Standing, State
from ampersand.core.clock import now, today
from ampersand.privacy import audit
from ampersand.privacy.policy import require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer


def pause(*, by: Viewer, case: Case) -> None:
    """Let the work rest: nothing new is asked or written until it goes on. Raises Refused."""
    _happen(by, case, Event.PAUSE, "case.pause")


def resume(*, by: Viewer, case: Case) -> None:
    """Go on after a pause. Raises Refused."""
    _happen(by, case, Event.RESUME, "case.resume")


def end_case(*, by: Viewer, case: Case) -> None:
    """End the work: nothing new is taken, sharing stops, open invitations close. Ended twice, it ended once."""
    _happen(by, case, Event.END, "case.end", quietly=True)


def end_unit(*, by: Viewer, case: Case) -> None:
    """One of a couple leaves: the unit closes for both alike; what they made together can be read for thirty days."""
    _happen(by, case, Event.PART, "case.unit_ended", quietly=True)


def close(*, by: Viewer, case: Case) -> None:
    """Close what was frozen: each sees only what is their own. Raises Refused."""
    _happen(by, case, Event.CLOSE, "case.close")


def take_back(*, by: Viewer, case: Case) -> None:
    """Take an ending back that was a mistake. Raises Refused when its time is over."""
    _happen(by, case, Event.TAKE_BACK, "case.taken_back")


def hold(*, by: Viewer, case: Case) -> None:
    """Put a legal hold on a case: nothing of it is deleted, nothing leaves by itself. Members see no sign of it."""
    require(by, "write", case)
    with transaction.atomic():
        if Case.objects.visible_to(by, "write").filter(pk=case.pk, hold_since=None).update(hold_since=now()):
            audit.record(chain=case.pk, actor=by.person_id, verb="case.hold", subject=case)


def release_hold(*, by: Viewer, case: Case) -> None:
    """Take the legal hold off."""
    require(by, "write", case)
    with transaction.atomic():
        if Case.objects.visible_to(by, "write").filter(pk=case.pk, hold_since__isnull=False).update(hold_since=None):
            audit.record(chain=case.pk, actor=by.person_id, verb="case.hold_released", subject=case)


def close_due() -> int:
    """Close the units whose thirty days are over; how many. For the keeper, inside its system scope."""
    due = Case.objects.filter(state=State.UNIT_ENDED.value, state_since__lte=now() - states.READ_ON)
    closed = 0
    for case in due:
        with transaction.atomic():
            lock(Case.objects.all(), case.pk)
            closed += _move(case, states.after(_standing(case), Event.CLOSE, now(), couple=True))
            audit.record(chain=case.pk, actor=None, verb="case.close", subject=case)
    return closed


def _happen(by: Viewer, case: Case, event: Event, verb: str, *, quietly: bool = False) -> None:
    """Let an event happen to a case; `quietly`: what has happened already is not said again."""
    require(by, "write", case)
    with transaction.atomic(), system_scope("how a case stands is changed by who leads it"):
        lock(Case.objects.all(), case.pk)
        held: Case = Case.objects.get(pk=case.pk)
        try:
            then = states.after(_standing(held), event, now(), couple=held.kind == Case.Kind.COUPLE)
        except NotPossible:
            if quietly and held.state not in (State.OPEN, State.PAUSED):
                return
            raise Refused(_("This is not possible as things stand now.")) from None
        _move(held, then, ended_on=_ended_on(held, then, by.time_zone))
        if then.state in (State.ENDED, State.UNIT_ENDED, State.FROZEN):
            open_ones(Invitation.objects.filter(case=held)).update(withdrawn_at=now())
        audit.record(chain=case.pk, actor=by.person_id, verb=verb, subject=held)


def _ended_on(case: Case, then: Standing, zone: str) -> object:
    if then.state in (State.OPEN, State.PAUSED):
        return None
    return case.ended_on or today(zone)


def _move(case: Case, then: Standing, **more: object) -> int:
    before = then.before.value if then.before else ""
    rows = Case.objects.filter(pk=case.pk, state=case.state)
    return rows.update(state=then.state.value, state_since=then.since, state_before=before, **more)


def _standing(case: Case) -> Standing:
    since: datetime = case.state_since
    return Standing(State(case.state), since, State(case.state_before) if case.state_before else None)
