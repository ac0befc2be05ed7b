"""Whose words stand in a note, and that nobody's part holds a word of anybody else's."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.notes.rules.markup import own_part, statements, to_look_at

ANA, BEN, CHLOE = UUID(int=1), UUID(int=2), UUID(int=3)
PEOPLE = {ANA: "Ana", BEN: "Ben"}
FAMILY = PEOPLE | {CHLOE: "Chloé Larkspoon"}


def said(text: str, people: dict[UUID, str] = FAMILY) -> list[tuple[str, str]]:
    names = {ANA: "A", BEN: "B", CHLOE: "C"}
    return [
        ("all" if one.joint else "".join(names[key] for key in sorted(one.whose)), one.text)
        for one in statements(text, people)
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ana: I am tired", [("A", "I am tired")]),
        ("ana : I am tired", [("A", "I am tired")]),
        ("- ANA: I am tired", [("A", "I am tired")]),
        ("a: I am tired", [("A", "I am tired")]),
        ("Ana (crying): I am tired", [("A", "I am tired")]),
        ("Ana：I am tired", [("A", "I am tired")]),
        ("Ana: I am tired. Ben: So am I", [("A", "I am tired."), ("B", "So am I")]),
        ("Both: ten minutes on Sunday", [("all", "ten minutes on Sunday")]),
        ("Ana and Ben: ten minutes", [("AB", "ten minutes")]),
        ("Ana, Ben & Chloe: a walk", [("all", "a walk")]),
        ("chloe larkspoon: no", [("C", "no")]),
        ("Chloé: no", [("C", "no")]),
        ("B\u200ben: hidden", [("B", "hidden")]),
        ("They look at each other", [("", "They look at each other")]),
        ("Plan B: go on", [("", "Plan B: go on")]),
        ("Anatomy: a word", [("", "Anatomy: a word")]),
        ("They sit. Ana: I wait", [("", "They sit."), ("A", "I wait")]),
        ("", []),
        ("Ana:", []),
    ],
)
def test_a_line_belongs_to_whoever_stands_before_the_colon(line: str, expected: list[tuple[str, str]]) -> None:
    assert said(line) == expected


def test_two_with_the_same_name_are_never_told_apart_by_guessing() -> None:
    same = {ANA: "Alex", BEN: "Alex"}
    assert own_part("Alex: I am tired", same, ANA) == []
    assert own_part("Both: a walk", same, ANA)[0].text == "a walk"


def test_a_part_holds_ones_own_and_what_is_of_all() -> None:
    text = "Ana: one\nBen: two\nAna and Ben: three\nBoth: four\nfive"
    assert [one.text for one in own_part(text, FAMILY, ANA)] == ["one", "four"]
    assert [one.text for one in to_look_at(text, FAMILY, ANA)] == ["five"]


@pytest.mark.parametrize("told", ["Ana: Ben said: never", "Ana: Ben and his mother: go", "Both: Ben, low: no"])
def test_what_one_tells_that_another_said_waits_for_a_person_to_look(told: str) -> None:
    assert own_part(told, PEOPLE, ANA) == []
    assert statements(told, PEOPLE)[0].is_marked


def test_it_is_said_whom_else_ones_own_words_name() -> None:
    assert statements("Ana: Ben shouted", PEOPLE)[0].names == {BEN}


BEFORE = st.sampled_from(["", "- ", "  * ", "“", "Then ", "10:40 ", "\t"])
NAME = st.sampled_from(["Ben", "BEN", "ben", "Bén", "B\u200ben", "Ben (low)", "Ben ", "Ben and Chloé"])
COLON = st.sampled_from([":", " :", "：", ": "])
WORDS = st.text(alphabet=st.characters(exclude_characters=":：\n\r", exclude_categories=["Cs"]), max_size=40)
OWN = st.sampled_from(["Ana: mine", "Both: ours", "plain", ""])


@given(st.lists(st.tuples(OWN, BEFORE, NAME, COLON, WORDS), min_size=1, max_size=5))
def test_whatever_is_typed_nothing_that_ben_said_is_in_anas_part(rows: list[tuple[str, ...]]) -> None:
    text = "\n".join(
        f"{own} {before}{name}{colon}{words} canary-of-ben {words}" for own, before, name, colon, words in rows
    )
    for people in (PEOPLE, FAMILY):
        assert not [one.text for one in own_part(text, people, ANA) if "canary-of-ben" in one.text]


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_no_word_is_lost(text: str) -> None:
    people = FAMILY
    found = statements(text, people)
    assert all(one.text for one in found)
    parts = own_part(text, people, ANA), own_part(text, people, BEN)
    assert all(one in found for part in parts for one in part)
