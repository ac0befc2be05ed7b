"""Writing what we see together, showing it to all at once, and marking it, each alone."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.notes.actions import keeping
from ampersand.notes.actions.common import Kept, Refused, Window
from ampersand.notes.actions.keeping import Place
from ampersand.notes.models import BoxMark, Formulation
from ampersand.notes.queries import formulation as reads
from ampersand.notes.queries import people, sealed, writing
from ampersand.notes.rules.formulation import Box, Mark
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer

LONGEST_WORD = 500


def begin(*, by: Viewer, case_id: UUID) -> Formulation:
    """The one that is being written; a new version begins with what was shown last. Raises Hidden."""
    case = people.led(by, case_id).case
    if held := reads.written(by, case_id):
        return held
    before = reads.shown(by, case)
    said = reads.typed(before.row) if before else reads.empty()
    row = Formulation(id=new_id(), case_id=case_id, made_by_id=writing.me(by), made_at=now(), shown_at=now())
    require(by, "write", row)
    try:
        with transaction.atomic():
            numbers = Formulation.objects.visible_to(by).filter(case_id=case_id).aggregate(last=Max("number"))
            row.number = (numbers["last"] or 0) + 1
            row.words = sealed.seal(case_id, case_id, sealed.FORMULATION, row.pk, writing.to_data(said))
            row.insert()
            audit.record(chain=case_id, actor=by.person_id, verb="formulation.begun", subject=row)
    except IntegrityError:  # begun a moment ago
        held = reads.written(by, case_id)
        if held is None:
            raise Hidden from None
        return held
    return row


def keep(*, by: Viewer, formulation_id: UUID, parts: Mapping[str, str], window: Window) -> Kept:
    """Keep what is typed. Raises Hidden, Refused once it is shown, ValueError, ChangedElsewhere."""
    with transaction.atomic():
        return _kept(_locked(by, formulation_id), parts, window)


def show(*, by: Viewer, formulation_id: UUID, parts: Mapping[str, str], window: Window) -> Formulation:
    """Show it to all of us at once, in these words; twice is once. Raises Hidden, Refused, ChangedElsewhere."""
    with transaction.atomic():
        row = _locked(by, formulation_id)
        if row.audience == Audience.ALL_OF_US:
            return row
        case = people.led(by, row.case_id).case
        if not (case.joint_open if case.is_shared else case.takes_new):
            raise Refused(_("It can be shown once everyone has signed the agreement, while the work is open."))
        kept = _kept(row, parts, window)
        if not all(kept.parts.get(box, "").strip() for box in Box):
            raise Refused(_("Write a few words in each of the four boxes."))
        row.audience, row.shown_at = Audience.ALL_OF_US.value, now()
        row.save(update_fields=["audience", "shown_at"])
        audit.record(chain=row.case_id, actor=by.person_id, verb="formulation.shown", subject=row)
    return row


def mark(*, by: Viewer, formulation_id: UUID, marks: Mapping[Box, Mark], words: Mapping[Box, str]) -> None:
    """Mark the boxes, alone; a later mark takes the place of an earlier one. Raises Hidden, Refused."""
    row = reads.row(by, formulation_id)
    if any(len(text) > LONGEST_WORD for text in words.values()):
        raise Refused(_("A few words are enough: at most %(most)s letters.") % {"most": LONGEST_WORD})
    with transaction.atomic():
        for box, chosen in marks.items():
            _mark(by, row, box, chosen, " ".join(words.get(box, "").split()))
        audit.record(chain=row.case_id, actor=by.person_id, verb="formulation.marked", subject=row)


def _mark(by: Viewer, row: Formulation, box: Box, chosen: Mark, note: str) -> None:
    fresh = BoxMark(
        id=new_id(), formulation_id=row.pk, case_id=row.case_id, person_id=writing.me(by), box=box.value,
        mark=chosen.value, made_at=now(),
    )  # fmt: skip
    require(by, "write", fresh)
    mine = BoxMark.objects.visible_to(by, "write").select_for_update(of=("self",))
    held = mine.filter(formulation_id=row.pk, person_id=by.person_id, box=box.value).first() or fresh
    held.mark, held.made_at = chosen.value, now()
    held.words = sealed.seal(row.case_id, held.person_id, sealed.MARK, held.pk, {"text": note}) if note else None
    held.save(force_insert=held is fresh)


def _kept(row: Formulation, parts: Mapping[str, str], window: Window) -> Kept:
    if row.audience != Audience.TEAM:
        raise Refused(_("It is shown, and stays as it is. Begin a new version to change it."))
    place = Place(row.case_id, row.case_id, sealed.FORMULATION, sealed.FORMULATION_TRUNK)
    said, kept = keeping.merged_into(row, place, parts, window)
    changed = keeping.columns(row, place, said)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    return kept


def _locked(by: Viewer, formulation_id: UUID) -> Formulation:
    rows = Formulation.objects.visible_to(by, "write").select_for_update(of=("self",))
    found: Formulation | None = rows.filter(pk=formulation_id).first()
    if found is None:
        raise Hidden
    return found
