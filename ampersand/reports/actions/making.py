"""Making a report into a file: the page as it is read now is sealed at once, a job makes the file from it."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.tasks import task

from ampersand.cases import queries as cases
from ampersand.core.clock import now
from ampersand.privacy import audit, policy
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer
from ampersand.reports import paper
from ampersand.reports.actions.common import Refused, me
from ampersand.reports.models import Report
from ampersand.reports.queries import releases, sealed
from ampersand.reports.rules.release import Status

log = logging.getLogger("ampersand.reports")
LASTS = timedelta(days=1)
LETTER_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Page:
    """A page that is to become a file, and the part of it that may not have changed when the file is opened."""

    html: str
    shows: str

    @property
    def digest(self) -> str:
        """What the file is made from, as a digest."""
        return sha256(self.shows.encode()).hexdigest()


def make(
    *, by: Viewer, case_id: UUID, form: str, page: Page, report_id: UUID, release_id: UUID | None = None
) -> Report:
    """Have a report made into a file; asked twice with one id, it is made once. Raises Hidden, Refused.

    One's own is for oneself alone; what those who treat make is for them. A letter needs a release in effect.
    """
    with transaction.atomic():
        own = form != Report.Form.TEAM and release_id is None and not _treats(by, case_id)
        lasts = LETTER_LASTS if release_id else LASTS
        row = Report(
            id=report_id, case_id=case_id, owner_id=me(by) if own else None, release_id=release_id, form=form,
            shows=page.digest, made_by_id=me(by), made_at=now(), expires_at=now() + lasts,
        )  # fmt: skip
        policy.require(by, "write", row)
        if held := Report.objects.find(by, report_id):
            found: Report = held
            return found
        if release_id:
            release = releases.locked(by, release_id)
            if releases.status(by, cases.one(by, case_id), release) is not Status.IN_EFFECT:
                raise Refused("")
        row.page = sealed.seal_page(case_id, row.owner_id, row.pk, page.html)
        row.insert()
        audit.record(chain=case_id, actor=by.person_id, verb="report.make", subject=row)
        transaction.on_commit(partial(_enqueue, str(row.pk)))
    return row


def drop(*, by: Viewer, report_id: UUID) -> UUID | None:
    """Delete a file before its time; the case it was of, or None where it was gone already."""
    with transaction.atomic():
        row = Report.objects.find(by, report_id, "write")
        if row is None:
            return None
        audit.record(chain=row.case_id, actor=by.person_id, verb="report.drop", subject=row)
        case_id: UUID = row.case_id
        row.delete()
    return case_id


def finish(report_id: UUID) -> None:
    """Make the file of a report that waits for it; done twice, it is done once."""
    with system_scope("making a file that somebody asked for"), transaction.atomic():
        rows = Report.objects.select_for_update(of=("self",)).filter(pk=report_id, state=Report.State.MAKING)
        row = rows.first()
        if row is None or row.page is None:
            return
        try:
            file, row.pages = paper.pdf(sealed.open_page(row.case_id, row.owner_id, row.pk, row.page))
        except Exception as wrong:  # whatever it was: the person is told, and can ask again
            log.error("A report could not be made: %s", type(wrong).__name__)  # never a word of it
            row.state = Report.State.FAILED
        else:
            row.file = sealed.seal_file(row.case_id, row.owner_id, row.pk, file)
            row.state = Report.State.READY
        row.page = None
        row.save(update_fields=["state", "file", "page", "pages"])
        audit.record(chain=row.case_id, actor=None, verb=f"report.{row.state}", subject=row)


def delete_expired() -> int:
    """Delete the files whose time is over; how many. For the keeper."""
    rows = Report.objects.filter(expires_at__lte=now())
    for case_id, pk in rows.values_list("case_id", "pk"):
        audit.record(chain=case_id, actor=None, verb="report.expired", subject=Report(pk=pk))
    return int(rows.delete()[0])


@task()
def make_file(report_id: str) -> None:
    """Make one file now."""
    finish(UUID(report_id))


def _enqueue(report_id: str) -> None:
    make_file.enqueue(report_id=report_id)


def _treats(by: Viewer, case_id: UUID) -> bool:
    try:
        return cases.one(by, case_id).treats(by)
    except policy.Hidden:
        return False
