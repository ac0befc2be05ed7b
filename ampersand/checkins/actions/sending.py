"""Sending a check-in, changing it until it closes, and stopping to show a line. Nothing is ever overwritten."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.cases.rules.audience import Audience
from ampersand.checkins import content
from ampersand.checkins.actions.drafts import forget_draft
from ampersand.checkins.models import CheckIn, CheckInLine
from ampersand.checkins.queries import mine, sealed
from ampersand.checkins.rules.windows import Window
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer
from ampersand.safety.actions.alerts import raise_alert
from ampersand.safety.rules.alerts import Kind

type Answers = Mapping[str, Any]

MINE = Audience.ME_AND_THERAPIST.value


class Closed(Exception):
    """This check-in cannot be answered any more, or not yet."""


def send(*, by: Viewer, case_id: UUID, window: str, answers: Answers, shown: frozenset[str]) -> UUID:
    """Keep one check-in, or a new version of it; its id. What is the same as before is not sent again.

    `answers` hold plain data by line; `shown` names the lines that the others may see once it closes. Words under
    "private" let the therapist know that a private word is wanted, and nobody else. Raises Hidden, Closed.
    """
    case = cases.one(by, case_id)
    open_now = mine.own_case(by, case).window
    if open_now is None or open_now.key != window:
        raise Closed
    may_show = frozenset(line.key for line in content.weekly().lines if line.may_be_shared) if case.is_shared else set()
    shown = shown & may_show & answers.keys()
    try:
        with transaction.atomic():
            return _sent(by, case, open_now, answers, frozenset(shown))
    except IntegrityError:  # pressed twice, or on two devices at once: the first one stands
        held = mine.sent(by, case_id, window)
        if held is None:
            raise
        return held.id


def stop_showing(*, by: Viewer, case_id: UUID, key: str) -> int:
    """Take back a line from the others, past answers too; from how many check-ins. Raises Hidden."""
    with transaction.atomic():
        rows = CheckInLine.objects.visible_to(by, "share").filter(case_id=case_id, person_id=mine.me(by), key=key)
        if not rows.exists():
            raise Hidden
        taken = rows.filter(to_show=True).update(audience=MINE, to_show=False)
        if taken:
            audit.record(chain=case_id, actor=by.person_id, verb="checkins.stop_showing")
    return taken


def _sent(by: Viewer, case: OneCase, window: Window, answers: Answers, shown: frozenset[str]) -> UUID:
    old = mine.sent(by, case.id, window.key)
    if old and dict(old.said) == dict(answers) and old.shown == shown:
        forget_draft(by, case.id, window.key)
        return old.id
    row = CheckIn(
        id=new_id(), case_id=case.id, person_id=mine.me(by), window=window.key, number=old.number + 1 if old else 1,
        closes_at=window.closes, sent_at=now(),
    )  # fmt: skip
    require(by, "write", row)
    audit.record(chain=case.id, actor=by.person_id, verb="checkins.amend" if old else "checkins.send", subject=row)
    if old:
        _set_aside(by, old.id)
    row.insert()
    for key, said in answers.items():
        _line(row, key, said, to_show=key in shown)
    forget_draft(by, case.id, window.key)
    if "private" in answers:
        raise_alert(
            case_id=case.id, person_id=mine.me(by), kind=Kind.PRIVATE_WORD, at=now(), source=f"check-in:{window.key}"
        )
    return row.id


def _set_aside(by: Viewer, check_in: UUID) -> None:
    """The version before stays for the therapist; the others see none of it."""
    if not CheckIn.objects.visible_to(by, "write").filter(pk=check_in, current=True).update(current=False):
        raise IntegrityError("another device was a moment earlier")
    CheckInLine.objects.visible_to(by, "share").filter(check_in_id=check_in).update(audience=MINE, to_show=False)


def _line(row: CheckIn, key: str, said: object, *, to_show: bool) -> None:
    line = CheckInLine(
        id=new_id(), check_in=row, case_id=row.case_id, person_id=row.person_id, key=key, to_show=to_show,
        sent_at=row.sent_at, closes_at=row.closes_at,
    )  # fmt: skip
    line.said = sealed.seal(row.case_id, row.person_id, sealed.LINE, line.pk, said)
    line.insert()
