"""Bringing in: an instrument that a practice has a licence for, and answers that another system holds."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.cases.models import Participation
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now, today
from ampersand.core.ids import new_id
from ampersand.measures import content
from ampersand.measures.actions import second_stage, standing
from ampersand.measures.actions.answering import fill, same
from ampersand.measures.models import Administration, Attestation, ImportedInstrument
from ampersand.measures.policy import brings_in
from ampersand.measures.queries.sealed import ANSWERS
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.responses import Brought, Outcome
from ampersand.measures.rules.scoring import Result, score
from ampersand.measures.rules.writing import to_data
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.vault import Sealer
from ampersand.privacy.viewer import Viewer

AT_ONCE = 500
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
type Progress = Callable[[int, int], None]


class NotTaken(ValueError):
    """It cannot be brought in; the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """What somebody attests: who holds the licence, which one, since when, and how far it reaches."""

    holder: str
    licence: str
    licensed_on: date
    scope: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every row of a file; `stored` is false when one could not be taken, then none was."""

    stored: bool
    outcomes: tuple[Outcome, ...]

    def of(self, what: str) -> tuple[Outcome, ...]:
        """The rows of which this became."""
        return tuple(one for one in self.outcomes if one.what == what)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row whose person and case are known."""

    row: Brought
    case_id: UUID
    person_id: UUID
    result: Result

    @property
    def key(self) -> tuple[UUID, UUID, str, str]:
        return self.case_id, self.person_id, self.row.instrument.slug, self.row.source


def import_instrument(
    *, by: Viewer, instrument: Instrument, licence: Licence, known_as: Mapping[str, Any] | None = None
) -> ImportedInstrument:
    """Keep an instrument for the viewer's practice, with who attested which licence; earlier versions stay.

    Raises Hidden when the viewer may not, NotTaken when the attestation or the instrument does not fit.
    """
    if by.practice_id is None:
        raise Hidden
    require(by, "write", ImportedInstrument(practice_id=by.practice_id))
    _check_licence(licence, by)
    _check_fits(instrument)

    with transaction.atomic():
        attested = Attestation(
            practice_id=by.practice_id, instrument=instrument.slug, holder=licence.holder, licence=licence.licence,
            scope=licence.scope, licensed_on=licence.licensed_on,
        ).insert()  # fmt: skip
        versions = ImportedInstrument.objects.visible_to(by, "write").filter(slug=instrument.slug)
        versions.filter(current=True).exclude(content=instrument.digest).update(current=False)
        held: ImportedInstrument | None = versions.filter(content=instrument.digest).first()
        if held is not None:
            versions.filter(pk=held.pk).update(current=True)
        else:
            held = ImportedInstrument(
                practice_id=by.practice_id, slug=instrument.slug, content=instrument.digest, attestation=attested,
                definition=to_data(instrument) | {"known_as": dict(known_as or {})},
            ).insert()  # fmt: skip
        audit.record(
            chain=audit.HOUSE, actor=by.person_id, verb="measures.import_instrument", subject=held,
            note=f"{instrument.slug} {instrument.digest[:12]}, attestation {attested.pk}",
        )  # fmt: skip
    return held


def import_responses(
    *,
    by: Viewer,
    rows: Sequence[Brought | Outcome],
    check_only: bool = False,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Take in one file of answers, all or nothing: scores are worked out anew, rows known already are not doubled.

    A row that changed since it was brought in becomes a new version. With `check_only` nothing is stored. Raises
    NotTaken when another import of the same rows was a moment earlier.
    """
    try:
        # The writer may be an administrator, who reads nobody's answers: `brings_in` says where they may add some.
        with transaction.atomic(), system_scope("bring in results that another system holds"):
            placed = _place(by, rows)
            if any(isinstance(one, Outcome) and one.what == "refused" for one in placed):
                return Report(False, tuple(_left(one) for one in placed))
            outcomes, fresh = _compare(placed)
            if not check_only:
                _store(by, fresh, progress)
    except IntegrityError:
        raise NotTaken("The same answers were brought in a moment ago by someone else; try again.") from None
    return Report(not check_only, tuple(outcomes))


def _check_licence(licence: Licence, by: Viewer) -> None:
    for name, text, most in (
        ("holder", licence.holder, 120), ("licence", licence.licence, 200), ("scope", licence.scope, 300),
    ):  # fmt: skip
        if not text.strip() or len(text) > most:
            raise NotTaken(f"The {name} of the licence must be said in at most {most} characters.")
    if licence.licensed_on > today(by.time_zone):
        raise NotTaken("The licence begins in the future.")


def _check_fits(instrument: Instrument) -> None:
    """What the tables can hold, so that nobody's answers fail on it later."""
    if instrument.slug in content.from_files():
        raise NotTaken(f"{instrument.slug} comes with the program; give this one another name.")
    if not instrument.wording:
        raise NotTaken("An instrument without words cannot be asked.")
    flags = [flag for watch in instrument.safety for flag in (watch.flag, watch.missing_flag) if flag]
    flags += [flag for flag in (instrument.missing.flag, *(rule.flag for rule in instrument.rules)) if flag]
    if not SLUG.fullmatch(instrument.slug):
        raise NotTaken("The short name must be small letters, digits and hyphens.")
    if "\\u0000" in json.dumps(to_data(instrument)):
        raise NotTaken("The file holds a character that is not text.")
    if max(abs(instrument.lowest), abs(instrument.highest)) > 1_000_000:
        raise NotTaken("The score is too large.")
    if len(instrument.slug) > 60 or len(" ".join(flags)) > 60 or any(len(band.name) > 40 for band in instrument.bands):
        raise NotTaken("A short name (60), a band's name (40) or all flags together (60) have too many characters.")


def _place(by: Viewer, rows: Sequence[Brought | Outcome]) -> list[_Placed | Outcome]:
    """Each row with its person, case and score, or why not."""
    known = _people(by)
    seen: dict[tuple[UUID, UUID, str, str], _Placed] = {}
    placed: list[_Placed | Outcome] = []
    for row in rows:
        if isinstance(row, Outcome):
            placed.append(row)
            continue
        try:
            case_id, person_id = _case_of(row, known)
            one = _Placed(row, case_id, person_id, score(row.instrument, row.answers))
        except ValueError as error:
            placed.append(_outcome(row, "refused", str(error)))
            continue
        twin = seen.setdefault(one.key, one)
        if twin is one:
            placed.append(one)
        elif same(twin.row.answers, row.answers) and twin.row.taken_at == row.taken_at:
            placed.append(_outcome(row, "known", f"the same as {twin.row.place}", one.result))
        else:
            placed.append(_outcome(row, "refused", f"has the same id as {twin.row.place}, but other answers"))
    return placed


def _people(by: Viewer) -> dict[str, list[tuple[UUID, UUID]]]:
    """The members the viewer may bring results for, by id and address: their cases."""
    members = Participation.objects.filter(role=Participation.Role.MEMBER, left_at__isnull=True)
    within = members.filter(brings_in(by))
    known: dict[str, list[tuple[UUID, UUID]]] = {}
    for case_id, person_id, address in within.values_list("case_id", "person_id", "person__email"):
        for name in (str(person_id), address.lower()):
            known.setdefault(name, []).append((case_id, person_id))
    return known


def _case_of(row: Brought, known: Mapping[str, list[tuple[UUID, UUID]]]) -> tuple[UUID, UUID]:
    places = known.get(row.person.lower(), [])
    if not places:
        raise ValueError("person: nobody by this name takes part in an open case of yours")
    if row.case:
        places = [place for place in places if str(place[0]) == row.case.lower()]
        if not places:
            raise ValueError("case: the person takes no part in an open case of yours by this name")
    if len(places) > 1:
        raise ValueError("case: the person takes part in more than one open case; say which")
    return places[0]


def _compare(placed: Sequence[_Placed | Outcome]) -> tuple[list[Outcome], list[tuple[_Placed, Administration | None]]]:
    """What becomes of each row, and the new ones with the version they amend."""
    rows = [one for one in placed if isinstance(one, _Placed)]
    held = _held(rows)
    sealer = Sealer({one.key[:2] for one in rows if one.key in held})
    outcomes: list[Outcome] = []
    fresh: list[tuple[_Placed, Administration | None]] = []
    for one in placed:
        if isinstance(one, Outcome):
            outcomes.append(one)
            continue
        before = held.get(one.key)
        if before is None:
            fresh.append((one, None))
            outcomes.append(_outcome(one.row, "taken", "", one.result))
        elif not before.current:
            outcomes.append(_outcome(one.row, "known", "was corrected here since", one.result))
        elif before.taken_at == one.row.taken_at and same(_opened(sealer, before), one.row.answers):
            outcomes.append(_outcome(one.row, "known", "was brought in before", one.result))
        else:
            fresh.append((one, before))
            outcomes.append(_outcome(one.row, "amended", "differs from what was brought in before", one.result))
    return outcomes, fresh


def _held(rows: Sequence[_Placed]) -> dict[tuple[UUID, UUID, str, str], Administration]:
    """The latest version of each row that was brought in before."""
    found: dict[tuple[UUID, UUID, str, str], Administration] = {}
    if not rows:
        return found
    for some in batched(rows, AT_ONCE):
        stored = Administration.objects.filter(
            case_id__in={one.case_id for one in some}, source__in={one.row.source for one in some}
        ).only("case_id", "person_id", "instrument", "source", "current", "taken_at", "answers", "audience")
        for one in stored.order_by("current", "stored_at"):
            found[one.case_id, one.person_id, one.instrument, one.source] = one
    return found


def _opened(sealer: Sealer, held: Administration) -> dict[str, Any]:
    text = sealer.open_sealed(held.case_id, held.person_id, place=ANSWERS, row=held.pk, sealed=bytes(held.answers))
    codes: dict[str, Any] = json.loads(text)
    return codes


def _store(by: Viewer, fresh: Sequence[tuple[_Placed, Administration | None]], progress: Progress) -> None:
    """Insert what is new, in the caller's transaction: rows as `submit` stores them, one event on each case's chain."""
    if not fresh:
        return
    sealer = Sealer(one.key[:2] for one, _ in fresh)
    counts: dict[UUID, int] = {}
    done = 0
    for some in batched(fresh, AT_ONCE):
        old = [before.pk for _, before in some if before is not None]
        Administration.objects.filter(pk__in=old).update(current=False, audience=Audience.ME_AND_THERAPIST.value)
        rows = Administration.objects.bulk_create([_administration(sealer, one, before) for one, before in some])
        for (one, _), row in zip(some, rows, strict=True):
            second_stage.consider(row, one.row.instrument, one.result, one.row.answers, by.language)
            counts[one.case_id] = counts.get(one.case_id, 0) + 1
        done += len(some)
        progress(done, len(fresh))
    for case_id, count in counts.items():
        audit.record(
            chain=case_id, actor=by.person_id, verb="measures.import_responses", note=f"{count} sets of answers"
        )
    standing.rebuild(counts, find=_find)


def _administration(sealer: Sealer, one: _Placed, before: Administration | None) -> Administration:
    row, instrument = one.row, one.row.instrument
    given = Administration(
        id=new_id(), case_id=one.case_id, person_id=one.person_id, taken_at=row.taken_at, stored_at=now(),
        source=row.source, amends_id=before.pk if before else None,
    )  # fmt: skip
    if before is not None:
        given.audience = before.audience
    fill(given, instrument, one.result)
    codes = {item.id: row.answers.get(item.id) for item in instrument.items}
    text = json.dumps(codes, ensure_ascii=False, separators=(",", ":"))
    given.answers = sealer.seal(one.case_id, one.person_id, place=ANSWERS, row=given.pk, text=text)
    return given


def _find(slug: str, practice_id: UUID | None) -> Instrument | None:
    try:
        return content.instrument(slug, practice_id)
    except content.UnknownInstrument:
        return None


def _outcome(row: Brought, what: Any, reason: str, result: Result | None = None) -> Outcome:
    total = result.total if result else None
    return Outcome(row.place, what, reason, row.instrument.slug, row.stated if result else None, total)


def _left(one: _Placed | Outcome) -> Outcome:
    return one if isinstance(one, Outcome) else _outcome(one.row, "passed over", "another row was refused", one.result)


def versions(by: Viewer) -> Iterable[tuple[Instrument, Mapping[str, Any]]]:
    """Every version of every instrument the practice brought in, current ones first, with how others name its parts."""
    rows = ImportedInstrument.objects.visible_to(by).order_by("-current", "slug", "-made_at")
    for slug, digest, definition in rows.values_list("slug", "content", "definition"):
        known_as = definition.get("known_as") or {}
        yield content.instrument(slug, by.practice_id, digest), known_as
