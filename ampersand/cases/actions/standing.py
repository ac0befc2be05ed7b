"""How a case stands: pause, go on, end, close a unit, freeze, take back; the ways are those of rules/states."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ampersand.accounts.actions import rest_account, wake_account
from ampersand.cases.actions import reasons
from ampersand.cases.actions.common import Refused, lock, open_ones
from ampersand.cases.models import Case, Invitation, Participation
from ampersand.cases.rules import states
from ampersand.cases.rules.states import Event, NotPossible, Standing, State
from ampersand.core.clock import now, today
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer


def pause(*, by: Viewer, case: Case, words: str = "") -> None:
    """Let the work rest: nothing new is asked or written until it goes on. Raises Refused."""
    _happen(by, case, Event.PAUSE, "case.pause", words=words)


def resume(*, by: Viewer, case: Case) -> None:
    """Go on after a pause. Raises Refused."""
    _happen(by, case, Event.RESUME, "case.resume")


def end_case(*, by: Viewer, case: Case, words: str = "") -> None:
    """End the work: nothing new is taken, sharing stops, open invitations close. Ended twice, it ended once."""
    _happen(by, case, Event.END, "case.end", quietly=True, words=words)


def end_unit(*, by: Viewer, case: Case, words: str = "") -> None:
    """One of a couple leaves: the unit closes for both alike; what they made together can be read for thirty days."""
    _happen(by, case, Event.PART, "case.unit_ended", quietly=True, words=words)


def freeze(*, by: Viewer, case: Case, words: str = "") -> None:
    """Stop everything because of a dispute: what was joint stays readable, and nothing closes by itself.

    Raises Refused.
    """
    _happen(by, case, Event.FREEZE, "case.freeze", words=words)


def note_death(*, by: Viewer, case: Case, person_id: UUID, words: str = "") -> None:
    """Somebody has died: the case is frozen, and nobody signs in with their account any more, so their side stays shut.

    Raises Hidden, Refused.
    """
    with transaction.atomic():
        parts = Participation.objects.visible_to(by, "write").filter(case=case, person=person_id, role="member")
        if not parts.filter(died_at__isnull=True, left_at__isnull=True).update(died_at=now()):
            raise Hidden
        _happen(by, case, Event.DIE, "case.death", words=words)
        rest_account(person_id=person_id, actor=by.person_id)


def take_back_death(*, by: Viewer, case: Case, person_id: UUID) -> None:
    """It was a mistake: their account opens again, and what was frozen because of it is as before. Raises Hidden."""
    with transaction.atomic():
        parts = Participation.objects.visible_to(by, "write").filter(case=case, person=person_id, role="member")
        if not parts.filter(died_at__isnull=False).update(died_at=None):
            raise Hidden
        wake_account(person_id=person_id, actor=by.person_id)
        audit.record(chain=case.pk, actor=by.person_id, verb="case.death_taken_back", note=str(person_id))
        others = Participation.objects.visible_to(by).filter(case=case, died_at__isnull=False)
        if case.state == Case.State.FROZEN and not others.exists():
            take_back(by=by, case=case)


def close(*, by: Viewer, case: Case) -> None:
    """Close what was frozen: each sees only what is their own. Raises Refused."""
    _happen(by, case, Event.CLOSE, "case.close")


def take_back(*, by: Viewer, case: Case) -> None:
    """Take an ending back that was a mistake, or let go on what was frozen. Raises Refused when its time is over."""
    with transaction.atomic():
        if Participation.objects.visible_to(by).filter(case=case, died_at__isnull=False).exists():
            raise Refused(_("Say first that nobody has died."))
        _happen(by, case, Event.TAKE_BACK, "case.taken_back")


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


def _happen(by: Viewer, case: Case, event: Event, verb: str, *, quietly: bool = False, words: str = "") -> None:
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
        reasons.keep(by=by, case_id=case.pk, event=event.value, words=words)


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
