"""Goals to start from that a practice writes: a change is a new version, and the old ones stay."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.goals.actions.common import me
from ampersand.goals.models import HouseTemplate
from ampersand.goals.queries import library as reads
from ampersand.privacy import audit, policy
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Wanted:
    """What a goal to start from says."""

    domain: str
    type: str
    text: str
    levels: tuple[str, ...]
    steps: tuple[str, ...]
    measured: str
    suggest: bool


def write(*, by: Viewer, slug: str, wanted: Wanted, template_id: UUID) -> HouseTemplate:
    """Write a new version; asked twice with one id, it is written once. Raises Hidden.

    The slug of one of ours puts it in that one's place; another begins one of the practice's own.
    """
    if by.practice_id is None:
        raise policy.Hidden
    with transaction.atomic():
        row = HouseTemplate(
            id=template_id, practice_id=by.practice_id, slug=slug, domain=wanted.domain, type=wanted.type,
            text=wanted.text, levels=list(wanted.levels), steps=list(wanted.steps), measured=wanted.measured,
            suggest=wanted.suggest, made_by_id=me(by), made_at=now(),
        )  # fmt: skip
        policy.require(by, "write", row)
        if held := _rows(by).filter(pk=template_id).first():
            return held
        return _inserted(by, row)


def bring_back(*, by: Viewer, template_id: UUID) -> HouseTemplate:
    """Offer an earlier version again, as a new one; the version that is offered stays as it is. Raises Hidden."""
    with transaction.atomic():
        row = reads.row(by, template_id, "write")
        if row.current:
            return row
        row.pk, row._state.adding = new_id(), True
        row.current, row.made_by_id, row.made_at = True, me(by), now()
        return _inserted(by, row)


def set_aside(*, by: Viewer, template_id: UUID) -> None:
    """Offer it no more; where it stood in the place of one of ours, ours is offered again. Raises Hidden."""
    with transaction.atomic():
        row = reads.row(by, template_id, "write")
        if _rows(by).filter(slug=row.slug, current=True).update(current=False):
            audit.record(chain=audit.HOUSE, actor=by.person_id, verb="goals.template_set_aside", subject=row)


def _inserted(by: Viewer, row: HouseTemplate) -> HouseTemplate:
    same = _rows(by).filter(slug=row.slug)
    same.select_for_update().values_list("pk", flat=True).first()  # two who write at once stand in line
    row.number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
    same.filter(current=True).update(current=False)
    row.insert()
    audit.record(chain=audit.HOUSE, actor=by.person_id, verb="goals.template_written", subject=row)
    return row


def _rows(by: Viewer) -> "QuerySet[HouseTemplate]":
    rows: QuerySet[HouseTemplate] = HouseTemplate.objects.visible_to(by, "write")
    return rows
