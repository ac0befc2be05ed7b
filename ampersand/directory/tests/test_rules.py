"""The rules of the directory in plain Python: cards, wishes, openings, patience, money."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.directory import content
from ampersand.directory.rules import money, search
from ampersand.directory.rules.card import Card, Fees, Licence, Place, changed, findable, from_data, missing, to_data
from ampersand.directory.rules.letter import Reach, Sent, reach, sealed_text, sent
from ampersand.directory.rules.openings import MODULUS, Openings, Shown, turn, week
from ampersand.directory.rules.search import Wanted
from ampersand.directory.rules.waiting import Patience, due, goes_on

CARD = Card(
    "Dana", "A line.", "Words.", ("individual", "couple"), ("in-person", "online"), ("cbt",), ("conflict",), ("en",),
    fees=Fees("EUR", {"individual": 70, "couple": 100}, True), licence=Licence("Kind", "1", "Someone", ("NL", "US-MA")),
    places=(Place("Canal 1", 1, "Utrecht", "NL", "", 52.0, 5.0),),
)  # fmt: skip
DAY = date(2026, 11, 25)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
PATIENCE = Patience(2, 5, 21, 30)


def test_a_card_is_the_same_after_it_was_stored() -> None:
    assert from_data(to_data(CARD)) == CARD
    assert from_data({"name": "Dana", "unknown": 1}) == Card(name="Dana")


def test_what_differs_between_two_cards_is_named_in_the_order_of_the_form() -> None:
    assert changed(CARD, replace(CARD, line="Other.", fees=Fees())) == ["line", "fees"]


def test_a_page_says_what_it_still_needs() -> None:
    assert missing(CARD) == []
    assert missing(replace(CARD, places=())) == ["places"]
    assert missing(replace(CARD, places=(), formats=("online",))) == []
    assert missing(replace(CARD, licence=Licence("Kind", "1", "Someone"))) == ["licence"]


def test_a_card_is_found_under_what_it_offers_and_every_price_above_its_own() -> None:
    words = findable(CARD, {"EUR": (60, 90, 120)})
    assert {"all", "for:couple", "format:online", "valid:US-MA", "sliding", "price:couple:EUR:120"} <= words
    assert {"price:individual:EUR:90", "price:any:EUR:90"} <= words
    assert not {"price:couple:EUR:90", "price:individual:EUR:60"} & words


@given(st.sampled_from(sorted(content.known().concerns)), st.integers(1, 9))
def test_a_wish_survives_its_address_and_a_quiet_concern_never_stands_in_it(concern: str, page: int) -> None:
    asked = Wanted(
        ("couple",), "utrecht-2745912", 50, "online", "cbt", concern, "en", "90", "month", "evenings", "", page
    )
    pairs = search.address(asked, content.quiet())
    said = {name: [value for other, value in pairs if other == name] for name, _ in pairs}
    back = search.wanted(said, content.known(), in_address=True)
    quiet = concern in content.quiet()
    assert back == (replace(asked, concern="") if quiet else asked)
    assert not any(concern == value for name, value in pairs) or not quiet


def test_a_quiet_concern_in_a_hand_made_address_is_passed_over() -> None:
    assert search.wanted({"concern": ["affair"]}, content.known(), in_address=True).concern == ""
    assert search.wanted({"concern": ["affair"]}, content.known(), in_address=False).concern == "affair"


def test_nonsense_in_an_address_asks_for_nothing() -> None:
    said = {"for": ["dogs"], "within": ["-3"], "page": ["x"], "price": ["<b>"], "approach": ["magic"]}
    assert search.wanted(said, content.known(), in_address=True) == Wanted()


@pytest.mark.parametrize(
    ("openings", "shown"),
    [
        (Openings(), Shown.UNCONFIRMED),
        (Openings("open", DAY, DAY), Shown.NOW),
        (Openings("open", DAY + timedelta(days=3), DAY + timedelta(days=9)), Shown.FROM),
        (Openings("open", DAY, DAY - timedelta(days=1)), Shown.UNCONFIRMED),
        (Openings("waiting", None, DAY), Shown.WAITING),
        (Openings("full", None, DAY), Shown.FULL),
    ],
)
def test_openings_are_shown_as_long_as_they_are_confirmed(openings: Openings, shown: Shown) -> None:
    assert openings.shown(DAY) is shown


def test_whoever_has_room_stands_before_those_who_have_none_and_nobody_gains_by_an_old_date() -> None:
    said = [
        Openings("open", DAY - timedelta(days=200), DAY), Openings("open", DAY, DAY),
        Openings("open", DAY + timedelta(days=1), DAY), Openings("waiting", None, DAY), Openings(),
    ]  # fmt: skip
    orders = [one.order(DAY) for one in said]
    assert orders[0] == orders[1] == DAY
    assert orders == sorted(orders)


@given(st.integers(1, MODULUS - 1), st.integers(1, MODULUS - 1), st.dates(date(2026, 1, 1), date(2036, 1, 1)))
def test_each_lot_has_a_place_of_its_own(one: int, other: int, day: date) -> None:
    assert 0 <= turn(one, day) < MODULUS
    assert (turn(one, day) == turn(other, day)) == (one == other)


def test_over_many_days_two_equals_are_first_about_equally_often() -> None:
    days = [DAY + timedelta(days=number) for number in range(400)]
    first = sum(turn(12_345, day) < turn(678_901, day) for day in days)
    assert 150 < first < 250


def test_weeks_sort_in_the_order_of_time() -> None:
    days = [DAY + timedelta(weeks=number) for number in range(60)]
    assert [week(day) for day in days] == sorted(week(day) for day in days)


@pytest.mark.parametrize(
    ("state", "asked", "moved", "stage"),
    [
        ("sent", 1, 1, ""), ("sent", 2, 2, "remind"), ("sent", 5, 5, "tell"), ("sent", 21, 21, "close"),
        ("declined", 40, 29, ""), ("declined", 40, 30, "destroy"), ("withdrawn", 30, 30, "destroy"),
        ("offered", 60, 50, ""), ("offered", 60, 51, "destroy"), ("begun", 31, 30, "destroy"),
        ("held", 2, 2, "destroy"),
    ],
)  # fmt: skip
def test_what_is_due_after_so_many_days(state: str, asked: int, moved: int, stage: str) -> None:
    assert due(state, NOON - timedelta(days=asked), NOON - timedelta(days=moved), NOON, PATIENCE) == stage


def test_it_is_said_when_everything_goes() -> None:
    assert goes_on("sent", NOON, PATIENCE) is None
    assert goes_on("declined", NOON, PATIENCE) == NOON + timedelta(days=30)
    assert goes_on("chosen", NOON, PATIENCE) == NOON + timedelta(days=51)


def test_what_was_handed_over_is_the_same_after_it_was_sealed_as_text() -> None:
    told = Sent("Wren", "couple", "NL", ("evenings",), "", "Ünïcode “words”", ("A? B",), "a@example.org")
    assert sent(sealed_text(told)) == told
    assert reach(sealed_text(Reach("token", ""))) == Reach("token", "")


def test_money_is_told_with_its_sign_or_its_code() -> None:
    assert [money.told(*one) for one in ((90, "EUR"), (1200, "SEK"), (150, "CAD"))] == [
        "€90",
        "1\u202f200\u00a0SEK",
        "CA$150",
    ]


def test_every_list_of_the_content_is_there() -> None:
    assert len(content.approaches()) >= 12
    assert {"NL", "US-MA", "CA-ON"} <= set(content.regions())
    assert all(one.words and one.turn for one in content.declines().values())
    assert all(len(steps) >= 3 and list(steps) == sorted(steps) for steps in content.choices().prices.values())
    assert set(content.choices().called.values()) <= set(content.regions())
