"""Keeping `Standing` beside the answers. The program's own book-keeping: whoever stored the answer may store this."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time
from itertools import batched, groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from ampersand.core.ids import new_id
from ampersand.measures.models import Administration, Assignment, Standing
from ampersand.measures.rules import standing
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.standing import Course, Mark
from ampersand.privacy import prepared
from ampersand.privacy.viewer import NOBODY, Viewer

type Find = Callable[[str, UUID | None], Instrument | None]
type Line = tuple[UUID, UUID, str]

_KEY = ("case_id", "person_id", "instrument")
_STATE = (
    "sessions", "answers", "first_session", "first_total", "first_at", "worse_session", "worse_total", "worse_at",
    "last_session", "last_total", "last_total_at", "last_at",
)  # fmt: skip
_KEPT = (*_STATE, "verdict", "track", "reason", "since", "provisional", "flags", "flagged_at")
_HELD = (*_STATE, "flags", "flagged_at")
AT_ONCE, CASES_AT_ONCE = 500, 50


def update(administration: Administration, instrument: Instrument) -> None:
    """Take in one stored answer, in the caller's transaction: one small read and one small write however long the line.

    An amended or late answer (older than the last) has its one line read anew.
    """
    key = _key(administration)
    held = _held(key)
    late = held is not None and held["last_at"] is not None and administration.taken_at <= held["last_at"]
    if late or administration.amends_id is not None:
        _store(key, _from_answers(key, instrument))
        return
    course = _course(held) if held else Course()
    course = standing.step(instrument, course, administration.total, administration.taken_at)
    raised = safety_flags(instrument, administration.flags)
    flags = (raised, administration.taken_at) if raised else _flags(held)
    _store(key, _values(instrument, course, flags), known=held is not None)


def missed(assignment: Assignment, instrument: Instrument) -> None:
    """Take in one assignment that was passed over, in the caller's transaction."""
    key = _key(assignment)
    held = _held(key)
    course = standing.missed(_course(held) if held else Course())
    _store(key, _values(instrument, course, _flags(held)), known=held is not None)


def rebuild(
    cases: Iterable[UUID] | None = None, *, find: Find, progress: Callable[[int], None] = lambda done: None
) -> int:
    """Work out every line of these cases (or of all) anew from the answers; how many lines; for bulk loading.

    `find(slug, practice_id)` gives the instrument; a line whose instrument is not known is left out.
    """
    done = 0
    for some in batched(_case_ids(cases), CASES_AT_ONCE):
        with transaction.atomic():
            done += _rebuild_some(some, find)
        progress(done)
    return done


def safety_flags(instrument: Instrument, flags: str) -> str:
    """Those of an answer's flags that are about safety, separated by spaces."""
    watched = {flag for watch in instrument.safety for flag in (watch.flag, watch.missing_flag) if flag}
    return " ".join(flag for flag in flags.split() if flag in watched)


def _rebuild_some(cases: tuple[UUID, ...], find: Find) -> int:
    practices = dict(_answers(cases).values_list("case_id", "case__practice_id"))
    practices |= dict(_passed(cases).values_list("case_id", "case__practice_id"))
    rows = []
    for key, sessions in _lines(cases):
        instrument = find(key[2], practices.get(key[0]))
        if instrument is not None:
            values = _replayed(instrument, sessions)
            rows.append(Standing(id=new_id(), case_id=key[0], person_id=key[1], instrument=key[2], **values))
    _rows().filter(case_id__in=cases).delete()
    _rows().bulk_create(rows, batch_size=AT_ONCE)
    return len(rows)


def _from_answers(key: Line, instrument: Instrument) -> dict[str, Any]:
    sessions = [row for _, rows in _lines((key[0],), person=key[1], slug=key[2]) for row in rows]
    return _replayed(instrument, sessions)


type Session = tuple[datetime, bool, float | None, str, bool]


def _lines(
    cases: tuple[UUID, ...], person: UUID | None = None, slug: str | None = None
) -> Iterator[tuple[Line, list[Session]]]:
    """Every line's sessions in order of time: (when, answered, total, flags, still current)."""
    answers, passed = _answers(cases), _passed(cases)
    if person and slug:
        answers = answers.filter(person_id=person, instrument=slug)
        passed = passed.filter(person_id=person, instrument=slug)
    found = [
        (row[:3], (row[3], True, *row[4:]))
        for row in answers.values_list(*_KEY, "taken_at", "total", "flags", "current").iterator(chunk_size=5000)
    ]
    found += [
        (row[:3], (datetime.combine(row[3], time(), UTC), False, None, "", True))
        for row in passed.values_list(*_KEY, "opens_on")
    ]
    found.sort(key=lambda row: (row[0], row[1][0], row[1][1]))
    for key, rows in groupby(found, key=itemgetter(0)):
        yield key, [session for _, session in rows]


def _replayed(instrument: Instrument, sessions: list[Session]) -> dict[str, Any]:
    course = standing.replay(instrument, (session[:3] for session in sessions if session[4]))
    flags: tuple[str, datetime | None] = ("", None)
    for at, _, _, raised, _ in sessions:  # a flag stays known even when the answer was amended afterwards
        if found := safety_flags(instrument, raised):
            flags = (found, at)
    return _values(instrument, course, flags)


def _values(instrument: Instrument, course: Course, flags: tuple[str, datetime | None]) -> dict[str, Any]:
    judged = standing.judge(instrument, course)
    values: dict[str, Any] = {
        "sessions": course.sessions,
        "answers": course.answers,
        "last_at": course.answered_at,
        "verdict": judged.change.verdict if judged.change else "",
        "track": judged.track.status,
        "reason": judged.track.reason,
        "since": judged.since,
        "provisional": judged.track.provisional,
        "flags": flags[0],
        "flagged_at": flags[1],
    }
    for name, mark in (("first", course.first), ("worse", course.worse), ("last", course.last)):
        at = "last_total_at" if name == "last" else f"{name}_at"
        values |= {
            f"{name}_session": mark.session if mark else None,
            f"{name}_total": mark.total if mark else None,
            at: mark.at if mark else None,
        }
    return values


def _course(held: dict[str, Any]) -> Course:
    def mark(name: str, at: str) -> Mark | None:
        session = held[f"{name}_session"]
        return Mark(session, held[f"{name}_total"], held[at]) if session else None

    first, last = mark("first", "first_at"), mark("last", "last_total_at")
    if first == last:
        last = first
    return Course(held["sessions"], held["answers"], first, mark("worse", "worse_at"), last, held["last_at"])


def _held(key: Line) -> dict[str, Any] | None:
    rows = _held_row(NOBODY, *key)
    return dict(zip(_HELD, rows[0], strict=True)) if rows else None


@prepared.read
def _held_row(_: Viewer, case_id: UUID, person_id: UUID, slug: str) -> "QuerySet[Standing, tuple[Any, ...]]":
    rows = _rows().filter(case_id=case_id, person_id=person_id, instrument=slug)
    return rows.select_for_update().values_list(*_HELD)


def _store(key: Line, values: dict[str, Any], *, known: bool = True) -> None:
    if known and _keep(NOBODY, *key, *(values[name] for name in _KEPT)):
        return
    row = Standing(case_id=key[0], person_id=key[1], instrument=key[2], **values)
    _rows().bulk_create([row], update_conflicts=True, unique_fields=list(_KEY), update_fields=list(_KEPT))


@prepared.change
def _keep(_: Viewer, case_id: UUID, person_id: UUID, slug: str, *values: Any) -> prepared.Change:
    rows = _rows().filter(case_id=case_id, person_id=person_id, instrument=slug)
    return rows, dict(zip(_KEPT, values, strict=True))


def _rows() -> "QuerySet[Standing]":
    return QuerySet(Standing)  # book-keeping only: nothing read here leaves this file


def _flags(held: dict[str, Any] | None) -> tuple[str, datetime | None]:
    return (held["flags"], held["flagged_at"]) if held else ("", None)


def _key(thing: Administration | Assignment) -> Line:
    return thing.case_id, thing.person_id, thing.instrument


def _answers(cases: tuple[UUID, ...]) -> "QuerySet[Administration]":
    return QuerySet(Administration).filter(case_id__in=cases)


def _passed(cases: tuple[UUID, ...]) -> "QuerySet[Assignment]":
    return QuerySet(Assignment).filter(case_id__in=cases, state=Assignment.State.PASSED)


def _case_ids(cases: Iterable[UUID] | None) -> Iterable[UUID]:
    if cases is not None:
        return cases
    return list(QuerySet(Administration).order_by("case_id").values_list("case_id", flat=True).distinct())
