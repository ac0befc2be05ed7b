"""Releases: put before those concerned, signed alone, taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.core.clock import now, today
from ampersand.privacy import audit, policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer
from ampersand.reports.actions.common import Refused, me
from ampersand.reports.models import Release, ReleaseSignature
from ampersand.reports.queries import releases as reads
from ampersand.reports.queries import sealed
from ampersand.reports.rules.release import Signing, complete, coverable


@dataclass(frozen=True)
class Terms:
    """What is proposed: what may be told of which days, to whom, for what, and until when it holds."""

    covers: tuple[str, ...]
    to: str
    purpose: str
    expires_on: date
    since: date | None = None
    until: date | None = None


def propose(*, by: Viewer, case_id: UUID, owner_id: UUID | None, terms: Terms, release_id: UUID) -> Release:
    """Put a release before those who must sign it: one person for what is theirs, every adult for what is ours.

    Asked twice with one id, it is put once. Raises Hidden, Refused.
    """
    with transaction.atomic():
        case = cases.one(by, case_id)
        row = Release(
            id=release_id, case_id=case_id, owner_id=owner_id, covers=" ".join(_covers(terms, owner_id)),
            since=terms.since, until=terms.until, expires_on=terms.expires_on, proposed_by_id=me(by), proposed_at=now(),
        )  # fmt: skip
        if Release.objects.visible_to(by, "write").filter(pk=release_id).exists():
            return row
        _may_propose(by, case, row)
        words = {"to": terms.to.strip(), "purpose": terms.purpose.strip()}
        row.words = sealed.seal_words(case_id, owner_id, sealed.RELEASE, row.pk, words)
        row.insert()
        for person in reads.signers(by, case, owner_id):
            ReleaseSignature(release=row, case_id=case_id, person_id=person).insert()
        audit.record(chain=case_id, actor=by.person_id, verb="release.propose", subject=row)
    return row


def sign(*, by: Viewer, release_id: UUID, name: str) -> None:
    """Sign for oneself, alone; signed twice, it was signed once. Raises Hidden, Refused."""
    with transaction.atomic():
        row = reads.locked(by, release_id)
        rows = _mine(by, row)
        if not reads.is_open(by, row):
            raise Refused(_("This is not open any more. Nothing was signed."))
        if rows.filter(signed_at__isnull=True, withdrawn_at__isnull=True).update(signed_at=now(), name=name.strip()):
            audit.record(chain=row.case_id, actor=by.person_id, verb="release.sign", subject=row)
            if _is_complete(row):
                _store(by, row, complete_at=now())
                audit.record(chain=row.case_id, actor=None, verb="release.in_effect", subject=row)


def take_back(*, by: Viewer, release_id: UUID) -> None:
    """Take back one's own signature, or say no to begin with: nothing more leaves under it. Raises Hidden."""
    with transaction.atomic():
        row = reads.locked(by, release_id)
        if _mine(by, row).filter(withdrawn_at__isnull=True).update(withdrawn_at=now()):
            _store(by, row, broken_at=now())
            audit.record(chain=row.case_id, actor=by.person_id, verb="release.take_back", subject=row)


def withdraw(*, by: Viewer, release_id: UUID) -> None:
    """Take back what was put before others, by those who lead the case; raises Hidden."""
    with transaction.atomic():
        row = reads.locked(by, release_id)
        if not any(one.person_id == by.person_id for one in cases.one(by, row.case_id).therapists):
            raise Hidden
        if row.withdrawn_at is None:
            _store(by, row, withdrawn_at=now())
            audit.record(chain=row.case_id, actor=by.person_id, verb="release.withdraw", subject=row)


def _may_propose(by: Viewer, case: OneCase, row: Release) -> None:
    policy.require(by, "write", row)
    if row.owner_id is None:
        if not case.is_shared or not case.is_agreed:
            raise Hidden
        if any(one.role == "member" and not one.here for one in case.people):
            raise Refused(_("Someone who was part of this has left. Their signature is needed on paper."))
    else:
        owner = next((one for one in case.members if one.person_id == row.owner_id), None)
        if owner is None:
            raise Hidden
        if owner not in reads.adults(by, case):
            raise Refused(_("A child’s own things leave only on paper, as the law where you are says."))
    if row.expires_on < today(by.time_zone):
        raise Refused(_("Choose a day that is still to come."))


def _covers(terms: Terms, owner_id: UUID | None) -> list[str]:
    found: list[str] = [cover.value for cover in coverable(joint=owner_id is None) if cover.value in terms.covers]
    if not found:
        raise Refused(_("Choose at least one thing that may be told."))
    return found


def _is_complete(row: Release) -> bool:
    with system_scope("who has signed decides whether a release is in effect"):
        held = ReleaseSignature.objects.filter(release=row).values_list("person_id", "signed_at", "withdrawn_at")
        signings = [Signing(person, at is not None, back is not None) for person, at, back in held]
    return complete(signings, {one.person for one in signings})


def _store(by: Viewer, row: Release, **when: datetime) -> None:
    rows: QuerySet[Release] = Release.objects.visible_to(by, "write")
    rows.filter(pk=row.pk).update(**when)


def _mine(by: Viewer, row: Release) -> "QuerySet[ReleaseSignature]":
    """The viewer's own line among those who must sign; raises Hidden for whoever is not asked."""
    rows: QuerySet[ReleaseSignature] = ReleaseSignature.objects.visible_to(by, "write")
    mine = rows.filter(release_id=row.pk, person_id=me(by))
    if not mine.exists():
        raise Hidden
    return mine
