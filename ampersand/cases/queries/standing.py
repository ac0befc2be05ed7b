"""Reads: how a case stands, for those who treat; holds, for the staff who may agree; offers, for whom they are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from ampersand.cases.models import HoldStep, Participation, Reason, Referral
from ampersand.cases.policy.people import at_the_desk
from ampersand.cases.queries.sealed import open_reason, open_referral
from ampersand.privacy.policy import Hidden, can
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OneReason:
    """Why something changed, with who wrote it."""

    event: str
    by: str
    made_at: datetime
    words: str


def reasons(viewer: Viewer, case_id: UUID) -> list[OneReason]:
    """What was written down about changes of a case, the newest first. One query, and one for the key."""
    rows = Reason.objects.visible_to(viewer).filter(case=case_id).order_by("-made_at", "-pk")
    return [
        OneReason(event, by, made_at, open_reason(case_id, pk, words))
        for pk, event, by, made_at, words in rows.values_list("pk", "event", "by__name", "made_at", "words")
    ]


@dataclass(frozen=True, slots=True)
class Hold:
    """How a legal hold of one case stands: on or not, and what somebody wishes."""

    case_id: UUID
    names: str
    is_on: bool
    since: datetime | None
    wish_id: UUID | None = None
    wish_puts: bool = False
    wished_by: str = ""
    wished_at: datetime | None = None
    is_mine: bool = False

    @property
    def keeps(self) -> bool:
        """Whether nothing may be deleted now: it is on, or somebody wishes it."""
        return self.is_on or (self.wish_id is not None and self.wish_puts)


def may_hold(viewer: Viewer, case_id: UUID) -> bool:
    """Whether the viewer may be one of the two who put a hold on this case or take it off."""
    return can(viewer, "write", HoldStep(case_id=case_id))


def hold_of(viewer: Viewer, case_id: UUID) -> Hold | None:
    """The hold of one case, if there is or was one. Two queries."""
    return next(iter(_holds(viewer, Q(case=case_id))), None)


def holds(viewer: Viewer) -> list[Hold]:
    """Every hold that is on or wished for, of those that the viewer may know of; raises Hidden. Two queries."""
    if not viewer.is_staff or viewer.room_mode:
        raise Hidden
    return [one for one in _holds(viewer, Q()) if one.is_on or one.wish_id]


_STEP = ("id", "case_id", "puts", "asked_by_id", "asked_by__name", "asked_at", "answered_at", "agreed")


def _holds(viewer: Viewer, which: Q) -> list[Hold]:
    rows = HoldStep.objects.visible_to(viewer).filter(which).exclude(agreed=False).order_by("asked_at", "pk")
    found: dict[UUID, Hold] = {}
    for pk, case_id, puts, asker, name, asked_at, answered_at, _agreed in rows.values_list(*_STEP):
        before = found.get(case_id)
        if answered_at:
            found[case_id] = Hold(case_id, "", puts, answered_at if puts else None)
        else:
            is_on, since = (before.is_on, before.since) if before else (False, None)
            mine = asker == viewer.person_id
            found[case_id] = Hold(case_id, "", is_on, since, pk, puts, name, asked_at, mine)
    names = _names(viewer, list(found))
    return [_named(one, names.get(one.case_id, "")) for one in found.values()]


def _named(one: Hold, names: str) -> Hold:
    return Hold(
        one.case_id, names, one.is_on, one.since, one.wish_id, one.wish_puts, one.wished_by, one.wished_at, one.is_mine
    )


def _names(viewer: Viewer, case_ids: list[UUID]) -> dict[UUID, str]:
    if not case_ids:
        return {}
    known = Participation.objects.visible_to(viewer).filter(case__in=case_ids, role="member").values("pk")
    desk = at_the_desk(viewer).filter(case__in=case_ids).values("pk")
    parts = Participation.objects.visible_to(viewer) | at_the_desk(viewer)
    rows = parts.filter(Q(pk__in=known) | Q(pk__in=desk), left_at__isnull=True).order_by("person__name")
    found: dict[UUID, list[str]] = {}
    for case_id, name in rows.values_list("case_id", "person__name").distinct():
        found.setdefault(case_id, []).append(name)
    return {case_id: " & ".join(names) for case_id, names in found.items()}


@dataclass(frozen=True, slots=True)
class Offer:
    """Where one person could go on, in the words of who offers it, perhaps with a page of the directory."""

    case_id: UUID
    person_id: UUID
    by: str
    made_at: datetime
    words: str
    listing: str


def offers(viewer: Viewer, case_id: UUID) -> list[Offer]:
    """What was offered to the members of a case, for those who treat. One query, and one for each key."""
    return _offers(viewer, Q(case=case_id))


def offers_to(viewer: Viewer) -> list[Offer]:
    """What was offered to the viewer, the newest first. One query where there is none."""
    return [] if viewer.is_nobody else _offers(viewer, Q(person=viewer.person_id))


def _offers(viewer: Viewer, which: Q) -> list[Offer]:
    rows = Referral.objects.visible_to(viewer).filter(which, withdrawn_at__isnull=True).order_by("-made_at", "-pk")
    columns = ("pk", "case_id", "person_id", "by__name", "made_at", "words", "listing")
    return [
        Offer(case_id, person_id, by, made_at, open_referral(case_id, person_id, pk, words), listing)
        for pk, case_id, person_id, by, made_at, words, listing in rows.values_list(*columns)
    ]
