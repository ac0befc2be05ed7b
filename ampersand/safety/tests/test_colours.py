"""The colours: the table, every combination of answers, and what must hold for any answers at all."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.safety.rules import colours
from ampersand.safety.rules.colours import Colour, finding
from ampersand.safety.rules.private_check import THINGS, Asked, Told, keys_of

HARM = ("control", "threats", "force", "neck", "weapon", "weapon_words", "gun", "sex", "kill")  # questions 3 to 9
CALM = {key: Told.NO.value for thing in THINGS for key in keys_of(thing)}


def told(**things: str) -> dict[str, str]:
    """The calm answers, but for these things, as they ever were."""
    return CALM | {keys_of(thing)[-1]: value for thing, value in things.items()}


def yes(thing: str) -> str:
    return "yes" if THINGS[thing] is Asked.NOW else "once"


@pytest.mark.parametrize(
    ("answers", "colour"),
    [
        (told(), Colour.GREEN),
        *((told(**{fear: yes(fear), harm: yes(harm)}), Colour.RED) for fear in ("afraid", "pay") for harm in HARM),
        *((told(**{thing: "once"}), Colour.RED) for thing in ("neck", "weapon", "sex", "kill", "hurt")),
        (told(force="more"), Colour.RED),
        (told(force="once"), Colour.AMBER),
        *((told(**{thing: "more"}), Colour.AMBER) for thing in ("holds_back", "control", "threats")),
        (told(holds_back="more", control="more", threats="more"), Colour.AMBER),
        (told(own="once"), Colour.AMBER),
        (told(pay="yes"), Colour.AMBER),
        *((told(**{thing: "unsaid"}), Colour.AMBER) for thing in THINGS),
        (told(afraid="more"), Colour.AMBER),  # the table is silent; we are careful
        (told(weapon_words="once"), Colour.AMBER),
        (told(gun="yes"), Colour.GREEN),
        (told(holds_back="more", afraid="once"), Colour.AMBER),
    ],
)
def test_each_line_of_the_table(answers: dict[str, str], colour: Colour) -> None:
    assert finding(answers).colour is colour


def test_the_past_year_counts_as_much_as_ever() -> None:
    assert finding(CALM | {"neck.year": "once"}).colour is Colour.RED
    assert finding(CALM | {"force.year": "more", "force.ever": "no"}).colour is Colour.RED


def expected(held: dict[str, int], unsaid: bool) -> Colour:
    """The table of the protocol, written once more in its own words."""
    fear = held["afraid"] or held["pay"]
    if fear and any(held[thing] for thing in HARM):
        return Colour.RED
    if held["neck"] or held["weapon"] or held["sex"] or held["kill"] or held["hurt"] or held["force"] > 1:
        return Colour.RED
    alone = held["holds_back"] or held["control"] or held["threats"] or held["force"] == 1
    careful = held["own"] or fear or unsaid or held["weapon_words"]
    return Colour.AMBER if alone or careful else Colour.GREEN


def test_every_combination_of_what_is_told_has_the_colour_of_the_table() -> None:
    things = tuple(THINGS)
    choices = [("no", yes(thing), "more") if thing == "force" else ("no", yes(thing)) for thing in things]
    count = {"no": 0, "once": 1, "yes": 1, "more": 2}
    keys, seen = [keys_of(thing)[-1] for thing in things], set()
    for values in product(*choices):
        colour = finding(dict(zip(keys, values, strict=True))).colour
        held = {thing: count[value] for thing, value in zip(things, values, strict=True)}
        assert colour is expected(held, unsaid=False), held
        seen.add(colour)
    assert seen == set(Colour)


ANSWERS = st.fixed_dictionaries(
    {
        key: st.sampled_from(["no", "yes", "unsaid"] if key.endswith(".now") else ["no", "once", "more", "unsaid"])
        for key in CALM
    }
)


@given(ANSWERS, st.sampled_from(sorted(CALM)))
def test_telling_more_never_makes_it_milder(answers: dict[str, str], key: str) -> None:
    graver = "yes" if key.endswith(".now") else "more"
    assert finding(answers | {key: graver}).colour >= finding(answers | {key: "no"}).colour
    assert finding(answers | {key: graver}).colour >= finding(answers | {key: "unsaid"}).colour


@given(ANSWERS)
def test_whatever_is_not_said_is_never_green_and_every_colour_but_green_says_why(answers: dict[str, str]) -> None:
    found = finding(answers)
    assert found.unsaid == ("unsaid" in answers.values())
    assert found.colour is not Colour.GREEN or not found.unsaid
    assert bool(found.because or found.unsaid) or found.colour is Colour.GREEN


@given(st.lists(ANSWERS, min_size=1, max_size=3))
def test_of_several_accounts_the_graver_counts_in_any_order(accounts: list[dict[str, str]]) -> None:
    found = colours.graver(accounts)
    assert found.colour is max(finding(one).colour for one in accounts)
    assert colours.graver(reversed(accounts)) == found


def test_accounts_that_differ_are_named_and_not_judged() -> None:
    assert colours.differ([told(force="once"), told()]) == ("force",)
    assert colours.differ([told(force="once"), told(force="more")]) == ()
    assert colours.differ([told()]) == ()
    assert colours.differ([told(force="once"), {"neck.ever": "once"}]) == ("neck",), "nothing was said of force"


def test_a_later_account_is_graver_only_where_it_tells_more() -> None:
    before = told(neck="once")
    assert not colours.got_graver(before, before)
    assert not colours.got_graver(before, told())
    assert colours.got_graver(before, before | {"neck.year": "once"}), "it has happened again"
    assert colours.got_graver(before, before | {"afraid.year": "once"})


def test_rules_live_without_a_clock() -> None:
    assert "clock" not in Path(colours.__file__).read_text(encoding="utf-8")
