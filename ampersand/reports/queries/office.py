"""What the office sees of releases: to whom something may leave, until when, and who has signed; never what for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from ampersand.core.clock import today
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Sealer, Unreadable
from ampersand.privacy.viewer import Viewer
from ampersand.reports.models import Release, ReleaseSignature
from ampersand.reports.queries import sealed
from ampersand.reports.rules import release as rules
from ampersand.reports.rules.release import Status

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who was asked to sign, and whether they have."""

    name: str
    signed_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One release; `signed` says that everyone who was asked has signed, and nobody took it back."""

    id: UUID
    to: str
    joint: bool
    expires_on: date
    status: Status
    signers: tuple[Signer, ...]

    @property
    def signed(self) -> bool:
        """Whether every signature that was asked for stands."""
        return self.status is Status.IN_EFFECT


def page(viewer: Viewer, number: str | None) -> tuple["Page[Any]", list[Row]]:
    """The releases of the practice, the newest first, so many at once; raises Hidden. Four queries."""
    if "administrator" not in viewer.staff_roles or viewer.practice_id is None:
        raise Hidden
    rows: QuerySet[Release] = Release.objects.visible_to(viewer).filter(case__practice_id=viewer.practice_id)
    columns = ("pk", "case_id", "owner_id", "words", "expires_on", "complete_at", "broken_at", "withdrawn_at")
    shown = Paginator(rows.order_by("-proposed_at", "pk").values_list(*columns), AT_ONCE).get_page(number)
    held = list(shown.object_list)
    signers = _signers(viewer, [row[0] for row in held])
    sealer = Sealer({(case_id, owner_id or case_id) for _pk, case_id, owner_id, *_rest in held})
    found = []
    for pk, case_id, owner_id, words, expires_on, complete_at, broken_at, withdrawn_at in held:
        status = rules.status(
            complete=complete_at is not None, taken_back=(broken_at or withdrawn_at) is not None, newcomer=False,
            expires_on=expires_on, today=today(viewer.time_zone),
        )  # fmt: skip
        try:
            to = sealed.opened(sealer, case_id, owner_id, sealed.RELEASE, pk, words)["to"]
        except Unreadable:
            continue
        found.append(Row(pk, to, owner_id is None, expires_on, status, tuple(signers.get(pk, ()))))
    return shown, found


def _signers(viewer: Viewer, releases: list[UUID]) -> dict[UUID, list[Signer]]:
    rows: QuerySet[ReleaseSignature] = ReleaseSignature.objects.visible_to(viewer).filter(release__in=releases)
    found: dict[UUID, list[Signer]] = {}
    columns = ("release_id", "person__name", "signed_at", "withdrawn_at")
    for release_id, name, signed_at, withdrawn_at in rows.order_by("person__name", "pk").values_list(*columns):
        found.setdefault(release_id, []).append(Signer(name, signed_at, withdrawn_at))
    return found
