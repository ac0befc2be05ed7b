"""Writing one's plan for hard moments, choosing its readers, looking through it, deleting it; a therapist's words.

For other features: `ask_review`, in the transaction of whatever makes it worth another look.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ampersand.core.ids import new_id
from ampersand.privacy import audit, vault
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import PlanComment, PlanDraft, PlanReader, PlanVersion, SafetyPlan
from ampersand.safety.queries import plan_words, plans
from ampersand.safety.queries.plans import me
from ampersand.safety.rules.plans import MOST, Words, is_empty, tidy, too_long


class ChangedElsewhere(Exception):
    """Another page saved since; `version` is the number of what is newest now."""

    def __init__(self, version: int) -> None:
        super().__init__(f"it is at version {version}")
        self.version = version


def save(*, by: Viewer, words: Words, base: int, writer: str = "", draft: int = 0, now: datetime) -> int:
    """Save the viewer's plan as a new version upon version `base`; its number. Earlier versions stay.

    Raises Hidden, ValueError when a step is too long or nothing is written, ChangedElsewhere when `base` is not the
    newest and the newest says something else. The draft of version `draft`, with which the page began, goes; what
    another open page has kept since stays.
    """
    words = tidy(words)
    if is_empty(words) or too_long(words):
        raise ValueError("A plan says something, and every step fits.")
    with transaction.atomic():
        plan = _begun(by)
        audit.record(chain=plan.person_id, actor=by.person_id, verb="plan.saved", subject=plan)
        plan.refresh_from_db(from_queryset=_own(by))  # asked again now that the chain keeps other pages waiting
        if words != _words(plan):
            if base != plan.version:
                raise ChangedElsewhere(plan.version)
            _keep_version(plan)
            _write(by, plan, words, now)
        _forget_draft(by, words, writer, draft)
        _own(by).update(reviewed_at=now)
    return plan.version


def save_draft(*, by: Viewer, words: Words, base: int, version: int, writer: str, now: datetime) -> int:
    """Keep what is not saved yet, for the viewer alone; the draft's new version. No part of the record, not audited.

    `version` is the draft that the page began with, `writer` the page's own mark: nothing is overwritten unseen. Raises
    ChangedElsewhere when another page wrote since, ValueError when a step is too long, Hidden.
    """
    words = tidy(words)
    if too_long(words):
        raise ValueError(f"A step holds {MOST} characters.")
    with transaction.atomic():
        plan = _begun(by)
        held = plans.draft(by)
        sealed = plan_words.seal_words(
            plan.pk, plan.person_id, place=plan_words.DRAFT, row=plan.pk, words=words, writer=writer
        )  # fmt: skip
        if held is None:
            _insert_draft(PlanDraft(plan=plan, person_id=plan.person_id, base=base, words=sealed, saved_at=now))
            return 1
        if held.version != version and held.writer != writer:
            raise ChangedElsewhere(held.version)
        rows = PlanDraft.objects.visible_to(by, "write").filter(version=held.version)
        if not rows.update(words=sealed, base=base, version=held.version + 1, saved_at=now):
            raise ChangedElsewhere(held.version + 1)
    return held.version + 1


def drop_draft(*, by: Viewer) -> None:
    """Throw away what was typed and not saved."""
    PlanDraft.objects.visible_to(by, "write").delete()


def bring_back(*, by: Viewer, version_id: UUID, now: datetime) -> int:
    """Let an earlier version stand again, as the newest; its new number; raises Hidden."""
    earlier = plans.opened(by, list(plans.versions(by).filter(pk=version_id)))
    if not earlier:
        raise Hidden
    return save(by=by, words=earlier[0].words, base=plans.own_version(by), now=now)


def look_through(*, by: Viewer, now: datetime) -> None:
    """Remember that the viewer looked through their plan and that it still holds; raises Hidden when there is none."""
    with transaction.atomic():
        plan = _saved(by)
        audit.record(chain=plan.person_id, actor=by.person_id, verb="plan.looked_through", subject=plan)
        _own(by).update(reviewed_at=now)


def choose_readers(*, by: Viewer, chosen: Iterable[str], now: datetime) -> None:
    """Let exactly these people read the viewer's plan, named by `Candidate.key`; raises Hidden for any other."""
    wanted = set(chosen)
    with transaction.atomic():
        plan = _saved(by)
        audit.record(chain=plan.person_id, actor=by.person_id, verb="plan.readers_chosen", subject=plan)
        around = {one.key: one for one in plans.circle(by).others}
        if wanted - around.keys():
            raise Hidden
        open_rows = PlanReader.objects.visible_to(by, "write").filter(plan=plan, withdrawn_at__isnull=True)
        held = {f"{role}:{reader}": pk for pk, reader, role in open_rows.values_list("pk", "reader_id", "role")}
        open_rows.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).update(withdrawn_at=now)
        for key in sorted(wanted - held.keys()):
            one = around[key]
            PlanReader(
                id=new_id(), plan=plan, person_id=plan.person_id, reader_id=one.person_id, role=one.role, since=now
            ).insert()  # fmt: skip


def delete(*, by: Viewer) -> None:
    """Delete the viewer's plan for good: every version, draft and comment, and the key to them in old backups."""
    with transaction.atomic():
        plan = _own(by).first()
        if plan is None:
            return
        audit.record(chain=plan.person_id, actor=by.person_id, verb="plan.deleted", subject=plan)
        vault.destroy_key(plan.pk, plan.person_id)
        _own(by).delete()


def comment(*, by: Viewer, plan_id: UUID, comment_id: UUID, text: str, now: datetime) -> None:
    """Write to somebody's plan as their therapist; sent twice, it is there once; raises Hidden, ValueError if empty."""
    text = text.strip()
    if not text or len(text) > MOST:
        raise ValueError("A comment says something, and fits.")
    plan = plans.one(by, plan_id)
    case_id = plans.case_to_comment_in(by, plan)
    if case_id is None:
        raise Hidden
    row = PlanComment(id=comment_id, plan_id=plan.id, case_id=case_id, person_id=plan.person_id, by_id=me(by))
    row.at = now
    require(by, "write", row)
    try:
        with transaction.atomic():
            audit.record(chain=plan.person_id, actor=by.person_id, verb="plan.commented", subject=row)
            row.words = vault.seal(plan.id, plan.person_id, place=plan_words.COMMENT, row=comment_id, text=text)
            row.insert()
    except IntegrityError:  # pressed twice
        return


def note_look(*, by: Viewer, plan: plans.Plan) -> None:
    """Record that somebody other than its owner opened a plan."""
    audit.record(chain=plan.person_id, actor=by.person_id, verb="plan.opened", subject=SafetyPlan(pk=plan.id))


def ask_review(*, person_id: UUID, at: datetime) -> bool:
    """After an alert: ask its owner to look through their plan, in the caller's transaction; False: they have none."""
    # Whoever raises the alert learns nothing of the plan: nothing read here leaves but whether there was one.
    rows = SafetyPlan._base_manager.filter(person_id=person_id, version__gt=0)
    return bool(rows.update(review_asked_at=at))


def _own(by: Viewer) -> "QuerySet[SafetyPlan]":
    rows: QuerySet[SafetyPlan] = SafetyPlan.objects.visible_to(by, "write")
    return rows.filter(person_id=me(by))


def _saved(by: Viewer) -> SafetyPlan:
    plan = _own(by).filter(version__gt=0).first()
    if plan is None:
        raise Hidden
    return plan


def _begun(by: Viewer) -> SafetyPlan:
    """The viewer's plan, begun now if there was none."""
    plan = _own(by).first()
    if plan is not None:
        return plan
    plan = SafetyPlan(id=new_id(), person_id=me(by))
    require(by, "write", plan)
    try:
        with transaction.atomic():
            return plan.insert()
    except IntegrityError:  # another page was a moment earlier
        return _own(by).get()


def _words(plan: SafetyPlan) -> dict[str, str]:
    words, _ = plan_words.open_words(plan.pk, plan.person_id, place=plan_words.PLAN, row=plan.pk, sealed=plan.words)
    return words


def _keep_version(plan: SafetyPlan) -> None:
    if plan.saved_at is None:
        return
    row = PlanVersion(id=new_id(), plan=plan, person_id=plan.person_id, number=plan.version, saved_at=plan.saved_at)
    row.words = plan_words.seal_words(
        plan.pk, plan.person_id, place=plan_words.VERSION, row=row.pk, words=_words(plan)
    )  # fmt: skip
    row.insert()


def _write(by: Viewer, plan: SafetyPlan, words: Words, now: datetime) -> None:
    sealed = plan_words.seal_words(plan.pk, plan.person_id, place=plan_words.PLAN, row=plan.pk, words=words)
    new = {"words": sealed, "version": plan.version + 1, "saved_at": now, "reviewed_at": now}
    if not _own(by).filter(version=plan.version).update(**new):
        raise ChangedElsewhere(plan.version + 1)
    plan.version += 1


def _forget_draft(by: Viewer, words: Words, writer: str, began_with: int) -> None:
    held = plans.draft(by)
    if held and (held.version == began_with or held.writer == writer or held.words == words):
        drop_draft(by=by)


def _insert_draft(row: PlanDraft) -> None:
    try:
        with transaction.atomic():
            row.insert()
    except IntegrityError:  # the other page was a moment earlier
        raise ChangedElsewhere(1) from None
