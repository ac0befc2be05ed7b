"""Asking for one's part of the record, putting it together, giving it; answering that it cannot be given."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ampersand.accounts.announcing import something_waits
from ampersand.accounts.models import Person
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.notes.actions import keeping
from ampersand.notes.actions.common import Kept, Refused, Window
from ampersand.notes.actions.keeping import Place
from ampersand.notes.models import AccessRequest, Extract
from ampersand.notes.queries import extracts, people, record, sealed, writing
from ampersand.notes.queries.extracts import Wanted
from ampersand.notes.rules import drafts
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer

LONGEST_REASON = 1_000


def ask(*, by: Viewer, case_id: UUID, scope: str, request_id: UUID) -> None:
    """Ask for one's own part, or for the file of all; twice is once. Raises Hidden."""
    row = AccessRequest(id=request_id, case_id=case_id, person_id=writing.me(by), scope=scope, made_at=now())
    record.mine(by, case_id)
    require(by, "write", row)
    try:
        with transaction.atomic():
            row.insert()
            audit.record(chain=case_id, actor=by.person_id, verb="record.asked", subject=row)
    except IntegrityError:  # asked before, and not answered yet
        return


def prepare(*, by: Viewer, case_id: UUID, wanted: Wanted, extract_id: UUID) -> UUID:
    """Draft a part of the record; asked twice with one id, it is drafted once. Raises Hidden, Refused.

    The file of all is drafted only when every adult has asked for it.
    """
    treated = people.led(by, case_id)
    if wanted.person not in {one.person_id for one in treated.case.everyone}:
        raise Hidden
    if wanted.joint and not record.all_ask(by, treated.case):
        raise Refused(_("The file of all is for all: each adult has to ask for it, alone."))
    row = Extract(
        id=extract_id, case_id=case_id, person_id=wanted.person, scope="joint" if wanted.joint else "own",
        since=wanted.since, until=wanted.until, made_by_id=writing.me(by), made_at=now(), saved_at=now(),
        request_id=record.open_request(by, case_id, wanted.person, "joint" if wanted.joint else "own"),
    )  # fmt: skip
    require(by, "write", row)
    said = extracts.drafted(by, treated, wanted)
    try:
        with transaction.atomic():
            row.words = sealed.seal(case_id, row.person_id, sealed.EXTRACT, row.pk, writing.to_data(said))
            row.insert()
            audit.record(chain=case_id, actor=by.person_id, verb="extract.drafted", subject=row)
    except IntegrityError:  # pressed twice
        return extracts.row(by, extract_id).pk
    return row.pk


def keep(*, by: Viewer, extract_id: UUID, parts: Mapping[str, str], window: Window) -> Kept:
    """Keep what is edited. Raises Hidden, Refused once it was given, ValueError, ChangedElsewhere."""
    with transaction.atomic():
        return _kept(_locked(by, extract_id), parts, window)


def give(*, by: Viewer, extract_id: UUID, parts: Mapping[str, str], window: Window) -> Extract:
    """Give the part to whom it belongs, in these words; it is on record with the mark of the words. Twice is once.

    Raises Hidden, Refused when nothing is written, ValueError, ChangedElsewhere.
    """
    with transaction.atomic():
        row = _locked(by, extract_id)
        if row.released_at:
            return row
        kept = _kept(row, parts, window)
        if drafts.is_empty(kept.parts):
            raise Refused(_("Nothing is written yet."))
        row.audience, row.released_at = Audience.ME_AND_THERAPIST.value, now()
        row.digest = sha256("\n\n".join(kept.parts.values()).encode()).hexdigest()
        row.save(update_fields=["audience", "released_at", "digest"])
        waits = AccessRequest.objects.visible_to(by, "write").filter(pk=row.request_id, answered_at__isnull=True)
        waits.update(answered_at=now(), given=True)
        audit.record(chain=row.case_id, actor=by.person_id, verb="extract.given", subject=row)
        something_waits(Person.objects.filter(pk=row.person_id))
    return row


def drop(*, by: Viewer, extract_id: UUID) -> UUID:
    """Throw a draft away that was not given; the case. Raises Hidden, Refused."""
    with transaction.atomic():
        row = _locked(by, extract_id)
        if row.released_at:
            raise Refused(_("It was given, and stays on record."))
        case_id = row.case_id
        audit.record(chain=case_id, actor=by.person_id, verb="extract.dropped", subject=row)
        row.delete()
    return case_id


def decline(*, by: Viewer, request_id: UUID, words: str) -> UUID:
    """Say why something is not given, in words that its asker reads; the case. Raises Hidden, Refused."""
    words = " ".join(words.split())
    if not words or len(words) > LONGEST_REASON:
        raise Refused(_("Say why, in a few words: whoever asked reads it."))
    with transaction.atomic():
        row: AccessRequest | None = AccessRequest.objects.find(by, request_id, "write")
        if row is None or row.person_id == by.person_id:
            raise Hidden
        why = sealed.seal(row.case_id, row.person_id, sealed.WHY_NOT, row.pk, {"text": words})
        open_ = AccessRequest.objects.visible_to(by, "write").filter(pk=request_id, answered_at__isnull=True)
        if open_.update(answered_at=now(), given=False, words=why):
            audit.record(chain=row.case_id, actor=by.person_id, verb="record.declined", subject=row)
            something_waits(Person.objects.filter(pk=row.person_id))
    return row.case_id


def days_in_order(since: date | None, until: date | None) -> bool:
    """Whether the first day is not after the last."""
    return since is None or until is None or since <= until


def _kept(row: Extract, parts: Mapping[str, str], window: Window) -> Kept:
    if row.released_at:
        raise Refused(_("It was given, and stays on record."))
    place = Place(row.case_id, row.person_id, sealed.EXTRACT, sealed.EXTRACT_TRUNK)
    said, kept = keeping.merged_into(row, place, parts, window)
    changed = keeping.columns(row, place, said)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    return kept


def _locked(by: Viewer, extract_id: UUID) -> Extract:
    rows = Extract.objects.visible_to(by, "write").select_for_update(of=("self",))
    found: Extract | None = rows.filter(pk=extract_id).first()
    if found is None:
        raise Hidden
    return found
