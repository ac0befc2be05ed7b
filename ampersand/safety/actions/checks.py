"""The private check: everyone is asked at one moment, and each sends what they answered once."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from ampersand.accounts.announcing import something_waits
from ampersand.accounts.models import Person
from ampersand.cases.models import Case, Participation
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, can, require
from ampersand.privacy.viewer import Viewer
from ampersand.safety.actions import considering
from ampersand.safety.models import CheckAsk, CheckRound, JointWork, PrivateCheck
from ampersand.safety.queries import apart
from ampersand.safety.queries.check_form import form
from ampersand.safety.rules.private_check import Told

AWAKE = range(9, 20)  # o'clock in the practice, so that no mail rings at night
Reason = CheckRound.Reason


def may_ask(*, by: Viewer, case_id: UUID) -> bool:
    """Whether the viewer may ask everyone in this case."""
    return can(by, "write", CheckRound(case_id=case_id))


def ask_everyone(*, by: Viewer, case_id: UUID, round_id: UUID, middle: bool = False) -> None:
    """Ask every member at once, now or for half way; joint work rests for all until someone decides.

    Asked twice with one id, they are asked once. Raises Hidden.
    """
    with transaction.atomic():
        if not Case.objects.visible_to(by, "write").select_for_update().filter(pk=case_id).exists():
            raise Hidden
        reason = Reason.MIDDLE if middle else Reason.THERAPIST
        asked = CheckRound(id=round_id, case_id=case_id, reason=reason, asked_by_id=by.person_id, asked_at=now())
        require(by, "write", asked)
        try:
            with transaction.atomic():
                asked.insert()
        except IntegrityError:
            return
        members = Participation.objects.visible_to(by).filter(case=case_id, role="member", left_at__isnull=True)
        JointWork.objects.visible_to(by, "write").filter(case=case_id).update(goes_on=False)
        _ask(asked, [part.person for part in members.select_related("person")])
        audit.record(chain=apart.chain(case_id), actor=by.person_id, verb="check.asked", subject=asked)


def open_due() -> int:
    """Ask everyone in each case where it is time, and those who joined since; how many rounds were opened.

    For the keeper, inside its system scope. The same moment for everyone in a case, whatever anybody answered.
    """
    opened = 0
    for case in _due_cases():
        if _is_awake(case):
            first = not CheckRound.objects.filter(case=case).exists()
            _open(case, Reason.START if first else Reason.INTERVAL)
            opened += 1
    _ask_newcomers()
    return opened


def open_for_looks(looks: Mapping[UUID, tuple[Reason, date]]) -> int:
    """Ask everyone where a look at the whole is due, unless they were asked since; how many rounds were opened.

    `looks` has the cases, on which occasion and since when. For the keeper, as `open_due`.
    """
    opened = 0
    cases = Case.objects.filter(pk__in=looks, state=Case.State.OPEN).exclude(kind=Case.Kind.INDIVIDUAL)
    for case in cases.select_related("practice").order_by("pk"):
        reason, since = looks[case.pk]
        asked = CheckRound.objects.filter(case=case, asked_at__date__gte=since).exists()
        if not asked and _is_awake(case) and _here().filter(case=case).exists():
            _open(case, reason)
            opened += 1
    return opened


def _is_awake(case: Case) -> bool:
    return now().astimezone(ZoneInfo(case.practice.time_zone)).hour in AWAKE


def _open(case: Case, reason: Reason) -> None:
    with transaction.atomic():
        asked = CheckRound(case=case, reason=reason, asked_at=now()).insert()
        JointWork.objects.filter(case=case).update(goes_on=False)
        _ask(asked, _people(_here().filter(case=case)))
        audit.record(chain=apart.chain(case.pk), actor=None, verb="check.asked", subject=asked)


def send(*, by: Viewer, ask_id: UUID, told: Mapping[str, str]) -> None:
    """Keep what one person answered; sent twice it is kept once. Raises Hidden, ValueError for answers that are none.

    Whatever was answered, the same work is done, in the same time: see `considering`.
    """
    if set(told) != set(form().keys()):
        raise ValueError("Every question is answered, and no other.")
    answers = {key: Told(value).value for key, value in told.items()}
    with transaction.atomic():
        asks = CheckAsk.objects.visible_to(by, "write").filter(pk=ask_id, person_id=by.person_id)
        ask = asks.select_for_update().select_related("case").first()
        if ask is None:
            raise Hidden
        if not asks.filter(state=CheckAsk.State.OPEN).update(state=CheckAsk.State.SENT, closed_at=now()):
            return
        check = PrivateCheck(id=new_id(), ask=ask, case_id=ask.case_id, person_id=ask.person_id, sent_at=now())
        require(by, "write", check)
        check.answers = apart.seal(
            check.case_id, check.person_id, place=apart.ANSWERS, row=check.pk, words={"told": answers}
        )
        considering.consider(check, answers)
        check.insert()
        audit.record(chain=apart.chain(check.case_id), actor=by.person_id, verb="check.sent", subject=ask)


def ask_one(*, case_id: UUID, person_id: UUID) -> None:
    """Let a check wait for one person, unless one does; inside the transaction of whoever asks for a word."""
    try:
        with transaction.atomic():
            CheckAsk(case_id=case_id, person_id=person_id, asked_at=now()).insert()
    except IntegrityError:  # one waits already
        return


def _ask(asked: CheckRound, people: list[Person]) -> None:
    """A check waits for each; one that waits already goes on waiting, with its age. Everyone gets the same mail."""
    for person in people:
        ask_one(case_id=asked.case_id, person_id=person.pk)
    something_waits(people)


def _due_cases() -> "QuerySet[Case]":
    rounds = CheckRound.objects.filter(case=OuterRef("pk"))
    lately = rounds.filter(asked_at__gt=now() - timedelta(days=form().every_days))
    again = ~Q(kind=Case.Kind.INDIVIDUAL) & ~Exists(lately)
    due = Case.objects.filter(Exists(_here().filter(case=OuterRef("pk"))), state=Case.State.OPEN)
    return due.filter(again | ~Exists(rounds)).select_related("practice").order_by("pk")


def _ask_newcomers() -> None:
    asks = CheckAsk.objects.filter(case=OuterRef("case"), person=OuterRef("person"))
    asked = CheckRound.objects.filter(case=OuterRef("case"))
    for part in _here().filter(Exists(asked), ~Exists(asks), case__state=Case.State.OPEN).select_related("person"):
        with transaction.atomic():
            ask_one(case_id=part.case_id, person_id=part.person_id)
            something_waits([part.person])


def _here() -> "QuerySet[Participation]":
    rows: QuerySet[Participation] = Participation.objects.filter(role="member", left_at__isnull=True)
    return rows.filter(person__is_active=True)


def _people(parts: Iterable[Participation]) -> list[Person]:
    return [part.person for part in parts]
