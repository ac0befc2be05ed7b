"""Golden cases: answers with the scores they must give. An instrument without them, or that misses one, is refused.

Columns are the item ids (blank = missing) and expectations that begin with `=`: `=total` and `=band` always, and where
useful `=side`, `=flags`, `=missing`, `=prorated`, `=partner`, `=sub.<subscale>`, `=rule.<rule>`; blank means none.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ampersand.core.reading import ContentError

from .instrument import Instrument, Number
from .scoring import Result, score

NEEDED = ("=total", "=band")
PLACES = 4


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """One row: its name, its line in the file, the answers, and what they must give, as written."""

    name: str
    line: int
    answers: Mapping[str, Number | None]
    expected: Mapping[str, str]


def read_cases(instrument: Instrument, text: str, file: str) -> tuple[GoldenCase, ...]:
    """The golden cases of a CSV file; ContentError names the line and column that cannot be read."""
    rows = csv.DictReader(text.splitlines(), strict=True)
    columns = list(rows.fieldnames or ())
    _check_columns(instrument, columns, file)
    cases = tuple(_read_rows(instrument, rows, file))
    if not cases:
        raise ContentError("holds no golden case; an instrument without one is not loaded", file)
    return cases


def check_cases(instrument: Instrument, cases: tuple[GoldenCase, ...], file: str) -> None:
    """Refuse an instrument that does not give what its golden cases say."""
    for case in cases:
        try:
            result = score(instrument, case.answers)
        except ValueError as error:
            raise ContentError(f"case {case.name!r}: {error}", file, line=case.line) from error
        for column, expected in case.expected.items():
            found = _found(result, column)
            if found != expected:
                reason = f"case {case.name!r} expects {expected or 'nothing'}, scoring gives {found or 'nothing'}"
                raise ContentError(reason, file, column, case.line)


def _check_columns(instrument: Instrument, columns: list[str], file: str) -> None:
    items = [item.id for item in instrument.items]
    for needed in ("case", *items, *NEEDED):
        if needed not in columns:
            raise ContentError(f"column {needed} is missing", file, line=1)
    subscales = [f"=sub.{part.id}" for part in instrument.subscales]
    rules = [f"=rule.{rule.id}" for rule in instrument.rules]
    for column in columns:
        if column not in ("case", *items, *PLAIN_COLUMNS, *subscales, *rules):
            raise ContentError(f"column {column} is not known", file, line=1)


def _read_rows(instrument: Instrument, rows: csv.DictReader[str], file: str) -> Iterator[GoldenCase]:
    try:
        for row in rows:
            if None in row or None in row.values():
                raise ContentError("has another number of cells than the first line", file, line=rows.line_num)
            answers = {item.id: _cell(row[item.id], item.id, file, rows.line_num) for item in instrument.items}
            expected = {key: _tidy(value) for key, value in row.items() if key.startswith("=")}
            yield GoldenCase(row["case"], rows.line_num, answers, expected)
    except csv.Error as error:
        raise ContentError(str(error), file, line=rows.line_num) from error


def _cell(text: str, column: str, file: str, line: int) -> Number | None:
    if not text.strip():
        return None
    try:
        return int(text) if text.strip().lstrip("-").isdigit() else float(text)
    except ValueError:
        raise ContentError(f"{text!r} is not a code", file, column, line) from None


def _tidy(text: str) -> str:
    try:
        return shown(float(text))
    except ValueError:
        return text.strip()


def shown(value: Number | None) -> str:
    """A score as golden cases write it: at most four decimals, no trailing zeros, blank for none."""
    return "" if value is None else f"{value:.{PLACES}f}".rstrip("0").rstrip(".")


def _truth(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "unknown"}[value]


PLAIN_COLUMNS: Mapping[str, Callable[[Result], str]] = {
    "=total": lambda result: shown(result.total),
    "=band": lambda result: result.band or "",
    "=side": lambda result: result.side or "",
    "=flags": lambda result: " ".join(result.flags),
    "=missing": lambda result: " ".join(result.missing),
    "=prorated": lambda result: _truth(result.prorated),
    "=partner": lambda result: shown(result.partner_total),
    "=positive": lambda result: " ".join(result.positive_subscales),
}


def _found(result: Result, column: str) -> str:
    if column.startswith("=sub."):
        return shown(result.subscales[column.removeprefix("=sub.")])
    if column.startswith("=rule."):
        return _truth(result.rules[column.removeprefix("=rule.")])
    return _tidy(PLAIN_COLUMNS[column](result))
