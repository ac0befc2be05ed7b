"""Taking in a lawyer's letter or a court's order, writing down who was told and what each says, two signatures, and
what was sent. Nothing leaves before two have signed, and a change after a signature asks for both anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ampersand.core.clock import now, today
from ampersand.notes.actions.common import Refused
from ampersand.notes.models import CourtPaper
from ampersand.notes.queries import papers, people, sealed, writing
from ampersand.notes.rules import court
from ampersand.notes.rules.court import Says
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Facts:
    """What is written down about a paper."""

    kind: str
    received_on: date
    object_until: date | None
    asker: str
    asks: str
    notes: str
    told: Mapping[UUID, Says]
    protective_order: bool
    lawyer_asked: bool


def take_in(*, by: Viewer, case_id: UUID, facts: Facts, paper_id: UUID) -> UUID:
    """Take a paper in; asked twice with one id, it is taken in once. Raises Hidden."""
    people.treated(by, case_id)
    row = CourtPaper(id=paper_id, case_id=case_id, made_by_id=writing.me(by), made_at=now())
    _fill(row, facts)
    require(by, "write", row)
    try:
        with transaction.atomic():
            row.insert()
            audit.record(chain=case_id, actor=by.person_id, verb="paper.taken_in", subject=row, note=row.kind)
    except IntegrityError:  # pressed twice
        return papers.row(by, paper_id).pk
    return row.pk


def change(*, by: Viewer, paper_id: UUID, version: int, facts: Facts) -> None:
    """Write down anew what is known; signatures given before are taken off. Raises Hidden, Refused."""
    with transaction.atomic():
        row = _locked(by, paper_id)
        if row.version != version:
            raise Refused(_("Somebody else changed it meanwhile. Look at it again."))
        _fill(row, facts)
        row.version += 1
        row.first_by = row.second_by = row.first_at = row.second_at = None
        row.save()
        audit.record(chain=row.case_id, actor=by.person_id, verb="paper.changed", subject=row)


def sign(*, by: Viewer, paper_id: UUID, version: int) -> None:
    """Sign that it may leave, as one of two; nobody signs twice. Raises Hidden, Refused."""
    with transaction.atomic():
        row = _locked(by, paper_id)
        if row.first_by_id == by.person_id:
            return
        case = people.treated(by, row.case_id).case
        says = tuple(says for _who, says in papers.told_by(by, row, case))
        if row.version != version or not court.may_sign(papers.as_rule(row, says), today(by.time_zone)):
            raise Refused(_("It cannot be signed yet: look at what stands in the way."))
        if row.first_by_id is None:
            row.first_by_id, row.first_at = by.person_id, now()
        elif row.second_by_id is None:
            row.second_by_id, row.second_at = by.person_id, now()
        row.save(update_fields=["first_by", "first_at", "second_by", "second_at"])
        audit.record(chain=row.case_id, actor=by.person_id, verb="paper.signed", subject=row)


def close(*, by: Viewer, paper_id: UUID, sent: bool, what: str) -> None:
    """Say what was sent, or that nothing was and why; then it is closed. Raises Hidden, Refused."""
    if not what.strip():
        raise Refused(_("Say what was sent, or why nothing was."))
    with transaction.atomic():
        row = _locked(by, paper_id)
        case = people.treated(by, row.case_id).case
        one = papers.one(by, row, case)
        if sent and not one.may_leave:
            raise Refused(_("Nothing may leave yet: look at what stands in the way."))
        row.words = _seal(row, papers.words(row) | {"what_left": what.strip()})
        row.sent, row.closed_at = sent, now()
        row.save(update_fields=["words", "sent", "closed_at"])
        verb = "paper.sent" if sent else "paper.refused"
        audit.record(chain=row.case_id, actor=by.person_id, verb=verb, subject=row)


def _fill(row: CourtPaper, facts: Facts) -> None:
    row.kind, row.received_on, row.object_until = facts.kind, facts.received_on, facts.object_until
    row.told = {str(key): says.value for key, says in facts.told.items() if says}
    row.protective_order, row.lawyer_asked = facts.protective_order, facts.lawyer_asked
    row.words = _seal(row, {"asker": facts.asker, "asks": facts.asks, "notes": facts.notes, "what_left": ""})


def _seal(row: CourtPaper, words: Mapping[str, str]) -> bytes:
    return sealed.seal(row.case_id, row.case_id, sealed.PAPER, row.pk, dict(words))


def _locked(by: Viewer, paper_id: UUID) -> CourtPaper:
    rows = CourtPaper.objects.visible_to(by, "write").select_for_update(of=("self",))
    found: CourtPaper | None = rows.filter(pk=paper_id).first()
    if found is None:
        raise Hidden
    if found.closed_at:
        raise Refused(_("It is closed, and stays as it is."))
    return found
