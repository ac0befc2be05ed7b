"""What follows from a private check: somebody is told, or nobody, and the work is the same.

A client sends it, who may read neither earlier checks nor alerts, so this reads without a viewer; nothing leaves it.
"""

from django.db import transaction
from django.db.models import QuerySet

from ampersand.cases.models import Case, Participation
from ampersand.safety.actions.alerts import raise_alert
from ampersand.safety.models import JointDecision, PrivateCheck
from ampersand.safety.queries import apart
from ampersand.safety.rules.alerts import Kind
from ampersand.safety.rules.colours import Answers, Colour, finding, got_graver
from ampersand.safety.rules.private_check import Reader, reader_for


class _NobodyNeedsToKnow(Exception):
    """Takes the alert back before anybody could see it."""


def consider(check: PrivateCheck, answers: Answers) -> None:
    """Tell therapist and safety lead of a red check that is new, in the caller's transaction, before it is stored.

    An alert is raised for every check and taken back where nobody has to be told, so that neither the time it takes
    nor the number of queries tells one result from another.
    """
    before, decided = _before(check)
    needed = finding(answers).colour is Colour.RED and (not decided or got_graver(before, answers))
    try:
        with transaction.atomic():
            raise_alert(
                case_id=check.case_id, person_id=check.person_id, kind=_kind(check), at=check.sent_at,
                source=f"check:{check.pk}",
            )  # fmt: skip
            if not needed:
                raise _NobodyNeedsToKnow
    except _NobodyNeedsToKnow:
        return


def _before(check: PrivateCheck) -> tuple[Answers, bool]:
    """What the same person answered the last time, and whether somebody has decided with that in view."""
    rows: QuerySet[PrivateCheck] = QuerySet(PrivateCheck).filter(case=check.case_id, person=check.person_id)
    last = rows.order_by("-sent_at", "-pk").values_list("pk", "answers", "sent_at").first()
    since: QuerySet[JointDecision] = QuerySet(JointDecision).filter(case=check.case_id)
    decided = since.filter(made_at__gte=last[2] if last else check.sent_at).exists()
    if last is None:
        return {}, False
    reader = apart.Reader([(check.case_id, check.person_id)])
    words = reader.open(check.case_id, check.person_id, place=apart.ANSWERS, row=last[0], sealed=last[1])
    return words["told"], decided


def _kind(check: PrivateCheck) -> Kind:
    """A child's check is about the safety of a child."""
    case = QuerySet(Case).filter(pk=check.case_id).values_list("kind", flat=True).get()
    parts: QuerySet[Participation] = QuerySet(Participation).filter(
        case=check.case_id, person=check.person_id, role="member"
    )
    role = parts.order_by("-joined_at").values_list("family_role", flat=True).first()
    return Kind.CHILD_SAFETY if reader_for(case, role or "") is Reader.YOUNG else Kind.PRIVATE_CHECK_RED
