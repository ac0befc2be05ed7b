"""Telling: keep what is being written, hand a step over. Nothing that was handed over is ever overwritten."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience
from ampersand.core.ids import new_id
from ampersand.intake.models import IntakeDraft, IntakeLine, IntakeStep
from ampersand.intake.queries import own, sealed
from ampersand.intake.queries.sealed import Said, Typed
from ampersand.intake.rules.questions import Question, Step, tidy, too_long
from ampersand.privacy import audit
from ampersand.privacy.policy import require
from ampersand.privacy.viewer import Viewer

KEPT_FOR = timedelta(days=30)


class NotYet(Exception):
    """Not everyone has signed: no promise covers what is told the therapist alone yet, so nothing is handed over."""


class ChangedElsewhere(Exception):
    """Another page wrote since; `version` is the number of what is newest now."""

    def __init__(self, version: int) -> None:
        super().__init__(f"it is at version {version}")
        self.version = version


def tell(*, by: Viewer, case_id: UUID, step: Step, typed: Typed, base: int, now: datetime, draft: int = 0) -> int:
    """Hand a step over to those who treat, upon version `base`; its new version. Pressed twice, it is told once.

    `draft` is the version of the draft that the page began with: it goes; what another open page has kept since stays.
    What was answered before stays as an earlier version, and is for the person and those who treat alone from then on.
    Raises Hidden, NotYet, ValueError when an answer is too long, ChangedElsewhere when `base` is not the newest and the
    newest says something else.
    """
    typed = fitting(step, typed)
    require(by, "write", IntakeStep(case_id=case_id, person_id=own.me(by)))
    if not cases.joint_open(by, case_id):
        raise NotYet
    with transaction.atomic():
        row = IntakeStep(case_id=case_id, person_id=own.me(by), step=step.key, told_at=now)
        audit.record(chain=case_id, actor=by.person_id, verb="intake.told", subject=row)
        held = own.versions(by, case_id, own.me(by)).get(step.key)  # asked now that the chain keeps other pages waiting
        version = held[0] if held else 0
        before = own.standing(by, case_id, step)
        if held and (before.said, before.shown) == (typed.said, typed.shown):
            _steps(by, case_id, step).update(told_at=now)
        elif base != version:
            raise ChangedElsewhere(version)
        else:
            _write_lines(by, case_id, step, before, typed, now)
            version = _count(by, row, version, now)
        _forget_draft(by, case_id, step, typed, draft)
    return version


def save_draft(*, by: Viewer, case_id: UUID, step: Step, typed: Typed, base: int, version: int, now: datetime) -> int:
    """Keep what is not handed over yet, for the viewer alone; the draft's new version. No part of the record.

    `version` is the draft that the page began with, `typed.writer` the page's own mark: nothing is overwritten unseen.
    Raises ChangedElsewhere when another page wrote since, ValueError when an answer is too long, Hidden.
    """
    typed = fitting(step, typed)
    row = IntakeDraft(id=new_id(), case_id=case_id, person_id=own.me(by), step=step.key, base=base, saved_at=now)
    require(by, "write", row)
    with transaction.atomic():
        rows = _drafts(by, case_id, step).select_for_update()
        held = rows.values_list("pk", "version").first()
        if held is None:
            return _begin_draft(row, typed)
        before = own.draft(by, case_id, step.key)
        if before is None or (before.version != version and before.typed.writer != typed.writer):
            raise ChangedElsewhere(held[1])
        words = sealed.seal_draft(case_id, own.me(by), held[0], typed)
        _drafts(by, case_id, step).update(words=words, base=base, version=held[1] + 1, saved_at=now)
    return int(held[1]) + 1


def drop_draft(*, by: Viewer, case_id: UUID, step: Step) -> None:
    """Throw away what was written and not handed over."""
    _drafts(by, case_id, step).delete()


def forget_old_drafts(now: datetime) -> int:
    """Let go of what was kept and not handed over for thirty days; how many there were. In a system scope."""
    return int(IntakeDraft.objects.filter(saved_at__lt=now - KEPT_FOR).delete()[0])


def fitting(step: Step, typed: Typed) -> Typed:
    """What was typed, as it is kept; raises ValueError when an answer is too long."""
    said = tidy(step, typed.said)
    if too_long(said):
        raise ValueError("Every answer fits.")
    shown = {one.key for one in step.questions if one.shareable and one.key in typed.shown and said[one.key]}
    return Typed(said, frozenset(shown), typed.writer)


def _write_lines(by: Viewer, case_id: UUID, step: Step, before: Typed, typed: Typed, now: datetime) -> None:
    for one in step.questions:
        same = typed.said[one.key] == before.said[one.key]
        if not same or (one.key in typed.shown) != (one.key in before.shown):
            _write_line(by, case_id, step, one, typed, now)


def _write_line(by: Viewer, case_id: UUID, step: Step, one: Question, typed: Typed, now: datetime) -> None:
    rows = IntakeLine.objects.visible_to(by, "write").filter(case_id=case_id, person_id=own.me(by), key=one.key)
    last: int = rows.order_by("-number").values_list("number", flat=True).first() or 0
    rows.filter(current=True).update(current=False, audience=Audience.ME_AND_THERAPIST.value)
    audience = Audience.ALL_OF_US if one.key in typed.shown else Audience.ME_AND_THERAPIST
    line = IntakeLine(
        id=new_id(), case_id=case_id, person_id=own.me(by), step=step.key, key=one.key, number=last + 1,
        audience=audience.value, told_at=now,
    )  # fmt: skip
    require(by, "write", line)
    line.words = sealed.seal_line(case_id, own.me(by), line.pk, Said(one.text, typed.said[one.key], one.ends))
    line.insert()


def _count(by: Viewer, row: IntakeStep, version: int, now: datetime) -> int:
    """One version more; two pages that began alike end one after the other."""
    if version == 0:
        try:
            with transaction.atomic():
                row.insert()
        except IntegrityError:
            raise ChangedElsewhere(1) from None
        return 1
    rows = IntakeStep.objects.visible_to(by, "write").filter(
        case_id=row.case_id, person_id=row.person_id, step=row.step, version=version
    )
    if not rows.update(version=version + 1, told_at=now):
        raise ChangedElsewhere(version + 1)
    return version + 1


def _begin_draft(row: IntakeDraft, typed: Typed) -> int:
    row.words = sealed.seal_draft(row.case_id, row.person_id, row.pk, typed)
    try:
        with transaction.atomic():
            row.insert()
    except IntegrityError:  # the other page was a moment earlier
        raise ChangedElsewhere(1) from None
    return 1


def _forget_draft(by: Viewer, case_id: UUID, step: Step, typed: Typed, began_with: int) -> None:
    held = own.draft(by, case_id, step.key)
    same = held and (held.typed.said, held.typed.shown) == (typed.said, typed.shown)
    if held is None or same or held.version == began_with or held.typed.writer == typed.writer:
        drop_draft(by=by, case_id=case_id, step=step)


def _steps(by: Viewer, case_id: UUID, step: Step) -> "QuerySet[IntakeStep]":
    rows: QuerySet[IntakeStep] = IntakeStep.objects.visible_to(by, "write")
    return rows.filter(case_id=case_id, person_id=own.me(by), step=step.key)


def _drafts(by: Viewer, case_id: UUID, step: Step) -> "QuerySet[IntakeDraft]":
    rows: QuerySet[IntakeDraft] = IntakeDraft.objects.visible_to(by, "write")
    return rows.filter(case_id=case_id, person_id=own.me(by), step=step.key)
