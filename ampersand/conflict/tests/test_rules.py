"""What people write, weeks, fear, the two sides and the loop: rules without a database."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.conflict.rules import account, loop, pairs
from ampersand.conflict.rules.account import LINES, Account
from ampersand.conflict.rules.compare import alike, lines
from ampersand.conflict.rules.fear import HOT, is_drawn, is_for_a_talk_alone
from ampersand.conflict.rules.pairs import Event, NotPossible, Pair
from ampersand.conflict.rules.vocabulary import SHIPPED, load
from ampersand.conflict.rules.weeks import WEEK, Logged, Week, are_apart, monday, of_both, summary, week_of, weeks
from ampersand.core.reading import ContentError

MONDAY = date(2026, 11, 2)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
HEATS = st.none() | st.integers(0, 10)
TEXTS = st.text(max_size=20)
ACCOUNTS = st.builds(
    Account, TEXTS, HEATS, st.tuples(TEXTS), TEXTS, TEXTS, TEXTS, st.tuples(TEXTS), TEXTS,
    st.sampled_from(["", "hour", "not_yet"]), TEXTS, st.sampled_from(["", "yes", "no"]),
)  # fmt: skip


def test_the_diary_counts_as_published() -> None:
    """Counts 2, 0, 1 with heats 4, 7 and 3, mended 2 of 3: three rows, 4.667, 7, .667."""
    third = MONDAY + 2 * WEEK
    logged = [Logged(MONDAY, 4, True), Logged(MONDAY + timedelta(days=3), 7), Logged(third, 3, True)]
    found = weeks(logged, {MONDAY + WEEK}, MONDAY, third)
    assert [week.count for week in found] == [2, 0, 1]
    said = summary(logged)
    assert (said.count, said.hottest, said.mended) == (3, 7, 2)
    assert said.mean == pytest.approx(4.667, abs=0.001)
    assert said.rate == pytest.approx(0.667, abs=0.001)


def test_a_week_of_none_has_no_heat_and_no_share_and_a_missing_one_is_not_quiet() -> None:
    said = summary([])
    assert (said.count, said.mean, said.rate) == (0, None, None)
    quiet, missing = weeks([], {MONDAY}, MONDAY, MONDAY + WEEK)
    assert (quiet.count, quiet.mean) == (0, None)
    assert missing.count is None


@given(st.lists(st.tuples(DAYS, HEATS, st.booleans()), max_size=30))
def test_every_row_is_in_one_week_and_the_share_is_a_share(rows: list[tuple[date, int | None, bool]]) -> None:
    logged = [Logged(*row) for row in rows]
    said = summary(logged)
    assert said.rate is None if not rows else said.rate is not None and 0 <= said.rate <= 1
    if rows:
        first, last = min(monday(row[0]) for row in rows), max(monday(row[0]) for row in rows)
        if (last - first).days < 3650:
            found = weeks(logged, set(), first, last)
            assert sum(week.count or 0 for week in found) == len(rows)
            assert sum(week.mended for week in found) == said.mended


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Pacific/Auckland", "Europe/Lisbon", "America/Los_Angeles", "Asia/Kolkata", "UTC"]),
)
def test_a_week_begins_on_monday_where_the_person_is(at: datetime, zone: str) -> None:
    begins = week_of(at, zone)
    local = at.astimezone(ZoneInfo(zone)).date()
    assert begins.weekday() == 0
    assert begins <= local < begins + WEEK


def test_one_instant_can_be_in_two_weeks() -> None:
    sunday_night = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
    assert week_of(sunday_night, "UTC") == MONDAY - WEEK
    assert week_of(sunday_night, "Europe/Amsterdam") == MONDAY


def test_a_mean_of_both_hides_weeks_that_differ_by_three() -> None:
    assert of_both(Week(MONDAY, 1, drawn=4), Week(MONDAY, 3, drawn=6)) == Week(MONDAY, 2, drawn=5)
    assert of_both(Week(MONDAY, 1), Week(MONDAY, 4)).count is None
    assert of_both(Week(MONDAY, None), Week(MONDAY, 4)).count is None
    assert are_apart(Week(MONDAY, 0), Week(MONDAY, 3))
    assert not are_apart(Week(MONDAY, None), Week(MONDAY, 3))


@given(st.booleans(), HEATS, st.booleans())
def test_fear_is_for_a_talk_alone_and_the_hottest_are_drawn_for_nobody(
    afraid: bool, heat: int | None, fearful: bool
) -> None:
    told = is_for_a_talk_alone(afraid=afraid, heat=heat, fearful=fearful)
    assert told == (afraid or (fearful and heat in (9, 10)))
    assert is_drawn(heat) == (heat is not None and heat < HOT), "whatever was said of fear"


@given(ACCOUNTS, st.sets(st.sampled_from(list(LINES))))
def test_what_is_laid_beside_holds_the_chosen_lines_and_never_the_heat(one: Account, chosen: set[str]) -> None:
    shown = one.only(chosen)
    assert shown.heat is None
    assert shown.caught == ""
    for line in LINES:
        assert shown.has(line) == (line in chosen and one.has(line))


@given(ACCOUNTS)
def test_what_is_sealed_comes_back(one: Account) -> None:
    tidied = account.tidy(one)
    assert account.from_data(account.to_data(tidied)) == tidied
    assert account.from_data({"later": "unknown"}) == account.EMPTY


def test_a_heat_is_from_nought_to_ten() -> None:
    with pytest.raises(ValueError, match="heat"):
        Account(heat=11)


DEEDS = st.lists(st.tuples(st.sampled_from(["ana", "ben"]), st.sampled_from(Event)), max_size=25)


@given(DEEDS)
def test_a_pair_is_open_exactly_when_both_have_sealed_and_both_share(deeds: list[tuple[str, Event]]) -> None:
    pair: Pair[str] = Pair(frozenset({"ana", "ben"}))
    sealed: set[str] = set()
    shared: set[str] = set()
    for who, event in deeds:
        try:
            pair = pairs.after(pair, who, event)
        except NotPossible:
            assert (who in sealed) == (event is Event.SEAL), "only what cannot be is refused"
            continue
        if event is Event.SEAL:
            sealed.add(who)
        elif event is Event.SHARE:
            shared.add(who)
        else:
            sealed.discard(who)
            shared.discard(who)
        assert pair.is_open == (sealed == shared == {"ana", "ben"})


def test_it_opens_in_whatever_order() -> None:
    wanted = [("ana", Event.SEAL), ("ana", Event.SHARE), ("ben", Event.SEAL), ("ben", Event.SHARE)]
    opened = 0
    for order in permutations(wanted):
        pair: Pair[str] = Pair(frozenset({"ana", "ben"}))
        try:
            for who, event in order:
                pair = pairs.after(pair, who, event)
        except NotPossible:
            continue
        opened += pair.is_open
    assert opened == 6, "every order in which each seals before sharing"


def test_a_stranger_has_no_side() -> None:
    with pytest.raises(ValueError, match="two"):
        pairs.after(Pair(frozenset({"ana", "ben"})), "farid", Event.SEAL)
    with pytest.raises(ValueError, match="two"):
        Pair(frozenset({"ana"}))


PARTS = st.dictionaries(st.sampled_from(["name", "word", "a.does", "b.does"]), st.sampled_from(["x", "y", ""]))


@given(PARTS, PARTS, PARTS)
def test_changes_at_once_lose_nothing_unasked(
    base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]
) -> None:
    found = loop.merge(base, theirs, mine)
    for name in {*base, *theirs, *mine}:
        was, now, want = base.get(name, ""), theirs.get(name, ""), mine.get(name, "")
        stands = found.parts.get(name, "")
        assert stands == (now if want == was else want)
        assert (name in found.clashes) == (want not in (was, now) and now != was)


def test_the_picture_needs_both_halves() -> None:
    parts = {"a.does": "ask", "a.feels": "alone", "b.does_words": "leaves"}
    assert not loop.is_drawn(parts, ["a", "b"])
    assert loop.is_drawn(parts | {"b.feels": "wrong"}, ["a", "b"])
    assert not loop.is_drawn(parts, ["a"])


def test_caught_counts_only_where_it_was_said() -> None:
    assert loop.caught(["yes", "", "no", "yes"]) == (2, 3)


def test_what_both_felt_is_said_and_what_one_felt_is_kept_apart() -> None:
    found = alike(("hurt", "alone"), ("alone", "wrong"))
    assert (found.both, found.one, found.other) == (("alone",), ("hurt",), ("wrong",))
    assert lines(Account(needed="air"), Account(felt=("sad",))) == ("felt", "needed")


def test_the_words_to_choose_from_read_and_hold_no_force() -> None:
    words = load([SHIPPED])
    assert {move.way for move in words.moves.values()} == {"closer", "against", "away", "softer"}
    assert words.are_fearful(["frightened"])
    assert not words.are_fearful(["worried", "unknown"])
    assert [move.id for move in words.known_moves(["quiet", "ask"])] == ["ask", "quiet"]


def test_a_wrong_file_names_its_place(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('[[move]]\nid = "x"\nway = "up"\nmine = "a"\nseen = "b"\n')
    with pytest.raises(ContentError, match="way"):
        load([tmp_path])
