"""Fees and charges as pages and files show them: each payer their own, the office those of the practice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ampersand.accounts.models import Person, Practice
from ampersand.meetings.models import Charge, Fee, Paying
from ampersand.meetings.rules.times import here
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

AT_ONCE = 50
_COLUMNS = (
    "pk",
    "met_at",
    "of",
    "cents",
    "currency",
    "code",
    "state",
    "settled_at",
    "person_id",
    "person__name",
    "practice_id",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One charge: when the meeting was, for what kind, how much, how it stands, who pays (empty: either)."""

    id: UUID
    met_at: datetime
    of: str
    cents: int
    currency: str
    code: str
    state: str
    settled_at: datetime | None
    person_id: UUID | None
    payer: str | None
    practice_id: UUID

    @property
    def amount(self) -> str:
        """Such as "90.00 EUR"."""
        return money(self.cents, self.currency)

    @property
    def kind(self) -> str:
        """What kind of meeting it was, in words."""
        return kind_words(self.of)

    @property
    def state_words(self) -> str:
        """Open, paid or waived."""
        return str(Charge.State(self.state).label)


def kind_words(of: str) -> str:
    """What kind of meeting it is, as those who pay read it."""
    return {
        "couple": _("together, as a couple"), "family": _("together, as a family"), "alone": _("alone"),
    }.get(of, _("one to one"))  # fmt: skip


def money(cents: int, currency: str) -> str:
    """An amount in words: "90.00 EUR"."""
    return f"{cents // 100}.{cents % 100:02} {currency}"


def total(lines: Iterable[Line], state: str) -> str:
    """The sum of the lines in one state, by currency."""
    sums: dict[str, int] = {}
    for line in lines:
        if line.state == state:
            sums[line.currency] = sums.get(line.currency, 0) + line.cents
    return ", ".join(money(cents, currency) for currency, cents in sorted(sums.items()))


def mine(viewer: Viewer) -> list[Line]:
    """What the viewer pays or may pay, the latest first. One query."""
    if viewer.person_id is None:
        raise Hidden
    client = Viewer(viewer.person_id, viewer.name, viewer.language, viewer.time_zone)
    rows = Charge.objects.visible_to(client).order_by("-met_at", "pk")
    return [Line(*row) for row in rows.values_list(*_COLUMNS)[:500]]


def lines_of_month(by: Viewer, year: int, month: int) -> list[Line]:
    """What the viewer pays for the meetings of one month on their own calendar, the earliest first; raises Hidden."""
    wanted = (year, month)
    found = [line for line in mine(by) if (at := here(line.met_at, by.time_zone)) and (at.year, at.month) == wanted]
    if not found:
        raise Hidden
    return found[::-1]


def of_practice(viewer: Viewer, state: str, page: int) -> tuple[list[Line], bool]:
    """A part of the charges of the practice, for its administrator, and whether there are more; raises Hidden."""
    rows = _office(viewer)
    if state in Charge.State.values:
        rows = rows.filter(state=state)
    first = (page - 1) * AT_ONCE
    found = [Line(*row) for row in rows.order_by("-met_at", "pk").values_list(*_COLUMNS)[first : first + AT_ONCE + 1]]
    return found[:AT_ONCE], len(found) > AT_ONCE


def export(viewer: Viewer) -> Iterable[Line]:
    """Every charge of the practice, the earliest first, for its administrator; raises Hidden."""
    rows = _office(viewer).order_by("met_at", "pk").values_list(*_COLUMNS)
    return (Line(*row) for row in rows.iterator(chunk_size=1000))


def fees(viewer: Viewer) -> dict[str, tuple[int, str, str]]:
    """What the viewer's practice asks: cents, currency and code by kind."""
    if viewer.practice_id is None:
        return {}
    rows = Fee.objects.filter(practice=viewer.practice_id).values_list("of", "cents", "currency", "code")
    return {of: (cents, currency, code) for of, cents, currency, code in rows}


def paying(viewer: Viewer, case_id: UUID) -> Paying:
    """Who pays in a case, for those who may see it."""
    rows: QuerySet[Paying] = Paying.objects.visible_to(viewer).filter(pk=case_id)
    return rows.first() or Paying(case_id=case_id)


def practice_name(practice_id: UUID) -> str:
    """The name that stands on an invoice."""
    return Practice.objects.values_list("name", flat=True).get(pk=practice_id)


def own_name(viewer: Viewer) -> str:
    """The name that stands on the viewer's invoice."""
    return Person.objects.values_list("name", flat=True).get(pk=viewer.person_id or UUID(int=0))


def _office(viewer: Viewer) -> "QuerySet[Charge]":
    if "administrator" not in viewer.staff_roles or viewer.practice_id is None:
        raise Hidden
    rows: QuerySet[Charge] = Charge.objects.visible_to(viewer, "write")
    return rows.filter(practice=viewer.practice_id)
