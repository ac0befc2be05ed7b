"""The private page of a case: each person's accounts and colour, where they differ, what was decided.

For the therapist of the case and the safety lead of the practice; everyone else gets what they get for nothing at all.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber

from ampersand.cases.models import Case
from ampersand.cases.policy import may
from ampersand.cases.rules.audience import Action, Audience, Kind
from ampersand.core.clock import now
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import CheckAsk, CheckRound, CheckTalk, JointDecision, JointWork, PrivateCheck
from ampersand.safety.queries import apart
from ampersand.safety.queries.check_form import form
from ampersand.safety.queries.members import Known, Someone, known
from ampersand.safety.rules.colours import Answers, Colour, Finding, finding, got_graver, graver, is_missing
from ampersand.safety.rules.differences import Accounts, Difference, differences
from ampersand.safety.rules.joint import Member, colour_of
from ampersand.safety.rules.private_check import Reader, reader_for


@dataclass(frozen=True)
class Sent:
    """One check as it was sent, with what it says that the one before did not."""

    at: datetime
    told: Answers
    found: Finding
    is_first: bool
    tells_more: bool


@dataclass(frozen=True)
class Talk:
    """One talk alone, as it was written down."""

    at: datetime
    by: str
    told: Answers
    found: Finding
    topics: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Side:
    """One member: what is known of them, what they sent, what they said."""

    person: Someone
    reader: Reader
    member: Member
    asked_at: datetime | None
    is_waiting: bool
    sent: Sent | None
    talk: Talk | None
    found: Finding

    @property
    def accounts(self) -> Accounts:
        """Both accounts together."""
        sent, talked = (one.told if one else None for one in (self.sent, self.talk))
        return Accounts(self.person.name, sent, talked)


@dataclass(frozen=True)
class Decision:
    """What was decided about joint work, with its reason."""

    at: datetime
    by: str
    choice: str
    reason: str
    conditions: str
    consulted: str


@dataclass(frozen=True)
class Page:
    """All of the private page of one case."""

    case: Known
    sides: tuple[Side, ...]
    asked_at: datetime | None
    goes_on: bool
    decisions: tuple[Decision, ...]
    colour: Colour
    differences: tuple[Difference, ...]

    @property
    def is_shared(self) -> bool:
        """Whether it is the case of a couple or a family."""
        return self.case.kind != Case.Kind.INDIVIDUAL

    @property
    def members(self) -> tuple[Member, ...]:
        """What is known of those who take part now."""
        return tuple(side.member for side in self.sides if side.person.here)


DECISIONS = 10


def page(viewer: Viewer, case_id: UUID) -> Page:
    """The private page of a case; raises Hidden. A constant number of queries."""
    case = _case(viewer, case_id)
    last = _rounds(viewer, case_id).values_list("asked_at", flat=True).first()
    sides = _sides(viewer, case, last)
    going = JointWork.objects.visible_to(viewer).filter(case=case_id, goes_on=True).exists()
    told = differences([side.accounts for side in sides])
    found = Page(case, sides, last, going, _decisions(viewer, case_id), Colour.GREEN, told)
    return replace(found, colour=colour_of(found.members))


def shared_page(viewer: Viewer, case_id: UUID) -> Page:
    """The private page of a couple or a family, whose joint work can be decided about; raises Hidden."""
    found = page(viewer, case_id)
    if not found.is_shared:
        raise Hidden
    return found


def side_of(page: Page, person_id: UUID) -> Side:
    """One side of the private page, of someone who takes part; raises Hidden."""
    for side in page.sides:
        if side.person.id == person_id and side.person.here:
            return side
    raise Hidden


def someone(viewer: Viewer, case_id: UUID, person_id: UUID) -> Side:
    """One side of the private page of a case, of someone who takes part; raises Hidden."""
    return side_of(page(viewer, case_id), person_id)


def _case(viewer: Viewer, case_id: UUID) -> Known:
    reads = may(
        viewer, Action.READ, kind=Kind.PRIVATE_CHECK, case=case_id, owner=None, audience=Audience.ME_AND_THERAPIST
    )
    case = known(case_id) if reads else None
    if case is None:
        raise Hidden
    return case


def _sides(viewer: Viewer, case: Known, last: datetime | None) -> tuple[Side, ...]:
    asks = _latest(CheckAsk.objects.visible_to(viewer), case.id, "asked_at", "person_id", "asked_at", "state")
    checks = _latest(
        PrivateCheck.objects.visible_to(viewer), case.id, "sent_at", "person_id", "id", "sent_at", "answers"
    )
    talks = _latest(
        CheckTalk.objects.visible_to(viewer), case.id, "made_at", "person_id", "id", "made_at", "words", "by__name"
    )
    reader = apart.Reader((case.id, one.id) for one in case.members)
    return tuple(
        _side(case, one, last, asks.get(one.id, []), _sent(case, one, checks.get(one.id, []), reader),
              _talk(case, one, talks.get(one.id, []), reader))
        for one in case.members
    )  # fmt: skip


def _side(
    case: Known, one: Someone, last: datetime | None, asks: list[tuple[Any, ...]],
    sent: Sent | None, talk: Talk | None,
) -> Side:  # fmt: skip
    waiting = next((asked for asked, state in asks if state == CheckAsk.State.OPEN), None)
    found = graver(account.told for account in (sent, talk) if account is not None)
    lately = talk is not None and (last is None or talk.at >= last)
    urgent = {topic.id for topic in form().topics if topic.urgent}
    member = Member(
        name=one.name,
        colour=found.colour,
        sent=sent is not None and waiting is None,
        missing=waiting is not None and is_missing(waiting, now(), form().missing_after_days),
        talked=lately,
        urgent=lately and talk is not None and bool(urgent & set(talk.topics)),
    )
    asked = waiting or next((asked for asked, _state in asks), None)
    return Side(one, reader_for(case.kind, one.family_role), member, asked, waiting is not None, sent, talk, found)


def _sent(case: Known, one: Someone, rows: list[tuple[Any, ...]], reader: apart.Reader) -> Sent | None:
    told = [
        reader.open(case.id, one.id, place=apart.ANSWERS, row=pk, sealed=sealed)["told"] for pk, _at, sealed in rows[:2]
    ]
    if not told:
        return None
    more = len(told) > 1 and got_graver(told[1], told[0])
    return Sent(rows[0][1], told[0], finding(told[0]), len(told) == 1, more)


def _talk(case: Known, one: Someone, rows: list[tuple[Any, ...]], reader: apart.Reader) -> Talk | None:
    if not rows:
        return None
    pk, at, sealed, by = rows[0]
    words = reader.open(case.id, one.id, place=apart.TALK, row=pk, sealed=sealed)
    return Talk(at, by, words["told"], finding(words["told"]), tuple(words["topics"]), words["note"])


def _decisions(viewer: Viewer, case_id: UUID) -> tuple[Decision, ...]:
    rows = JointDecision.objects.visible_to(viewer).filter(case=case_id).order_by("-made_at", "-pk")
    found = list(rows.values_list("id", "made_at", "by__name", "choice", "words")[:DECISIONS])
    reader = apart.Reader([(case_id, case_id)])
    return tuple(
        Decision(at, by, choice, **reader.open(case_id, case_id, place=apart.DECISION, row=pk, sealed=sealed))
        for pk, at, by, choice, sealed in found
    )


def _rounds(viewer: Viewer, case_id: UUID) -> "QuerySet[CheckRound]":
    rows: QuerySet[CheckRound] = CheckRound.objects.visible_to(viewer).filter(case=case_id)
    return rows.order_by("-asked_at")


def _latest(rows: "QuerySet[Any]", case_id: UUID, when: str, *columns: str) -> dict[UUID, list[tuple[Any, ...]]]:
    """The latest two rows of each person, the newest first; the first column says whose they are."""
    place = Window(RowNumber(), partition_by=["person_id"], order_by=[f"-{when}", "-pk"])
    found: dict[UUID, list[tuple[Any, ...]]] = {}
    latest = rows.filter(case=case_id).annotate(place=place).filter(place__lte=2).order_by("place")
    for person_id, *rest in latest.values_list(*columns):
        found.setdefault(person_id, []).append(tuple(rest))
    return found
