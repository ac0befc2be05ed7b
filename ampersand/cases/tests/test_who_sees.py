""" "Who sees this" says what the table says, in the same sentences."""

import html

import pytest

from ampersand.cases.rules.audience import TABLE, Action, Kind, Relation, cells
from ampersand.cases.rules.plain_words import KIND_WORDS, OF_STAFF, Column, Sight, rows_for, sentences, sight
from tests.cast import Cast

SHOWN = {Kind.OWN_GOAL, Kind.CHECK_IN_LINE, Kind.ROW_WEEK, Kind.EXERCISE_LINE}  # the owner may show it to all
PAPERS = {
    *(Kind.TERMS, Kind.CONSENT, Kind.HOLD, Kind.OWN_RELEASE, Kind.JOINT_RELEASE, Kind.RELEASE_SIGNATURE),
    *(Kind.OWN_MEETING, Kind.JOINT_MEETING, Kind.OWN_CHARGE, Kind.JOINT_CHARGE, Kind.PAYING),
}


def test_every_kind_has_words() -> None:
    assert set(KIND_WORDS) == set(Kind)


def test_a_cell_says_yes_exactly_where_the_table_lets_someone_read() -> None:
    for relation in Relation:
        for kind in set(Kind) - OF_STAFF:
            reads = any(ok and action is Action.READ for r, k, _, action, ok in cells() if (r, k) == (relation, kind))
            found = sight(kind, frozenset({relation}))
            shares = relation is Relation.MEMBER and kind in SHOWN
            assert (found in {Sight.ALL, Sight.CHOSEN}) == (reads and not shares)
            assert found is Sight.SHARED or not shares


def test_a_partner_sees_only_what_is_shared() -> None:
    partner = frozenset({Relation.MEMBER})
    assert sight(Kind.ADMINISTRATION, partner) is Sight.SHARED
    for kind in (Kind.PLAN, Kind.ASSIGNMENT, Kind.DRAFT, Kind.SHARING, Kind.STANDING, Kind.INVITATION):
        assert sight(kind, partner) is Sight.NONE
    assert sight(Kind.SAFETY_PLAN, partner) is Sight.CHOSEN
    assert sight(Kind.SAFETY_PLAN, partner | {Relation.OWNER}) is Sight.ALL
    assert sight(Kind.PLAN_COMMENT, partner) is Sight.NONE
    assert sight(Kind.FEEDBACK, partner) is Sight.NONE
    assert sight(Kind.FEEDBACK, frozenset({Relation.SUPERVISOR})) is Sight.TOTAL


def test_the_office_sees_the_paperwork_and_nothing_else() -> None:
    office = frozenset({Relation.ADMINISTRATOR})
    assert {kind for kind in Kind if sight(kind, office) is Sight.ALL} == PAPERS
    assert {kind for kind in Kind if sight(kind, office) is Sight.CHANNEL} == {Kind.SAFE_CONTACT}


def test_all_sentences_of_the_table_are_told() -> None:
    everyone = [Column("all", frozenset(Relation))]
    told = {sentence for row in rows_for(everyone) for sentence in row.sentences}
    assert told == {row.sentence for row in TABLE}


@pytest.mark.parametrize("name", ["ana", "ben", "dana", "emil"])
def test_the_page_says_the_sentences_of_the_table(cast: Cast, name: str) -> None:
    page = html.unescape(cast.client(getattr(cast, name)).get(f"/cases/{cast.couple.pk}/who-sees/").content.decode())
    for kind in Kind:
        for sentence in sentences(kind, frozenset(Relation) - {Relation.CARER}):  # a couple has no children here
            assert sentence in page


def test_the_columns_are_people_of_the_case(cast: Cast) -> None:
    page = cast.client(cast.ana).get(f"/cases/{cast.family.pk}/who-sees/").content.decode()
    for words in ("You", "Ben and Chloé", "Dana, therapist", "Emil, supervisor", "The office"):
        assert words in page
    alone = cast.client(cast.farid).get(f"/cases/{cast.farids.pk}/who-sees/").content.decode()
    assert "Only what you share" not in alone


@pytest.mark.parametrize("name", ["farid", "gita", "hugo"])
def test_a_stranger_finds_no_such_page(cast: Cast, name: str) -> None:
    assert cast.client(getattr(cast, name)).get(f"/cases/{cast.couple.pk}/who-sees/").status_code == 404
    assert cast.client(cast.ben).get(f"/cases/{cast.couple.pk}/who-sees/").status_code == 200
