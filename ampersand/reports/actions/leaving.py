"""What leaves the house, and the record of it."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.core.clock import now
from ampersand.privacy import audit, policy
from ampersand.privacy.viewer import Viewer
from ampersand.reports.actions.common import Refused, me
from ampersand.reports.models import Departure, ReleaseSignature, Report
from ampersand.reports.queries import files, releases, sealed
from ampersand.reports.rules.release import Status


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The file that leaves."""

    file: bytes
    release_id: UUID


def hand_out(*, by: Viewer, report_id: UUID, departure_id: UUID) -> HandedOut:
    """Let a letter leave: only under a release that is in effect at this very moment, and it is put on record.

    Asked twice with one id, it left once. Raises Hidden, Refused.
    """
    with transaction.atomic():
        row = files.row(by, report_id)
        policy.require(by, "write", row)
        if row.form != Report.Form.LETTER or row.release_id is None:
            raise policy.Hidden
        release = releases.locked(by, row.release_id)
        file = files.opened(row)
        if releases.status(by, cases.one(by, row.case_id), release) is not Status.IN_EFFECT:
            raise Refused(_("The release is not in effect. Nothing may leave."))
        if not Departure.objects.visible_to(by).filter(pk=departure_id).exists():
            signed = ReleaseSignature.objects.visible_to(by).filter(release_id=release.pk, signed_at__isnull=False)
            words = sealed.open_words(row.case_id, release.owner_id, sealed.RELEASE, release.pk, release.words)
            left = Departure(
                id=departure_id, release_id=release.pk, case_id=row.case_id, covers=release.covers, pages=row.pages,
                signatures=[str(key) for key in signed.order_by("pk").values_list("pk", flat=True)],
                digest=sha256(file).hexdigest(), by_id=me(by), at=now(),
            )  # fmt: skip
            left.words = sealed.seal_words(row.case_id, release.owner_id, sealed.DEPARTURE, left.pk, words)
            left.insert()
            audit.record(chain=row.case_id, actor=by.person_id, verb="release.left", subject=left)
    return HandedOut(file, row.release_id)
