"""Going on with one member of work that closed: the review, what each says to it alone, and the new case."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ampersand.cases import content
from ampersand.cases.actions import agreement
from ampersand.cases.actions.agreement import OtherText
from ampersand.cases.actions.common import Refused, lock
from ampersand.cases.actions.invitations import Invitee
from ampersand.cases.actions.members import open_case
from ampersand.cases.models import Case, GoingOn, GoingOnAnswer, Participation
from ampersand.cases.queries import sealed
from ampersand.cases.rules.going_on import CLOSED, Lacks, lacks
from ampersand.core.clock import now
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

WHY = "members of work that closed are asked by who led it, each alone"
TEXTS = {True: "going-on-with-you", False: "going-on-alone"}


def review(*, by: Viewer, case: Case, person_id: UUID, words: str, consulted: str = "") -> GoingOn:
    """Write down whether it would be fair to go on with one of them, and ask that one first. Raises Hidden, Refused."""
    if by.person_id is None or case.kind == Case.Kind.INDIVIDUAL:
        raise Hidden
    row = GoingOn(case=case, person_id=person_id, by_id=by.person_id)
    require(by, "write", row)
    if case.state not in CLOSED:
        raise Refused(_("This is for work that has closed."))
    row.words = sealed.seal_words(
        case.pk, sealed.GOING_ON, row.pk, {"review": words.strip(), "consulted": consulted.strip()}
    )
    with transaction.atomic(), system_scope(WHY):
        lock(Case.objects.all(), case.pk)
        if person_id not in _members(case):
            raise Hidden
        try:
            with transaction.atomic():
                row.insert()
        except IntegrityError:
            raise Refused(_("There is a review already. Set it aside first.")) from None
        audit.record(chain=case.pk, actor=by.person_id, verb="going_on.reviewed", subject=row)
        _ask(row, case, person_id, goes_on=True)
    return row


def answer(*, by: Viewer, answer_id: UUID, agrees: bool, name: str, digest: str) -> GoingOnAnswer:
    """Say yes or no, alone; it can be changed until the new work has begun. Raises Hidden, OtherText.

    When the one who would go on says yes, the others are asked.
    """
    with transaction.atomic(), system_scope(WHY):
        rows = GoingOnAnswer.objects.visible_to(by, "write").filter(
            person=by.person_id, going_on__closed_at__isnull=True
        )
        found: GoingOnAnswer | None = rows.select_related("case__practice", "going_on").filter(pk=answer_id).first()
        if found is None:
            raise Hidden
        lock(Case.objects.all(), found.case_id)
        if found.document_id != digest:
            raise OtherText
        GoingOnAnswer.objects.filter(pk=found.pk).update(agrees=agrees, name=name, answered_at=now())
        audit.record(
            chain=found.case_id, actor=by.person_id, verb="going_on.answered", subject=found,
            note="yes" if agrees else "no",
        )  # fmt: skip
        if found.goes_on and agrees:
            for person_id in _members(found.case):
                _ask(found.going_on, found.case, person_id, goes_on=False)
    return found


def begin(*, by: Viewer, going_on_id: UUID, consulted: str = "") -> Case:
    """Begin a case of its own with the one who goes on, by an invitation; nothing of the old one opens from it.

    `consulted` says with whom a no, or silence, was talked over. Raises Hidden, Refused.
    """
    with transaction.atomic():
        row = find(by=by, going_on_id=going_on_id)
        with system_scope(WHY):
            lock(Case.objects.all(), row.case_id)
            words = sealed.open_words(row.case_id, sealed.GOING_ON, row.pk, row.words)
            words["consulted"] = consulted.strip() or words.get("consulted", "")
            _refuse_what_lacks(row, words["consulted"])
        invitee = Invitee(row.person.name, row.person.email)
        case = open_case(by=by, kind="individual", invitees=[invitee], reviewed=True)
        told = sealed.seal_words(row.case_id, sealed.GOING_ON, row.pk, words)
        rows = GoingOn.objects.visible_to(by, "write").filter(pk=row.pk, closed_at__isnull=True)
        rows.update(new_case=case, closed_at=now(), words=told)
        audit.record(chain=row.case_id, actor=by.person_id, verb="going_on.begun", subject=row)
    return case


def set_aside(*, by: Viewer, going_on_id: UUID) -> GoingOn:
    """It will not be; nobody is asked any more. Raises Hidden."""
    with transaction.atomic():
        row = find(by=by, going_on_id=going_on_id)
        if GoingOn.objects.visible_to(by, "write").filter(pk=row.pk, closed_at__isnull=True).update(closed_at=now()):
            audit.record(chain=row.case_id, actor=by.person_id, verb="going_on.set_aside", subject=row)
    return row


def find(*, by: Viewer, going_on_id: UUID) -> GoingOn:
    """A review that is open, for a verb; raises Hidden."""
    rows = GoingOn.objects.visible_to(by, "write").filter(pk=going_on_id, closed_at__isnull=True)
    found: GoingOn | None = rows.select_related("person", "case").first()
    if found is None:
        raise Hidden
    return found


def _refuse_what_lacks(row: GoingOn, consulted: str) -> None:
    given = dict(GoingOnAnswer.objects.filter(going_on=row).values_list("person_id", "agrees"))
    others = [given.get(person) for person in _members(row.case) if person != row.person_id]
    found = lacks(given.get(row.person_id), others, consulted=bool(consulted))
    if Lacks.OWN_YES in found:
        raise Refused(_("Whoever goes on has to say yes first."))
    if found:
        raise Refused(_("Not everyone has said yes. Say with which colleague you talked it over, and when."))


def _ask(row: GoingOn, case: Case, person_id: UUID, *, goes_on: bool) -> None:
    """Put the question before one of them, once."""
    if GoingOnAnswer.objects.filter(going_on=row, person=person_id).exists():
        return
    document = agreement.store(content.other(TEXTS[goes_on], agreement.facts(case)))
    one = GoingOnAnswer(going_on=row, case=case, person_id=person_id, goes_on=goes_on, document=document).insert()
    audit.record(chain=case.pk, actor=row.by_id, verb="going_on.asked", subject=one)


def _members(case: Case) -> list[UUID]:
    """Everyone who was a member and lives, also those who have left."""
    rows = Participation.objects.filter(case=case, role="member", died_at__isnull=True)
    return list(dict.fromkeys(rows.order_by("joined_at").values_list("person_id", flat=True)))
