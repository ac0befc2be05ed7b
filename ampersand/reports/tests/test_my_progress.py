"""My progress: words first, own things only, the same sections for both, and nothing of what the other did."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ampersand.cases import actions as cases
from ampersand.core import clock
from ampersand.goals.actions import looking_back
from ampersand.goals.tests import stories as goals
from ampersand.overview.tests.answers import answered, asked
from ampersand.reports.tests.stories import page, status, words
from tests.cast import Cast

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _november() -> None:
    clock.fix(NOW)


def mine(cast: Cast, person: Any) -> str:
    return page(cast.client(person), "my_progress", cast.couple.pk)


def test_it_says_in_words_what_got_better_and_what_we_agreed(cast: Cast) -> None:
    answered(cast, cast.couple, cast.ana, "phq-9", [15, 12, 8])
    goal = goals.active(cast)
    clock.fix(NOW)
    for person in (cast.ana, cast.ben):
        looking_back.rate(by=cast.viewer(person), goal_id=goal.pk, level=1)
    text = words(mine(cast, cast.ana))
    assert "What got better How I have been: better than on 1 September" in text
    assert "Where you hoped to be: We have a calm talk about one real topic every week" in text
    assert "T " not in text.split("What we agreed")[1].split("Goals and small steps")[0]


def test_missed_weeks_are_said_as_they_are(cast: Cast) -> None:
    answered(cast, cast.couple, cast.ana, "phq-9", [15, 12])
    asked(cast.couple, cast.ana, "phq-9", NOW.date()).__class__.objects.visible_to(cast.viewer(cast.dana)).update(
        state="passed"
    )
    assert "There are no answers for" in words(mine(cast, cast.ana))


def test_without_anything_it_is_an_invitation_and_no_verdict(cast: Cast) -> None:
    clock.fix(NOW)
    text = words(mine(cast, cast.ana))
    assert "that is no verdict" in text
    assert "After your first answers a line begins here" in text
    assert "Not today" in text
    assert "I’d like a private word" in text


def test_both_read_the_same_page_and_nothing_of_the_other(cast: Cast) -> None:
    before = mine(cast, cast.ben)
    answered(cast, cast.couple, cast.ana, "phq-9", [15, 20, 25])
    clock.fix(NOW)
    assert mine(cast, cast.ben) == before
    mask = {"Ana": "One", "Ben": "One"}
    answered(cast, cast.couple, cast.ben, "phq-9", [15, 20, 25])
    clock.fix(NOW)
    both = [words(mine(cast, person)) for person in (cast.ana, cast.ben)]
    for name, other in mask.items():
        both = [text.replace(name, other) for text in both]
    assert both[0] == both[1]


@pytest.mark.parametrize("name", ["dana", "emil", "farid", "gita", "hugo", "chloe"])
def test_only_members_have_it(cast: Cast, name: str) -> None:
    assert status(cast.client(getattr(cast, name)), "my_progress", cast.couple.pk) == 404
    assert status(cast.client(cast.chloe), "my_progress", cast.family.pk) == 200


def test_whoever_left_keeps_their_own_and_reads_nothing_of_ours(cast: Cast) -> None:
    answered(cast, cast.family, cast.ben, "phq-9", [15, 12, 8])
    goals.begun(cast, cast.ana, "family", case=cast.family)
    clock.fix(NOW)
    cases.leave(by=cast.viewer(cast.dana), case=cast.family, person_id=cast.ben.pk)
    text = words(page(cast.client(cast.ben), "my_progress", cast.family.pk))
    assert "How I have been" in text
    assert "calm talk" not in text
    assert "Ana" not in text


def test_it_asks_as_many_questions_however_much_there_is(cast: Cast, django_assert_max_num_queries: Any) -> None:
    ana, path = cast.client(cast.ana), f"/cases/{cast.couple.pk}/my-progress/"
    goals.active(cast)
    for slugs in (("phq-9",), ("gad-7", "k6", "csi-16")):
        for slug in slugs:
            answered(cast, cast.couple, cast.ana, slug, [5, 6, 7])
        with django_assert_max_num_queries(20):
            ana.get(path)
