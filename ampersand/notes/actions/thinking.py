"""Process notes: for the writer alone, kept apart from the record, on a chain of their own."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.core.clock import now
from ampersand.notes.actions import keeping
from ampersand.notes.actions.common import Kept, Window, stays_on_hold
from ampersand.notes.actions.keeping import Place
from ampersand.notes.models import ProcessNote
from ampersand.notes.queries import people, sealed, writing
from ampersand.notes.queries.writing import PROCESS_PARTS, Typed
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


def begin(*, by: Viewer, case_id: UUID, on: date, note_id: UUID) -> UUID:
    """Begin a note for oneself alone; asked twice with one id, it is begun once. Raises Hidden."""
    people.treated(by, case_id)
    row = ProcessNote(id=note_id, case_id=case_id, writer_id=writing.me(by), on=on, made_at=now(), saved_at=now())
    require(by, "write", row)
    said = Typed({PROCESS_PARTS[0]: ""}, {PROCESS_PARTS[0]: ""})
    row.words = sealed.seal(case_id, sealed.apart(row.writer_id), sealed.PROCESS, row.pk, writing.to_data(said))
    try:
        with transaction.atomic():
            row.insert()
            audit.record(chain=sealed.apart(row.writer_id), actor=by.person_id, verb="process_note.begun", subject=row)
    except IntegrityError:  # pressed twice
        return writing.thought(by, note_id).pk
    return row.pk


def keep(*, by: Viewer, note_id: UUID, parts: Mapping[str, str], window: Window, on: date | None = None) -> Kept:
    """Keep what is typed. Raises Hidden, ValueError, ChangedElsewhere."""
    with transaction.atomic():
        row = _locked(by, note_id)
        place = Place(row.case_id, sealed.apart(row.writer_id), sealed.PROCESS, sealed.PROCESS_TRUNK)
        said, kept = keeping.merged_into(row, place, parts, window)
        changed = keeping.columns(row, place, said) | ({"on": on} if on else {})
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
    return kept


def destroy(*, by: Viewer, note_id: UUID) -> UUID:
    """Delete a process note for good, as its author may; the case that it was about. Raises Hidden, Refused."""
    with transaction.atomic():
        row = _locked(by, note_id)
        case_id = row.case_id
        stays_on_hold(case_id)
        audit.record(chain=sealed.apart(row.writer_id), actor=by.person_id, verb="process_note.deleted", subject=row)
        row.delete()
    return case_id


def _locked(by: Viewer, note_id: UUID) -> ProcessNote:
    rows = ProcessNote.objects.visible_to(by, "write").select_for_update(of=("self",))
    found: ProcessNote | None = rows.filter(pk=note_id).first()
    if found is None:
        raise Hidden
    return found
