"""What the two import commands share: who is at the keyboard, files read in a bounded way, and the report."""

import csv
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import CommandError

from ampersand.accounts.models import Person, Practice, StaffRole
from ampersand.core.clock import now
from ampersand.core.reading import ContentError
from ampersand.fhir.matching import Book, form_of
from ampersand.fhir.questionnaire_response import MAX_BYTES, Reader, read_responses
from ampersand.fhir.reading import decode
from ampersand.measures import content
from ampersand.measures.actions.importing import Report, versions
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.responses import Brought, Outcome, read_csv
from ampersand.privacy.viewer import Viewer

SHOWN = 20
MAX_PEOPLE_BYTES = 5_000_000


def staff_member(address: str, practice: str = "") -> Viewer:
    """The member of staff with this address, acting for the practice of this name; CommandError when unclear."""
    person = Person.objects.filter(email__iexact=address.strip(), is_active=True).first()
    held = list(
        StaffRole.objects.filter(person=person).values_list("practice_id", "practice__name", "role") if person else ()
    )
    if person is None or not held:
        raise CommandError(f"Nobody on the staff has the address {plain(address)}.")
    meant = {key for key, name, _ in held if practice in {"", name}}
    if len(meant) != 1:
        names = ", ".join(sorted({plain(name) for _, name, _ in held}))
        raise CommandError(f"Say for which practice, with --practice: {names}.")
    acting = meant.pop()
    return Viewer(
        person_id=person.pk,
        name=person.name,
        language=person.language,
        time_zone=person.time_zone,
        practice_id=acting,
        staff_roles=frozenset(role for key, _, role in held if key == acting),
    )


def read_file(path: str, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file of bounded size; CommandError when it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            held = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise CommandError(f"{plain(path)} cannot be read: {plain(str(error))}") from None
    if len(held) > most:
        raise CommandError(f"{plain(path)} is larger than {most // 1_000_000} MB.")
    return held


def reader_for(by: Viewer, *, people: str, only: str, case: str, origin: str, zone: str) -> Reader:
    """Everything that a file's rows are understood with: instruments, foreign names of people, defaults."""
    shipped = [form_of(one) for one in content.from_files().values() if not one.second_stage]
    brought = [form_of(one, known_as) for one, known_as in versions(by)]
    assert by.practice_id is not None
    zone = zone or Practice.objects.values_list("time_zone", flat=True).get(pk=by.practice_id)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise CommandError(f"{plain(zone)} is not a time zone such as Europe/Amsterdam.") from None
    named = read_people(people) if people else {}
    book = Book.of([*shipped, *brought])
    return Reader(book=book, zone=zone, now=now(), people=named, only=only, case=case, origin=origin)


def read_people(path: str) -> dict[str, str]:
    """Whom foreign identifiers mean: columns `identifier` and `person` (our id or e-mail address)."""
    try:
        rows = csv.DictReader(decode(read_file(path, MAX_PEOPLE_BYTES), path).splitlines(), strict=True)
        if not {"identifier", "person"} <= set(rows.fieldnames or ()):
            raise CommandError(f"{plain(path)}: the first line must name the columns identifier and person.")
        return {(row["identifier"] or "").strip(): (row["person"] or "").strip() for row in rows}
    except (csv.Error, ContentError) as error:
        raise CommandError(f"{plain(path)}: {plain(str(error))}") from None


def read_rows(path: str, reader: Reader, progress: Callable[[int], None]) -> list[Brought | Outcome]:
    """The rows of a FHIR or CSV file; ContentError when the file as a whole cannot be read."""
    held = read_file(path)
    if path.lower().endswith((".csv", ".tsv")) or not held.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        text = decode(held, path)
        return read_csv(
            text, path, find=_finder(reader), zone=reader.zone, now=reader.now, only=reader.only, case=reader.case
        )
    return read_responses(held, path, reader, progress)


def _finder(reader: Reader) -> Callable[[str], Instrument | None]:
    known = {form.instrument.slug: form.instrument for form in reversed(reader.book.forms)}
    return known.get


class Counter:
    """How far it is, on a terminal only."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.seen = sys.stderr.isatty()

    def __call__(self, done: int, total: int = 0) -> None:
        """Show how many are done, of how many when that is known."""
        if self.seen:
            of = f" of {total}" if total else ""
            sys.stderr.write(f"\r{self.words} {done}{of} ")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line."""
        if self.seen:
            sys.stderr.write("\r\x1b[K")


def told(report: Report) -> Iterable[str]:
    """The report as lines for a terminal: counts, other scores, and the first rows that were not taken, with why."""
    counts = {what: len(report.of(what)) for what in ("taken", "amended", "known", "passed over", "refused")}
    said = {"taken": "new", "amended": "new versions", "known": "known already", "passed over": "passed over"}
    yield ", ".join(f"{counts[what]} {words}" for what, words in said.items()) + f", {counts['refused']} refused"
    differ = [one for one in report.outcomes if one.mismatch]
    for one in differ[:SHOWN]:
        yield f"  {plain(one.place)}: the file says {one.stated:g}, the answers give {_number(one.total) or 'no score'}"
    yield from _more(len(differ), "other scores")
    left = [*report.of("refused"), *(one for one in report.of("passed over") if counts["refused"] == 0)]
    for one in left[:SHOWN]:
        yield f"  {plain(one.place)}: {plain(one.reason)}"
    yield from _more(len(left), "such rows")


def write_report(path: str, reports: Sequence[tuple[str, Report]]) -> None:
    """Every row and what became of it, as CSV that only its owner can read: it holds scores."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except (OSError, ValueError) as error:
        raise CommandError(f"{plain(path)} cannot be written: {plain(str(error))}") from None
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "place", "instrument", "outcome", "score in the file", "score", "reason"])
        for name, report in reports:
            for one in report.outcomes:
                scores = (_number(one.stated), _number(one.total))
                rows.writerow([*map(_cell, (name, one.place, one.instrument, one.what)), *scores, _cell(one.reason)])


def plain(text: str) -> str:
    """Text from a file made safe for a terminal: one line, no control characters."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _more(count: int, words: str) -> Iterable[str]:
    if count > SHOWN:
        yield f"  and {count - SHOWN} more {words}; --report FILE lists them all"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _cell(text: str) -> str:
    text = plain(text)
    return f"'{text}" if text[:1] in "=+-@" and text else text  # a spreadsheet must not take it for a formula
