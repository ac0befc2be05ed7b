"""Reads of releases: what is asked, whether it is in effect, and, for those who treat, who has signed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.queries.agreement import is_minor
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.clock import today
from ampersand.privacy import prepared
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer
from ampersand.reports.models import Departure, Release, ReleaseSignature
from ampersand.reports.queries import people, sealed
from ampersand.reports.rules import release as rules
from ampersand.reports.rules.release import Cover, Status

MOST = 50


@dataclass(frozen=True)
class OneRelease:
    """A release as the viewer may see it; `signed` is their own signature, `signings` only for those who treat."""

    id: UUID
    case: OneCase
    owner: Someone | None
    covers: tuple[Cover, ...]
    since: date | None
    until: date | None
    to: str
    purpose: str
    expires_on: date
    proposed_at: datetime
    status: Status
    open: bool
    readers: tuple[Someone, ...]
    mine: "Signed | None"
    signings: tuple["Signed", ...] = ()
    departures: tuple["Left", ...] = ()

    @property
    def joint(self) -> bool:
        """Whether it is about all of them."""
        return self.owner is None

    @property
    def in_effect(self) -> bool:
        """Whether something may leave under it now: all that the others learn of it."""
        return self.status is Status.IN_EFFECT

    @property
    def waits_for_me(self) -> bool:
        """Whether the viewer is asked to sign it; it goes on waiting when another has said no, who need not say so."""
        return self.open and self.mine is not None and not self.mine.signed_at and not self.mine.withdrawn_at


@dataclass(frozen=True, slots=True)
class Signed:
    """One person's line among those who must sign."""

    person: Someone
    name: str
    signed_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Left:
    """What left: when, to whom, with how many signatures, and the digest of the file."""

    at: datetime
    to: str
    covers: tuple[Cover, ...]
    signatures: int
    pages: int
    digest: str


def locked(viewer: Viewer, release_id: UUID) -> Release:
    """The release for a change, so that signing and leaving stand in line; raises Hidden."""
    rows: QuerySet[Release] = Release.objects.visible_to(viewer, "write").select_for_update(of=("self",))
    found = rows.filter(pk=release_id).first()
    if found is None:
        raise Hidden
    return found


def of_case(viewer: Viewer, case: OneCase) -> list[OneRelease]:
    """The releases of a case that the viewer may see, the newest first. Four queries at most."""
    rows = Release.objects.visible_to(viewer).filter(case_id=case.id).order_by("-proposed_at", "pk")[:MOST]
    return _told(viewer, case, list(rows))


def one(viewer: Viewer, release_id: UUID) -> OneRelease:
    """One release with what left under it; raises Hidden."""
    row = Release.objects.find(viewer, release_id)
    if row is None:
        raise Hidden
    found = _told(viewer, people.any_place(viewer, row.case_id), [row], with_departures=True)
    if not found:
        raise Hidden
    return found[0]


def left_of_case(viewer: Viewer, case: OneCase) -> list[Left]:
    """What left a case under its releases, the latest first. Three queries at most."""
    rows = Release.objects.visible_to(viewer).filter(case_id=case.id).order_by("-proposed_at", "pk")[:MOST]
    held = _departures(viewer, list(rows)) if rows else {}
    return sorted((one for some in held.values() for one in some), key=lambda one: one.at, reverse=True)


def waiting(viewer: Viewer) -> list[UUID]:
    """The releases that wait for the viewer's own signature, the oldest first. One query."""
    if viewer.is_nobody:
        return []
    seen = Release.objects.visible_to(viewer).filter(withdrawn_at__isnull=True, expires_on__gte=today(viewer.time_zone))
    rows = ReleaseSignature.objects.visible_to(viewer, "write").filter(
        person_id=viewer.person_id, signed_at__isnull=True, withdrawn_at__isnull=True, release__in=seen.values("pk")
    )
    return list(rows.order_by("release__proposed_at").values_list("release_id", flat=True))


def ending(viewer: Viewer, until: date) -> list[tuple[UUID, UUID, date]]:
    """Releases in effect whose last day comes by then: case, release, last day. One query, however many cases."""
    return list(_ending(viewer, today(viewer.time_zone), until))


@prepared.read
def _ending(viewer: Viewer, after: date, until: date) -> "QuerySet[Release, tuple[UUID, UUID, date]]":
    rows: QuerySet[Release] = Release.objects.visible_to(viewer)
    found = rows.filter(complete_at__isnull=False, broken_at__isnull=True, withdrawn_at__isnull=True)
    return found.filter(expires_on__gte=after, expires_on__lte=until).values_list("case_id", "pk", "expires_on")


def status(viewer: Viewer, case: OneCase, row: Release) -> Status:
    """How a release stands; only the whole of it is told, never who has signed."""
    grown = adults(viewer, case) if row.owner_id is None else []
    return rules.status(
        complete=row.complete_at is not None, taken_back=(row.broken_at or row.withdrawn_at) is not None,
        newcomer=any(person.joined_at > row.proposed_at for person in grown), expires_on=row.expires_on,
        today=today(viewer.time_zone),
    )  # fmt: skip


def is_open(viewer: Viewer, row: Release) -> bool:
    """Whether it may still be signed: its last day has not passed, and whoever put it has not taken it back."""
    return row.withdrawn_at is None and row.expires_on >= today(viewer.time_zone)


def signers(viewer: Viewer, case: OneCase, owner_id: UUID | None) -> list[UUID]:
    """Who must sign: the one it is about, or every adult who takes part."""
    return [owner_id] if owner_id else [person.person_id for person in adults(viewer, case)]


def adults(viewer: Viewer, case: OneCase) -> list[Someone]:
    """The members who consent for themselves."""
    return [person for person in case.members if not is_minor(viewer, case, person)]


def _told(viewer: Viewer, case: OneCase, rows: list[Release], *, with_departures: bool = False) -> list[OneRelease]:
    """These releases in words; one whose key was destroyed is gone for good."""
    if not rows:
        return []
    known = {person.person_id: person for person in case.people}
    signed: dict[UUID, list[Signed]] = {}
    held = ReleaseSignature.objects.visible_to(viewer).filter(release__in=[row.pk for row in rows])
    for release_id, person, name, at, back in held.order_by("person__name").values_list(
        "release_id", "person_id", "name", "signed_at", "withdrawn_at"
    ):
        if person in known:
            signed.setdefault(release_id, []).append(Signed(known[person], name, at, back))
    left = _departures(viewer, rows) if with_departures else {}
    opener = sealed.Opener(case.id, {row.owner_id for row in rows})
    found = []
    for row in rows:
        try:
            words = opener.words(row.owner_id, sealed.RELEASE, row.pk, row.words)
        except Unreadable:
            continue
        found.append(
            _one(viewer, case, row, words, status(viewer, case, row), signed.get(row.pk, []), left.get(row.pk, ()))
        )
    return found


def _one(
    viewer: Viewer, case: OneCase, row: Release, words: dict[str, str], stands: Status, signed: list[Signed],
    left: tuple[Left, ...],
) -> OneRelease:  # fmt: skip
    kind, audience = (Kind.OWN_RELEASE, Audience.ME_AND_THERAPIST) if row.owner_id else (
        Kind.JOINT_RELEASE, Audience.ALL_OF_US,
    )  # fmt: skip
    owner = next((one for one in case.people if one.person_id == row.owner_id), None) if row.owner_id else None
    return OneRelease(
        row.pk, case, owner, tuple(Cover(one) for one in row.covers.split()), row.since, row.until, words["to"],
        words["purpose"], row.expires_on, row.proposed_at, stands, is_open(viewer, row),
        case.readers(kind, audience, row.owner_id),
        next((one for one in signed if one.person.person_id == viewer.person_id), None),
        tuple(signed) if case.treats(viewer) else (), left,
    )  # fmt: skip


def _departures(viewer: Viewer, rows: list[Release]) -> dict[UUID, tuple[Left, ...]]:
    owners = {row.pk: row.owner_id for row in rows}
    found: dict[UUID, tuple[Left, ...]] = {}
    held = list(Departure.objects.visible_to(viewer).filter(release__in=list(owners)).order_by("at"))
    opener = sealed.Opener(rows[0].case_id, owners.values())
    for one in held:
        try:
            words = opener.words(owners[one.release_id], sealed.DEPARTURE, one.pk, one.words)
        except Unreadable:  # its key was destroyed: to whom it went is gone for good
            continue
        covers = tuple(Cover(cover) for cover in one.covers.split())
        left = Left(one.at, words["to"], covers, len(one.signatures), one.pages, one.digest)
        found[one.release_id] = (*found.get(one.release_id, ()), left)
    return found
