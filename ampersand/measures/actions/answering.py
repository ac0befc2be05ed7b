"""Answering: keep a draft, send answers, correct them. What was answered is never overwritten."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ampersand.cases.rules.audience import Audience
from ampersand.core.ids import new_id
from ampersand.measures import content
from ampersand.measures.actions import second_stage, standing
from ampersand.measures.models import Administration, Assignment, Draft, Sharing
from ampersand.measures.queries import mine, sealed
from ampersand.measures.rules.instrument import Instrument, Number
from ampersand.measures.rules.scoring import Result, score
from ampersand.privacy import audit, prepared
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

type Codes = Mapping[str, Number | None]


class Closed(Exception):
    """The questions were answered already, or are not asked any more."""


class OtherContent(Exception):
    """The questions that were answered are not the ones that are asked now."""


class ChangedElsewhere(Exception):
    """Another page has saved a newer draft; `version` is its number."""

    def __init__(self, version: int) -> None:
        super().__init__(f"the draft is at version {version}")
        self.version = version


def submit(
    *, by: Viewer, assignment_id: UUID, answers: Codes, now: datetime, content_digest: str | None = None
) -> UUID:
    """Score and keep the answers to one assignment, by option code; the administration's id.

    Raises Hidden, Closed when it was answered or withdrawn meanwhile, OtherContent when `content_digest` names other
    questions than are asked now, UnknownInstrument, ValueError for a wrong code.
    """
    with transaction.atomic():
        case_id, slug, practice_id, shared = _asked(by, assignment_id)
        instrument = content.instrument(slug, practice_id)
        if content_digest not in (None, instrument.digest):
            raise OtherContent
        result = score(instrument, answers)

        given = Administration(
            id=new_id(), case_id=case_id, person_id=mine.me(by), assignment_id=assignment_id,
            taken_at=now, stored_at=now,
        )  # fmt: skip
        audit.record(chain=case_id, actor=by.person_id, verb="measures.answer", subject=given)
        if not _claim(by, assignment_id, now):
            raise Closed  # another device was a moment earlier
        if shared and mine.shares(by, case_id, slug):  # asked again now that the chain keeps `stop_sharing` waiting
            given.audience = Audience.ALL_OF_US.value
        store(given, instrument, result, answers)
        _forget_draft(by, assignment_id)
        second_stage.consider(given, instrument, result, answers, by.language)
    return given.id


def amend(*, by: Viewer, administration_id: UUID, answers: Codes, now: datetime) -> UUID:
    """Put corrected answers beside the old ones, which stay for the therapist; the id of what now stands.

    Raises Hidden, Closed when a later answer or version stands in the way, ValueError for a wrong code.
    """
    with transaction.atomic():
        old = mine.given(by, administration_id)
        if not mine.may_amend(by, old):
            raise Closed
        instrument = old.instrument
        if same(mine.codes(by, old), answers):
            return old.id
        given = Administration(
            id=new_id(), case_id=old.case_id, person_id=mine.me(by), assignment_id=old.assignment_id,
            taken_at=old.taken_at, stored_at=now, audience=old.audience, amends_id=old.id,
        )  # fmt: skip
        audit.record(chain=old.case_id, actor=by.person_id, verb="measures.amend", subject=given)
        before = Administration.objects.visible_to(by, "write").filter(pk=old.id, current=True)
        if not before.update(current=False, audience=Audience.ME_AND_THERAPIST.value):
            raise Closed
        result = score(instrument, answers)
        store(given, instrument, result, answers)
        second_stage.consider(given, instrument, result, answers, by.language, before=old)
    return given.id


def save_draft(*, by: Viewer, assignment_id: UUID, answers: Codes, version: int, writer: str, now: datetime) -> int:
    """Keep answers that are not sent yet, for the writer alone; the draft's new version.

    `version` is the one the page began with, `writer` the page's own mark. Nothing is overwritten unseen: raises
    ChangedElsewhere when another page saved since, Closed, Hidden. Drafts are no part of the record and not audited.
    """
    with transaction.atomic():
        case_id = _asked(by, assignment_id)[0]
        rows = Draft.objects.visible_to(by, "write").filter(assignment_id=assignment_id)
        held = rows.values_list("version", "answers").first()
        text = sealed.seal_draft(case_id, mine.me(by), assignment_id, answers, writer)
        if held is None:
            _insert_draft(Draft(assignment_id=assignment_id, case_id=case_id, person_id=mine.me(by), answers=text))
            return 1
        if held[0] != version and sealed.open_draft(case_id, mine.me(by), assignment_id, held[1])["writer"] != writer:
            raise ChangedElsewhere(held[0])
        if not rows.filter(version=held[0]).update(answers=text, version=held[0] + 1, saved_at=now):
            raise ChangedElsewhere(held[0] + 1)
        return int(held[0]) + 1


def same(one: Codes, other: Codes) -> bool:
    """Whether two sets of answers say the same; a question left out is a question left open."""
    return all(one.get(item) == other.get(item) for item in {*one, *other})


def store(given: Administration, instrument: Instrument, result: Result, answers: Codes) -> None:
    """Insert one administration: scores, sealed answers, its line's standing; in the caller's transaction."""
    codes = {item.id: answers.get(item.id) for item in instrument.items}
    fill(given, instrument, result)
    given.answers = sealed.seal_answers(given.case_id, given.person_id, given.id, codes)
    prepared.insert(given)
    standing.update(given, instrument)


def fill(given: Administration, instrument: Instrument, result: Result) -> None:
    """Write what scoring gave beside the answers; also for answers that are brought in."""
    given.instrument, given.content = instrument.slug, instrument.digest
    given.total, given.partner_total = result.total, result.partner_total
    given.band, given.flags = result.band or "", " ".join(result.flags)
    given.subscales, given.missing = dict(result.subscales), len(result.missing)


def _mine(by: Viewer, assignment_id: UUID) -> "QuerySet[Assignment]":
    rows: QuerySet[Assignment] = Assignment.objects.visible_to(by, "write")
    still_asked = Q(opens_on__gt=F("case__ended_on")) | ~Q(case__state="ended")  # what was left at the end is let go
    return rows.filter(still_asked, pk=assignment_id, person_id=mine.me(by))


def _asked(by: Viewer, assignment_id: UUID) -> tuple[UUID, str, UUID, bool]:
    """Case, instrument, practice and whether the line is shared, of an assignment that is open; Hidden or Closed."""
    row = next(iter(_assigned(by, assignment_id)), None)
    if row is None:
        raise Hidden
    if row[0] != Assignment.State.OPEN:
        raise Closed
    return row[1], row[2], row[3], row[4]


@prepared.read
def _assigned(by: Viewer, assignment_id: UUID) -> mine.Rows:
    line = {"case_id": OuterRef("case_id"), "instrument": OuterRef("instrument")}
    shared = Exists(Sharing.objects.visible_to(by).filter(person_id=mine.me(by), withdrawn_at__isnull=True, **line))
    rows = _mine(by, assignment_id).annotate(shared=shared)
    return rows.values_list("state", "case_id", "instrument", "case__practice_id", "shared")


@prepared.change
def _claim(by: Viewer, assignment_id: UUID, at: datetime) -> prepared.Change:
    return _mine(by, assignment_id).filter(state="open"), {"state": "answered", "closed_at": at}


@prepared.remove
def _forget_draft(by: Viewer, assignment_id: UUID) -> "QuerySet[Draft]":
    return Draft.objects.visible_to(by).filter(assignment_id=assignment_id)


def _insert_draft(draft: Draft) -> None:
    try:
        with transaction.atomic():
            draft.insert()
    except IntegrityError:  # the other device was a moment earlier
        raise ChangedElsewhere(1) from None
