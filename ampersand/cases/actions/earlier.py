"""What a later joiner may read of the time before: everyone who was there is asked alone."""

from uuid import UUID

from django.db import transaction

from ampersand.cases import content
from ampersand.cases.actions import agreement
from ampersand.cases.actions.agreement import OtherText
from ampersand.cases.actions.common import lock, refuse_if_closed
from ampersand.cases.models import Case, EarlierAnswer, Participation
from ampersand.cases.rules import earlier as rules
from ampersand.cases.rules.earlier import Stay
from ampersand.core.clock import now
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

WHY = "what a joiner may read is weighed by the answers of all, which nobody sees"
SLUG = "earlier-content"


def ask(*, by: Viewer, case: Case, person_id: UUID) -> None:
    """Ask everyone who was there before somebody joined. Asked twice, it is asked once. Raises Hidden, Refused."""
    require(by, "write", case)
    refuse_if_closed(case)
    with transaction.atomic(), system_scope(WHY):
        lock(Case.objects.all(), case.pk)
        part = _part(case, person_id)
        if not rules.asked(_stays(case), _stay(part)):
            raise Hidden
        rows = Participation.objects.filter(pk=part.pk, earlier_asked_at__isnull=True)
        if rows.update(earlier_asked_at=now()):
            agreement.store(text(case))
            audit.record(chain=case.pk, actor=by.person_id, verb="earlier.asked", subject=part)


def answer(*, by: Viewer, case_id: UUID, person_id: UUID, agrees: bool, digest: str) -> None:
    """Say alone whether somebody who joined may read what was before; it can be changed at any time.

    Raises Hidden for whoever was not asked, OtherText when another text was read.
    """
    if by.person_id is None:
        raise Hidden
    with transaction.atomic(), system_scope(WHY):
        case: Case | None = Case.objects.visible_to(by).filter(pk=case_id, state__in=("open", "paused")).first()
        if case is None:
            raise Hidden
        lock(Case.objects.all(), case.pk)
        part = _part(case, person_id)
        if part.earlier_asked_at is None or by.person_id not in rules.asked(_stays(case), _stay(part)):
            raise Hidden
        document = agreement.store(text(case))
        if document.digest != digest:
            raise OtherText
        row = EarlierAnswer(case=case, part=part, person_id=by.person_id, agrees=agrees, document=document)
        require(by, "write", row)
        before = EarlierAnswer.objects.filter(part=part, person=by.person_id, replaced_at__isnull=True)
        if before.filter(agrees=agrees).exists():
            return
        before.update(replaced_at=now())
        row.insert()
        audit.record(chain=case.pk, actor=by.person_id, verb="earlier.answered", subject=part)
        settle(case)


def settle(case: Case) -> None:
    """Write down from when each joiner may read, in the caller's transaction, system scope and line."""
    stays = _stays(case)
    here = Participation.objects.filter(case=case, role="member", left_at__isnull=True, earlier_asked_at__isnull=False)
    for part in here:
        given = EarlierAnswer.objects.filter(part=part, replaced_at__isnull=True).values_list("person_id", "agrees")
        opens = rules.opens_from(stays, _stay(part), dict(given))
        if opens != part.reads_from:
            Participation.objects.filter(pk=part.pk).update(reads_from=opens)
            verb = "earlier.opened" if opens else "earlier.closed"
            audit.record(chain=case.pk, actor=None, verb=verb, subject=part)


def text(case: Case) -> content.Ready:
    """The text that is read; in a system scope."""
    return content.other(SLUG, agreement.facts(case))


def _part(case: Case, person_id: UUID) -> Participation:
    here = Participation.objects.filter(case=case, person=person_id, role="member", left_at__isnull=True)
    found: Participation | None = here.first()
    if found is None or case.kind != Case.Kind.FAMILY:
        raise Hidden
    return found


def _stays(case: Case) -> list[Stay]:
    rows = Participation.objects.filter(case=case, role="member")
    return [Stay(*row) for row in rows.values_list("person_id", "joined_at", "left_at")]


def _stay(part: Participation) -> Stay:
    return Stay(part.person_id, part.joined_at, part.left_at)


def shown(*, by: Viewer, case_id: UUID) -> content.Ready:
    """The text as it is put before a member; raises Hidden. Nothing is written."""
    case: Case | None = Case.objects.visible_to(by).select_related("practice").filter(pk=case_id).first()
    if case is None:
        raise Hidden
    with system_scope(WHY):
        return text(case)
