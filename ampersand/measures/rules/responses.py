"""Answers that come from another system: what a row holds, what became of it, and our own CSV format.

Columns of the CSV: `person` (their id here or e-mail address), `instrument` (its short name), `taken_at`, one column
for each item (its id, or q1, q2, ...), and if wanted `case`, `total` (the score the other system gave) and `id` (its
own name for the row, so that bringing it in again changes nothing). An empty cell is a missing answer.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from ampersand.core.reading import ContentError

from .instrument import Instrument, Number
from .scoring import Code, check_code

type What = Literal["taken", "amended", "known", "passed over", "refused"]
type Find = Callable[[str], Instrument | None]

PLAIN = ("person", "case", "instrument", "taken_at", "total", "id")
MAX_ROWS = 200_000
EARLIEST = datetime(1950, 1, 1, tzinfo=UTC)
NUMBER = re.compile(r"-?\d{1,6}([.,]\d{1,6})?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
KNOWN = re.compile(r"person|instrument|taken_at|case|total|id|q\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One set of answers from elsewhere, by item id, whose person and case are still as the file names them."""

    place: str
    person: str
    instrument: Instrument
    taken_at: datetime
    answers: Mapping[str, Code]
    source: str
    case: str = ""
    stated: Number | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row; `stated` is the score in the file, `total` the one worked out here."""

    place: str
    what: What
    reason: str = ""
    instrument: str = ""
    stated: Number | None = None
    total: Number | None = None

    @property
    def mismatch(self) -> bool:
        """Whether the file states another score than the answers give."""
        return self.stated is not None and (self.total is None or abs(self.stated - self.total) > 0.005)


def read_csv(
    text: str, file: str, *, find: Find, zone: str, now: datetime, only: str = "", case: str = ""
) -> list[Brought | Outcome]:
    """The rows of a CSV file; a row that cannot be taken is an Outcome, a file that cannot be read a ContentError.

    `only` is the instrument and `case` the case of rows that name none; times without a zone are taken in `zone`.
    """
    rows = _open(text, file)
    columns = [column.strip() for column in rows.fieldnames or ()]
    _check_columns(columns, file, only)
    rows.fieldnames = columns
    found: list[Brought | Outcome] = []
    for row in _lines(rows, file):
        place = f"line {rows.line_num}"
        if len(found) >= MAX_ROWS:
            raise ContentError(f"has more than {MAX_ROWS} rows; divide it", file)
        try:
            found.append(_row(row, place, columns, find, zone, now, only, case))
        except ValueError as error:
            found.append(Outcome(place, "refused", str(error)[:300], (row.get("instrument") or only)[:60]))
    if not found:
        raise ContentError("holds no rows", file)
    return found


def read_time(text: str, zone: str, now: datetime) -> datetime:
    """An instant from ISO 8601; a day alone is its noon in `zone`; ValueError when it is no time or lies ahead."""
    try:
        read = datetime.fromisoformat(text)
        if DAY.fullmatch(text):
            read = datetime.combine(read.date(), time(12))
        if read.tzinfo is None:
            read = read.replace(tzinfo=ZoneInfo(zone))
        read = read.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"{text[:40]!r} is not a day or time such as 2026-09-14T18:30:00+02:00") from None
    if read < EARLIEST or read > now + timedelta(days=1):
        raise ValueError(f"{text[:40]} lies in the future or too far back")
    return read


def _open(text: str, file: str) -> csv.DictReader[str]:
    if "\x00" in text:
        raise ContentError("holds a character that is not text", file)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
        if not rows.fieldnames:
            raise ContentError("is empty", file)
        rows.fieldnames = [_column(name) for name in rows.fieldnames]
    except csv.Error as error:
        raise ContentError(f"is not a CSV file: {error}", file) from None
    return rows


def _column(name: str) -> str:
    """A column's name as it is known here, where only blanks and capitals differ; ids of items stay as they are."""
    known = name.strip().lower()
    return known if KNOWN.fullmatch(known) else name.strip()


def _lines(rows: csv.DictReader[str], file: str) -> Iterator[Mapping[str, str]]:
    try:
        for row in rows:
            if None in row or None in row.values():
                raise ContentError("has another number of cells than the first line", file, line=rows.line_num)
            yield row
    except csv.Error as error:
        raise ContentError(f"is not a CSV file: {error}", file, line=rows.line_num) from None


def _check_columns(columns: list[str], file: str, only: str) -> None:
    twice = {column for column in columns if columns.count(column) > 1} if len(columns) < 500 else {"too many"}
    if twice:
        raise ContentError(f"column {min(twice)[:60]!r} appears twice", file, line=1)
    needed = ["person", "taken_at"] if only else ["person", "instrument", "taken_at"]
    for column in needed:
        if column not in columns:
            raise ContentError(f"column {column} is missing", file, line=1)


def _row(
    row: Mapping[str, str], place: str, columns: list[str], find: Find, zone: str, now: datetime, only: str, case: str
) -> Brought:
    slug = (row.get("instrument") or "").strip() or only
    instrument = find(slug)
    if instrument is None:
        raise ValueError(f"instrument: there is no {slug[:60]!r} here")
    person = row["person"].strip()
    if not person:
        raise ValueError("person: is empty")
    try:
        taken_at = read_time(row["taken_at"].strip(), zone, now)
    except ValueError as error:
        raise ValueError(f"taken_at: {error}") from None
    stated = (row.get("total") or "").strip()
    given = (row.get("id") or "").strip()
    return Brought(
        place=place,
        person=person,
        case=(row.get("case") or "").strip() or case,
        instrument=instrument,
        taken_at=taken_at,
        answers=_answers(row, columns, instrument),
        stated=_number(stated, "total") if stated else None,
        source=f"csv:{given}"[:200] if given else f"csv:{taken_at.isoformat()}",
    )


def _answers(row: Mapping[str, str], columns: list[str], instrument: Instrument) -> dict[str, Code]:
    answers: dict[str, Code] = {item.id: None for item in instrument.items}
    columns_of = {column: column.removeprefix("q") if column not in answers else column for column in columns}
    seen: set[str] = set()
    for column in columns:
        item_id = columns_of[column]
        cell = row[column].strip()
        if column in PLAIN or (item_id not in answers and not cell):
            continue
        if item_id not in answers:
            raise ValueError(f"{column[:60]}: {instrument.slug} has no such item")
        if item_id in seen:
            raise ValueError(f"{column[:60]}: item {item_id} has two columns")
        seen.add(item_id)
        if cell:
            answers[item_id] = check_code(instrument, instrument.item(item_id), _number(cell, column))
    if all(code is None for code in answers.values()):
        raise ValueError("no item is answered")
    return answers


def _number(cell: str, column: str) -> Number:
    if not NUMBER.fullmatch(cell):
        raise ValueError(f"{column[:60]}: {cell[:40]!r} is not a number")
    value = float(cell.replace(",", "."))
    return int(value) if value == int(value) else value
