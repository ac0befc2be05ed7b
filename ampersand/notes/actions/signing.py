"""Signing a note, adding to it, having it signed by a supervisor, too. What is signed is never changed."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.notes.actions import drafting
from ampersand.notes.actions.common import Refused, Window
from ampersand.notes.models import Addendum, Cosign, Note, NoteDraft
from ampersand.notes.queries import facts, people, reading, sealed, writing
from ampersand.notes.rules import drafts, record
from ampersand.notes.rules.kinds import Kind, place
from ampersand.notes.rules.record import Record
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer

LONGEST_ADDENDUM = 5_000


def sign(
    *, by: Viewer, draft_id: UUID, parts: Mapping[str, str], window: Window, on: date | None = None,
    beside: tuple[str, ...] | None = None,
) -> Note:  # fmt: skip
    """Sign a note as it is typed here: its words and the facts beside it are kept as they are now, and the draft goes.

    Asked twice, it is signed once. Raises Hidden, Refused when nothing is written, ValueError, ChangedElsewhere.
    """
    with transaction.atomic():
        signed: Note | None = Note.objects.find(by, draft_id, "write")
        if signed:
            return signed
        row = drafting.locked(by, draft_id)
        drafting.keep_row(row, parts, window, on=on, beside=beside)
        said = writing.typed(row)
        if drafts.is_empty(said.parts):
            raise Refused(_("Nothing is written yet."))
        note = _note(by, row, said)
        require(by, "write", note)
        note.insert()
        row.delete()
        audit.record(chain=note.case_id, actor=by.person_id, verb="note.signed", subject=note)
    return note


def add(*, by: Viewer, note_id: UUID, text: str, addendum_id: UUID) -> Addendum:
    """Add words to a signed note; asked twice with one id, they are added once. Raises Hidden, Refused."""
    text = drafts.tidy({"text": text})["text"].strip()
    if not text or len(text) > LONGEST_ADDENDUM:
        raise Refused(_("Write a few words, at most %(most)s letters.") % {"most": LONGEST_ADDENDUM})
    note = reading.row(by, note_id, "write")
    row = Addendum(id=addendum_id, note=note, case_id=note.case_id, author_id=writing.me(by), made_at=now())
    key = sealed.folder(note.case_id, note.owner_id)
    row.words = sealed.seal(note.case_id, key, sealed.ADDENDUM, row.pk, {"text": text})
    try:
        with transaction.atomic():
            row.insert()
            audit.record(chain=note.case_id, actor=by.person_id, verb="note.added", subject=note)
    except IntegrityError:  # pressed twice
        if not Addendum.objects.visible_to(by).filter(pk=addendum_id).exists():
            raise Hidden from None
    return row


def ask_cosign(*, by: Viewer, note_id: UUID, person_id: UUID) -> None:
    """Ask a supervisor of the case to sign a note, too; twice is once. Raises Hidden."""
    note = reading.row(by, note_id, "write")
    case = people.treated(by, note.case_id).case
    if person_id not in {one.person_id for one in case.supervisors}:
        raise Hidden
    row = Cosign(id=new_id(), note=note, case_id=note.case_id, person_id=person_id, asked_by_id=writing.me(by),
                 asked_at=now())  # fmt: skip
    try:
        with transaction.atomic():
            row.insert()
            audit.record(chain=note.case_id, actor=by.person_id, verb="note.cosign_asked", subject=note)
    except IntegrityError:  # asked before
        return


def cosign(*, by: Viewer, note_id: UUID) -> None:
    """Sign a note as its supervisor, where asked to; twice is once. Raises Hidden."""
    note = reading.row(by, note_id)
    with transaction.atomic():
        mine = Cosign.objects.visible_to(by).filter(note_id=note.pk, person_id=by.person_id)
        if not mine.exists():
            raise Hidden
        if mine.filter(signed_at__isnull=True).update(signed_at=now()):
            audit.record(chain=note.case_id, actor=by.person_id, verb="note.cosigned", subject=note)


def _note(by: Viewer, row: NoteDraft, said: writing.Typed) -> Note:
    """The note that a draft becomes, in the folder where the policy in force puts it."""
    case = people.led(by, row.case_id).case
    where = place(Kind(row.kind), about_one=row.about_id is not None, several=case.is_shared, promise=case.promise)
    note = Note(
        id=row.pk, case_id=row.case_id, kind=row.kind, owner_id=row.about_id if where.of_one else None,
        about_id=row.about_id, told_alone=where.told_alone, meeting_id=row.meeting_id, on=row.on, template=row.template,
        author_id=row.writer_id, signed_at=now(),
    )  # fmt: skip
    shown = facts.beside(by, facts.About(case, row.about_id, row.on, row.meeting_id), said.beside)
    template = writing.template(by, row.template)
    found = Record(template.title if template else "", writing.parts_of(said), shown)
    key = sealed.folder(note.case_id, note.owner_id)
    note.words = sealed.seal(note.case_id, key, sealed.NOTE, note.pk, record.to_data(found))
    return note
