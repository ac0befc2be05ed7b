"""What is charged for meetings that were held, and how it is settled."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from ampersand.cases import queries as cases
from ampersand.cases.models import Participation
from ampersand.core.clock import now
from ampersand.meetings.models import Charge, Fee, Meeting, Paying
from ampersand.meetings.rules.shares import shares
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer

BACK = timedelta(days=35)


def set_fees(*, by: Viewer, fees: Mapping[str, tuple[int, str]], currency: str) -> None:
    """Say what the practice asks: cents and code by kind; counts for meetings from now on. Raises Hidden."""
    if "administrator" not in by.staff_roles or by.practice_id is None:
        raise Hidden
    with transaction.atomic():
        for of, (cents, code) in fees.items():
            told = {"cents": cents, "code": code, "currency": currency}
            Fee.objects.update_or_create(told, practice_id=by.practice_id, of=of)
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="fees.set", subject=Fee())


def choose_payer(*, by: Viewer, case_id: UUID, who: str, person_id: UUID | None) -> None:
    """Say who pays for what all of a case have together, from now on; raises Hidden."""
    case = cases.one(by, case_id)
    if who == Paying.Who.ONE and person_id not in {one.person_id for one in case.members}:
        raise Hidden
    row = Paying(case_id=case_id)
    require(by, "write", row)
    told = {"who": who, "person_id": person_id if who == Paying.Who.ONE else None}
    with transaction.atomic():
        Paying.objects.visible_to(by, "write").update_or_create(told, case_id=case_id)
        audit.record(chain=case_id, actor=by.person_id, verb="paying.chosen", subject=row)


def settle(*, by: Viewer, charge_id: UUID, state: str) -> None:
    """Note that something is paid, waived or open again; raises Hidden."""
    with transaction.atomic():
        rows = Charge.objects.visible_to(by, "write").filter(pk=charge_id)
        row: Charge | None = rows.select_for_update(of=("self",)).first()
        if row is None or state not in Charge.State.values:
            raise Hidden
        if row.state == state:
            return
        rows.update(state=state, settled_at=None if state == Charge.State.OPEN else now())
        audit.record(chain=row.case_id, actor=by.person_id, verb=f"charge.{state}", subject=row)


def charge_what_was_held(at: datetime) -> int:
    """Charge each meeting that has ended and has a fee, once; for the keeper. How many charges were made."""
    rows: QuerySet[Meeting] = QuerySet(Meeting)
    held = rows.filter(state=Meeting.State.SET, ends_at__lte=at, ends_at__gt=at - BACK, charges__isnull=True)
    fees = {(fee.practice_id, fee.of): fee for fee in Fee.objects.filter(cents__gt=0)}
    made = 0
    for row in held.select_related("case").order_by("begins_at"):
        of = "alone" if row.person_id and row.case.kind != "individual" else row.case.kind
        fee = fees.get((row.practice_id, of))
        if fee is not None:
            made += _charge(row, fee)
    return made


def _charge(row: Meeting, fee: Fee) -> int:
    with transaction.atomic():
        payers = _payers(row, fee.cents)
        for person, cents in payers:
            Charge(
                meeting=row, case_id=row.case_id, person_id=person, practice_id=row.practice_id, of=fee.of,
                cents=cents, currency=fee.currency, code=fee.code, met_at=row.begins_at,
            ).insert()  # fmt: skip
    return len(payers)


def _payers(row: Meeting, cents: int) -> list[tuple[UUID | None, int]]:
    """Whoever met alone pays alone, so that no bill tells another of it; otherwise as the case has chosen."""
    if row.person_id is not None:
        return [(row.person_id, cents)]
    parts: QuerySet[Participation] = QuerySet(Participation)
    here = parts.filter(case=row.case_id, role="member", left_at__isnull=True)
    grown = (Q(born_in__isnull=True) & ~Q(family_role="child")) | Q(of_age_at__isnull=False)
    adults = here.filter(grown)  # a child is never asked to pay while an adult takes part
    people = list((adults if adults.exists() else here).order_by("hand").values_list("person_id", flat=True))
    rows: QuerySet[Paying] = QuerySet(Paying)
    chosen = rows.filter(case=row.case_id).first()
    if chosen and chosen.who == Paying.Who.ONE and chosen.person_id:
        return [(chosen.person_id, cents)]
    if not people or (chosen and chosen.who == Paying.Who.EITHER):
        return [(None, cents)]
    earlier: QuerySet[Charge] = QuerySet(Charge)
    together = earlier.filter(case=row.case_id, meeting__person__isnull=True)  # else a cent would tell of one alone
    number = together.values("meeting").distinct().count()
    return [(person, part) for person, part in shares(cents, people, number)]
