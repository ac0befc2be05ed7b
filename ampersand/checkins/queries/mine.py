"""Reads of one's own: what waits, what was typed, what was sent, one's lines and ratings over time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ampersand.cases.queries import OneCase
from ampersand.cases.rules.audience import Audience
from ampersand.checkins import content
from ampersand.checkins.models import CheckIn, CheckInDraft, CheckInLine, Feedback
from ampersand.checkins.queries import planned, sealed
from ampersand.checkins.queries.planned import Planned
from ampersand.checkins.rules.windows import Window
from ampersand.core.clock import now
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer

LATEST = 60  # more than a year of weeks

type Typed = dict[str, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that can be answered now: the check-in of a case, or with `meeting` the lines after a meeting."""

    case_id: UUID
    minutes: int
    begun: bool
    since: datetime
    meeting: UUID | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What was typed and not sent."""

    version: int
    typed: Typed
    writer: str


@dataclass(frozen=True)
class Sent:
    """A check-in of the viewer's own as it stands: answers by line, and which of them the others see."""

    id: UUID
    window: str
    number: int
    sent_at: datetime
    closes_at: datetime
    said: Mapping[str, Any]
    shown: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rated:
    """One meeting as the viewer rated it."""

    meeting_id: UUID
    meets_at: datetime
    score: float
    team: int | None
    said: Mapping[str, Any]
    sent_at: datetime


NOTHING_TYPED = Saved(0, {}, "")


def me(viewer: Viewer) -> UUID:
    """The viewer's id; raises Hidden for a visitor."""
    if viewer.person_id is None:
        raise Hidden
    return viewer.person_id


def waiting(viewer: Viewer, plans: Iterable[Planned]) -> list[Waiting]:
    """What waits for the viewer in cases of their own, the oldest first. Three queries at most, however many."""
    found = list(plans)
    open_now = [(one, one.window) for one in found if one.window]
    after = [(one, meeting, window) for one in found for meeting, window in one.rateable]
    if not open_now and not after:
        return []
    typed = _begun(viewer)
    sent = _sent_windows(viewer, [(one.case.id, window.key) for one, window in open_now if window])
    rated = _rated_meetings(viewer, [UUID(meeting.key) for _, meeting, _ in after])
    waits = [
        Waiting(one.case.id, content.weekly().minutes, (one.case.id, window.key) in typed, window.opens)
        for one, window in open_now
        if window and (one.case.id, window.key) not in sent
    ]
    waits += [
        Waiting(one.case.id, content.feedback().minutes, (one.case.id, window.key) in typed, window.opens, UUID(m.key))
        for one, m, window in after
        if UUID(m.key) not in rated
    ]
    return sorted(waits, key=lambda one: (one.since, one.meeting is None))


def draft(viewer: Viewer, case_id: UUID, window: str) -> Saved:
    """What the viewer typed into one check-in and did not send."""
    rows = CheckInDraft.objects.visible_to(viewer).filter(case_id=case_id, person_id=me(viewer), window=window)
    held = rows.values_list("pk", "typed", "version").first()
    if held is None:
        return NOTHING_TYPED
    try:
        data = sealed.opened(case_id, me(viewer), sealed.DRAFT, held[0], held[1])
    except Unreadable:
        return Saved(held[2], {}, "")
    return Saved(held[2], data["typed"], data["writer"])


def sent(viewer: Viewer, case_id: UUID, window: str) -> Sent | None:
    """The viewer's own check-in of a window as it stands, if they sent it. Three queries."""
    rows = CheckIn.objects.visible_to(viewer).filter(case_id=case_id, person_id=me(viewer), window=window, current=True)
    held = rows.values_list("pk", "window", "number", "sent_at", "closes_at").first()
    if held is None:
        return None
    said, shown = _lines(viewer, case_id, [held[0]])
    return _one(held, said, shown)


def history(viewer: Viewer, case_id: UUID) -> list[Sent]:
    """The viewer's latest check-ins in one case, the earliest first. Three queries."""
    rows = CheckIn.objects.visible_to(viewer).filter(case_id=case_id, person_id=me(viewer), current=True)
    found = list(
        rows.order_by("-closes_at", "-pk").values_list("pk", "window", "number", "sent_at", "closes_at")[:LATEST]
    )
    said, shown = _lines(viewer, case_id, [row[0] for row in found])
    return [_one(row, said, shown) for row in reversed(found)]


def ratings(viewer: Viewer, case_id: UUID) -> list[Rated]:
    """How the viewer rated the meetings of one case, the earliest first; never another's. Two queries."""
    rows = Feedback.objects.visible_to(viewer).filter(case_id=case_id, person_id=me(viewer), current=True)
    columns = ("pk", "said", "meeting_id", "meeting__begins_at", "score", "team", "sent_at")
    found = list(rows.order_by("-meeting__begins_at").values_list(*columns)[:LATEST])
    opener = sealed.Opener(case_id, {me(viewer)}) if found else None
    return [
        Rated(
            meeting, at, score, team,
            (opener and opener.opened(me(viewer), sealed.FEEDBACK, key, said)) or {"lines": {}, "note": ""}, sent_at,
        )
        for key, said, meeting, at, score, team, sent_at in reversed(found)
    ]  # fmt: skip


def rating(viewer: Viewer, meeting_id: UUID) -> Rated | None:
    """How the viewer rated one meeting, if they did."""
    rows = Feedback.objects.visible_to(viewer).filter(meeting_id=meeting_id, person_id=me(viewer), current=True)
    case_id = rows.values_list("case_id", flat=True).first()
    found = ratings(viewer, case_id) if case_id else []
    return next((one for one in found if one.meeting_id == meeting_id), None)


def suggested(viewer: Viewer, case: OneCase) -> frozenset[str]:
    """The lines suggested to be shown: those shown last time; to begin with what the signed policy says."""
    shown = _last_shown(viewer, case.id)
    if case.promise.default_audience is Audience.ALL_OF_US:
        new = {line.key for line in content.weekly().lines if line.may_be_shared} - shown.keys()
        return frozenset(new | {key for key, to_show in shown.items() if to_show})
    return frozenset(key for key, to_show in shown.items() if to_show)


def last_shown(viewer: Viewer, case_id: UUID) -> frozenset[str]:
    """The lines that the viewer shows the others: those shown when each was last answered."""
    return frozenset(key for key, to_show in _last_shown(viewer, case_id).items() if to_show)


def _last_shown(viewer: Viewer, case_id: UUID) -> dict[str, bool]:
    found: dict[str, bool] = {}
    rows = CheckInLine.objects.visible_to(viewer).filter(case_id=case_id, person_id=me(viewer), check_in__current=True)
    for key, to_show in rows.order_by("-sent_at").values_list("key", "to_show")[: 12 * LATEST]:
        found.setdefault(key, to_show)
    return found


def own_case(viewer: Viewer, case: OneCase) -> Planned:
    """The check-ins of a case in which the viewer is a member; raises Hidden for anybody else."""
    if case.me(viewer) is None:
        raise Hidden
    return planned.of_case(viewer, case)


def is_open(window: Window) -> bool:
    """Whether a window is open at this instant."""
    return window.is_open(now())


def _one(row: tuple[Any, ...], said: Mapping[UUID, Any], shown: Mapping[UUID, frozenset[str]]) -> Sent:
    pk, window, number, at, closes = row
    return Sent(pk, window, number, at, closes, said[pk], shown[pk])


def _lines(
    viewer: Viewer, case_id: UUID, check_ins: Sequence[UUID]
) -> tuple[dict[UUID, dict[str, Any]], dict[UUID, frozenset[str]]]:
    said: dict[UUID, dict[str, Any]] = defaultdict(dict)
    shown: dict[UUID, frozenset[str]] = defaultdict(frozenset)
    if not check_ins:
        return said, shown
    rows = CheckInLine.objects.visible_to(viewer).filter(case_id=case_id, person_id=me(viewer), check_in__in=check_ins)
    opener = sealed.Opener(case_id, {me(viewer)})
    for key, check_in, line, text, to_show in rows.values_list("pk", "check_in_id", "key", "said", "to_show"):
        answer = opener.opened(me(viewer), sealed.LINE, key, text)
        if answer is not None:
            said[check_in][line] = answer
        if to_show:
            shown[check_in] |= {line}
    return said, shown


def _begun(viewer: Viewer) -> set[tuple[UUID, str]]:
    rows = CheckInDraft.objects.visible_to(viewer).filter(person_id=me(viewer))
    return set(rows.values_list("case_id", "window"))


def _sent_windows(viewer: Viewer, asked: Sequence[tuple[UUID, str]]) -> set[tuple[UUID, str]]:
    if not asked:
        return set()
    rows = CheckIn.objects.visible_to(viewer).filter(person_id=me(viewer), case_id__in=[case for case, _ in asked])
    return set(rows.filter(window__in=[key for _, key in asked]).values_list("case_id", "window"))


def _rated_meetings(viewer: Viewer, meetings: Sequence[UUID]) -> set[UUID]:
    if not meetings:
        return set()
    rows = Feedback.objects.visible_to(viewer).filter(meeting_id__in=meetings, person_id=me(viewer))
    return set(rows.values_list("meeting_id", flat=True))
