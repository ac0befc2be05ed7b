"""Keeping what was typed, for the writer alone."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ampersand.checkins.models import CheckInDraft
from ampersand.checkins.queries import mine, sealed
from ampersand.checkins.queries.mine import Typed
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.policy import require
from ampersand.privacy.viewer import Viewer


class ChangedElsewhere(Exception):
    """Another page has saved a newer draft; `version` is its number."""

    def __init__(self, version: int) -> None:
        super().__init__(f"the draft is at version {version}")
        self.version = version


def save_draft(*, by: Viewer, case_id: UUID, window: str, typed: Typed, version: int, writer: str) -> int:
    """Keep what was typed into one check-in; the draft's new version. Drafts are no part of the record, nor audited.

    Nothing is overwritten unseen: raises ChangedElsewhere when another page saved since; raises Hidden.
    """
    person = mine.me(by)
    row = CheckInDraft(id=new_id(), case_id=case_id, person_id=person, window=window, saved_at=now())
    require(by, "write", row)
    with transaction.atomic():
        rows = _own(by, case_id, window)
        held = rows.values_list("pk", "version").first()
        data = {"typed": typed, "writer": writer}
        if held is None:
            row.typed = sealed.seal(case_id, person, sealed.DRAFT, row.pk, data)
            return _inserted(row)
        saved = mine.draft(by, case_id, window)
        if held[1] != version and saved.writer != writer:
            raise ChangedElsewhere(held[1])
        text = sealed.seal(case_id, person, sealed.DRAFT, held[0], data)
        if not rows.filter(version=held[1]).update(typed=text, version=held[1] + 1, saved_at=now()):
            raise ChangedElsewhere(held[1] + 1)
        return int(held[1]) + 1


def forget_draft(by: Viewer, case_id: UUID, window: str) -> None:
    """Let go of what was typed, since it was sent; in the caller's transaction."""
    _own(by, case_id, window).delete()


def _own(by: Viewer, case_id: UUID, window: str) -> "QuerySet[CheckInDraft]":
    rows: QuerySet[CheckInDraft] = CheckInDraft.objects.visible_to(by, "write")
    return rows.filter(case_id=case_id, person_id=mine.me(by), window=window)


def _inserted(row: CheckInDraft) -> int:
    try:
        with transaction.atomic():
            row.insert()
    except IntegrityError:  # the other device was a moment earlier
        raise ChangedElsewhere(1) from None
    return 1
