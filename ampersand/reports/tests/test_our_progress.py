"""Our progress and our report: only what each has chosen to show, with equal room, and no word on who stands where."""

from datetime import UTC, datetime

import pytest

from ampersand.core import clock
from ampersand.goals.tests import stories as goals
from ampersand.measures.actions import sharing
from ampersand.measures.content import instrument
from ampersand.overview.tests.answers import answered
from ampersand.reports.tests.stories import page, status, words
from tests.cast import Cast

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _november() -> None:
    clock.fix(NOW)


def share(cast: Cast, slug: str) -> None:
    for person in (cast.ana, cast.ben):
        sharing.share(by=cast.viewer(person), case_id=cast.couple.pk, instrument=instrument(slug))


def show_both(cast: Cast, anas: tuple[int, int] = (20, 45), bens: tuple[int, int] = (60, 50)) -> None:
    """Both show how they see the two of them; they began far apart and came closer."""
    for person in (cast.ana, cast.ben):
        answered(cast, cast.couple, person, "csi-16", [30], month=8)
    clock.fix(datetime(2026, 8, 30, tzinfo=UTC))
    share(cast, "csi-16")
    answered(cast, cast.couple, cast.ana, "csi-16", anas)
    answered(cast, cast.couple, cast.ben, "csi-16", bens)
    clock.fix(NOW)


def test_what_both_show_says_closer_and_not_who_is_lower(cast: Cast) -> None:
    show_both(cast)
    text = words(page(cast.client(cast.ana), "our_progress", cast.couple.pk))
    assert "You see it closer together than on 1 September." in text
    assert "Better than on 1 September." in text
    assert "A little harder than on 1 September." in text
    assert "30" not in text, "what was before sharing stays out"


def test_it_is_the_same_for_both_and_ends_when_one_stops(cast: Cast) -> None:
    show_both(cast)
    ana, ben = (words(page(cast.client(one), "together", cast.couple.pk)) for one in (cast.ana, cast.ben))
    assert "45 of 81" in ana
    assert ana.split("From 0 to 81")[1] == ben.split("From 0 to 81")[1]
    sharing.stop_sharing(by=cast.viewer(cast.ana), case_id=cast.couple.pk, slug="csi-16")
    assert "45 of 81" not in words(page(cast.client(cast.ben), "together", cast.couple.pk))
    assert "45 of 81" not in words(page(cast.client(cast.dana), "together", cast.couple.pk))


def test_it_is_drawn_as_two_bands_without_names_the_same_for_both(cast: Cast) -> None:
    show_both(cast)
    assert "ribbon" not in page(cast.client(cast.ana), "our_progress", cast.couple.pk), "while work together rests"
    goals.going_on(cast)
    ana, ben = (page(cast.client(one), "our_progress", cast.couple.pk) for one in (cast.ana, cast.ben))
    drawn, same = (text.split('id="near"')[1].split("</section>")[0] for text in (ana, ben))
    assert drawn == same
    assert drawn.count('class="ribbon"') == 4, "two on a phone, two where there is more room"
    assert "data-hand" not in drawn
    assert not {"Ana", "Ben"} & set(drawn.replace("<", " ").replace(">", " ").split())
    assert "far apart" in drawn.split("<tbody>")[1]
    assert "near each other" in drawn.split("<tbody>")[1]
    sharing.stop_sharing(by=cast.viewer(cast.ben), case_id=cast.couple.pk, slug="csi-16")
    assert "ribbon" not in page(cast.client(cast.ana), "our_progress", cast.couple.pk)


def test_further_apart_is_not_among_what_got_better(cast: Cast) -> None:
    show_both(cast, anas=(40, 60), bens=(40, 20))
    goals.going_on(cast)
    text = page(cast.client(cast.ana), "our_progress", cast.couple.pk)
    better = text.split('id="better"')[1].split("</section>")[0]
    assert "further apart" in text
    assert "further apart" not in better


def test_a_total_with_the_question_about_safety_is_never_in_it(cast: Cast) -> None:
    for person in (cast.ana, cast.ben):
        answered(cast, cast.couple, person, "phq-9", [1], month=8)
    clock.fix(datetime(2026, 8, 30, tzinfo=UTC))
    share(cast, "phq-9")
    answered(cast, cast.couple, cast.ana, "phq-9", [27, 27])
    clock.fix(NOW)
    text = words(page(cast.client(cast.ben), "together", cast.couple.pk))
    assert "PHQ-8" in text
    assert "24 of 24" in text
    assert "27" not in text


def test_goals_of_ones_own_are_not_ours(cast: Cast) -> None:
    goals.begun(cast, cast.ana, "mine", goals.Words("I keep a diary", ("a", "b", "c", "d", "e")))
    goals.active(cast)
    text = words(page(cast.client(cast.dana), "together", cast.couple.pk))
    assert "calm talk" in text
    assert "diary" not in text


@pytest.mark.parametrize("name", ["farid", "gita", "hugo", "chloe"])
def test_strangers_have_neither(cast: Cast, name: str) -> None:
    for address in ("our_progress", "together", "reports"):
        assert status(cast.client(getattr(cast, name)), address, cast.couple.pk) == 404
    assert status(cast.client(cast.dana), "our_progress", cast.couple.pk) == 404, "a page of the members"
    assert status(cast.client(cast.ana), "together", cast.anas_own.pk) == 404, "a case of one"
