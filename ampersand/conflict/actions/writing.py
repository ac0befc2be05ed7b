"""Writing about a row, changing it, choosing who reads it, taking it back; a quiet week; what is not kept yet."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience
from ampersand.conflict import content
from ampersand.conflict.actions import showing
from ampersand.conflict.actions.common import ChangedElsewhere, me
from ampersand.conflict.models import Entry, QuietWeek, Telling, Unsent
from ampersand.conflict.queries import entries, sealed
from ampersand.conflict.rules import account
from ampersand.conflict.rules.account import Account
from ampersand.conflict.rules.fear import is_for_a_talk_alone
from ampersand.conflict.rules.weeks import week_of
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer
from ampersand.safety.actions.alerts import raise_alert
from ampersand.safety.rules.alerts import Kind as AlertKind

type Told = tuple[tuple[str, str], ...]


def write(
    *,
    by: Viewer,
    case_id: UUID,
    entry_id: UUID,
    happened_on: date,
    said: Account,
    audience: Audience,
    afraid: bool = False,
    told: Told = (),
) -> Entry:
    """Keep what somebody wrote about a row; asked twice with one id, it is kept once. Raises Hidden.

    Fear goes to `safety` alone, with `told` (questions and answers as shown), and is stored nowhere here.
    """
    case = cases.one(by, case_id)
    if case.me(by) is None or audience not in entries.offered_audiences(case):
        raise Hidden
    entry = Entry(
        id=entry_id, case_id=case_id, person_id=me(by), audience=audience.value, happened_on=happened_on, made_at=now()
    )
    require(by, "write", entry)
    try:
        with transaction.atomic():
            entry.insert()
            _tell(by, entry, said)
            Unsent.objects.visible_to(by, "write").filter(case_id=case_id, person_id=me(by)).delete()
            audit.record(chain=case_id, actor=by.person_id, verb="conflict.write", subject=entry)
            _pass_on(by, entry, said, afraid, told)
            showing.follow(by, case_id, {happened_on})
    except IntegrityError:  # pressed twice
        return _own(by, entry_id)
    return entry


def amend(
    *,
    by: Viewer,
    entry_id: UUID,
    version: int,
    happened_on: date,
    said: Account,
    afraid: bool = False,
    told: Told = (),
) -> Entry:
    """Write an entry anew from the version the page began with; earlier words stay. Raises Hidden, ChangedElsewhere."""
    with transaction.atomic():
        entry = _own(by, entry_id, lock=True)
        if entry.version != version:
            raise ChangedElsewhere(entry.version)
        days = {entry.happened_on, happened_on}
        entry.version += 1
        entry.happened_on = happened_on
        entry.save(update_fields=["version", "happened_on"])
        _tell(by, entry, said)
        audit.record(chain=entry.case_id, actor=by.person_id, verb="conflict.amend", subject=entry)
        _pass_on(by, entry, said, afraid, told)
        showing.follow(by, entry.case_id, days)
    return entry


def choose_readers(*, by: Viewer, entry_id: UUID, audience: Audience) -> Entry:
    """Let the therapist read an entry, or keep it to oneself again; raises Hidden."""
    with transaction.atomic():
        entry = _own(by, entry_id, action="share", lock=True)
        narrower = audience is Audience.ONLY_ME
        if not narrower and audience not in entries.offered_audiences(cases.one(by, entry.case_id)):
            raise Hidden
        if entry.audience != audience:
            entry.audience = audience.value
            entry.save(update_fields=["audience"])
            audit.record(chain=entry.case_id, actor=by.person_id, verb="conflict.choose_readers", subject=entry)
    return entry


def take_back(*, by: Viewer, entry_id: UUID) -> Entry:
    """Show an entry to nobody any more; sides that were sealed from it stay as they are. Raises Hidden."""
    with transaction.atomic():
        entry = _own(by, entry_id, action="share", lock=True)
        entry.withdrawn_at = now()
        entry.save(update_fields=["withdrawn_at"])
        audit.record(chain=entry.case_id, actor=by.person_id, verb="conflict.take_back", subject=entry)
        showing.follow(by, entry.case_id, {entry.happened_on})
    return entry


def say_quiet(*, by: Viewer, case_id: UUID) -> date:
    """Say that there was no row this week, where one is; the Monday of it. Twice counts once. Raises Hidden."""
    case = cases.one(by, case_id)
    if case.me(by) is None:
        raise Hidden
    week = week_of(now(), by.time_zone)
    row = QuietWeek(
        id=new_id(), case_id=case_id, person_id=me(by), week=week, audience=entries.default_audience(case).value
    )
    require(by, "write", row)
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.insert()
        except IntegrityError:
            return week
        audit.record(chain=case_id, actor=by.person_id, verb="conflict.say_quiet", subject=row)
        showing.follow(by, case_id, {week})
    return week


def save_unsent(
    *, by: Viewer, case_id: UUID, typed: Mapping[str, Any], version: int, writer: str, now: datetime
) -> int:
    """Keep what was typed so far, and its new version; never an answer about fear. Raises ChangedElsewhere, Hidden.

    `version` is the one the page began with, `writer` the page's own mark; nothing is overwritten unseen.
    """
    with transaction.atomic():
        require(by, "write", Unsent(case_id=case_id, person_id=me(by)))
        rows = Unsent.objects.visible_to(by, "write").filter(case_id=case_id, person_id=me(by))
        held = rows.select_for_update(of=("self",)).first()
        words = {"typed": dict(typed), "writer": writer}
        if held is None:
            fresh = Unsent(id=new_id(), case_id=case_id, person_id=me(by), saved_at=now)
            fresh.words = sealed.seal(case_id, me(by), sealed.UNSENT, fresh.pk, words)
            return _first(fresh)
        if held.version != version and entries.begun(by, case_id).writer != writer:
            raise ChangedElsewhere(held.version)
        held.words = sealed.seal(case_id, me(by), sealed.UNSENT, held.pk, words)
        held.version, held.saved_at = held.version + 1, now
        held.save(update_fields=["words", "version", "saved_at"])
        return int(held.version)


def drop_unsent(*, by: Viewer, case_id: UUID) -> None:
    """Forget what was begun and not kept; raises Hidden."""
    require(by, "write", Unsent(case_id=case_id, person_id=me(by)))
    Unsent.objects.visible_to(by, "write").filter(case_id=case_id, person_id=me(by)).delete()


def _first(fresh: Unsent) -> int:
    try:
        with transaction.atomic():
            fresh.insert()
    except IntegrityError:  # the other device was a moment earlier
        raise ChangedElsewhere(1) from None
    return 1


def _tell(by: Viewer, entry: Entry, said: Account) -> None:
    row = Telling(id=new_id(), entry=entry, case_id=entry.case_id, number=entry.version, made_at=now())
    row.words = sealed.seal(entry.case_id, me(by), sealed.TELLING, row.pk, account.to_data(account.tidy(said)))
    row.insert()


def _pass_on(by: Viewer, entry: Entry, said: Account, afraid: bool, told: Told) -> None:
    """Let the therapist know of fear, once for an entry, in the transaction that stores it."""
    fearful = content.vocabulary().are_fearful(said.felt)
    if is_for_a_talk_alone(afraid=afraid, heat=said.heat, fearful=fearful):
        raise_alert(
            case_id=entry.case_id, person_id=me(by), kind=AlertKind.FELT_AFRAID, at=now(), source=f"row:{entry.pk}",
            told=told,
        )  # fmt: skip


def _own(by: Viewer, entry_id: UUID, *, action: str = "write", lock: bool = False) -> Entry:
    rows = Entry.objects.visible_to(by, action).filter(pk=entry_id, person_id=me(by), withdrawn_at__isnull=True)
    found: Entry | None = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Hidden
    return found
