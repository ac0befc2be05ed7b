"""Reads of reports that were made into files."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy

from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer
from ampersand.reports.models import Report
from ampersand.reports.queries import sealed

WORDS = {
    "mine": gettext_lazy("My own report"),
    "together": gettext_lazy("Our report"),
    "team": gettext_lazy("Report for those who treat"),
    "letter": gettext_lazy("A letter"),
}


@dataclass(frozen=True, slots=True)
class OneFile:
    """One report as a file: being made, ready, or failed."""

    id: UUID
    case_id: UUID
    form: str
    state: str
    pages: int
    made_at: datetime
    expires_at: datetime
    release_id: UUID | None

    @property
    def words(self) -> str:
        """Whose it is, in words."""
        return str(WORDS[self.form])


_FILE = ("id", "case_id", "form", "state", "pages", "made_at", "expires_at", "release_id")


def row(viewer: Viewer, report_id: UUID) -> Report:
    """The report itself, for a verb or its file; raises Hidden."""
    found: Report | None = Report.objects.find(viewer, report_id)
    if found is None:
        raise Hidden
    return found


def one(viewer: Viewer, report_id: UUID) -> OneFile:
    """One report without its file; raises Hidden."""
    found = Report.objects.visible_to(viewer).filter(pk=report_id).values_list(*_FILE).first()
    if found is None:
        raise Hidden
    return OneFile(*found)


def of_case(viewer: Viewer, case_id: UUID) -> list[OneFile]:
    """The viewer's files of a case, the newest first. One query."""
    rows = Report.objects.visible_to(viewer).filter(case_id=case_id).order_by("-made_at")[:20]
    return [OneFile(*found) for found in rows.values_list(*_FILE)]


def opened(row: Report) -> bytes:
    """The file itself; raises Hidden while there is none, or when its key was destroyed."""
    if row.file is None:
        raise Hidden
    try:
        return sealed.open_file(row.case_id, row.owner_id, row.pk, row.file)
    except Unreadable:
        raise Hidden from None
