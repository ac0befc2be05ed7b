"""Two people write on one goal at the same time, and nothing is lost without a word."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ampersand.goals.rules.wording import Words, from_data, merge, tidy, to_data

BASE = Words("We walk", ("none", "one", "two", "three", "four"), "walks", date(2026, 12, 20), ("seen",))
texts = st.sampled_from(["", "a", "b", "c"])
words = st.builds(
    Words, texts, st.tuples(*[texts] * 5), texts, st.sampled_from([None, date(2026, 12, 1), date(2026, 12, 2)]),
    st.sampled_from([(), ("seen",), ("seen", "wanted")]),
)  # fmt: skip


def test_two_different_parts_go_together() -> None:
    theirs, mine = replace(BASE, text="We walk far"), replace(BASE, levels=("none", "one", "2 walks", "three", "four"))
    merged = merge(BASE, theirs, mine)
    assert merged.words == replace(mine, text="We walk far")
    assert merged.clashes == ()
    assert merged.taken == ("text",)


def test_the_same_part_is_asked_about() -> None:
    merged = merge(BASE, replace(BASE, text="We walk far"), replace(BASE, text="We walk slowly"))
    assert [(clash.part, clash.theirs, clash.mine) for clash in merged.clashes] == [
        ("text", "We walk far", "We walk slowly")
    ]


@given(words, words, words)
def test_nothing_is_overwritten_unseen(base: Words, theirs: Words, mine: Words) -> None:
    merged = merge(base, theirs, mine)
    if not merged.clashes:
        assert merged == merge(base, mine, theirs) or merged.words == merge(base, mine, theirs).words
    if theirs == base:
        assert merged.words == mine
    if mine == base:
        assert merged.words == theirs
        assert not merged.clashes


@given(words)
def test_what_is_sealed_comes_back(one: Words) -> None:
    assert from_data(json.loads(json.dumps(to_data(one)))) == one
    assert tidy(tidy(one)) == tidy(one)
