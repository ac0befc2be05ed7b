"""Beginning a note, keeping it while it is written, throwing it away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ampersand.core.clock import now
from ampersand.meetings.models import Meeting
from ampersand.notes import content
from ampersand.notes.actions import keeping
from ampersand.notes.actions.common import Kept, Refused, Window, stays_on_hold
from ampersand.notes.actions.keeping import Place
from ampersand.notes.models import Note, NoteDraft
from ampersand.notes.queries import people, sealed, writing
from ampersand.notes.queries.writing import Typed
from ampersand.notes.rules.kinds import ABOUT_ONE, MAY_BE_ABOUT_ONE, Kind
from ampersand.notes.wording import FACTS
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written about."""

    kind: Kind
    about: UUID | None
    on: date
    template: str
    meeting: UUID | None = None


def begin(*, by: Viewer, case_id: UUID, wanted: Wanted, draft_id: UUID) -> UUID:
    """Begin a note; asked twice with one id, it is begun once. Raises Hidden, Refused."""
    case = people.led(by, case_id).case
    about = _about(wanted, set(people.names(case)), several=case.is_shared)
    template = content.available(by).get(wanted.template)
    if template is None or wanted.kind not in template.kinds:
        raise Refused(_("Choose another template: this one is not offered for such a note."))
    require(by, "write", Note(case_id=case_id, owner_id=about))
    row = NoteDraft(
        id=draft_id, case_id=case_id, writer_id=writing.me(by), kind=wanted.kind.value, about_id=about, on=wanted.on,
        meeting_id=_meeting(by, case_id, wanted.meeting), template=template.slug, made_at=now(), saved_at=now(),
    )  # fmt: skip
    titles = {one.key: one.title for one in template.sections}
    said = Typed(dict.fromkeys(titles, ""), titles, beside=tuple(FACTS))
    try:
        with transaction.atomic():
            row.words = sealed.seal(case_id, row.writer_id, sealed.DRAFT, row.pk, writing.to_data(said))
            row.insert()
    except IntegrityError:  # pressed twice
        return writing.draft(by, draft_id).pk
    return row.pk


def keep(*, by: Viewer, draft_id: UUID, parts: Mapping[str, str], window: Window, on: date | None = None,
         beside: tuple[str, ...] | None = None) -> Kept:  # fmt: skip
    """Keep what is typed so far, for its writer alone. Raises Hidden, ValueError, ChangedElsewhere."""
    with transaction.atomic():
        row = locked(by, draft_id)
        return keep_row(row, parts, window, on=on, beside=beside)


def keep_row(
    row: NoteDraft, parts: Mapping[str, str], window: Window, *, on: date | None = None,
    beside: tuple[str, ...] | None = None,
) -> Kept:  # fmt: skip
    """As `keep`, of a row that is locked; the row has the new values afterwards."""
    place = Place(row.case_id, row.writer_id, sealed.DRAFT, sealed.DRAFT_TRUNK)
    said, kept = keeping.merged_into(row, place, parts, window)
    if beside is not None:
        said = Typed(said.parts, said.titles, said.writer, tuple(key for key in FACTS if key in beside))
    changed = keeping.columns(row, place, said) | ({"on": on} if on else {})
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    return kept


def drop(*, by: Viewer, draft_id: UUID) -> UUID:
    """Throw a draft away for good; the case that it was about. Raises Hidden, Refused."""
    with transaction.atomic():
        row = locked(by, draft_id)
        case_id = row.case_id
        stays_on_hold(case_id)
        row.delete()
    return case_id


def locked(by: Viewer, draft_id: UUID) -> NoteDraft:
    """The draft for a change, so that two windows change it one after the other; raises Hidden."""
    rows = NoteDraft.objects.visible_to(by, "write").select_for_update(of=("self",))
    found: NoteDraft | None = rows.filter(pk=draft_id).first()
    if found is None:
        raise Hidden
    return found


def _about(wanted: Wanted, members: set[UUID], *, several: bool) -> UUID | None:
    if wanted.kind in ABOUT_ONE:
        if wanted.about not in members and several:
            raise Refused(_("Choose with whom it was."))
        return wanted.about if wanted.about in members else next(iter(members), None)
    return wanted.about if wanted.kind in MAY_BE_ABOUT_ONE and wanted.about in members else None


def _meeting(by: Viewer, case_id: UUID, meeting_id: UUID | None) -> UUID | None:
    held = Meeting.objects.visible_to(by).filter(pk=meeting_id, case_id=case_id) if meeting_id else None
    return held.values_list("pk", flat=True).first() if held is not None else None
