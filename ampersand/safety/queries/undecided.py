"""Couples and families whose private checks wait for somebody: what is amber, not sent, or not decided about yet.

For their therapist and the safety lead; everyone else, and room mode, gets nothing. The caseload and the page of
attention ask for it. Once somebody has decided with everything in view, a case is not among these any more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.privacy import prepared
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import CheckAsk, CheckRound, CheckTalk, JointDecision, PrivateCheck
from ampersand.safety.queries import apart
from ampersand.safety.queries.check_form import form
from ampersand.safety.queries.members import members_of
from ampersand.safety.rules.colours import Colour, finding, is_missing

type Mine = tuple[UUID, UUID]  # case, person
type Account = tuple[datetime, Colour]


class Waits(IntEnum):
    """For what a case waits, the gravest last."""

    ANSWERS = 0
    DECISION = 1
    MISSING = 2
    AMBER = 3
    RED = 4


@dataclass(frozen=True, slots=True)
class Undecided:
    """One case that waits; `names` are its members, `missing` those who have not sent their check for a week."""

    case_id: UUID
    names: tuple[str, ...]
    waits: Waits
    missing: tuple[str, ...]
    asked_at: datetime
    since: datetime


def of_cases(viewer: Viewer, case_ids: Iterable[UUID] | None = None) -> list[Undecided]:
    """Those that wait, of these cases or of all, the gravest first, then the oldest. Eight queries at most."""
    asked = _undecided(viewer, case_ids)
    if not asked:
        return []
    names = members_of(asked)
    open_asks = _open_asks(viewer, asked)
    accounts = _accounts(viewer, names)
    here: dict[UUID, list[Mine]] = {}
    for mine in names:
        here.setdefault(mine[0], []).append(mine)
    found = [_one(case_id, at, here.get(case_id, []), names, open_asks, accounts) for case_id, at in asked.items()]
    return sorted(found, key=lambda one: (-one.waits, one.since, one.case_id))


def words(one: Undecided) -> str:
    """What to do, in one or two sentences."""
    if one.waits is Waits.MISSING:
        names = get_text_list(list(one.missing), _("and"))
        return _("The private check of %(names)s was not sent for a week. See each of them alone, then decide.") % {
            "names": names
        }
    return {
        Waits.RED: _("The private check is red. Decide about joint work once you have seen each of them alone."),
        Waits.AMBER: _("The private check is amber. See each of them alone before they meet together, then decide."),
        Waits.DECISION: _("The private checks ask for nothing more. Decide whether joint work goes on."),
        Waits.ANSWERS: _("Everyone was asked for the private check. Not all have answered yet."),
    }[one.waits]


def _undecided(viewer: Viewer, case_ids: Iterable[UUID] | None) -> dict[UUID, datetime]:
    """Cases in which nobody has decided since all were asked or somebody sent a check, and when all were asked."""
    waits = {case_id for (case_id,) in (*_asked_since(viewer), *_sent_since(viewer))}
    waits &= set(case_ids) if case_ids is not None else waits
    rounds = CheckRound.objects.visible_to(viewer).filter(case_id__in=waits)
    return dict(rounds.values_list("case_id").annotate(Max("asked_at"))) if waits else {}


@prepared.read
def _asked_since(viewer: Viewer) -> "QuerySet[CheckRound, tuple[UUID]]":
    return _undecided_since(CheckRound.objects.visible_to(viewer), "asked_at")


@prepared.read
def _sent_since(viewer: Viewer) -> "QuerySet[PrivateCheck, tuple[UUID]]":
    return _undecided_since(PrivateCheck.objects.visible_to(viewer), "sent_at")


def _undecided_since(rows: "QuerySet[Any]", when: str) -> "QuerySet[Any, tuple[UUID]]":
    """The open cases of more than one in which such a row came after the last decision, whoever made it."""
    decisions: QuerySet[JointDecision] = QuerySet(JointDecision)
    decided = decisions.filter(case=OuterRef("case_id"), made_at__gte=OuterRef(when))
    found: QuerySet[Any] = rows.filter(~Exists(decided), case__state=Case.State.OPEN)
    return found.exclude(case__kind=Case.Kind.INDIVIDUAL).values_list("case_id")


def _open_asks(viewer: Viewer, cases: Iterable[UUID]) -> dict[Mine, datetime]:
    rows = CheckAsk.objects.visible_to(viewer).filter(case_id__in=list(cases), state=CheckAsk.State.OPEN)
    return {(case_id, person): at for case_id, person, at in rows.values_list("case_id", "person_id", "asked_at")}


def _accounts(viewer: Viewer, members: Mapping[Mine, str]) -> dict[Mine, list[Account]]:
    """The latest account of each on screen and in a talk, as a colour and since when."""
    sent = _newest(PrivateCheck.objects.visible_to(viewer), members, "sent_at", "answers")
    talks = _newest(CheckTalk.objects.visible_to(viewer), members, "made_at", "words")
    reader = apart.Reader(row[:2] for row in (*sent, *talks))
    found: dict[Mine, list[Account]] = {}
    for place, rows in ((apart.ANSWERS, sent), (apart.TALK, talks)):
        for case_id, person_id, pk, at, sealed in rows:
            told = reader.open(case_id, person_id, place=place, row=pk, sealed=sealed)["told"]
            found.setdefault((case_id, person_id), []).append((at, finding(told).colour))
    return found


def _newest(rows: "QuerySet[Any]", members: Mapping[Mine, str], when: str, sealed: str) -> list[tuple[Any, ...]]:
    """The newest row of each member: case, person, row, when, words."""
    newest = Window(RowNumber(), partition_by=["case_id", "person_id"], order_by=[f"-{when}", "-pk"])
    cases = {case_id for case_id, _person in members}
    found = rows.filter(case_id__in=cases).annotate(newest=newest).filter(newest=1)
    columns = ("case_id", "person_id", "pk", when, sealed)
    return [row for row in found.values_list(*columns) if row[:2] in members]


def _one(
    case_id: UUID, asked_at: datetime, here: Sequence[Mine], names: Mapping[Mine, str], asks: Mapping[Mine, datetime],
    accounts: Mapping[Mine, list[Account]],
) -> Undecided:  # fmt: skip
    told = [account for mine in here for account in accounts.get(mine, ())]
    after = timedelta(days=form().missing_after_days)
    late = [mine for mine in here if mine in asks and is_missing(asks[mine], now(), after.days)]
    worst = max((colour for _at, colour in told), default=Colour.GREEN)
    if worst is Colour.GREEN and late:
        waits, since = Waits.MISSING, min(asks[mine] for mine in late) + after
    elif worst is Colour.GREEN:
        open_here = any(mine in asks or not accounts.get(mine) for mine in here)
        waits = Waits.ANSWERS if open_here else Waits.DECISION
        since = asked_at if open_here else max((at for at, _colour in told), default=asked_at)
    else:
        waits = Waits.RED if worst is Colour.RED else Waits.AMBER
        since = min(at for at, colour in told if colour is worst)
    missing = tuple(names[mine] for mine in late)
    return Undecided(case_id, tuple(names[mine] for mine in here), waits, missing, asked_at, since)
