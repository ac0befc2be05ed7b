"""Who has not answered two check-ins in a row that another did."""

from datetime import UTC, datetime, timedelta

import pytest

from ampersand.checkins.rules.missed import Window, missed

START = datetime(2026, 9, 7, 18, tzinfo=UTC)


def windows(*by: str) -> list[Window[str]]:
    return [Window(START + timedelta(weeks=n), frozenset(who.split())) for n, who in enumerate(by)]


@pytest.mark.parametrize(
    ("answered", "silent"),
    [
        (("Ana Ben", "Ana", "Ana"), ["Ben"]),
        (("Ana", "Ana Ben"), []),
        (("Ana Ben", "Ana"), []),
        (("Ana",), []),
        (("Ana", "", "Ana"), ["Ben"]),
        (("Ana", "", ""), []),
        (("Ana", "Ben"), []),
        (("", "", ""), []),
    ],
)
def test_two_in_a_row_that_the_other_answered(answered: tuple[str, ...], silent: list[str]) -> None:
    assert [one.who for one in missed(windows(*answered), ["Ana", "Ben"])] == silent


def test_since_the_first_of_them_and_nobody_of_one_alone() -> None:
    found = missed(windows("Ana Ben", "Ana", "Ana", "Ana"), ["Ana", "Ben"])[0]
    assert (found.since, found.upto) == (START + timedelta(weeks=2), START + timedelta(weeks=3))
    assert missed(windows("", "Ana", "Ana"), ["Ben"]) == []
