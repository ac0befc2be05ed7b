"""What happens when an answer may mean danger: an alert at once, and the short questions behind it."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy import audit, vault
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer
from ampersand.safety.actions.alerts import raise_alert
from ampersand.safety.models import Alert, AlertStep, Screening
from ampersand.safety.queries import people, sealed
from ampersand.safety.rules.alerts import FACTS, Kind
from ampersand.safety.rules.answers import HISTORY, kind_of

type Told = Iterable[tuple[str, str]]


def consider(
    *,
    case_id: UUID,
    person_id: UUID,
    instrument: str,
    source: str,
    at: datetime,
    flags: Collection[str],
    watched: Collection[str],
    told: Told = (),
    before: str = "",
) -> Kind | None:
    """Raise an alert if these answers ask for one, in the transaction that stores them; what it is about, or None.

    `flags` are those of the answers, `watched` those of the instrument's questions about safety, `told` the questions
    and answers behind them as shown. `before` names the answers that these correct, when those had raised one: that
    they say otherwise now is noted there. Answers older than 14 days are history, and a case that nobody treats has
    nobody who could act: neither raises anything.
    """
    kind = kind_of(instrument, flags, watched)
    if kind is None:
        if before:
            _note_correction(case_id, person_id, before)
        return None
    if at < now() - HISTORY or not people.treating(case_id):
        return None
    raise_alert(case_id=case_id, person_id=person_id, kind=kind, at=at, source=source, told=told)
    return kind


def screened(
    *,
    by: Viewer,
    case_id: UUID,
    source: str,
    instrument: str,
    content: str,
    flags: Collection[str],
    told: Told,
    before: Told = (),
) -> None:
    """Keep the answers to the short questions that follow `source`, and let them decide how fast somebody acts.

    Sent twice, they are kept once. `before` is what was said first, for the alert that goes on. Raises Hidden where
    nothing was raised, so nobody asked.
    """
    assert by.person_id
    kind = kind_of(instrument, flags, ())
    said = list(told)
    with transaction.atomic():
        first = _raised_by(case_id, by.person_id, source)
        if first is None:
            raise Hidden
        screening = Screening(
            id=new_id(), case_id=case_id, person_id=by.person_id, source=source, instrument=instrument,
            content=content, at=now(), level=FACTS[kind].level.value if kind else "", alert_id=first,
        )  # fmt: skip
        require(by, "write", screening)
        audit.record(chain=case_id, actor=by.person_id, verb="safety.answered_more", subject=screening)
        if kind:
            screening.alert_id = raise_alert(
                case_id=case_id, person_id=by.person_id, kind=kind, at=now(), source=source, told=[*before, *said]
            )
        screening.answers = vault.seal(
            case_id, by.person_id, place=sealed.ANSWERS, row=screening.pk, text=json.dumps(said, ensure_ascii=False)
        )
        if not _kept(screening):
            transaction.set_rollback(True)
            return
        AlertStep(alert_id=first, case_id=case_id, at=now(), deed="asked-more").insert()


def leave_screen(*, by: Viewer, source: str) -> None:
    """The person has seen the page of help that followed their answers, and goes on."""
    mine = Screening.objects.visible_to(by, "write").filter(person_id=by.person_id, source=source)
    mine.filter(screen_closed_at__isnull=True).update(screen_closed_at=now())


def _kept(screening: Screening) -> bool:
    try:
        with transaction.atomic():
            screening.insert()
    except IntegrityError:  # sent twice
        return False
    return True


def _raised_by(case_id: UUID, person_id: UUID, source: str) -> UUID | None:
    rows: QuerySet[Alert] = QuerySet(Alert).filter(case_id=case_id, person_id=person_id, source=source)
    return rows.order_by("made_at").values_list("pk", flat=True).first()


def _note_correction(case_id: UUID, person_id: UUID, before: str) -> None:
    rows: QuerySet[Alert] = QuerySet(Alert).filter(case_id=case_id, person_id=person_id, source=before)
    for pk in rows.filter(closed_at__isnull=True).values_list("pk", flat=True):
        AlertStep(alert_id=pk, case_id=case_id, at=now(), deed="corrected").insert()
