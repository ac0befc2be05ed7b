"""Looks that are recorded: whoever treats or supervises opens the notes of a case, or one of them."""

from uuid import UUID

from ampersand.cases.models import Case
from ampersand.notes.models import Note
from ampersand.privacy import audit
from ampersand.privacy.viewer import Viewer


def opened_notes(*, by: Viewer, case_id: UUID) -> None:
    """Record that the list of notes was opened."""
    audit.record(chain=case_id, actor=by.person_id, verb="notes.opened", subject=Case(pk=case_id))


def opened_note(*, by: Viewer, note: Note) -> None:
    """Record that one note was opened; one in a person's own folder is told to that person alone."""
    audit.record(
        chain=note.case_id, actor=by.person_id, verb="note.opened", subject=note, note=str(note.owner_id or "")
    )
