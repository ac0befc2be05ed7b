"""When an agreement is complete, what the three policies mean, and how old someone is whose year alone is known."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.cases.rules import agreement, confidentiality
from ampersand.cases.rules.agreement import Age, Guardian, Party, Signs
from ampersand.cases.rules.audience import Audience
from ampersand.cases.rules.confidentiality import Folder, Policy
from ampersand.cases.rules.mailboxes import same_mailbox

ANA, BEN, CHLOE = uuid4(), uuid4(), uuid4()
COUPLE = [Party(ANA), Party(BEN)]
OWN_ANA, OWN_BEN = (Signs.OWN, ANA, ANA), (Signs.OWN, BEN, BEN)
ASSENT, FOR_CHILD = (Signs.ASSENT, CHLOE, CHLOE), (Signs.FOR_CHILD, ANA, CHLOE)


def test_both_sign_and_neither_signs_for_the_other() -> None:
    assert not agreement.complete(COUPLE, set())
    assert not agreement.complete(COUPLE, {OWN_ANA})
    assert not agreement.complete(COUPLE, {OWN_ANA, (Signs.OWN, ANA, BEN)})
    assert agreement.complete(COUPLE, {OWN_ANA, OWN_BEN})
    assert not agreement.complete([], set())


def test_a_child_says_yes_and_whoever_may_consent_signs_for_them() -> None:
    family = [Party(ANA), Party(CHLOE, True, (Guardian(uuid4(), ANA),))]
    assert not agreement.complete(family, {OWN_ANA, ASSENT})
    assert not agreement.complete(family, {OWN_ANA, FOR_CHILD})
    assert agreement.complete(family, {OWN_ANA, FOR_CHILD, ASSENT})


def test_nobody_known_to_consent_for_a_child_leaves_it_open() -> None:
    assert not agreement.complete([Party(ANA), Party(CHLOE, True)], {OWN_ANA, ASSENT})


def test_a_parent_without_an_account_signs_on_paper() -> None:
    paper, missing = Guardian(uuid4(), None, on_paper=True), Guardian(uuid4(), None)
    assert agreement.complete([Party(ANA), Party(CHLOE, True, (paper,))], {OWN_ANA, ASSENT})
    assert not agreement.complete([Party(ANA), Party(CHLOE, True, (paper, missing))], {OWN_ANA, ASSENT})


def test_each_is_told_only_what_is_theirs_to_sign() -> None:
    family = [Party(ANA), Party(BEN), Party(CHLOE, True, (Guardian(uuid4(), ANA),))]
    assert agreement.waits_for(family, set(), ANA) == [OWN_ANA, FOR_CHILD]
    assert agreement.waits_for(family, {OWN_ANA}, BEN) == [OWN_BEN]
    assert agreement.waits_for(family, {OWN_BEN}, BEN) == []
    assert agreement.waits_for(family, set(), CHLOE) == [ASSENT]


@given(st.sets(st.sampled_from([OWN_ANA, OWN_BEN, ASSENT, FOR_CHILD])), st.sampled_from([OWN_ANA, OWN_BEN, ASSENT]))
def test_a_signature_more_never_undoes_and_one_less_never_completes(signed: set, one: tuple) -> None:
    family = [*COUPLE, Party(CHLOE, True, (Guardian(uuid4(), ANA),))]
    assert agreement.complete(family, signed) <= agreement.complete(family, signed | {one})
    assert agreement.complete(family, signed - {one}) <= agreement.complete(family, signed)


@pytest.mark.parametrize(
    ("born_in", "age"),
    [(None, Age.ADULT), (2012, Age.MINOR), (2011, Age.MINOR), (2010, Age.THIS_YEAR), (2009, Age.ADULT)],
)
def test_in_the_year_in_which_someone_comes_of_age_they_may_be_either(born_in: int | None, age: Age) -> None:
    assert agreement.age(born_in, 2026, 16) is age
    assert agreement.age(born_in, 2026, 16, of_age=True) is Age.ADULT


def test_the_three_policies_are_as_their_table_says() -> None:
    a, b, c = confidentiality.choices()
    assert confidentiality.DEFAULT is Policy.B
    assert (a.note.folder, a.note.mark, a.note.joint_line) == (Folder.COUPLE, "told alone", "")
    assert (b.note.folder, b.note.mark, b.note.joint_line) == (Folder.PERSON, "", "individual meeting held")
    assert (c.note.folder, c.note.mark, c.note.joint_line) == (Folder.PERSON, "", "")
    assert a.banner == "May be shared at your therapist’s discretion"
    assert b.banner == "Private. If it affects your work together, your therapist will ask you to bring it in"
    assert c.banner == "Private to you and your therapist"
    assert [one.released_by_all for one in (a, b, c)] == [True, False, False]
    assert {one.default_audience for one in (a, b, c)} == {Audience.ME_AND_THERAPIST}, "the program shows no partner"


def test_nobody_writes_alone_before_all_have_signed() -> None:
    assert not confidentiality.promise("none").opens_private_boxes
    assert all(one.opens_private_boxes for one in confidentiality.choices())
    with pytest.raises(ValueError, match="not a valid Policy"):
        confidentiality.promise("D")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ana@example.org", "ANA@example.org ", True),
        ("ana+ben@example.org", "ana@example.org", True),
        ("a.na@gmail.com", "ana@googlemail.com", True),
        ("a.na@example.org", "ana@example.org", False),
        ("ana@example.org", "ana@example.net", False),
        ("+@example.org", "+@example.org", True),
    ],
)
def test_two_addresses_of_one_mailbox(one: str, other: str, same: bool) -> None:
    assert same_mailbox(one, other) is same
