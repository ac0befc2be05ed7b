"""A therapist asks somebody to look at one step once more, and chooses the first questions; looks are recorded."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.accounts.announcing import something_waits
from ampersand.cases.models import Case, Participation
from ampersand.intake.models import IntakeAsk
from ampersand.intake.queries import sealed
from ampersand.intake.rules.questions import MOST
from ampersand.privacy import audit, vault
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


def ask_again(*, by: Viewer, case_id: UUID, person_id: UUID, step: str, note: str, ask_id: UUID, now: datetime) -> None:
    """Ask a member to look at one step once more; they get the same mail as for anything that waits.

    Pressed twice with one id, they are asked once. Raises Hidden, ValueError when the note is too long.
    """
    note = note.strip()
    if by.person_id is None:
        raise Hidden
    if len(note) > MOST:
        raise ValueError("A note fits.")
    here = Participation.objects.visible_to(by).filter(
        case_id=case_id, person_id=person_id, role="member", left_at=None
    )
    member = here.select_related("person").first()
    if member is None:
        raise Hidden
    row = IntakeAsk(id=ask_id, case_id=case_id, person_id=person_id, step=step, by_id=by.person_id, asked_at=now)
    require(by, "write", row)
    try:
        with transaction.atomic():
            audit.record(chain=case_id, actor=by.person_id, verb="intake.asked", subject=row)
            row.words = vault.seal(case_id, person_id, place=sealed.ASK, row=ask_id, text=note)
            row.insert()
            something_waits([member.person])
    except IntegrityError:  # pressed twice
        return


def choose_first(*, by: Viewer, case_id: UUID, instruments: Sequence[str]) -> None:
    """Choose which first questions everyone in a case is asked, the same for all; empty: as for every case of its kind.

    What was asked already stays. Raises Hidden for whoever does not lead the case.
    """
    with transaction.atomic():
        rows = Case.objects.visible_to(by, "write").filter(pk=case_id, state=Case.State.OPEN)
        if not rows.update(baseline=list(dict.fromkeys(instruments))):
            raise Hidden
        audit.record(chain=case_id, actor=by.person_id, verb="intake.first_chosen")


def note_look(*, by: Viewer, case_id: UUID) -> None:
    """Record that somebody who treats or supervises opened what a member told."""
    audit.record(chain=case_id, actor=by.person_id, verb="intake.opened")
