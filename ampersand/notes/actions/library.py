"""Templates for notes that a practice writes: a change is a new version, and the old ones stay."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from ampersand.core.clock import now
from ampersand.notes.models import NoteTemplate
from ampersand.notes.queries import library as reads
from ampersand.notes.queries.writing import me
from ampersand.privacy import audit, policy
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Wording:
    """What a template says; each section is a title and what helps."""

    title: str
    kinds: tuple[str, ...]
    sections: list[list[str]]


def write(*, by: Viewer, slug: str, wording: Wording, template_id: UUID) -> NoteTemplate:
    """Write a new version; asked twice with one id, it is written once. Raises Hidden.

    The slug of one of ours puts it in that one's place; another begins one of the practice's own.
    """
    if by.practice_id is None:
        raise policy.Hidden
    with transaction.atomic():
        row = NoteTemplate(
            id=template_id, practice_id=by.practice_id, slug=slug, title=wording.title, kinds=list(wording.kinds),
            sections=wording.sections, made_by_id=me(by), made_at=now(),
        )  # fmt: skip
        policy.require(by, "write", row)
        if held := _rows(by).filter(pk=template_id).first():
            return held
        same = _rows(by).filter(slug=slug)
        same.select_for_update().values_list("pk", flat=True).first()  # two who write at once stand in line
        row.number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
        same.filter(current=True).update(current=False)
        row.insert()
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="notes.template_written", subject=row)
    return row


def set_aside(*, by: Viewer, template_id: UUID) -> None:
    """Offer it no more; where it stood in the place of one of ours, ours is offered again. Raises Hidden."""
    with transaction.atomic():
        row = reads.row(by, template_id, "write")
        if _rows(by).filter(slug=row.slug, current=True).update(current=False):
            audit.record(chain=audit.HOUSE, actor=by.person_id, verb="notes.template_set_aside", subject=row)


def bring_back(*, by: Viewer, template_id: UUID, again_id: UUID) -> NoteTemplate:
    """Offer a version again, as a new one. Raises Hidden."""
    row = reads.row(by, template_id, "write")
    if row.current:
        return row
    return write(by=by, slug=row.slug, wording=Wording(row.title, tuple(row.kinds), row.sections), template_id=again_id)


def _rows(by: Viewer) -> "QuerySet[NoteTemplate]":
    rows: QuerySet[NoteTemplate] = NoteTemplate.objects.visible_to(by, "write")
    return rows
