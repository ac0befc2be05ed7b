"""Putting a practice into the database, in a few large inserts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import batched
from uuid import UUID

from django.apps import apps
from django.db import transaction

from ampersand.accounts.models import Person, Practice, StaffRole
from ampersand.core import bulk
from ampersand.core.clock import now
from ampersand.measures import content
from ampersand.measures.actions import standing
from ampersand.measures.rules.instrument import Instrument
from ampersand.operations.demo import (
    alerts,
    brought,
    calendar,
    changes,
    checks,
    checks_told,
    contacts,
    course,
    directory,
    goals,
    intakes,
    notes,
    plans,
    practising,
    quarrels,
    reports,
    talks,
    weeks,
)
from ampersand.operations.demo import people as who
from ampersand.operations.demo.marker import UNFINISHED_NAME
from ampersand.operations.demo.people import Someone
from ampersand.operations.demo.rows import CaseWriter
from ampersand.operations.demo.sheet import COLUMNS, Scorer, Sheet
from ampersand.operations.demo.treatments import Treatment
from ampersand.privacy import audit
from ampersand.privacy.audit import Deed
from ampersand.privacy.scope import system_scope
from ampersand.privacy.vault import Sealer

AT_ONCE = 20
WRITTEN = "demo.written"
STAFF = (
    *((person, "therapist") for person in who.THERAPISTS), (who.EMIL, "supervisor"), (who.EMIL, "safety_lead"),
    (who.GITA, "administrator"),
)  # fmt: skip
type Progress = Callable[[int, int], None]


def write(treatments: Iterable[Treatment], *, cases: int, progress: Progress = lambda done, all_: None) -> int:
    """Write Linden House and these treatments into an empty database; how many sets of answers it holds.

    `progress` hears after every few how many of the `cases` are done. One transaction for every few cases, so that a
    big one does not grow slower; until the last one the marker says that it is unfinished.
    """
    with system_scope("writing the demo practice"):
        with transaction.atomic():
            _staff()
        known = {person.id for person, _ in STAFF}
        given = _write(treatments, cases, known, progress)
        with transaction.atomic():
            brought.bring_in()
            if who.ANA.id in known:
                plans.write()
                alerts.write()
                contacts.write()
                checks_told.write()
                goals.write()
                quarrels.write()
                practising.write()
                course.write()
                weeks.write()
                calendar.write()
                talks.write()
                directory.write()
                changes.write()
                reports.write()
                notes.write()
            Practice.objects.filter(pk=who.PRACTICE).update(name=who.PRACTICE_NAME)
            audit.record(chain=audit.HOUSE, actor=None, verb=WRITTEN, note=f"{cases} cases, {given} sets of answers")
    return given


def _write(treatments: Iterable[Treatment], cases: int, known: set[UUID], progress: Progress) -> int:
    scorer, done, given = Scorer(_form, now()), 0, 0
    texts: set[str] = set()
    for some in batched(treatments, AT_ONCE):
        with transaction.atomic():
            given += _write_some(some, scorer, known, texts)
        done += len(some)
        progress(done, cases)
    return given


def _write_some(some: Sequence[Treatment], scorer: Scorer, known: set[UUID], texts: set[str]) -> int:
    _people(_new(some, known))
    sheet = Sheet(texts=texts)
    private = (pair for one in some for pair in checks.owners(one))
    sealer = Sealer([*((one.id, part.person.id) for one in some for part in one.parts), *private])
    for one in some:
        CaseWriter(scorer, sheet, one, sealer).write()
        checks.CheckWriter(sheet, one, sealer, scorer.instant).write()
        intakes.IntakeWriter(sheet, one, sealer, scorer.instant).write()
    for name, rows in sheet.rows.items():
        bulk.insert(apps.get_model(name), COLUMNS[name], rows)
    for chain, deeds in sheet.deeds.items():
        audit.record_many(chain=chain, deeds=deeds)
    standing.rebuild([one.id for one in some], find=_find)
    return len(sheet.rows["measures.Administration"])


def _staff() -> None:
    house = Practice(id=who.PRACTICE, name=UNFINISHED_NAME, time_zone=who.ZONE)
    house.save(force_insert=True)
    _people(dict(STAFF))
    StaffRole.objects.bulk_create(StaffRole(practice=house, person_id=person.id, role=role) for person, role in STAFF)


def _new(some: Iterable[Treatment], known: set[UUID]) -> Iterator[Someone]:
    for one in some:
        for part in one.parts:
            if part.person.id not in known:
                known.add(part.person.id)
                yield part.person


def _people(some: Iterable[Someone]) -> None:
    rows = [Person(id=one.id, email=one.email, name=one.name, time_zone=one.zone) for one in some]
    for row in rows:
        row.set_unusable_password()
    Person.objects.bulk_create(rows)
    deeds = [Deed(row.made_at, row.pk, "accounts.made", "accounts.person", row.pk) for row in rows]
    audit.record_many(chain=audit.HOUSE, deeds=deeds)


def _form(slug: str) -> Instrument:
    return content.instrument(slug)


def _find(slug: str, practice_id: UUID | None) -> Instrument | None:
    return content.instrument(slug, practice_id)
