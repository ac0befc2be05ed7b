"""Our CSV format for answers from elsewhere."""

from datetime import UTC, datetime

import pytest

from ampersand.core.reading import ContentError
from ampersand.measures.rules.loading import shipped
from ampersand.measures.rules.responses import Brought, Outcome, read_csv, read_time

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HEAD = "person,instrument,taken_at,q1,q2,q3,q4,q5,q6,q7\n"


def rows(text: str, only: str = "") -> list[Brought | Outcome]:
    return read_csv(text, "f.csv", find=shipped().get, zone="Europe/Amsterdam", now=NOW, only=only)


def refused(text: str, only: str = "") -> str:
    found = rows(text, only)[0]
    assert isinstance(found, Outcome)
    return found.reason


def test_a_row_of_each_kind() -> None:
    found = rows(HEAD + "a@x,gad-7,2026-09-07,2,1,2,1,0,,0\nb@x,phq-2,2026-09-07T18:00:00Z,2,1,,,,,\n")
    first, second = found
    assert isinstance(first, Brought)
    assert isinstance(second, Brought)
    assert list(first.answers.values()) == [2, 1, 2, 1, 0, None, 0]
    assert (first.person, first.place, first.source) == ("a@x", "line 2", "csv:2026-09-07T10:00:00+00:00")
    assert list(second.answers.values()) == [2, 1]


def test_other_spreadsheets_and_item_names() -> None:
    found = rows("person;taken_at;1;2;difficulty;3;4;5;6;7;8;9\r\na@x;2026-09-07;1;1;3;0;0;0;0;0;0;0\r\n", "phq-9")[0]
    assert isinstance(found, Brought)
    assert found.answers["difficulty"] == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a@x,oops,2026-09-07,2,1,2,1,0,1,0", "instrument: there is no 'oops' here"),
        (",gad-7,2026-09-07,2,1,2,1,0,1,0", "person: is empty"),
        ("a@x,gad-7,07/09/2026,2,1,2,1,0,1,0", "taken_at: '07/09/2026' is not a day or time"),
        ("a@x,gad-7,2027-09-07,2,1,2,1,0,1,0", "taken_at: 2027-09-07 lies in the future"),
        ("a@x,gad-7,2026-09-07,2,1,2,1,0,1,4", "gad-7 item 7: 4 is not one of the codes 0, 1, 2, 3"),
        ("a@x,gad-7,2026-09-07,2,1,2,1,0,1,often", "q7: 'often' is not a number"),
        ("a@x,phq-2,2026-09-07,2,1,2,,,,", "q3: phq-2 has no such item"),
        ("a@x,gad-7,2026-09-07,,,,,,,", "no item is answered"),
    ],
)
def test_a_row_that_cannot_be_taken(row: str, reason: str) -> None:
    assert reason in refused(HEAD + row)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        (HEAD, "holds no rows"),
        ("person,taken_at\na,b\n", "column instrument is missing"),
        ("person,person,instrument,taken_at\n", "appears twice"),
        (HEAD + "a,b\n", "another number of cells"),
        (HEAD + 'a,"b\n', "is not a CSV file"),
        (HEAD + "a\x00,b\n", "not text"),
    ],
)
def test_a_file_that_cannot_be_read(text: str, reason: str) -> None:
    with pytest.raises(ContentError, match=reason):
        rows(text)


def test_capitals_and_blanks_in_the_first_line_do_not_matter() -> None:
    found = rows(" Person ,Instrument,Taken_At,Q1,q2\na@x,phq-2,2026-09-07,2,1\n")[0]
    assert isinstance(found, Brought)
    assert list(found.answers.values()) == [2, 1]


def test_an_item_in_two_columns() -> None:
    assert "item 1 has two columns" in refused("person,taken_at,1,q1,2\na@x,2026-09-07,1,1,1\n", "phq-2")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-09-07", "2026-09-07T10:00:00+00:00"),
        ("2026-09-07T18:00", "2026-09-07T16:00:00+00:00"),
        ("2026-09-07T18:00:00.123456789-05:00", "2026-09-07T23:00:00.123456+00:00"),
    ],
)
def test_times(text: str, instant: str) -> None:
    assert read_time(text, "Europe/Amsterdam", NOW).isoformat() == instant
